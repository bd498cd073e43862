"""What is refused while a dataset is being made or changed, a model trained, or a project deleted."""

import pytest

import custom_labels as labels
from waiting import eventually

IN_USE, NOT_READY = "ResourceInUseException", "ResourceNotReadyException"


def many(count):
    """Lines that keep the server busy for a second."""
    return "".join(f'{{"source-ref":"s3://photos/{number}.jpg"}}\n' for number in range(count)).encode()


@pytest.fixture
def project(rekognition, name):
    return rekognition.create_project(ProjectName=name)["ProjectArn"]


@pytest.fixture
def filling(rekognition, s3, photos, project, name):
    """A dataset that is being made."""
    s3.put_object(Bucket=photos, Key=f"{name}.manifest", Body=many(60_000))
    source = labels.manifest(photos, f"{name}.manifest")
    return rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN", DatasetSource=source)["DatasetArn"]


def codes(client, dataset, testing):
    """What a dataset at work answers, operation by operation."""
    project = dataset.split("/dataset/")[0] + "/"
    [description] = client.describe_projects(ProjectNames=[project.split("/")[1]])["ProjectDescriptions"]
    output = {"S3Bucket": "photos"}
    made = {"ProjectArn": description["ProjectArn"], "VersionName": "v1", "OutputConfig": output}
    return {
        "delete": labels.refusal(client.delete_dataset, DatasetArn=dataset)[0],
        "update": labels.refusal(client.update_dataset_entries, DatasetArn=dataset, Changes={"GroundTruth": b"{}"})[0],
        "distribute": labels.refusal(
            client.distribute_dataset_entries, Datasets=[{"Arn": dataset}, {"Arn": testing}]
        )[0],
        "train": labels.refusal(client.create_project_version, **made)[0],
        "delete project": labels.refusal(client.delete_project, ProjectArn=description["ProjectArn"])[0],
    }


def test_a_dataset_that_is_being_made_is_left_alone(rekognition, project, filling, name):
    other = rekognition.create_project(ProjectName=f"{name}-other")["ProjectArn"]
    testing = rekognition.create_dataset(ProjectArn=project, DatasetType="TEST")["DatasetArn"]
    assert codes(rekognition, filling, testing) == {
        "delete": IN_USE, "update": IN_USE, "distribute": NOT_READY, "train": IN_USE, "delete project": IN_USE
    }
    for listing in (rekognition.list_dataset_entries, rekognition.list_dataset_labels):
        assert labels.refusal(listing, DatasetArn=filling)[0] == NOT_READY
    copy = {"ProjectArn": other, "DatasetType": "TRAIN", "DatasetSource": {"DatasetArn": filling}}
    assert labels.refusal(rekognition.create_dataset, **copy)[0] == "InvalidParameterException"
    same = {"ProjectArn": project, "DatasetType": "TRAIN"}
    assert labels.refusal(rekognition.create_dataset, **same)[0] == "ResourceAlreadyExistsException"
    assert labels.settled(rekognition, filling)["DatasetStats"]["TotalEntries"] == 60_000


def test_a_dataset_that_is_being_changed_can_be_read_and_else_is_left_alone(rekognition, project):
    dataset = labels.make_dataset(rekognition, project)
    testing = labels.make_dataset(rekognition, project, kind="TEST")
    rekognition.update_dataset_entries(DatasetArn=dataset, Changes={"GroundTruth": many(60_000)})
    assert codes(rekognition, dataset, testing) == {
        "delete": IN_USE, "update": IN_USE, "distribute": NOT_READY, "train": IN_USE, "delete project": IN_USE
    }
    assert rekognition.list_dataset_entries(DatasetArn=dataset, MaxResults=1)["DatasetEntries"] is not None
    assert labels.settled(rekognition, dataset)["DatasetStats"]["TotalEntries"] == 60_000


def test_a_project_goes_with_its_last_dataset(rekognition, project, filling, name):
    labels.settled(rekognition, filling)
    rekognition.delete_dataset(DatasetArn=filling)
    assert rekognition.delete_project(ProjectArn=project)["Status"] == "DELETING"
    policy = {"ProjectArn": project, "PolicyName": "p", "PolicyDocument": '{"Statement":{"Effect":"Deny"}}'}
    assert labels.refusal(rekognition.put_project_policy, **policy)[0] == "ResourceNotFoundException"
    made = {"ProjectArn": project, "DatasetType": "TEST"}
    code, text = labels.refusal(rekognition.create_dataset, **made)
    assert (code, "is being deleted" in text) == ("ResourceNotFoundException", True)
    assert labels.refusal(rekognition.create_project, ProjectName=name)[0] == IN_USE
    [description] = rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"]
    assert description["Status"] == "DELETING"
    assert description["Datasets"][0]["Status"] == "DELETE_IN_PROGRESS"
    assert labels.refusal(rekognition.delete_dataset, DatasetArn=filling)[0] == IN_USE
    eventually(lambda: not rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"])


def test_a_model_in_training_is_left_alone_until_that_is_cancelled(server, rekognition, photos, project, name):
    data = {"Assets": [labels.manifest(photos, "train.manifest")]}
    arn = labels.train(rekognition, project, "v1", photos, name, TrainingData=data, TestingData={"AutoCreate": True})
    version = labels.version(rekognition, arn)
    assert version["Status"] == "TRAINING_IN_PROGRESS" and version["StatusMessage"]
    about = {"ProjectVersionArn": arn}
    assert labels.refusal(rekognition.delete_project_version, **about)[0] == IN_USE
    assert labels.refusal(rekognition.start_project_version, **about, MinInferenceUnits=1)[0] == IN_USE
    assert labels.refusal(rekognition.stop_project_version, **about)[0] == IN_USE
    assert labels.refusal(rekognition.detect_custom_labels, **about, Image={"Bytes": b"?"})[0] == NOT_READY
    copy = {
        "SourceProjectArn": project, "SourceProjectVersionArn": arn, "DestinationProjectArn": project,
        "VersionName": "v2", "OutputConfig": {"S3Bucket": photos},
    }
    assert labels.refusal(rekognition.copy_project_version, **copy)[0] == IN_USE
    assert labels.refusal(rekognition.delete_project, ProjectArn=project)[0] == IN_USE
    server.katmai("runs", "cancel", name, "v1")
    version = labels.ended(rekognition, arn)
    assert (version["Status"], version["StatusMessage"]) == ("TRAINING_FAILED", "The training was cancelled.")
    assert rekognition.delete_project_version(**about)["Status"] == "DELETING"


def test_the_waiter_ends_when_a_training_fails(rekognition, photos, project, name):
    data = {"Assets": [labels.manifest(photos, "nowhere.manifest")]}
    labels.train(rekognition, project, "v1", photos, name, TrainingData=data, TestingData=data)
    with pytest.raises(Exception, match="TRAINING_FAILED"):
        labels.await_training(rekognition, project, "v1")
