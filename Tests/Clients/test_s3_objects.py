"""Objects: put, read, told of, copied and deleted."""

import base64
import concurrent.futures
import datetime
import email.utils
import zlib

import pytest
from botocore.exceptions import ParamValidationError

from custom_labels import refusal
from s3_requests import send_signed

CONTENT = bytes(range(256)) * 4


@pytest.fixture
def filled(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=CONTENT)
    return bucket


def read(s3, bucket, key="k", **arguments):
    return s3.get_object(Bucket=bucket, Key=key, **arguments)["Body"].read()


def test_an_object_comes_back_as_it_was_put(s3, bucket):
    put = s3.put_object(
        Bucket=bucket,
        Key="k",
        Body=CONTENT,
        CacheControl="no-cache",
        ContentDisposition="attachment; filename=bear.png",
        ContentEncoding="gzip",
        ContentLanguage="de",
        ContentType="text/plain; charset=utf-8",
        Expires=datetime.datetime(2030, 1, 2, 3, 4, 5),
        Metadata={
            "Upper-Case": "Value",
            "under_score": "a  b",
            "quoted": "=?UTF-8?Q?b=C3=A4r?=",
            "empty": "",
        },
        StorageClass="STANDARD_IA",
    )
    assert put["ETag"] == '"b2ea9f7fcea831a4a63b213f41a8855b"'
    got = s3.get_object(Bucket=bucket, Key="k")
    told = s3.head_object(Bucket=bucket, Key="k")
    assert got["Body"].read() == CONTENT
    for answer in (got, told):
        assert answer["ETag"] == put["ETag"]
        assert answer["ContentLength"] == len(CONTENT)
        assert answer["AcceptRanges"] == "bytes"
        assert answer["CacheControl"] == "no-cache"
        assert answer["ContentDisposition"] == "attachment; filename=bear.png"
        assert answer["ContentEncoding"] == "gzip"
        assert answer["ContentLanguage"] == "de"
        assert answer["ContentType"] == "text/plain; charset=utf-8"
        assert answer["ExpiresString"] == "Wed, 02 Jan 2030 03:04:05 GMT"
        assert answer["StorageClass"] == "STANDARD_IA"
        assert answer["Metadata"] == {
            "upper-case": "Value",
            "under_score": "a  b",
            "quoted": "=?UTF-8?Q?b=C3=A4r?=",
            "empty": "",
        }
        age = datetime.datetime.now(datetime.timezone.utc) - answer["LastModified"]
        assert abs(age) < datetime.timedelta(minutes=1)


def test_what_nobody_said_has_a_default(s3, filled):
    told = s3.head_object(Bucket=filled, Key="k")
    assert told["ContentType"] == "binary/octet-stream"
    assert told["Metadata"] == {}
    assert told.keys().isdisjoint(
        {"StorageClass", "ContentEncoding", "CacheControl", "Expires", "PartsCount"}
    )


def test_an_empty_object_is_an_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k")
    assert read(s3, bucket) == b""
    assert s3.head_object(Bucket=bucket, Key="k")["ContentLength"] == 0
    assert refusal(s3.get_object, Bucket=bucket, Key="k", Range="bytes=0-0")[0] == "InvalidRange"


def test_a_put_replaces_all_of_an_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"long before", Metadata={"a": "b"}, ContentType="text/plain")
    s3.put_object(Bucket=bucket, Key="k", Body=b"now")
    got = s3.get_object(Bucket=bucket, Key="k")
    assert (got["Body"].read(), got["Metadata"], got["ContentType"]) == (b"now", {}, "binary/octet-stream")


def test_metadata_have_a_limit(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Metadata={"a": "x" * 2047})
    assert s3.head_object(Bucket=bucket, Key="k")["Metadata"] == {"a": "x" * 2047}
    assert refusal(s3.put_object, Bucket=bucket, Key="k", Metadata={"a": "x" * 2048})[0] == "MetadataTooLarge"
    with pytest.raises(ParamValidationError):
        s3.put_object(Bucket=bucket, Key="k", Metadata={"a": "bär"})


