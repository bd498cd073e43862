"""AWS's quotas, all of which bind with --limits aws."""

import pytest

import conftest
import custom_labels as labels
from test_detection import png


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory):
    """A server with AWS's quotas."""
    home = tmp_path_factory.mktemp("strict")
    server = conftest.Server(home, "--limits", "aws", "--training-epochs", 1, "--training-threads", 2).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(strict_server):
    return strict_server.client("rekognition")


@pytest.fixture(scope="module")
def bucket(strict_server, drawn):
    labels.fill(strict_server.client("s3"), "photos", drawn)
    return "photos"


@pytest.fixture(scope="module")
def model(client, strict_server, bucket, drawn):
    """A project with a trained model."""
    return labels.train_drawn(client, strict_server.client("s3"), bucket, drawn, count=4)


def test_two_models_run_and_a_third_does_not(client, bucket, model):
    project = client.create_project(ProjectName="models")["ProjectArn"]
    arns = [labels.copy(client, model, project, f"v{number}", bucket) for number in range(3)]
    for arn in arns[:2]:
        client.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1)
    code, text = labels.refusal(client.start_project_version, ProjectVersionArn=arns[2], MinInferenceUnits=1)
    assert code == "LimitExceededException" and "2" in text
    assert labels.version(client, arns[2])["Status"] == "COPYING_COMPLETED"
    client.stop_project_version(ProjectVersionArn=arns[0])
    client.start_project_version(ProjectVersionArn=arns[2], MinInferenceUnits=1)
    for arn in arns[1:]:
        client.stop_project_version(ProjectVersionArn=arn)


@pytest.mark.parametrize("units", [{"MinInferenceUnits": 6}, {"MinInferenceUnits": 1, "MaxInferenceUnits": 6}])
def test_a_model_has_at_most_five_units(client, model, units):
    refused = labels.refusal(client.start_project_version, ProjectVersionArn=model["version"], **units)
    assert refused[0] == "LimitExceededException"
    assert labels.version(client, model["version"])["Status"] == "TRAINING_COMPLETED"


def test_pictures_are_of_the_sizes_that_aws_takes(client, strict_server, bucket, model):
    client.start_project_version(ProjectVersionArn=model["version"], MinInferenceUnits=5)

    def detect(image):
        image = {"Bytes": image} if isinstance(image, bytes) else {"S3Object": {"Bucket": bucket, "Name": image}}
        return client.detect_custom_labels(ProjectVersionArn=model["version"], Image=image)

    detect(png(64, 64))
    assert labels.refusal(detect, png(63, 64))[0] == "InvalidImageFormatException"
    assert labels.refusal(detect, png(4097, 64))[0] == "ImageTooLargeException"
    s3 = strict_server.client("s3")
    s3.put_object(Bucket=bucket, Key="heavy.png", Body=png(64, 64, b"x" * (15 << 20)))
    assert labels.refusal(detect, "heavy.png")[0] == "ImageTooLargeException"
    client.stop_project_version(ProjectVersionArn=model["version"])


def test_two_trainings_are_in_progress_and_a_third_is_not(client, strict_server, bucket):
    data = {"Assets": [labels.manifest(bucket, "train.manifest")]}
    project = client.create_project(ProjectName="trainings")["ProjectArn"]

    def begin(name):
        return labels.train(
            client, project, name, bucket, TrainingData=data, TestingData={"AutoCreate": True}
        )

    arns = [begin("v1"), begin("v2")]
    assert labels.refusal(begin, "v3")[0] == "LimitExceededException"
    for name in ("v2", "v1"):
        strict_server.katmai("runs", "cancel", "trainings", name)
    assert {labels.ended(client, arn)["Status"] for arn in arns} == {"TRAINING_FAILED"}
    strict_server.katmai("runs", "cancel", "trainings", begin("v3").split("/")[3])


def test_a_manifest_has_at_most_250_labels(client, strict_server, bucket):
    s3 = strict_server.client("s3")
    for count, status in ((250, "CREATE_COMPLETE"), (251, "CREATE_FAILED")):
        project = client.create_project(ProjectName=f"labels-{count}")["ProjectArn"]
        lines = [labels.image_line(f"s3://photos/{number}.jpg", f"label{number}") for number in range(count)]
        key = labels.put_manifest(s3, bucket, f"{count}.json", lines)
        source = labels.manifest(bucket, key)
        arguments = {"ProjectArn": project, "DatasetType": "TRAIN", "DatasetSource": source}
        description = labels.settled(client, client.create_dataset(**arguments)["DatasetArn"])
        assert description["Status"] == status
    assert description["StatusMessage"] == "The manifest file has too many labels."


def test_an_account_has_at_most_100_projects(client):
    there = sum(len(page["ProjectDescriptions"]) for page in client.get_paginator("describe_projects").paginate())
    for number in range(100 - there):
        client.create_project(ProjectName=f"project-{number}")
    assert labels.refusal(client.create_project, ProjectName="one-more")[0] == "LimitExceededException"
    taken = labels.refusal(client.create_project, ProjectName="project-0")
    assert taken[0] == "ResourceInUseException"
    shown = client.describe_projects(MaxResults=100)
    assert len(shown["ProjectDescriptions"]) == 100 and "NextToken" not in shown
