"""Uploads in parts."""

import hashlib
import io
import random

import boto3.s3.transfer
import pytest

from checksums import crc64nvme
from custom_labels import refusal

MIB = 1 << 20
# The smallest that a part but the last may be.
PART = 5 * MIB
# Each part is other bytes, so that parts in the wrong order are seen.
FIRST, SECOND = (random.Random(seed).randbytes(size) for seed, size in ((1, PART), (2, 1000)))


def md5(data):
    return hashlib.md5(data)


def etag_of(*parts):
    joined = b"".join(md5(part).digest() for part in parts)
    return f'"{md5(joined).hexdigest()}-{len(parts)}"'


class Upload:
    """An upload that was begun."""

    def __init__(self, s3, bucket, key="k", **arguments):
        self.s3 = s3
        begun = s3.create_multipart_upload(Bucket=bucket, Key=key, **arguments)
        self.place = {"Bucket": bucket, "Key": key, "UploadId": begun["UploadId"]}

    def put(self, number, body, **arguments):
        part = self.s3.upload_part(PartNumber=number, Body=body, **self.place, **arguments)
        checksums = {name: value for name, value in part.items() if name.startswith("Checksum")}
        return {"PartNumber": number, "ETag": part["ETag"], **checksums}

    def complete(self, *parts, **arguments):
        chosen = {"Parts": list(parts)}
        return self.s3.complete_multipart_upload(MultipartUpload=chosen, **self.place, **arguments)

    def numbers(self):
        return [part["PartNumber"] for part in self.s3.list_parts(**self.place).get("Parts", [])]


@pytest.fixture
def upload(s3, bucket):
    return Upload(s3, bucket)


def test_a_large_file_is_sent_in_parts(s3, bucket):
    content = FIRST + SECOND + FIRST + SECOND
    config = boto3.s3.transfer.TransferConfig(
        multipart_threshold=PART, multipart_chunksize=PART, max_concurrency=3
    )
    extra = {"ContentType": "image/png", "Metadata": {"a": "b"}}
    s3.upload_fileobj(io.BytesIO(content), bucket, "k", ExtraArgs=extra, Config=config)
    told = s3.head_object(Bucket=bucket, Key="k")
    parts = [content[start : start + PART] for start in range(0, len(content), PART)]
    assert told["ETag"] == etag_of(*parts)
    assert (told["ContentLength"], told["ContentType"], told["Metadata"]) == (
        len(content),
        "image/png",
        {"a": "b"},
    )
    received = io.BytesIO()
    s3.download_fileobj(bucket, "k", received, Config=config)
    assert received.getvalue() == content
    over_the_seam = s3.get_object(Bucket=bucket, Key="k", Range=f"bytes={PART - 3}-{PART + 2}")
    assert over_the_seam["Body"].read() == content[PART - 3 : PART + 3]
    # Copied in parts by the client.
    s3.copy({"Bucket": bucket, "Key": "k"}, bucket, "copy", Config=config)
    assert s3.head_object(Bucket=bucket, Key="copy")["ETag"] == told["ETag"]
    assert s3.get_object(Bucket=bucket, Key="copy")["Body"].read() == content


def test_parts_are_put_in_any_order_and_again(s3, bucket, upload):
    second = upload.put(7, SECOND)
    upload.put(2, SECOND)
    first = upload.put(2, FIRST)
    upload.put(9, b"not chosen")
    assert upload.numbers() == [2, 7, 9]
    assert refusal(s3.head_object, Bucket=bucket, Key="k")[0] == "404"
    done = upload.complete(first, second)
    assert (done["ETag"], done["Bucket"], done["Key"]) == (etag_of(FIRST, SECOND), bucket, "k")
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == FIRST + SECOND
    assert refusal(s3.list_parts, **upload.place)[0] == "NoSuchUpload"