@pytest.mark.parametrize(
    "asked, first, last",
    [
        ("bytes=0-9", 0, 9),
        ("bytes=10-10", 10, 10),
        ("bytes=1000-", 1000, 1023),
        ("bytes=-7", 1017, 1023),
        ("bytes=1020-5000", 1020, 1023),
        ("bytes=-5000", 0, 1023),
    ],
)
def test_a_range_is_what_is_read(s3, filled, asked, first, last):
    got = s3.get_object(Bucket=filled, Key="k", Range=asked)
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert got["ContentRange"] == f"bytes {first}-{last}/1024"
    assert got["Body"].read() == CONTENT[first : last + 1]
    told = s3.head_object(Bucket=filled, Key="k", Range=asked)
    assert (told["ContentRange"], told["ContentLength"]) == (got["ContentRange"], last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(server, s3, filled, asked):
    assert refusal(s3.get_object, Bucket=filled, Key="k", Range=asked)[0] == "InvalidRange"
    answer = send_signed(server, "GET", f"/{filled}/k", headers={"Range": asked})
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */1024")


@pytest.mark.parametrize("asked", ["bytes=5-3", "items=0-1", "bytes=0-1,4-5", "bytes=a-b", "0-1"])
def test_a_range_that_makes_no_sense_is_passed_over(s3, filled, asked):
    got = s3.get_object(Bucket=filled, Key="k", Range=asked)
    assert (got["ResponseMetadata"]["HTTPStatusCode"], got["Body"].read()) == (200, CONTENT)


def test_a_reader_may_ask_for_other_headers(s3, filled):
    got = s3.get_object(
        Bucket=filled,
        Key="k",
        ResponseCacheControl="max-age=1",
        ResponseContentDisposition='attachment; filename="a b.png"',
        ResponseContentEncoding="identity",
        ResponseContentLanguage="fr",
        ResponseContentType="image/png",
        ResponseExpires=datetime.datetime(2031, 1, 1),
    )
    assert got["CacheControl"] == "max-age=1"
    assert got["ContentDisposition"] == 'attachment; filename="a b.png"'
    assert (got["ContentEncoding"], got["ContentLanguage"], got["ContentType"]) == (
        "identity",
        "fr",
        "image/png",
    )
    assert email.utils.parsedate_to_datetime(got["ExpiresString"]).year == 2031


def test_a_copy_says_what_its_source_says(s3, filled):
    s3.put_object(Bucket=filled, Key="a +&ü/b", Body=b"x", ContentType="text/plain", Metadata={"a": "b"})
    source = {"Bucket": filled, "Key": "a +&ü/b"}
    copied = s3.copy_object(Bucket=filled, Key="copy", CopySource=source)["CopyObjectResult"]
    got = s3.get_object(Bucket=filled, Key="copy")
    assert (got["Body"].read(), got["ContentType"], got["Metadata"]) == (b"x", "text/plain", {"a": "b"})
    assert copied["ETag"] == got["ETag"] == s3.head_object(Bucket=filled, Key="a +&ü/b")["ETag"]
    s3.delete_object(Bucket=filled, Key="a +&ü/b")
    assert read(s3, filled, "copy") == b"x"


def test_a_copy_onto_itself_changes_what_is_said(s3, filled):
    source = {"Bucket": filled, "Key": "k"}
    assert refusal(s3.copy_object, Bucket=filled, Key="k", CopySource=source)[0] == "InvalidRequest"
    s3.copy_object(
        Bucket=filled,
        Key="k",
        CopySource=source,
        MetadataDirective="REPLACE",
        Metadata={"new": "1"},
        ContentType="image/png",
    )
    got = s3.get_object(Bucket=filled, Key="k")
    assert (got["Body"].read(), got["Metadata"], got["ContentType"]) == (CONTENT, {"new": "1"}, "image/png")


def test_a_copy_of_nothing_is_refused(s3, filled):
    assert refusal(s3.copy_object, Bucket=filled, Key="c", CopySource=f"{filled}/none")[0] == "NoSuchKey"
    assert refusal(s3.copy_object, Bucket=filled, Key="c", CopySource="no-bucket/k")[0] == "NoSuchBucket"
    assert refusal(s3.copy_object, Bucket="no-bucket", Key="c", CopySource=f"{filled}/k")[0] == "NoSuchBucket"
    assert refusal(s3.copy_object, Bucket=filled, Key="c", CopySource=filled)[0] == "InvalidArgument"


def test_a_deleted_object_is_gone(s3, filled):
    s3.delete_object(Bucket=filled, Key="k")
    assert refusal(s3.get_object, Bucket=filled, Key="k")[0] == "NoSuchKey"
    assert refusal(s3.head_object, Bucket=filled, Key="k") == ("404", "Not Found")
    assert s3.delete_object(Bucket=filled, Key="k")["ResponseMetadata"]["HTTPStatusCode"] == 204


def test_objects_are_deleted_together(s3, bucket):
    keys = ["plain", " spaces ", "<&>\"'", "ü\u0301", "line\nbreak\r", "a//b/../c", "%41"]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key)
    objects = [{"Key": key} for key in [*keys, "never there"]]
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects})
    assert [item["Key"] for item in deleted["Deleted"]] == [*keys, "never there"]
    assert "Errors" not in deleted
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_a_quiet_deletion_tells_failures_alone(s3, filled):
    s3.put_object(Bucket=filled, Key="kept")
    answer = s3.delete_objects(
        Bucket=filled,
        Delete={
            "Quiet": True,
            "Objects": [{"Key": "k"}, {"Key": "kept", "ETag": '"another"'}, {"Key": "k" * 1025}],
        },
    )
    assert "Deleted" not in answer
    assert [(error["Key"][:4], error["Code"]) for error in answer["Errors"]][0] == (
        "kept",
        "PreconditionFailed",
    )
    assert [item["Key"] for item in s3.list_objects_v2(Bucket=filled)["Contents"]] == ["kept"]


