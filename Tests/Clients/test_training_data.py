"""What trainings are made of, and what they say of data that does not do."""

import json

import pytest

import custom_labels as labels


@pytest.fixture
def project(rekognition, name):
    return rekognition.create_project(ProjectName=name)["ProjectArn"]


def external(bucket, training, testing=None):
    """Both sets as CreateProjectVersion takes them; the testing set split off where there is none."""
    test = {"Assets": [], "AutoCreate": True}
    if testing is not None:
        test = {"Assets": [labels.manifest(bucket, testing)]}
    return {"TrainingData": {"Assets": [labels.manifest(bucket, training)]}, "TestingData": test}


def failed(client, arn, message):
    """The description of a version whose training has failed with this message."""
    version = labels.ended(client, arn)
    assert (version["Status"], version["StatusMessage"]) == ("TRAINING_FAILED", message)
    assert not version.keys() & {"BillableTrainingTimeInSeconds", "EvaluationResult"}
    assert version["TrainingEndTimestamp"] >= version["CreationTimestamp"]
    return version


def read(s3, place):
    """The text of an object that an answer names."""
    at = place.get("S3Object") or place["Assets"][0]["GroundTruthManifest"]["S3Object"]
    return s3.get_object(Bucket=at["Bucket"], Key=at["Name"])["Body"].read().decode()


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_a_manifest_is_split_when_no_test_set_is_given(rekognition, s3, photos, drawn, project, name):
    lines = labels.as_animals(labels.drawn_lines(drawn, "train", photos))[:10]
    key = labels.put_manifest(s3, photos, f"{name}.json", lines)
    arn = labels.train(rekognition, project, "v1", photos, prefix=name, **external(photos, key))
    version = labels.ended(rekognition, arn)
    assert version["Status"] == "TRAINING_COMPLETED", version
    training, testing = version["TrainingDataResult"], version["TestingDataResult"]
    assert training["Input"] == {"Assets": [labels.manifest(photos, key)]}
    assert testing["Input"] == {"AutoCreate": True} and testing["Output"]["AutoCreate"]
    kept, split = json_lines(read(s3, training["Validation"])), json_lines(read(s3, testing["Validation"]))
    assert (len(kept), len(split)) == (8, 2)
    assert sorted(line["source-ref"] for line in kept + split) == [line["source-ref"] for line in lines]
    assert rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"][0]["Datasets"] == []


def test_a_training_dataset_without_a_test_dataset_is_split_for_good(
    rekognition, s3, photos, project, name
):
    lines = [labels.box_line(f"s3://{photos}/nothing/{number}.jpg", "bear") for number in range(10)]
    training = labels.make_dataset(rekognition, project, lines, s3, photos)
    version = failed(
        rekognition,
        labels.train(rekognition, project, "v1", photos, prefix=name),
        "Failed to copy images from S3 bucket.",
    )
    [shown] = rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"]
    testing = {dataset["DatasetType"]: dataset["DatasetArn"] for dataset in shown["Datasets"]}["TEST"]
    sizes = [len(labels.entries(rekognition, dataset)) for dataset in (training, testing)]
    assert sizes == [8, 2]
    assert len(json_lines(read(s3, version["TestingDataResult"]["Validation"]))) == 2


def test_lines_for_whole_images_are_kept_and_training_on_them_fails_at_once(
    rekognition, s3, photos, project, name
):
    images = [f"s3://{photos}/images/train-{number:04}.jpg" for number in range(1, 9)]
    lines = [labels.image_line(image, label) for image, label in zip(images, ("odd", "even") * 4)]
    dataset = labels.make_dataset(rekognition, project, lines, s3, photos)
    labels.make_dataset(rekognition, project, lines, s3, photos, kind="TEST")
    assert labels.entries(rekognition, dataset) == [{**line, "cl-metadata": {"is_labeled": True}} for line in lines]
    version = labels.ended(rekognition, labels.train(rekognition, project, "v1", photos, prefix=name))
    assert version["Status"] == "TRAINING_FAILED"
    assert "image-level models are not built yet" in version["StatusMessage"]
    summary = json.loads(read(s3, version["ManifestSummary"]))
    assert summary["statistics"]["training"]["use_case"] == "IMAGE_LEVEL_LABELS"


