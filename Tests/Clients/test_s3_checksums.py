"""Checksums: those that clients send are checked, kept and told; wrong ones are refused."""

import base64
import hashlib
import zlib

import pytest

from checksums import crc32c, crc64nvme
from custom_labels import refusal
from s3_requests import send_signed

CONTENT = b"a bear by the river"
OTHER = b"another bear"


def crc32(data):
    return base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


def digest(name):
    return lambda data: base64.b64encode(hashlib.new(name, data).digest()).decode()


ALGORITHMS = {
    "CRC32": crc32,
    "CRC32C": crc32c,
    "CRC64NVME": crc64nvme,
    "SHA1": digest("sha1"),
    "SHA256": digest("sha256"),
}
each_algorithm = pytest.mark.parametrize("algorithm", ALGORITHMS)


@each_algorithm
def test_a_checksum_is_kept_and_told(s3, server, bucket, algorithm):
    member, value = f"Checksum{algorithm}", ALGORITHMS[algorithm](CONTENT)
    put = s3.put_object(Bucket=bucket, Key="k", Body=CONTENT, **{member: value})
    assert (put[member], put["ChecksumType"]) == (value, "FULL_OBJECT")
    told = s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert (told[member], told["ChecksumType"]) == (value, "FULL_OBJECT")
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == CONTENT
    listed = s3.list_objects_v2(Bucket=bucket)["Contents"][0]
    assert (listed["ChecksumAlgorithm"], listed["ChecksumType"]) == ([algorithm], "FULL_OBJECT")
    attributes = s3.get_object_attributes(Bucket=bucket, Key="k", ObjectAttributes=["Checksum"])
    assert attributes["Checksum"] == {member: value, "ChecksumType": "FULL_OBJECT"}
    # Nobody is told who has not asked.
    plain = send_signed(server, "GET", f"/{bucket}/k").headers
    assert plain.keys().isdisjoint({f"x-amz-checksum-{algorithm.lower()}", "x-amz-checksum-type"})


@each_algorithm
def test_a_wrong_checksum_is_refused(s3, bucket, algorithm):
    s3.put_object(Bucket=bucket, Key="k", Body=CONTENT)
    wrong = {f"Checksum{algorithm}": ALGORITHMS[algorithm](OTHER)}
    code, text = refusal(s3.put_object, Bucket=bucket, Key="k", Body=OTHER + b"!", **wrong)
    assert (code, algorithm in text) == ("BadDigest", True)
    nonsense = {f"Checksum{algorithm}": "bm8="}
    assert refusal(s3.put_object, Bucket=bucket, Key="k", Body=OTHER, **nonsense)[0] == "InvalidRequest"
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == CONTENT


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_a_checksum_that_boto3_computes_is_taken(s3, bucket, algorithm):
    put = s3.put_object(Bucket=bucket, Key="k", Body=CONTENT, ChecksumAlgorithm=algorithm)
    assert put[f"Checksum{algorithm}"] == ALGORITHMS[algorithm](CONTENT)
    got = s3.get_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert got["Body"].read() == CONTENT
    assert got[f"Checksum{algorithm}"] == ALGORITHMS[algorithm](CONTENT)


def test_a_range_has_no_checksum_of_the_whole(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=CONTENT)
    got = s3.get_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED", Range="bytes=0-1")
    assert (got["Body"].read(), "ChecksumCRC32" in got) == (CONTENT[:2], False)


def test_two_checksums_are_refused(server, bucket):
    headers = {"x-amz-checksum-crc32": crc32(CONTENT), "x-amz-checksum-sha1": ALGORITHMS["SHA1"](CONTENT)}
    answer = send_signed(server, "PUT", f"/{bucket}/k", CONTENT, headers=headers)
    assert (answer.status, answer.code) == (400, "InvalidRequest")


def test_a_checksum_that_was_announced_must_be_there(server, bucket):
    headers = {"x-amz-sdk-checksum-algorithm": "CRC32"}
    answer = send_signed(server, "PUT", f"/{bucket}/k", CONTENT, headers=headers)
    assert (answer.status, answer.code) == (400, "InvalidRequest")


def test_a_checksum_of_an_algorithm_that_is_not_built_is_refused(s3, bucket):
    assert refusal(s3.put_object, Bucket=bucket, Key="k", ChecksumAlgorithm="SHA512")[0] == "NotImplemented"


def test_content_md5_is_checked(s3, bucket):
    right = digest("md5")(CONTENT)
    s3.put_object(Bucket=bucket, Key="k", Body=CONTENT, ContentMD5=right)
    assert refusal(s3.put_object, Bucket=bucket, Key="k", Body=OTHER, ContentMD5=right)[0] == "BadDigest"
    assert refusal(s3.put_object, Bucket=bucket, Key="k", Body=OTHER, ContentMD5="bm8=")[0] == "InvalidDigest"
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == CONTENT


def test_the_signed_digest_of_a_body_is_checked(server, bucket):
    other = hashlib.sha256(OTHER).hexdigest()
    answer = send_signed(server, "PUT", f"/{bucket}/k", CONTENT, payload=other)
    assert (answer.status, answer.code) == (400, "XAmzContentSHA256Mismatch")
    assert send_signed(server, "PUT", f"/{bucket}/k", CONTENT, payload="nonsense").code == "InvalidArgument"
    assert send_signed(server, "HEAD", f"/{bucket}/k").status == 404
    assert send_signed(server, "PUT", f"/{bucket}/k", CONTENT, payload="UNSIGNED-PAYLOAD").status == 200


def test_a_list_of_keys_to_delete_is_checked_too(server, s3, bucket):
    s3.put_object(Bucket=bucket, Key="k")
    document = b"<Delete><Object><Key>k</Key></Object></Delete>"
    wrong = send_signed(
        server, "POST", f"/{bucket}?delete", document, headers={"x-amz-checksum-crc32": crc32(OTHER)}
    )
    assert (wrong.status, wrong.code) == (400, "BadDigest")
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 1


@each_algorithm
def test_a_copy_has_the_checksum_of_its_source_or_another(s3, bucket, algorithm):
    s3.put_object(Bucket=bucket, Key="k", Body=CONTENT, ChecksumAlgorithm="SHA1")
    same = s3.copy_object(Bucket=bucket, Key="same", CopySource=f"{bucket}/k")["CopyObjectResult"]
    assert same["ChecksumSHA1"] == ALGORITHMS["SHA1"](CONTENT)
    other = s3.copy_object(Bucket=bucket, Key="other", CopySource=f"{bucket}/k", ChecksumAlgorithm=algorithm)
    assert other["CopyObjectResult"][f"Checksum{algorithm}"] == ALGORITHMS[algorithm](CONTENT)
    told = s3.head_object(Bucket=bucket, Key="other", ChecksumMode="ENABLED")
    assert told[f"Checksum{algorithm}"] == ALGORITHMS[algorithm](CONTENT)
    assert s3.get_object(Bucket=bucket, Key="other")["Body"].read() == CONTENT