def test_a_thousand_objects_are_deleted_at_once_and_no_more(s3, filled):
    objects = [{"Key": f"none-{number}"} for number in range(999)] + [{"Key": "k"}]
    assert len(s3.delete_objects(Bucket=filled, Delete={"Objects": objects})["Deleted"]) == 1000
    assert s3.list_objects_v2(Bucket=filled)["KeyCount"] == 0
    objects.append({"Key": "one-more"})
    assert refusal(s3.delete_objects, Bucket=filled, Delete={"Objects": objects})[0] == "MalformedXML"
    assert refusal(s3.delete_objects, Bucket=filled, Delete={"Objects": []})[0] == "MalformedXML"


def test_the_parts_of_an_object_are_told(s3, filled):
    wanted = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]
    told = s3.get_object_attributes(Bucket=filled, Key="k", ObjectAttributes=wanted)
    assert (told["ETag"], told["ObjectSize"]) == ("b2ea9f7fcea831a4a63b213f41a8855b", 1024)
    assert told["StorageClass"] == "STANDARD"
    checksum = base64.b64encode(zlib.crc32(CONTENT).to_bytes(4, "big")).decode()
    assert told["Checksum"] == {"ChecksumCRC32": checksum, "ChecksumType": "FULL_OBJECT"}
    assert s3.get_object_tagging(Bucket=filled, Key="k")["TagSet"] == []


def test_a_reader_sees_one_state_while_others_write(s3, bucket):
    states = [bytes([number]) * (300 << 10) for number in range(4)]
    s3.put_object(Bucket=bucket, Key="k", Body=states[0])

    def write():
        for state in states * 5:
            s3.put_object(Bucket=bucket, Key="k", Body=state)

    def look():
        return {read(s3, bucket) for _ in range(20)}

    with concurrent.futures.ThreadPoolExecutor(6) as threads:
        writers = [threads.submit(write) for _ in range(2)]
        readers = [threads.submit(look) for _ in range(4)]
        seen = set().union(*(reader.result() for reader in readers))
        assert [writer.result() for writer in writers] == [None, None]
    assert seen <= set(states)


def test_of_many_who_want_to_be_first_one_is(s3, bucket):
    def put(content):
        try:
            s3.put_object(Bucket=bucket, Key="k", Body=content, IfNoneMatch="*")
        except s3.exceptions.ClientError as error:
            return error.response["Error"]["Code"]
        return content

    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(put, [bytes([number]) for number in range(8)]))
    winners = [outcome for outcome in outcomes if outcome != "PreconditionFailed"]
    assert len(winners) == 1
    assert read(s3, bucket) == winners[0]


def test_headers_cannot_be_slipped_into_an_answer(server, filled):
    query = "response-content-disposition=a%0D%0AX-Slipped%3A%201"
    answer = send_signed(server, "GET", f"/{filled}/k?{query}")
    assert (answer.status, "x-slipped" in answer.headers) == (200, False)
