"""Errors as S3 says them, and buckets, whose making and removing has most of them."""

import datetime
import xml.etree.ElementTree

import botocore.auth
import pytest

from custom_labels import refusal
from s3_requests import send, send_signed


def test_an_error_is_a_document(server, bucket):
    answer = send_signed(server, "GET", f"/{bucket}/no%20such%26key")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/xml")
    document = xml.etree.ElementTree.fromstring(answer.body)
    told = {element.tag: element.text for element in document}
    assert document.tag == "Error"
    assert told == {
        "Code": "NoSuchKey",
        "Message": "The specified key does not exist.",
        "Key": "no such&key",
        "Resource": f"/{bucket}/no such&key",
        "RequestId": answer.headers["x-amz-request-id"],
        "HostId": answer.headers["x-amz-id-2"],
    }


def test_the_answer_to_head_has_no_document(server, bucket):
    answer = send_signed(server, "HEAD", f"/{bucket}/none")
    assert (answer.status, answer.body) == (404, b"")
    assert answer.headers["x-amz-request-id"]


def test_buckets_are_made_and_removed(s3, name):
    assert s3.create_bucket(Bucket=name)["Location"] == f"/{name}"
    assert s3.head_bucket(Bucket=name)["BucketRegion"] == "us-east-1"
    assert s3.get_bucket_location(Bucket=name)["LocationConstraint"] is None
    # In its oldest region S3 takes it for done.
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key="k")
    assert refusal(s3.delete_bucket, Bucket=name)[0] == "BucketNotEmpty"
    s3.delete_object(Bucket=name, Key="k")
    s3.create_multipart_upload(Bucket=name, Key="begun")
    s3.delete_bucket(Bucket=name)
    assert refusal(s3.delete_bucket, Bucket=name)[0] == "NoSuchBucket"
    assert refusal(s3.head_bucket, Bucket=name)[0] == "404"
    s3.get_waiter("bucket_not_exists").wait(Bucket=name, WaiterConfig={"Delay": 1, "MaxAttempts": 1})


def test_a_bucket_tells_the_region_that_its_maker_wanted(s3, name):
    place = {"LocationConstraint": "eu-west-1"}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=place)
    assert s3.get_bucket_location(Bucket=name)["LocationConstraint"] == "eu-west-1"
    assert s3.head_bucket(Bucket=name)["BucketRegion"] == "eu-west-1"
    s3.get_waiter("bucket_exists").wait(Bucket=name, WaiterConfig={"Delay": 1, "MaxAttempts": 1})


def test_a_bucket_can_be_made_once_outside_of_the_oldest_region(own_server):
    own_server.start("--region", "eu-central-1")
    s3 = own_server.client("s3", region_name="eu-central-1")
    s3.create_bucket(Bucket="bears", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    assert s3.get_bucket_location(Bucket="bears")["LocationConstraint"] == "eu-central-1"
    assert (
        refusal(
            s3.create_bucket, Bucket="bears", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )[0]
        == "BucketAlreadyOwnedByYou"
    )


def test_nothing_is_in_a_bucket_that_is_not_there(s3):
    nowhere = {"Bucket": "no-such-bucket"}
    for call, arguments in [
        (s3.get_object, {"Key": "k"}),
        (s3.put_object, {"Key": "k", "Body": b"x"}),
        (s3.delete_object, {"Key": "k"}),
        (s3.delete_objects, {"Delete": {"Objects": [{"Key": "k"}]}}),
        (s3.list_objects_v2, {}),
        (s3.list_multipart_uploads, {}),
        (s3.create_multipart_upload, {"Key": "k"}),
        (s3.get_bucket_location, {}),
        (s3.get_bucket_versioning, {}),
        (s3.get_object_attributes, {"Key": "k", "ObjectAttributes": ["ETag"]}),
    ]:
        assert refusal(call, **nowhere, **arguments)[0] == "NoSuchBucket", call


def test_what_is_not_built_is_refused_by_name(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k")
    rule = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
    for call, arguments in [
        (s3.get_bucket_acl, {}),
        (s3.get_bucket_policy, {}),
        (s3.list_object_versions, {}),
        (s3.put_bucket_encryption, {"ServerSideEncryptionConfiguration": rule}),
        (s3.put_bucket_versioning, {"VersioningConfiguration": {"Status": "Enabled"}}),
        (s3.put_object_tagging, {"Key": "k", "Tagging": {"TagSet": []}}),
        (s3.restore_object, {"Key": "k"}),
        (s3.put_object, {"Key": "k", "Tagging": "a=b"}),
        (s3.put_object, {"Key": "k", "ServerSideEncryption": "AES256"}),
    ]:
        assert refusal(call, Bucket=bucket, **arguments)[0] == "NotImplemented", call
    assert (
        refusal(s3.put_object, Bucket=bucket, Key="k", ACL="public-read")[0]
        == "AccessControlListNotSupported"
    )
    s3.put_object(Bucket=bucket, Key="k", ACL="private")
    assert refusal(s3.put_object, Bucket=bucket, Key="k", StorageClass="GLACIER")[0] == "InvalidStorageClass"
    assert refusal(s3.get_object, Bucket=bucket, Key="k", VersionId="3")[0] == "NoSuchVersion"
    assert s3.get_object(Bucket=bucket, Key="k", VersionId="null")["ContentLength"] == 0
    assert s3.get_bucket_versioning(Bucket=bucket).keys() == {"ResponseMetadata"}


def test_other_methods_are_not_allowed(server, bucket):
    for method, target in [
        ("POST", f"/{bucket}/k"),
        ("PATCH", f"/{bucket}/k"),
        ("POST", f"/{bucket}"),
        ("PUT", "/"),
    ]:
        answer = send_signed(server, method, target, b"x")
        assert (answer.status, answer.code) == (405, "MethodNotAllowed"), method


def test_an_owner_who_is_another_is_refused(s3, bucket):
    own = s3.list_buckets()["Owner"]["ID"]
    s3.list_objects_v2(Bucket=bucket, ExpectedBucketOwner=own)
    assert refusal(s3.list_objects_v2, Bucket=bucket, ExpectedBucketOwner="000000000000")[0] == "AccessDenied"


LAUGHS = b"<!DOCTYPE a [<!ENTITY a0 'ha'>%s]><Delete><Object><Key>&a9;</Key></Object></Delete>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"nothing",
        b"<Delete>",
        b"<Delete></Delete>",
        b"<Other><Object><Key>k</Key></Object></Other>",
        b"<Delete><Object></Object></Delete>",
        b"<Delete><Object><Key>k</Key></Object>",
        b"<Delete>" + b"<Object>" * 100_000 + b"</Object>" * 100_000 + b"</Delete>",
        LAUGHS,
        b"<!DOCTYPE a [<!ENTITY f SYSTEM 'file:/etc/hosts'>]><Delete><Object><Key>&f;</Key></Object></Delete>",
    ],
    ids=lambda document: ascii(document[:30]),
)
def test_a_document_that_makes_no_sense_is_refused(server, bucket, document):
    answer = send_signed(server, "POST", f"/{bucket}?delete", document)
    assert (answer.status, answer.code) == (400, "MalformedXML"), answer.body
    assert send_signed(server, "HEAD", f"/{bucket}").status == 200


