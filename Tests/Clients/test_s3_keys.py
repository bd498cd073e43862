"""Keys are just bytes: whatever text of up to 1,024 of them names an object of its own."""

import pytest

from custom_labels import refusal
from s3_requests import send_signed

KEYS = [
    "a",
    "a/",
    "a/b",
    "a//b",
    "/",
    "//",
    "/a",
    ".",
    "..",
    "../a",
    "a/../b",
    "a/./b",
    " ",
    " a b ",
    "a+b",
    "a%2Fb",
    "%",
    "%zz",
    "_/health",
    "_/x",
    "a?b=c&d#e",
    "a;b:c@d,e=f$!*'()",
    '"<>\\^`{|}&amp;',
    "~tilde",
    "\u00e9",
    "e\u0301",
    "日本/熊 🐻.png",
    "tab\tline\nfeed\rend",
    "\x01\x1f\x7f",
    "versionId",
    "x" * 1024,
    "ü" * 512,
]


@pytest.fixture(scope="module")
def filled(s3):
    """A bucket with an object for each key, whose content is the key."""
    s3.create_bucket(Bucket="all-kinds-of-keys")
    for key in KEYS:
        s3.put_object(Bucket="all-kinds-of-keys", Key=key, Body=key.encode())
    return "all-kinds-of-keys"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: ascii(key)[1:20])
def test_each_key_is_an_object_of_its_own(s3, filled, key):
    assert s3.get_object(Bucket=filled, Key=key)["Body"].read() == key.encode()
    assert s3.head_object(Bucket=filled, Key=key)["ContentLength"] == len(key.encode())
    found = s3.list_objects_v2(Bucket=filled, Prefix=key, MaxKeys=1)
    assert found["Contents"][0]["Key"] == key


@pytest.mark.parametrize("key", KEYS, ids=lambda key: ascii(key)[1:20])
def test_each_key_can_be_copied_from_and_deleted(s3, filled, bucket, key):
    s3.copy_object(Bucket=bucket, Key=key, CopySource={"Bucket": filled, "Key": key})
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode()
    s3.delete_object(Bucket=bucket, Key=key)
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_keys_are_listed_in_the_order_of_their_bytes(s3, filled):
    listed = [item["Key"] for item in s3.list_objects_v2(Bucket=filled)["Contents"]]
    assert listed == sorted(KEYS, key=str.encode)
    old = [item["Key"] for item in s3.list_objects(Bucket=filled)["Contents"]]
    assert old == listed


def test_a_listing_goes_on_behind_any_key(s3, filled):
    ordered = sorted(KEYS, key=str.encode)
    for kind in ("list_objects", "list_objects_v2"):
        pages = s3.get_paginator(kind).paginate(Bucket=filled, PaginationConfig={"PageSize": 1})
        assert [item["Key"] for page in pages for item in page["Contents"]] == ordered
    for place, key in enumerate(ordered):
        rest = s3.list_objects_v2(Bucket=filled, StartAfter=key).get("Contents", [])
        assert [item["Key"] for item in rest] == ordered[place + 1 :]


@pytest.mark.parametrize("key", ["x" * 1025, "ü" * 512 + "x"], ids=["ASCII", "longer in bytes"])
def test_a_key_of_1025_bytes_is_refused(s3, bucket, key):
    assert refusal(s3.put_object, Bucket=bucket, Key=key, Body=b"x")[0] == "KeyTooLongError"
    assert refusal(s3.create_multipart_upload, Bucket=bucket, Key=key)[0] == "KeyTooLongError"
    assert refusal(s3.copy_object, Bucket=bucket, Key=key, CopySource=f"{bucket}/k")[0] == "KeyTooLongError"
    assert refusal(s3.get_object, Bucket=bucket, Key=key)[0] == "KeyTooLongError"
    assert refusal(s3.delete_object, Bucket=bucket, Key=key)[0] == "KeyTooLongError"
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_a_key_that_is_not_utf8_is_refused(server, bucket):
    answer = send_signed(server, "PUT", f"/{bucket}/%ff", b"x")
    assert (answer.status, answer.code) == (400, "InvalidURI")


def test_no_bucket_hides_what_needs_no_signature(s3):
    assert refusal(s3.create_bucket, Bucket="xn--bears")[0] == "InvalidBucketName"
    for name in ["Bears", "be", "b" * 64, "a..b", "-bears", "bears-", "192.168.5.4", "bears-s3alias"]:
        # boto3 itself refuses some; by what it says nobody can tell who it was.
        with pytest.raises(Exception) as caught:
            s3.create_bucket(Bucket=name)
        assert "InvalidBucketName" in str(caught.value) or "Invalid bucket name" in str(caught.value)


def test_a_bucket_called_underscore_cannot_be_made(server):
    answer = send_signed(server, "PUT", "/_")
    assert (answer.status, answer.code) == (400, "InvalidBucketName")
    assert send_signed(server, "PUT", "/_/x", b"x").status == 404
