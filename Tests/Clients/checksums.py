"""The checksums that boto3 computes only with an extension: bit by bit, for little data."""

import base64


def _reflected(data, polynomial, bits):
    value = mask = (1 << bits) - 1
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (polynomial if value & 1 else 0)
    return base64.b64encode((value ^ mask).to_bytes(bits // 8, "big")).decode()


def crc32c(data):
    return _reflected(data, 0x82F63B78, 32)


def crc64nvme(data):
    return _reflected(data, 0x9A6C9329AC4BC9B5, 64)
