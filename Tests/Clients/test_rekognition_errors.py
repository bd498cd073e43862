"""Every error that an operation can be made to answer with: its code, and its text where AWS documents one."""

import types

import botocore
import pytest

import custom_labels as labels
import refusals

# What each operation is asked about: its ARNs, by which nobody's, another account's and another region's are made.
SUBJECTS = {
    "CreateDataset": {"ProjectArn": "project", "DatasetType": None},
    "CreateProjectVersion": {"ProjectArn": "project", "VersionName": None, "OutputConfig": None},
    "DeleteDataset": {"DatasetArn": "dataset"},
    "DeleteProject": {"ProjectArn": "project"},
    "DeleteProjectPolicy": {"ProjectArn": "project", "PolicyName": None},
    "DeleteProjectVersion": {"ProjectVersionArn": "version"},
    "DescribeDataset": {"DatasetArn": "dataset"},
    "DescribeProjectVersions": {"ProjectArn": "project"},
    "DetectCustomLabels": {"ProjectVersionArn": "version", "Image": None},
    "ListDatasetEntries": {"DatasetArn": "dataset"},
    "ListDatasetLabels": {"DatasetArn": "dataset"},
    "ListProjectPolicies": {"ProjectArn": "project"},
    "ListTagsForResource": {"ResourceArn": "dataset"},
    "PutProjectPolicy": {"ProjectArn": "project", "PolicyName": None, "PolicyDocument": None},
    "StartProjectVersion": {"ProjectVersionArn": "version", "MinInferenceUnits": None},
    "StopProjectVersion": {"ProjectVersionArn": "version"},
    "TagResource": {"ResourceArn": "version", "Tags": None},
    "UntagResource": {"ResourceArn": "project", "TagKeys": None},
    "UpdateDatasetEntries": {"DatasetArn": "dataset", "Changes": None},
}
OTHERS = {
    "DatasetType": "TRAIN", "VersionName": "v1", "OutputConfig": {"S3Bucket": "photos"}, "PolicyName": "p",
    "Image": {"Bytes": b"?"}, "PolicyDocument": refusals.POLICY, "MinInferenceUnits": 1, "Tags": {}, "TagKeys": [],
    "Changes": {"GroundTruth": b"{}"},
}


@pytest.fixture(scope="module")
def world(rekognition, s3, photos, trained, running):
    """Resources in all the states that errors need."""
    world = types.SimpleNamespace(client=rekognition, running=running, **trained)
    world.output = {"S3Bucket": photos, "S3KeyPrefix": "errors"}
    world.empty = rekognition.create_project(ProjectName="errors-empty")["ProjectArn"]
    broken = rekognition.create_project(ProjectName="errors-broken")["ProjectArn"]
    s3.put_object(Bucket=photos, Key="broken.manifest", Body=b"no manifest")
    source = labels.manifest(photos, "broken.manifest")
    arguments = {"ProjectArn": broken, "DatasetType": "TRAIN", "DatasetSource": source}
    world.broken, world.broken_dataset = broken, rekognition.create_dataset(**arguments)["DatasetArn"]
    assert labels.settled(rekognition, world.broken_dataset)["Status"] == "CREATE_FAILED"
    world.broken_test = rekognition.create_dataset(ProjectArn=broken, DatasetType="TEST")["DatasetArn"]
    world.outside = outside = rekognition.create_project(ProjectName="errors-outside")["ProjectArn"]
    data = {"Assets": [labels.manifest(photos, "broken.manifest")]}
    world.untrained = labels.train(
        rekognition, outside, "v1", photos, "errors", TrainingData=data, TestingData=data
    )
    assert labels.ended(rekognition, world.untrained)["Status"] == "TRAINING_FAILED"
    world.revision = rekognition.put_project_policy(
        ProjectArn=broken, PolicyName="kept", PolicyDocument=refusals.POLICY
    )["PolicyRevisionId"]
    return world


def call(world, operation, **arguments):
    method = getattr(world.client, botocore.xform_name(operation))
    return labels.refusal(method, **arguments)


def about(world, operation, change):
    """The arguments of an operation with its ARN changed."""
    arguments, changed = {}, None
    for member, kind in SUBJECTS[operation].items():
        if kind is None:
            arguments[member] = OTHERS[member]
        else:
            arn = {"project": world.project, "dataset": world.TRAIN, "version": world.version}[kind]
            arguments[member] = changed = change(arn)
    return arguments, changed


@pytest.mark.parametrize("operation", SUBJECTS)
def test_what_is_not_there_is_not_found(world, operation):
    for change in (
        lambda arn: arn.rsplit("/", 1)[0] + "/1600000000000",
        lambda arn: arn.replace("bearcam", "nobody"),
        lambda arn: arn.replace(":us-east-1:", ":eu-west-1:"),
        lambda arn: arn.rsplit("/", 1)[0] + "/" + "9" * 40,
        lambda arn: arn.replace("bearcam", "BearCam"),
    ):
        arguments, arn = about(world, operation, change)
        code, text = call(world, operation, **arguments)
        assert code == "ResourceNotFoundException"
        assert arn in text or "9" * 40 in arn


@pytest.mark.parametrize("operation", SUBJECTS)
def test_what_is_another_accounts_is_denied(world, operation):
    account = world.project.split(":")[4]
    arguments, arn = about(world, operation, lambda arn: arn.replace(account, "123456789012"))
    assert call(world, operation, **arguments) == (
        "AccessDeniedException",
        f"User: arn:aws:iam::{account}:root is not authorized to perform: rekognition:{operation} on resource: {arn}",
    )


@pytest.mark.parametrize(
    ("operation", "arguments", "code", "text"),
    refusals.ROWS,
    ids=[f"{operation}-{code}" for operation, _, code, _ in refusals.ROWS],
)
def test_a_request_that_cannot_be_done_is_refused(world, operation, arguments, code, text):
    told, words = call(world, operation, **arguments(world))
    assert told == code
    assert words.startswith(text) and words
