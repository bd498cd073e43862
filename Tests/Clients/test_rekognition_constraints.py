"""Each rule of the service model on each member of each operation, broken: botocore checks almost none of them."""

import base64
import http.client
import re

import botocore.session
import pytest

from rekognition_requests import ask

MODEL = botocore.session.get_session().get_service_model("rekognition")
OPERATIONS = [
    "CopyProjectVersion", "CreateDataset", "CreateProject", "CreateProjectVersion", "DeleteDataset", "DeleteProject",
    "DeleteProjectPolicy", "DeleteProjectVersion", "DescribeDataset", "DescribeProjects", "DescribeProjectVersions",
    "DetectCustomLabels", "DistributeDatasetEntries", "ListDatasetEntries", "ListDatasetLabels",
    "ListProjectPolicies", "ListTagsForResource", "PutProjectPolicy", "StartProjectVersion", "StopProjectVersion",
    "TagResource", "UntagResource", "UpdateDatasetEntries",
]
PROJECT = "arn:aws:rekognition:us-east-1:123456789012:project/nobody/1600000000000"
GOOD = {
    "ProjectArn": PROJECT,
    "DatasetArn": PROJECT.replace("nobody", "nobody/dataset/train"),
    "ProjectVersionArn": PROJECT.replace("nobody", "nobody/version/v1"),
    "ResourceArn": PROJECT,
    "ProjectPolicyDocument": '{"Statement":{"Effect":"Allow"}}',
    "ProjectPolicyRevisionId": "0123456789abcdef",
    "ImageBlob": base64.b64encode(b"picture").decode(),
    "GroundTruthBlob": base64.b64encode(b"{}").decode(),
    # The model lets these be empty, and the service does not.
    "OutputConfig": {"S3Bucket": "photos"},
    "Image": {"Bytes": base64.b64encode(b"picture").decode()},
}


def good(shape):
    """A value that the model allows, with no more members than it must have."""
    if shape.name in GOOD:
        return GOOD[shape.name]
    kind, rules = shape.type_name, shape.metadata
    if kind == "structure":
        return {name: good(shape.members[name]) for name in shape.required_members}
    if kind == "list":
        return [good(shape.member)] * rules.get("min", 1)
    if kind == "string":
        return rules["enum"][0] if "enum" in rules else "a" * max(rules.get("min", 0), 3)
    return {"map": {"a": "b"}, "boolean": True}.get(kind, max(rules.get("min", 0), 1))


def long(shape):
    """A value that is longer than allowed, and else as it should be."""
    most, value = shape.metadata["max"], good(shape)
    if shape.type_name == "list":
        return (value or [good(shape.member)]) * (most + 1)
    if shape.type_name == "map":
        return {f"a{number}": "b" for number in range(most + 1)}
    if shape.type_name == "blob":
        return base64.b64encode(b"x" * (most + 1)).decode()
    return value[:-3] + value[-3] * (most + 4 - len(value))


def unmatched(shape):
    """A text of an allowed length that the pattern does not match."""
    pattern = shape.metadata["pattern"].replace(r"\p{L}\p{Z}\p{N}", r"\w\s")
    least = max(shape.metadata.get("min", 1), 1)
    texts = [PROJECT[: -len("nobody/1600000000000")], "aws:" * least, "!" * least, "\n" * least, "\u0100" * least]
    most = shape.metadata.get("max", 1e9)
    return next(text for text in texts if not re.fullmatch(pattern, text) and len(text) <= most)


def broken(shape):
    """Pairs of a broken value and the code that it is answered with."""
    rules, kind = shape.metadata, shape.type_name
    wrong = "InvalidParameterException"
    if "min" in rules and rules["min"] > 0 and kind != "map":
        less = rules["min"] - 1
        sized = {"string": "a" * less, "list": [good(shape.member)] * less if kind == "list" else None, "blob": ""}
        yield sized.get(kind, less), wrong
    if "min" in rules and kind in ("integer", "float"):
        yield rules["min"] - 1, wrong
    if "max" in rules and kind in ("integer", "float"):
        yield rules["max"] + 1, "ValidationException" if kind == "integer" else wrong
    elif "max" in rules and shape.name != "ImageBlob":
        # How large an image may be is no question of form, and asked when the model is known to run.
        yield long(shape), wrong
    if "pattern" in rules:
        yield unmatched(shape), wrong
    if "enum" in rules:
        yield rules["enum"][0].lower(), wrong
        yield "NONE", wrong
    for value in {
        "string": [5, True, [], {}], "list": ["a", {}, 5], "map": ["a", [], 5], "structure": ["a", [], 5],
        "boolean": ["true", 1, []], "integer": ["1", 1.5, True, 2**31, {}], "float": ["1", True, []],
        "blob": [5, "!", "abc", []],
    }[kind]:
        yield value, "SerializationException"


def variants(shape, path=()):
    """Each member under a shape with each of its broken values: where it is, the value of the whole, and the code."""
    for name, member in shape.members.items():
        where = (*path, name)
        if name in shape.required_members:
            yield where, {other: v for other, v in good(shape).items() if other != name}, "InvalidParameterException"
            yield where, {**good(shape), name: None}, "InvalidParameterException"
        inner = list(inside(member, where))
        for place, value, code in [*((where, value, code) for value, code in broken(member)), *inner]:
            yield place, {**good(shape), name: value}, code


def inside(member, where):
    """The broken values of what a member is made of."""
    if member.type_name == "structure":
        yield from variants(member, where)
    elif member.type_name == "list":
        least = [good(member.member)] * (max(member.metadata.get("min", 1), 1) - 1)
        parts = inside(member.member, where) if member.member.type_name == "structure" else (
            (where, value, code) for value, code in broken(member.member)
        )
        for place, value, code in parts:
            yield place, [value, *least], code
        yield where, [None, *least], "InvalidParameterException"
    elif member.type_name == "map":
        for value, code in broken(member.value):
            yield where, {"a": value}, code
        for key, code in broken(member.key):
            if isinstance(key, str):
                yield where, {key: "b"}, code


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_rule_of_the_model_is_kept(server, operation):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    shape = MODEL.operation_model(operation).input_shape
    missed, count = [], 0
    for where, members, code in variants(shape):
        answer = ask(server, operation, members, connection=connection)
        count += 1
        name = where[-1]
        place = name[0].lower() + name[1:]
        if answer.status != 400 or answer.code != code or place not in answer.message:
            missed.append(f"{'.'.join(where)} {str(members)[:150]}: {answer.code} {answer.message[:200]}, not {code}")
    assert count >= 2 * len(shape.members)
    assert not missed, "\n".join(missed)


def test_a_limit_is_told_in_the_words_of_the_service(server):
    answer = ask(server, "ListDatasetEntries", {"DatasetArn": GOOD["DatasetArn"], "MaxResults": 101})
    assert (answer.code, answer.message) == (
        "ValidationException",
        "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: "
        "Member must have value less than or equal to 100",
    )
    answer = ask(server, "CreateProject", {"ProjectName": "a b"})
    assert (answer.code, answer.message) == (
        "InvalidParameterException",
        "1 validation error detected: Value 'a b' at 'projectName' failed to satisfy constraint: "
        r"Member must satisfy regular expression pattern: [a-zA-Z0-9_.\-]+",
    )
