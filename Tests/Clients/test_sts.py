"""Who am I: the one question to the Security Token Service, which AWS_ENDPOINT_URL leads here."""

import json
import re

import botocore.config
import botocore
import pytest

import custom_labels as labels
from rekognition_requests import send, signed

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


@pytest.fixture(scope="module")
def sts(server):
    return server.client("sts")


def asked(server, body, **options):
    return send(server, signed(server, None, body, headers=FORM, service="sts", **options), body)


def test_boto3_is_told_the_account(sts, rekognition, name):
    identity = sts.get_caller_identity()
    account = identity["Account"]
    assert re.fullmatch(r"\d{12}", account)
    assert identity["Arn"] == f"arn:aws:iam::{account}:root"
    assert identity["UserId"] == account
    assert identity["ResponseMetadata"]["RequestId"] == identity["ResponseMetadata"]["HTTPHeaders"]["x-amzn-requestid"]
    assert rekognition.create_project(ProjectName=name)["ProjectArn"].split(":")[4] == account


def test_the_command_is_told_the_account(server, sts):
    told = json.loads(server.aws("sts", "get-caller-identity", "--output", "json").stdout)
    identity = sts.get_caller_identity()
    assert told == {name: identity[name] for name in ("UserId", "Account", "Arn")}


def test_who_is_not_known_is_told_so_in_the_words_of_this_service(server):
    wrong = server.client("sts", aws_secret_access_key="wrong")
    assert labels.refusal(wrong.get_caller_identity)[0] == "SignatureDoesNotMatch"
    nobody = server.client("sts", aws_access_key_id="AKIDNOBODY")
    code, text = labels.refusal(nobody.get_caller_identity)
    assert (code, text) == ("InvalidClientTokenId", "The security token included in the request is invalid.")
    unsigned = server.client("sts", config=botocore.config.Config(signature_version=botocore.UNSIGNED))
    assert labels.refusal(unsigned.get_caller_identity)[0] == "MissingAuthenticationToken"


def test_no_other_question_is_answered(sts):
    role = {"RoleArn": "arn:aws:iam::123456789012:role/x<&>", "RoleSessionName": "me"}
    code, text = labels.refusal(sts.assume_role, **role)
    assert code == "InvalidAction" and "AssumeRole" in text


@pytest.mark.parametrize(
    ("body", "status", "content"),
    [
        (b"Action=GetCallerIdentity&Version=2011-06-15", 200, b"<Account>"),
        (b"Version=2011-06-15&Action=GetCallerIdentity", 200, b"<Account>"),
        (b"Action=%3Cb%3E&Version=2011-06-15", 400, b"&lt;b&gt;"),
        (b"", 400, b"<Code>InvalidAction</Code>"),
        (b"Action=GetCallerIdentity%", 400, b"<Code>InvalidAction</Code>"),
    ],
)
def test_the_form_is_read_and_answered_in_xml(server, body, status, content):
    answer = asked(server, body)
    assert answer.status == status and content in answer.body
    assert answer.headers["content-type"] == "text/xml"
    assert b"<RequestId>" + answer.headers["x-amzn-requestid"].encode() in answer.body


def test_a_signature_for_rekognition_is_not_one_for_this_service(server):
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    answer = send(server, signed(server, None, body, headers=FORM), body)
    assert answer.status == 403 and b"SignatureDoesNotMatch" in answer.body
    old = asked(server, body, seconds=-3600)
    assert old.status == 403 and b"Signature expired" in old.body