def test_an_object_tells_its_parts(s3, bucket, upload):
    upload.complete(upload.put(3, FIRST), upload.put(5, SECOND))
    got = s3.get_object(Bucket=bucket, Key="k", PartNumber=5)
    assert (got["Body"].read(), got["PartsCount"]) == (SECOND, 2)
    assert got["ContentRange"] == f"bytes {PART}-{PART + 999}/{PART + 1000}"
    assert s3.head_object(Bucket=bucket, Key="k", PartNumber=3)["ContentLength"] == PART
    assert refusal(s3.get_object, Bucket=bucket, Key="k", PartNumber=4)[0] == "InvalidPartNumber"
    told = s3.get_object_attributes(Bucket=bucket, Key="k", ObjectAttributes=["ObjectParts"], MaxParts=1)
    parts = told["ObjectParts"]
    assert (parts["TotalPartsCount"], parts["IsTruncated"], parts["NextPartNumberMarker"]) == (2, True, 3)
    assert [part["Size"] for part in parts["Parts"]] == [PART]


def test_parts_are_listed_page_by_page(s3, upload):
    for number in (1, 2, 10_000):
        upload.put(number, bytes([number % 256]))
    pages = list(s3.get_paginator("list_parts").paginate(PaginationConfig={"PageSize": 2}, **upload.place))
    assert [[part["PartNumber"] for part in page["Parts"]] for page in pages] == [[1, 2], [10_000]]
    part = pages[0]["Parts"][1]
    assert (part["Size"], part["ETag"]) == (1, f'"{md5(bytes([2])).hexdigest()}"')


def test_uploads_are_listed_page_by_page(s3, bucket):
    begun = [Upload(s3, bucket, key).place for key in ("a/1", "a/1", "b &ü", "a/2")]
    expected = sorted((place["Key"], place["UploadId"]) for place in begun)
    pages = s3.get_paginator("list_multipart_uploads").paginate(
        Bucket=bucket, PaginationConfig={"PageSize": 1}
    )
    listed = [(item["Key"], item["UploadId"]) for page in pages for item in page["Uploads"]]
    assert sorted(listed) == expected
    assert [key for key, _ in listed] == ["a/1", "a/1", "a/2", "b &ü"]
    found = s3.list_multipart_uploads(Bucket=bucket, Prefix="a/2")
    assert [item["Key"] for item in found["Uploads"]] == ["a/2"]


def test_an_aborted_upload_is_gone(s3, bucket, upload):
    part = upload.put(1, SECOND)
    s3.abort_multipart_upload(**upload.place)
    assert refusal(s3.abort_multipart_upload, **upload.place)[0] == "NoSuchUpload"
    assert refusal(upload.put, 2, SECOND)[0] == "NoSuchUpload"
    assert refusal(upload.complete, part)[0] == "NoSuchUpload"
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)


def test_an_upload_belongs_to_its_key(s3, bucket, upload):
    other = {**upload.place, "Key": "other"}
    assert refusal(s3.upload_part, PartNumber=1, Body=b"x", **other)[0] == "NoSuchUpload"
    assert refusal(s3.list_parts, **other)[0] == "NoSuchUpload"
    assert refusal(s3.list_parts, Bucket=bucket, Key="k", UploadId="never-begun")[0] == "NoSuchUpload"


def test_only_parts_that_are_there_make_an_object(s3, bucket, upload):
    small, last = upload.put(1, SECOND), upload.put(2, SECOND)
    wrong = {"PartNumber": 1, "ETag": f'"{md5(b"other").hexdigest()}"'}
    assert refusal(upload.complete, wrong)[0] == "InvalidPart"
    assert refusal(upload.complete, {**small, "PartNumber": 3})[0] == "InvalidPart"
    assert refusal(upload.complete, last, small)[0] == "InvalidPartOrder"
    assert refusal(upload.complete, small, small)[0] == "InvalidPartOrder"
    assert refusal(upload.complete)[0] == "MalformedXML"
    assert refusal(upload.complete, small, last)[0] == "EntityTooSmall"
    assert refusal(upload.complete, small, MpuObjectSize=7)[0] == "InvalidRequest"
    # All of it was refused without harm.
    assert upload.complete(small, MpuObjectSize=1000)["ETag"] == etag_of(SECOND)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == SECOND


@pytest.mark.parametrize("number", [0, -1, 10_001])
def test_parts_have_numbers_up_to_ten_thousand(s3, upload, number):
    assert refusal(upload.put, number, b"x")[0] == "InvalidArgument"


