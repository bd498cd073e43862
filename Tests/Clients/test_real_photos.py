"""A short life on real photos, where there are some."""

import json
import os
import pathlib

import pytest

import custom_labels as labels

FOLDER = pathlib.Path(os.environ.get("KATMAI_DATASETS", "/nowhere")) / "fork_scissors"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="KATMAI_DATASETS is not set, or its folder has no fork_scissors"
)


def lines(kind, bucket):
    """The COCO file of a set as lines of a manifest."""
    coco = json.loads((FOLDER / "annotations" / f"{kind}.json").read_text())
    names = {category["id"]: category["name"] for category in coco["categories"]}
    for image in coco["images"]:
        boxes = [box for box in coco["annotations"] if box["image_id"] == image["id"]]
        line = labels.box_line(f"s3://{bucket}/{image['file_name']}", *[names[box["category_id"]] for box in boxes])
        line["BB"]["image_size"] = [{"width": image["width"], "height": image["height"], "depth": 3}]
        for annotation, box in zip(line["BB"]["annotations"], boxes):
            sides = zip(("left", "top", "width", "height"), map(int, box["bbox"]))
            annotation.update(sides)
        yield line


def test_forks_and_scissors_are_learnt(rekognition, s3, name):
    s3.create_bucket(Bucket=name)
    sets = {kind: list(lines(kind, name)) for kind in ("train", "test")}
    for line in sets["train"] + sets["test"]:
        file = line["source-ref"].rsplit("/", 1)[1]
        s3.upload_file(str(FOLDER / "images" / file), name, file)
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    for kind, content in sets.items():
        dataset = labels.make_dataset(rekognition, project, content, s3, name, kind.upper())
        statistics = rekognition.describe_dataset(DatasetArn=dataset)["DatasetDescription"]["DatasetStats"]
        assert (statistics["LabeledEntries"], statistics["ErrorEntries"]) == (len(content), 0)

    arn = labels.train(rekognition, project, "v1", name)
    labels.await_training(rekognition, project, "v1")
    summary = labels.version(rekognition, arn)["EvaluationResult"]["Summary"]["S3Object"]
    document = json.loads(s3.get_object(Bucket=name, Key=summary["Name"])["Body"].read())
    assert document["EvaluationDetails"]["Labels"] == ["fork", "scissors"]
    assert document["EvaluationDetails"]["NumberOfTestingImages"] == 8

    rekognition.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1)
    place = {"S3Object": {"Bucket": name, "Name": sets["test"][0]["source-ref"].rsplit("/", 1)[1]}}
    found = rekognition.detect_custom_labels(ProjectVersionArn=arn, Image=place, MinConfidence=0)["CustomLabels"]
    assert {label["Name"] for label in found} <= {"fork", "scissors"} and found
    rekognition.stop_project_version(ProjectVersionArn=arn)
