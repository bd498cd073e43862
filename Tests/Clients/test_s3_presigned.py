"""Presigned URLs in both forms that boto3 makes, used by a plain HTTP client."""

import datetime
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import pytest

from s3_requests import send

V2, V4 = "s3", "s3v4"
both_forms = pytest.mark.parametrize("form", [V2, V4])


@pytest.fixture(scope="module")
def signers(server):
    """A client for each form."""
    return {
        form: server.client("s3", config=botocore.config.Config(signature_version=form)) for form in (V2, V4)
    }


@pytest.fixture
def filled(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k ü+&/x", Body=b"0123456789", ContentType="text/plain")
    return bucket


def fetch(url, method="GET", body=None, headers=None):
    """Status, body and headers; a body of an error is its code."""
    request = urllib.request.Request(url, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        text = error.read()
        return (
            error.code,
            xml.etree.ElementTree.fromstring(text).findtext("Code") if text else "",
            error.headers,
        )


def presign(client, operation, lifetime=60, **arguments):
    return client.generate_presigned_url(operation, Params=arguments, ExpiresIn=lifetime)


@both_forms
def test_an_object_is_read_by_its_url(signers, filled, form):
    url = presign(signers[form], "get_object", Bucket=filled, Key="k ü+&/x")
    assert ("AWSAccessKeyId=" if form == V2 else "X-Amz-Signature=") in url
    status, body, headers = fetch(url)
    assert (status, body, headers["Content-Type"]) == (200, b"0123456789", "text/plain")
    assert fetch(url, headers={"Range": "bytes=2-4"})[:2] == (206, b"234")
    told = presign(signers[form], "head_object", Bucket=filled, Key="k ü+&/x")
    assert fetch(told, "HEAD")[2]["Content-Length"] == "10"


@both_forms
def test_a_url_may_ask_for_other_headers(signers, filled, form):
    url = presign(
        signers[form],
        "get_object",
        Bucket=filled,
        Key="k ü+&/x",
        ResponseContentType="image/png",
        ResponseContentDisposition='attachment; filename="a & b.png"',
    )
    status, _, headers = fetch(url)
    assert (status, headers["Content-Type"]) == (200, "image/png")
    assert headers["Content-Disposition"] == 'attachment; filename="a & b.png"'


@both_forms
def test_an_object_is_put_by_its_url(signers, s3, filled, form):
    url = presign(signers[form], "put_object", Bucket=filled, Key="new")
    # urllib names a content type of its own, and version 2 signs it.
    kind = {"Content-Type": ""} if form == V2 else {"Content-Type": "image/png"}
    status, _, headers = fetch(url, "PUT", b"sent", kind)
    assert status == 200
    got = s3.get_object(Bucket=filled, Key="new")
    assert (got["Body"].read(), got["ETag"]) == (b"sent", headers["ETag"])


@both_forms
def test_what_a_url_says_of_an_object_is_kept(signers, s3, filled, form):
    url = presign(
        signers[form], "put_object", Bucket=filled, Key="new", ContentType="image/png", Metadata={"a": "b c"}
    )
    headers = {"Content-Type": "image/png", "x-amz-meta-a": "b c"}
    assert fetch(url, "PUT", b"sent", headers)[0] == 200
    told = s3.head_object(Bucket=filled, Key="new")
    assert (told["ContentType"], told["Metadata"]) == ("image/png", {"a": "b c"})
    assert fetch(url, "PUT", b"sent", {**headers, "Content-Type": "text/html"})[:2] == (
        403,
        "SignatureDoesNotMatch",
    )
    assert fetch(url, "PUT", b"sent", {**headers, "x-amz-meta-a": "d"})[:2] == (403, "SignatureDoesNotMatch")


def test_what_a_url_carries_in_its_query_counts_as_headers(server, signers, s3, filled):
    url = presign(
        signers[V2], "put_object", Bucket=filled, Key="old", ContentType="image/png", Metadata={"a": "b c"}
    )
    # boto3 moves them there in the older form, other clients of Amazon's in the newer one too.
    assert "x-amz-meta-a=b%20c" in url
    assert send(server, "PUT", url.removeprefix(server.url), b"sent").status == 200
    told = s3.head_object(Bucket=filled, Key="old")
    assert (told["ContentType"], told["Metadata"]) == ("image/png", {"a": "b c"})
    request = botocore.awsrequest.AWSRequest("PUT", f"{server.url}/{filled}/new?x-amz-meta-a=b%20c")
    credentials = botocore.credentials.Credentials(server.key["id"], server.key["secret"])
    botocore.auth.S3SigV4QueryAuth(credentials, "s3", "us-east-1", expires=60).add_auth(request)
    assert fetch(request.url, "PUT", b"sent", {"Content-Type": ""})[0] == 200
    assert s3.head_object(Bucket=filled, Key="new")["Metadata"] == {"a": "b c"}


def test_a_url_cannot_be_turned_into_another_request_by_headers(signers, s3, filled):
    for form in (V2, V4):
        url = presign(signers[form], "put_object", Bucket=filled, Key="new")
        for name, value in (("x-amz-copy-source", f"{filled}/k%20%C3%BC%2B%26/x"), ("x-amz-meta-a", "b")):
            status, code, _ = fetch(url, "PUT", b"", {"Content-Type": "", name: value})
            assert (status, code) == (403, "AccessDenied" if form == V4 else "SignatureDoesNotMatch")
    assert s3.list_objects_v2(Bucket=filled)["KeyCount"] == 1


@both_forms
def test_an_object_is_deleted_by_its_url(signers, s3, filled, form):
    assert fetch(presign(signers[form], "delete_object", Bucket=filled, Key="k ü+&/x"), "DELETE")[0] == 204
    assert s3.list_objects_v2(Bucket=filled)["KeyCount"] == 0


@both_forms
def test_a_bucket_is_listed_by_its_url(signers, filled, form):
    url = presign(signers[form], "list_objects_v2", Bucket=filled, Prefix="k ü", Delimiter="/")
    status, body, _ = fetch(url)
    assert status == 200
    assert "<Prefix>k%20%C3%BC%2B%26/</Prefix></CommonPrefixes>" in body.decode()
    assert fetch(presign(signers[form], "list_buckets"))[0] == 200
    assert fetch(presign(signers[form], "head_bucket", Bucket=filled), "HEAD")[0] == 200
    assert fetch(presign(signers[form], "get_bucket_location", Bucket=filled))[0] == 200


@both_forms
def test_a_part_is_sent_by_its_url(signers, s3, bucket, form):
    begun = s3.create_multipart_upload(Bucket=bucket, Key="k")
    place = {"Bucket": bucket, "Key": "k", "UploadId": begun["UploadId"]}
    url = presign(signers[form], "upload_part", PartNumber=1, **place)
    status, _, headers = fetch(url, "PUT", b"a part", {"Content-Type": ""})
    assert status == 200
    parts = [{"PartNumber": 1, "ETag": headers["ETag"]}]
    s3.complete_multipart_upload(MultipartUpload={"Parts": parts}, **place)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"a part"


@both_forms
def test_a_url_is_for_what_it_was_signed_for(signers, filled, form):
    url = presign(signers[form], "get_object", Bucket=filled, Key="k ü+&/x")
    refused = (403, "SignatureDoesNotMatch")
    assert fetch(url, "DELETE")[:2] == refused
    assert fetch(url, "PUT", b"x", {"Content-Type": ""})[:2] == refused
    assert fetch(url.replace("/x?", "/y?"))[:2] == refused
    assert fetch(url + "&response-content-type=text%2Fhtml")[:2] == refused
    assert fetch(url + "&versionId=null")[:2] == refused
    signature = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
    old = signature["Signature" if form == V2 else "X-Amz-Signature"][0]
    other = ("A" if old[0] != "A" else "B") + old[1:] if form == V2 else old[::-1]
    assert (
        fetch(url.replace(urllib.parse.quote(old, safe=""), urllib.parse.quote(other, safe="")))[:2]
        == refused
    )


def test_a_longer_life_is_not_had_by_writing_it(signers, filled):
    url = presign(signers[V4], "get_object", Bucket=filled, Key="k ü+&/x")
    longer = url.replace("X-Amz-Expires=60", "X-Amz-Expires=61")
    assert fetch(longer)[:2] == (403, "SignatureDoesNotMatch")
    url = presign(signers[V2], "get_object", Bucket=filled, Key="k ü+&/x")
    ends = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["Expires"][0]
    assert fetch(url.replace(ends, str(int(ends) + 1)))[:2] == (403, "SignatureDoesNotMatch")


@pytest.fixture
def an_hour_ago(monkeypatch):
    past = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: past)


def test_an_expired_url_is_refused(signers, filled, an_hour_ago):
    arguments = {"Bucket": filled, "Key": "k ü+&/x"}
    assert fetch(presign(signers[V4], "get_object", lifetime=3590, **arguments))[:2] == (403, "AccessDenied")
    assert fetch(presign(signers[V4], "get_object", lifetime=3700, **arguments))[0] == 200
    assert fetch(presign(signers[V2], "get_object", lifetime=-10, **arguments))[:2] == (403, "AccessDenied")


def test_a_url_lives_a_week_at_most(signers, filled):
    week = 7 * 24 * 3600
    arguments = {"Bucket": filled, "Key": "k ü+&/x"}
    assert fetch(presign(signers[V4], "get_object", lifetime=week, **arguments))[0] == 200
    for lifetime in (week + 1, 0, -1):
        answer = fetch(presign(signers[V4], "get_object", lifetime=lifetime, **arguments))
        assert answer[:2] == (400, "AuthorizationQueryParametersError")


@both_forms
def test_a_url_of_a_key_that_nobody_has_is_refused(server, filled, form):
    stranger = server.client(
        "s3",
        config=botocore.config.Config(signature_version=form),
        aws_access_key_id="AKIAAAAAAAAAAAAAAAAA",
        aws_secret_access_key="nobody knows",
    )
    url = presign(stranger, "get_object", Bucket=filled, Key="k ü+&/x")
    assert fetch(url)[:2] == (403, "InvalidAccessKeyId")


@both_forms
def test_a_session_token_is_passed_over(server, filled, form):
    guest = server.client(
        "s3", config=botocore.config.Config(signature_version=form), aws_session_token="of/some+session="
    )
    assert fetch(presign(guest, "get_object", Bucket=filled, Key="k ü+&/x"))[0] == 200