def test_a_document_that_is_too_long_is_refused(server, bucket):
    answer = send_signed(server, "POST", f"/{bucket}?delete", b" " * (9 << 20))
    assert (answer.status, answer.code) == (400, "MaxMessageLengthExceeded")


def test_who_has_not_signed_is_let_in_nowhere(server, bucket):
    for method, target in [
        ("GET", "/"),
        ("GET", f"/{bucket}"),
        ("PUT", f"/{bucket}/k"),
        ("DELETE", f"/{bucket}"),
    ]:
        answer = send(server, method, target)
        assert (answer.status, answer.code) == (403, "AccessDenied")


@pytest.mark.parametrize(
    "header, code",
    [
        ("AWS4-HMAC-SHA256", "AuthorizationHeaderMalformed"),
        ("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c", "AuthorizationHeaderMalformed"),
        ("AWS4-ECDSA-P256-SHA256 Credential=a", "AuthorizationHeaderMalformed"),
        # The older signature is taken in URLs alone.
        ("AWS AKIA:abc=", "InvalidRequest"),
        ("Basic YTpi", "InvalidArgument"),
    ],
)
def test_an_authorization_that_makes_no_sense_is_refused(server, bucket, header, code):
    headers = {
        "Authorization": header,
        "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
        "x-amz-date": "20260101T000000Z",
    }
    answer = send(server, "GET", f"/{bucket}/k", headers=headers)
    assert (answer.status, answer.code) == (400, code)


def test_a_wrong_secret_is_refused(server, bucket):
    client = server.client("s3", aws_secret_access_key="wrong")
    assert refusal(client.list_objects_v2, Bucket=bucket)[0] == "SignatureDoesNotMatch"
    client = server.client("s3", aws_access_key_id="AKIAAAAAAAAAAAAAAAAA")
    assert refusal(client.list_objects_v2, Bucket=bucket)[0] == "InvalidAccessKeyId"


@pytest.mark.parametrize("minutes, fits", [(-6, False), (-4, True), (4, True), (6, False)])
def test_a_clock_may_be_five_minutes_off(s3, bucket, monkeypatch, minutes, fits):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: now)
    if fits:
        s3.list_objects_v2(Bucket=bucket)
    else:
        assert refusal(s3.list_objects_v2, Bucket=bucket)[0] == "RequestTimeTooSkewed"


def test_a_session_token_is_passed_over(server, bucket):
    client = server.client("s3", aws_session_token="anything")
    assert client.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_a_key_is_refused_as_soon_as_it_is_disabled_or_deleted(own_server):
    own_server.start()
    made = own_server.katmai("credentials", "add").split()
    client = own_server.client("s3", aws_access_key_id=made[0], aws_secret_access_key=made[1])
    client.create_bucket(Bucket="bears")
    client.put_object(Bucket="bears", Key="k")
    url = client.generate_presigned_url("get_object", Params={"Bucket": "bears", "Key": "k"})
    target = url.removeprefix(own_server.url)
    assert send(own_server, "GET", target).status == 200
    own_server.katmai("credentials", "disable", made[0])
    assert refusal(client.list_buckets)[0] == "InvalidAccessKeyId"
    assert send(own_server, "GET", target).code == "InvalidAccessKeyId"
    own_server.katmai("credentials", "enable", made[0])
    assert len(client.list_buckets()["Buckets"]) == 1
    own_server.katmai("credentials", "delete", made[0])
    assert refusal(client.list_buckets)[0] == "InvalidAccessKeyId"
    assert len(own_server.client("s3").list_buckets()["Buckets"]) == 1
