"""Reads and writes that happen only under a condition."""

import datetime

import pytest

from custom_labels import refusal

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def tag(s3, bucket):
    """The ETag of the object `k`."""
    return s3.put_object(Bucket=bucket, Key="k", Body=b"content")["ETag"]


@pytest.fixture
def modified(s3, bucket, tag):
    return s3.head_object(Bucket=bucket, Key="k")["LastModified"]


def status(call, **arguments):
    """200, or the code of the refusal; of HEAD it is the status."""
    try:
        return call(**arguments)["ResponseMetadata"]["HTTPStatusCode"]
    except call.__self__.exceptions.ClientError as error:
        return error.response["Error"]["Code"]


def reads(s3, bucket, **conditions):
    """What both reads say, which must be the same."""
    got = status(s3.get_object, Bucket=bucket, Key="k", **conditions)
    told = status(s3.head_object, Bucket=bucket, Key="k", **conditions)
    assert {"PreconditionFailed": "412"}.get(got, got) == told
    return told


def test_if_match_reads_only_what_is_known(s3, bucket, tag):
    assert reads(s3, bucket, IfMatch=tag) == 200
    assert reads(s3, bucket, IfMatch=tag.strip('"')) == 200
    assert reads(s3, bucket, IfMatch="*") == 200
    assert reads(s3, bucket, IfMatch=f'"other", {tag}') == 200
    assert reads(s3, bucket, IfMatch='"other"') == "412"


def test_if_none_match_reads_only_what_is_new(s3, bucket, tag):
    assert reads(s3, bucket, IfNoneMatch=tag) == "304"
    assert reads(s3, bucket, IfNoneMatch="*") == "304"
    assert reads(s3, bucket, IfNoneMatch='"other"') == 200


def test_dates_are_compared_by_the_second(s3, bucket, modified):
    assert reads(s3, bucket, IfModifiedSince=modified) == "304"
    assert reads(s3, bucket, IfModifiedSince=modified + HOUR) == "304"
    assert reads(s3, bucket, IfModifiedSince=modified - HOUR) == 200
    assert reads(s3, bucket, IfUnmodifiedSince=modified) == 200
    assert reads(s3, bucket, IfUnmodifiedSince=modified - HOUR) == "412"


def test_tags_come_before_dates(s3, bucket, tag, modified):
    assert reads(s3, bucket, IfMatch=tag, IfUnmodifiedSince=modified - HOUR) == 200
    assert reads(s3, bucket, IfNoneMatch=tag, IfModifiedSince=modified - HOUR) == "304"
    assert reads(s3, bucket, IfNoneMatch='"other"', IfModifiedSince=modified + HOUR) == 200


def test_what_was_not_modified_has_no_body_and_the_connection_lives_on(s3, bucket, tag):
    for _ in range(2):
        with pytest.raises(s3.exceptions.ClientError) as caught:
            s3.get_object(Bucket=bucket, Key="k", IfNoneMatch=tag)
        headers = caught.value.response["ResponseMetadata"]["HTTPHeaders"]
        assert headers["etag"] == tag
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"content"


def test_a_range_of_a_newer_object_is_all_of_it(s3, bucket, tag):
    # boto3 has no argument for If-Range.
    def ask(value):
        def add(request, **_):
            request.headers["If-Range"] = value

        s3.meta.events.register("before-sign.s3.GetObject", add, unique_id="if-range")
        try:
            return s3.get_object(Bucket=bucket, Key="k", Range="bytes=0-2")["Body"].read()
        finally:
            s3.meta.events.unregister("before-sign.s3.GetObject", unique_id="if-range")

    assert ask(tag) == b"con"
    assert ask('"other"') == b"content"


def test_a_put_may_insist_that_there_is_nothing_yet(s3, bucket, tag):
    assert status(s3.put_object, Bucket=bucket, Key="new", Body=b"1", IfNoneMatch="*") == 200
    assert status(s3.put_object, Bucket=bucket, Key="new", Body=b"2", IfNoneMatch="*") == "PreconditionFailed"
    assert s3.get_object(Bucket=bucket, Key="new")["Body"].read() == b"1"
    assert status(s3.put_object, Bucket=bucket, Key="k", IfNoneMatch=tag) == "NotImplemented"


def test_a_put_may_insist_on_what_it_replaces(s3, bucket, tag):
    assert status(s3.put_object, Bucket=bucket, Key="k", Body=b"2", IfMatch='"other"') == "PreconditionFailed"
    assert status(s3.put_object, Bucket=bucket, Key="k", Body=b"2", IfMatch=tag) == 200
    assert status(s3.put_object, Bucket=bucket, Key="k", Body=b"3", IfMatch=tag) == "PreconditionFailed"
    assert status(s3.put_object, Bucket=bucket, Key="none", Body=b"3", IfMatch=tag) == "NoSuchKey"
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"2"


def test_a_deletion_may_insist_on_what_it_deletes(s3, bucket, tag):
    assert status(s3.delete_object, Bucket=bucket, Key="k", IfMatch='"other"') == "PreconditionFailed"
    assert status(s3.delete_object, Bucket=bucket, Key="k", IfMatch=tag) == 204


def test_a_copy_may_insist_on_its_source(s3, bucket, tag, modified):
    def copy(**conditions):
        return status(s3.copy_object, Bucket=bucket, Key="copy", CopySource=f"{bucket}/k", **conditions)

    assert copy(CopySourceIfMatch='"other"') == "PreconditionFailed"
    assert copy(CopySourceIfNoneMatch=tag) == "PreconditionFailed"
    assert copy(CopySourceIfModifiedSince=modified) == "PreconditionFailed"
    assert copy(CopySourceIfUnmodifiedSince=modified - HOUR) == "PreconditionFailed"
    assert refusal(s3.head_object, Bucket=bucket, Key="copy")[0] == "404"
    assert copy(CopySourceIfMatch=tag) == 200
    assert copy(CopySourceIfModifiedSince=modified - HOUR) == 200
    assert copy(IfNoneMatch="*") == "PreconditionFailed"