def test_a_completion_may_insist_that_there_is_nothing_yet(s3, bucket, upload):
    part = upload.put(1, SECOND)
    s3.put_object(Bucket=bucket, Key="k", Body=b"before")
    assert refusal(upload.complete, part, IfNoneMatch="*")[0] == "PreconditionFailed"
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"before"
    upload.complete(part)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == SECOND


def test_a_part_is_copied_from_an_object(s3, bucket, upload):
    s3.put_object(Bucket=bucket, Key="source ü", Body=FIRST + SECOND)
    source = {"Bucket": bucket, "Key": "source ü"}

    def copy(number, **arguments):
        copied = s3.upload_part_copy(PartNumber=number, CopySource=source, **upload.place, **arguments)
        return {"PartNumber": number, "ETag": copied["CopyPartResult"]["ETag"]}

    first = copy(1, CopySourceRange=f"bytes=0-{PART - 1}")
    second = copy(2, CopySourceRange=f"bytes={PART}-{PART + 999}")
    assert refusal(copy, 3, CopySourceRange=f"bytes=0-{PART + 1000}")[0] == "InvalidArgument"
    assert refusal(copy, 3, CopySourceIfMatch='"other"')[0] == "PreconditionFailed"
    assert upload.complete(first, second)["ETag"] == etag_of(FIRST, SECOND)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == FIRST + SECOND


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_the_checksums_of_parts_make_the_whole_ones(s3, bucket, algorithm):
    upload = Upload(s3, bucket, ChecksumAlgorithm=algorithm)
    parts = [
        upload.put(1, FIRST, ChecksumAlgorithm=algorithm),
        upload.put(2, SECOND, ChecksumAlgorithm=algorithm),
    ]
    member = f"Checksum{algorithm}"
    listed = s3.list_parts(**upload.place)
    assert (listed["ChecksumAlgorithm"], listed["ChecksumType"]) == (algorithm, "COMPOSITE")
    assert [part[member] for part in listed["Parts"]] == [part[member] for part in parts]
    wrong = [{**parts[0], member: parts[1][member]}, parts[1]]
    assert refusal(upload.complete, *wrong)[0] == "InvalidPart"
    done = upload.complete(*parts)
    assert (done["ChecksumType"], done[member][-2:]) == ("COMPOSITE", "-2")
    got = s3.get_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert (got["Body"].read(), got[member]) == (FIRST + SECOND, done[member])


def test_a_checksum_of_the_whole_is_checked(s3, bucket):
    small = b"parts of a bear"
    upload = Upload(s3, bucket, ChecksumAlgorithm="CRC64NVME", ChecksumType="FULL_OBJECT")
    part = upload.put(1, small, ChecksumCRC64NVME=crc64nvme(small))
    wrong = {"ChecksumCRC64NVME": crc64nvme(b"another"), "ChecksumType": "FULL_OBJECT"}
    assert refusal(upload.complete, part, **wrong)[0] == "BadDigest"
    right = {"ChecksumCRC64NVME": crc64nvme(small), "ChecksumType": "FULL_OBJECT"}
    done = upload.complete(part, **right)
    assert (done["ChecksumCRC64NVME"], done["ChecksumType"]) == (crc64nvme(small), "FULL_OBJECT")
    unlike = {"ChecksumAlgorithm": "SHA256", "ChecksumType": "FULL_OBJECT"}
    assert refusal(s3.create_multipart_upload, Bucket=bucket, Key="k", **unlike)[0] == "InvalidRequest"


def test_a_full_crc32_of_parts_is_that_of_the_content(s3, bucket):
    upload = Upload(s3, bucket, ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT")
    done = upload.complete(upload.put(1, FIRST), upload.put(2, SECOND))
    s3.put_object(Bucket=bucket, Key="at-once", Body=FIRST + SECOND, ChecksumAlgorithm="CRC32")
    whole = s3.head_object(Bucket=bucket, Key="at-once", ChecksumMode="ENABLED")["ChecksumCRC32"]
    assert (done["ChecksumCRC32"], done["ChecksumType"]) == (whole, "FULL_OBJECT")
    # botocore compares it with what it reads.
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == FIRST + SECOND


def test_a_wrong_checksum_of_a_part_is_refused(s3, upload):
    wrong = {"ChecksumSHA256": "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="}
    assert refusal(upload.put, 1, b"other", **wrong)[0] == "BadDigest"
    assert upload.numbers() == []
