"""Images of a training: where they may lie, what they may be called, and what becomes of those that do not do."""

import json

import pytest

import custom_labels as labels
from test_detection import turned

KEYS = ["Brooks Falls/ä b+c%20d&e.jpg", "a//b/../c.jpg", "熊.jpg", "~'()*!;.jpg", "#1?x=y.jpg", "no-extension"]


@pytest.fixture
def project(rekognition, name):
    return rekognition.create_project(ProjectName=name)["ProjectArn"]


def read(s3, place):
    at = place.get("S3Object") or place["Assets"][0]["GroundTruthManifest"]["S3Object"]
    text = s3.get_object(Bucket=at["Bucket"], Key=at["Name"])["Body"].read().decode()
    return [json.loads(line) for line in text.splitlines()]


def test_images_are_found_by_any_key_and_broken_ones_are_left_out(rekognition, s3, drawn, project, name):
    s3.create_bucket(Bucket=name)
    lines = labels.as_animals(labels.drawn_lines(drawn, "train", name))[:10]
    for line, key in zip(lines, [*KEYS, "turned.jpg", "8.jpg", "broken.jpg", "missing.jpg"]):
        photo = (drawn / "images" / line["source-ref"].rsplit("/", 1)[1]).read_bytes()
        line["source-ref"] = f"s3://{name}/{key}"
        if key == "turned.jpg":
            photo = turned(photo, 3)
        if key == "broken.jpg":
            photo = photo[: len(photo) // 2]
        if key != "missing.jpg":
            s3.put_object(Bucket=name, Key=key, Body=photo)
    key = labels.put_manifest(s3, name, "manifests/train set.json", lines)
    tests = labels.put_manifest(s3, name, "manifests/test set.json", lines[:3])
    data = {
        "TrainingData": {"Assets": [labels.manifest(name, key)]},
        "TestingData": {"Assets": [labels.manifest(name, tests)], "AutoCreate": False},
    }
    arn = labels.train(rekognition, project, "v1", name, "", **data)
    version = labels.ended(rekognition, arn)
    assert version["Status"] == "TRAINING_COMPLETED", version["StatusMessage"]
    assert version["TestingDataResult"]["Input"] == {"Assets": [labels.manifest(name, tests)], "AutoCreate": False}

    [summary] = read(s3, version["ManifestSummary"])
    statistics = summary["statistics"]["training"]
    assert (statistics["total_json_lines"], statistics["invalid_json_lines"]) == (10, 2)
    assert statistics["error_json_line_indices"] == [9, 10]
    shown = read(s3, version["TrainingDataResult"]["Validation"])
    problem = {
        "code": "ERROR_INVALID_IMAGE", "message": "The image is invalid. Check S3 path and/or image properties."
    }
    assert [line.get("errors") for line in shown] == [None] * 8 + [[problem]] * 2
    used = [line["source-ref"] for line in read(s3, version["TrainingDataResult"]["Output"])]
    assert used == [line["source-ref"] for line in lines[:8]]
    # Validation manifests are made to be repaired and sent again.
    again = labels.make_dataset(rekognition, project, shown, s3, name)
    assert len(labels.entries(rekognition, again)) == 10


@pytest.mark.parametrize(
    ("output", "folder"),
    [({}, ""), ({"S3KeyPrefix": ""}, ""), ({"S3KeyPrefix": "a/b"}, "a/b/"), ({"S3KeyPrefix": "a/b/"}, "a/b/")],
)
def test_outputs_lie_under_the_prefix(rekognition, s3, photos, project, name, output, folder):
    lines = [labels.image_line(f"s3://photos/{number}.jpg", "rainy", "windy") for number in range(5)]
    key = labels.put_manifest(s3, photos, f"{name}.json", lines)
    data = {"TrainingData": {"Assets": [labels.manifest(photos, key)]}, "TestingData": {"AutoCreate": True}}
    arn = rekognition.create_project_version(
        ProjectArn=project, VersionName="v.1", OutputConfig={"S3Bucket": photos, **output}, **data
    )["ProjectVersionArn"]
    version = labels.ended(rekognition, arn)
    assert version["OutputConfig"] == {"S3Bucket": photos, **output}
    place = version["ManifestSummary"]["S3Object"]
    assert place == {"Bucket": photos, "Name": f"{folder}ManifestSummary-{name}-v.1.json"}
    assert read(s3, version["ManifestSummary"])


def test_names_of_the_greatest_length_fit_and_a_place_too_long_fails_the_training(rekognition, s3, photos):
    project = rekognition.create_project(ProjectName="p" * 255)["ProjectArn"]
    lines = [labels.image_line(f"s3://photos/{number}.jpg", "rainy", "windy") for number in range(5)]
    key = labels.put_manifest(s3, photos, "long.json", lines)
    data = {"TrainingData": {"Assets": [labels.manifest(photos, key)]}, "TestingData": {"AutoCreate": True}}
    version = labels.ended(rekognition, labels.train(rekognition, project, "v" * 255, photos, **data))
    assert version["ManifestSummary"]["S3Object"]["Name"] == f"out/ManifestSummary-{'p' * 255}-{'v' * 255}.json"
    version = labels.ended(rekognition, labels.train(rekognition, project, "v2", photos, "x" * 1024, **data))
    assert version["Status"] == "TRAINING_FAILED"
    assert "Unable to write to output S3 bucket." in version["StatusMessage"]
    assert "ManifestSummary" not in version


def test_what_is_said_of_a_version_is_kept(rekognition, photos, project):
    said = {"VersionDescription": "Bears (2026); it's new, ok?", "KmsKeyId": "arn:aws:kms:us-east-1:1:key/a"}
    data = {"Assets": [labels.manifest(photos, "nowhere.json")]}
    arn = labels.train(rekognition, project, "v1", photos, **said, TrainingData=data, TestingData=data)
    version = labels.version(rekognition, arn)
    assert {member: version[member] for member in said} == said