def test_lines_that_no_dataset_took_are_told_beside_the_outputs(rekognition, s3, photos, project, name):
    lines = [labels.image_line(f"s3://photos/{number}.jpg", "odd", "even") for number in range(36)]
    long = '{"a":"%s"}' % ("x" * 100_000)
    refused = [lines[0], "no JSON", "{}", '{"source-ref":"https://photos/a.jpg"}', " " * 9, long]
    dataset = labels.make_dataset(rekognition, project, [*lines[:9], *refused, *lines[9:]], s3, photos)
    assert len(labels.entries(rekognition, dataset)) == 36
    changes = {"GroundTruth": b'{"source-ref":"s3://photos/a.jpg"}\n[1,2]'}
    rekognition.update_dataset_entries(DatasetArn=dataset, Changes=changes)
    assert labels.settled(rekognition, dataset)["Status"] == "UPDATE_FAILED"
    labels.ended(rekognition, labels.train(rekognition, project, "v1", photos, prefix=name))
    file = s3.get_object(Bucket=photos, Key=f"{name}/KatmaiDroppedLines-{name}-v1.json")
    told = json_lines(file["Body"].read().decode())
    assert [(line["line"], line["code"]) for line in told] == [
        (10, "KATMAI_DUPLICATE_SOURCE_REF"),
        (11, "ERROR_INVALID_JSON_LINE"),
        (12, "ERROR_MISSING_SOURCE_REF"),
        (13, "ERROR_INVALID_SOURCE_REF_FORMAT"),
        (14, "ERROR_INVALID_JSON_LINE"),
        (15, "KATMAI_LINE_TOO_LONG"),
        (2, "ERROR_INVALID_JSON_LINE"),
    ]
    assert all(line["message"] and line["dataset"] == "TRAIN" for line in told)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The manifest file is empty."),
        (b"\n \n\n", "The manifest file is empty."),
        (b"a,b\nc,d\n", "The manifest file extension or contents are invalid."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "The manifest file extension or contents are invalid."),
        (b'{"source-ref":"s3://photos/a.jpg"}\n{}\n', "The manifest file has too many terminal errors."),
    ],
)
def test_a_manifest_that_is_none_makes_no_dataset(rekognition, s3, photos, project, content, message, name):
    s3.put_object(Bucket=photos, Key=f"{name}.manifest", Body=content)
    source = labels.manifest(photos, f"{name}.manifest")
    arguments = {"ProjectArn": project, "DatasetType": "TRAIN", "DatasetSource": source}
    dataset = rekognition.create_dataset(**arguments)["DatasetArn"]
    description = labels.settled(rekognition, dataset)
    assert (description["Status"], description["StatusMessageCode"]) == ("CREATE_FAILED", "CLIENT_ERROR")
    assert description["StatusMessage"] == message
    assert set(description["DatasetStats"].values()) == {0}
    rekognition.delete_dataset(DatasetArn=dataset)
    assert rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN")["DatasetArn"] != dataset


def test_an_update_that_fails_changes_nothing(rekognition, s3, photos, project):
    dataset = labels.make_dataset(rekognition, project, [labels.unlabelled_line("s3://photos/a.jpg")], s3, photos)
    changes = {"GroundTruth": b'{"source-ref":"s3://photos/b.jpg"}\nnonsense\n'}
    rekognition.update_dataset_entries(DatasetArn=dataset, Changes=changes)
    description = labels.settled(rekognition, dataset)
    assert (description["Status"], description["StatusMessage"]) == (
        "UPDATE_FAILED", "The manifest file has too many terminal errors."
    )
    assert labels.sources(rekognition, dataset) == ["a.jpg"]


def boxes(bucket, *names, label="bear"):
    return [labels.box_line(f"s3://{bucket}/{name}.jpg", label) for name in names]


@pytest.mark.parametrize(
    ("training", "testing", "message"),
    [
        (["a,b"], boxes("photos", 1), "The manifest file extension or contents are invalid."),
        ([""], boxes("photos", 1), "The manifest file is empty."),
        (boxes("photos", 1), [""], "The manifest file is empty."),
        (
            [*boxes("photos", 1, 2, 3), "{}"], boxes("photos", 4),
            "The manifest file contains too many invalid rows.",
        ),
        (
            [*boxes("photos", 1), *boxes("fotos", 2)], boxes("photos", 3),
            "The manifest file contains images from multiple S3 buckets.",
        ),
        (
            boxes("photos", 1, 2), boxes("photos", 3, label="wolf"),
            "Less than 50% label overlap between the training and testing manifest files.",
        ),
        (boxes("photos", 1, 2, 3), None, "Failed to copy images from S3 bucket."),
        (
            boxes("photos", 1), None,
            "The manifest file contains insufficient labeled images per label to perform auto-split.",
        ),
    ],
)
def test_a_training_says_what_is_wrong_with_its_manifests(
    rekognition, s3, photos, project, name, training, testing, message
):
    key = labels.put_manifest(s3, photos, f"{name}-train.json", training)
    if testing is not None:
        testing = labels.put_manifest(s3, photos, f"{name}-test.json", testing)
    arn = labels.train(rekognition, project, "v1", photos, prefix=name, **external(photos, key, testing))
    failed(rekognition, arn, message)


def test_a_bucket_that_cannot_be_written_fails_the_training(rekognition, s3, photos, project, name):
    key = labels.put_manifest(s3, photos, f"{name}.json", boxes(photos, "nothing"))
    data = external(photos, key, key)
    arn = labels.train(rekognition, project, "v1", "no-such-bucket", **data)
    version = labels.ended(rekognition, arn)
    assert version["Status"] == "TRAINING_FAILED"
    assert "Unable to write to output S3 bucket." in version["StatusMessage"]


def test_a_manifest_that_is_gone_fails_the_training(rekognition, photos, project):
    arn = labels.train(rekognition, project, "v1", photos, **external(photos, "nowhere.json"))
    failed(rekognition, arn, "The manifest file extension or contents are invalid.")
