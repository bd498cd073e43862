"""Who is let in: signatures that are missing, wrong, old, of another key or another service."""

import json

import botocore
import botocore.config
import pytest

import custom_labels as labels
from rekognition_requests import ask, send, signed

MISMATCH = "The request signature we calculated does not match the signature you provided."


def test_an_unsigned_request_is_refused(server):
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "RekognitionService.DescribeProjects"}
    answer = send(server, headers)
    assert (answer.status, answer.code) == (400, "MissingAuthenticationTokenException")
    assert answer.message == "Missing Authentication Token"


@pytest.mark.parametrize(
    "authorization",
    [
        "", "Basic YTpi", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b", "Bearer x",
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/rekognition/aws4_request, SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/rekognition/aws4_request, SignedHeaders=host, Signature=g",
    ],
)
def test_a_signature_that_makes_no_sense_is_refused(server, authorization):
    headers = {**signed(server, "DescribeProjects"), "Authorization": authorization}
    answer = send(server, headers)
    assert answer.status == 400
    assert answer.code in (
        "IncompleteSignatureException", "MissingAuthenticationTokenException", "UnrecognizedClientException"
    )


def test_an_unknown_key_is_refused(server):
    answer = ask(server, "DescribeProjects", key={"id": "AKIDNOBODY", "secret": "x"})
    assert (answer.status, answer.code) == (400, "UnrecognizedClientException")
    assert answer.message == "The security token included in the request is invalid."


def test_a_wrong_secret_is_refused(server):
    answer = ask(server, "DescribeProjects", key={**server.key, "secret": server.key["secret"][:-1]})
    assert (answer.status, answer.code) == (400, "InvalidSignatureException")
    assert answer.message.startswith(MISMATCH)


@pytest.mark.parametrize("member", ["X-Amz-Target", "Content-Type"])
def test_a_header_changed_after_the_signing_is_found(server, member):
    headers = {**signed(server, "DescribeProjects"), member: "RekognitionService.DeleteProject"}
    assert send(server, headers).code == "InvalidSignatureException"


def test_a_body_changed_after_the_signing_is_found(server):
    headers = signed(server, "CreateProject", b'{"ProjectName":"a"}')
    answer = send(server, headers, b'{"ProjectName":"b"}')
    assert answer.code == "InvalidSignatureException"
    unsigned = {"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}
    stated = signed(server, "CreateProject", b'{"ProjectName":"a"}', headers=unsigned)
    assert send(server, stated, b'{"ProjectName":"b"}').code == "InvalidSignatureException"


@pytest.mark.parametrize("seconds", [-290, 290])
def test_a_clock_may_be_off_by_some_minutes(server, seconds):
    assert ask(server, "DescribeProjects", seconds=seconds).status == 200


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-310, "Signature expired: "), (-86400, "Signature expired: "), (310, "Signature not yet current: ")],
)
def test_a_clock_that_is_off_further_is_told(server, seconds, text):
    answer = ask(server, "DescribeProjects", seconds=seconds)
    assert (answer.status, answer.code) == (400, "InvalidSignatureException")
    assert answer.message.startswith(text)


def test_a_session_token_does_no_harm(server):
    assert ask(server, "DescribeProjects", key={**server.key, "token": "FwoGZXIvYXdzEJr"}).status == 200


def test_a_signature_for_another_service_does_not_open_this_one(server):
    answer = ask(server, "DescribeProjects", service="dynamodb")
    assert (answer.status, answer.code) == (400, "InvalidSignatureException")
    assert "rekognition" in answer.message


def test_a_disabled_key_is_refused_at_once_and_let_in_again(server):
    made = json.loads(server.katmai("credentials", "add", "--json"))
    key = made[-1] if isinstance(made, list) else made
    assert ask(server, "DescribeProjects", key=key).status == 200
    server.katmai("credentials", "disable", key["id"])
    assert ask(server, "DescribeProjects", key=key).code == "UnrecognizedClientException"
    server.katmai("credentials", "delete", key["id"])
    assert ask(server, "DescribeProjects", key=key).code == "UnrecognizedClientException"


def test_boto3_says_what_is_wrong(server):
    wrong = server.client("rekognition", aws_secret_access_key="wrong")
    assert labels.refusal(wrong.describe_projects)[0] == "InvalidSignatureException"
    unsigned = server.client("rekognition", config=botocore.config.Config(signature_version=botocore.UNSIGNED))
    assert labels.refusal(unsigned.describe_projects)[0] == "MissingAuthenticationTokenException"


def test_where_nobody_is_asked_for_a_signature_no_web_page_is_let_in(own_server):
    own_server.start("--check-signatures", "false")
    page = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    wanted = send(own_server, page, None, method="OPTIONS")
    assert not [name for name in wanted.headers if name.startswith("access-control-")]
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "RekognitionService.DescribeProjects"}
    answer = send(own_server, {**headers, **page})
    assert answer.status == 200
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert ask(own_server, "DescribeProjects", key={"id": "AKIDNOBODY", "secret": "x"}).status == 200
    # What a page may send without asking first is no operation.
    plain = send(own_server, {"Content-Type": "text/plain", "Origin": "http://localhost:3000"})
    assert plain.code == "UnknownOperationException"
