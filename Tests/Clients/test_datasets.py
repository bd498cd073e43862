"""Datasets: made, described, changed, distributed and deleted."""

import json

import pytest

import custom_labels as labels
from waiting import eventually


@pytest.fixture
def project(rekognition, name):
    return rekognition.create_project(ProjectName=name)["ProjectArn"]


def boxes(*names, label="bear"):
    return [labels.box_line(f"s3://photos/{name}.jpg", label) for name in names]


def described(client, dataset):
    return client.describe_dataset(DatasetArn=dataset)["DatasetDescription"]


def update(client, dataset, *lines):
    text = "\n".join(json.dumps(line) for line in lines)
    client.update_dataset_entries(DatasetArn=dataset, Changes={"GroundTruth": text.encode()})


def test_a_manifest_becomes_a_dataset(rekognition, photos, project):
    source = labels.manifest(photos, "train.manifest")
    arguments = {"ProjectArn": project, "DatasetType": "TRAIN", "DatasetSource": source}
    dataset = rekognition.create_dataset(**arguments, Tags={"river": "brooks"})["DatasetArn"]
    assert described(rekognition, dataset)["Status"] in ("CREATE_IN_PROGRESS", "CREATE_COMPLETE")
    description = labels.settled(rekognition, dataset)
    assert description["Status"] == "CREATE_COMPLETE"
    assert description["StatusMessage"] == "The dataset was successfully created from the manifest file."
    assert description["StatusMessageCode"] == "SUCCESS"
    assert description["CreationTimestamp"] <= description["LastUpdatedTimestamp"]
    assert description["DatasetStats"] == {
        "LabeledEntries": 24, "TotalEntries": 24, "TotalLabels": 2, "ErrorEntries": 0
    }
    assert dataset.split("/")[1:4] == [project.split("/")[1], "dataset", "train"]
    assert dataset.split("/")[4] == str(round(description["CreationTimestamp"].timestamp() * 1000))
    assert rekognition.list_tags_for_resource(ResourceArn=dataset)["Tags"] == {"river": "brooks"}


def test_an_empty_dataset_is_complete_at_once_and_can_be_filled(rekognition, project):
    dataset = rekognition.create_dataset(ProjectArn=project, DatasetType="TEST")["DatasetArn"]
    assert described(rekognition, dataset)["Status"] == "CREATE_COMPLETE"
    assert labels.entries(rekognition, dataset) == []
    update(rekognition, dataset, *boxes("a"))
    assert described(rekognition, dataset)["Status"] in ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE")
    assert labels.settled(rekognition, dataset)["Status"] == "UPDATE_COMPLETE"
    assert labels.sources(rekognition, dataset) == ["a.jpg"]


def test_a_dataset_is_copied_into_another_project(rekognition, s3, photos, project, name):
    lines = [*boxes("a"), labels.image_line("s3://photos/b.jpg", "rainy"), labels.unlabelled_line("s3://photos/c.jpg")]
    original = labels.make_dataset(rekognition, project, lines, s3, photos)
    other = rekognition.create_project(ProjectName=f"{name}-other")["ProjectArn"]
    source = {"DatasetArn": original}
    copy = rekognition.create_dataset(ProjectArn=other, DatasetType="TEST", DatasetSource=source)["DatasetArn"]
    description = labels.settled(rekognition, copy)
    assert description["Status"] == "CREATE_COMPLETE"
    assert description["DatasetStats"] == described(rekognition, original)["DatasetStats"]
    assert labels.entries(rekognition, copy) == labels.entries(rekognition, original)
    shown = rekognition.list_dataset_labels(DatasetArn=copy)["DatasetLabelDescriptions"]
    assert shown == rekognition.list_dataset_labels(DatasetArn=original)["DatasetLabelDescriptions"]
    update(rekognition, copy, *boxes("a", label="wolf"))
    labels.settled(rekognition, copy)
    assert labels.sources(rekognition, original, ContainsLabels=["bear"]) == ["a.jpg"]


def test_entries_are_replaced_in_place_and_new_ones_come_last(rekognition, s3, photos, project):
    dataset = labels.make_dataset(rekognition, project, boxes("a", "b", "c"), s3, photos)
    created = described(rekognition, dataset)
    update(rekognition, dataset, *boxes("b", "d", label="wolf"), labels.unlabelled_line("s3://photos/e.jpg"))
    description = labels.settled(rekognition, dataset)
    assert (description["Status"], description["StatusMessageCode"]) == ("UPDATE_COMPLETE", "SUCCESS")
    assert description["LastUpdatedTimestamp"] > created["LastUpdatedTimestamp"]
    assert description["CreationTimestamp"] == created["CreationTimestamp"]
    assert description["DatasetStats"] == {
        "LabeledEntries": 4, "TotalEntries": 5, "TotalLabels": 2, "ErrorEntries": 0
    }
    assert labels.sources(rekognition, dataset) == ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"]
    assert labels.sources(rekognition, dataset, ContainsLabels=["wolf"]) == ["b.jpg", "d.jpg"]


def test_a_label_that_no_entry_uses_any_more_disappears(rekognition, s3, photos, project):
    lines = [*boxes("a"), *boxes("b", label="wolf")]
    dataset = labels.make_dataset(rekognition, project, lines, s3, photos)
    update(rekognition, dataset, *boxes("b"))
    assert labels.settled(rekognition, dataset)["DatasetStats"]["TotalLabels"] == 1
    shown = rekognition.list_dataset_labels(DatasetArn=dataset)["DatasetLabelDescriptions"]
    assert shown == [{"LabelName": "bear", "LabelStats": {"EntryCount": 2, "BoundingBoxCount": 2}}]


def test_labels_are_counted_by_entries_and_boxes_and_listed_page_by_page(rekognition, s3, photos, project):
    lines = [
        labels.box_line("s3://photos/a.jpg", "bear", "bear", "wolf"),
        labels.box_line("s3://photos/b.jpg", "bear"),
        labels.image_line("s3://photos/c.jpg", "rainy", "windy"),
        labels.box_line("s3://photos/d.jpg", "Bärenjunges, 50 %"),
    ]
    dataset = labels.make_dataset(rekognition, project, lines, s3, photos)
    pages = list(rekognition.get_paginator("list_dataset_labels").paginate(DatasetArn=dataset, MaxResults=2))
    assert [len(page["DatasetLabelDescriptions"]) for page in pages] == [2, 2, 1]
    shown = [label for page in pages for label in page["DatasetLabelDescriptions"]]
    assert {label["LabelName"]: label["LabelStats"] for label in shown} == {
        "bear": {"EntryCount": 2, "BoundingBoxCount": 3},
        "wolf": {"EntryCount": 1, "BoundingBoxCount": 1},
        "Bärenjunges, 50 %": {"EntryCount": 1, "BoundingBoxCount": 1},
        "rainy": {"EntryCount": 1},
        "windy": {"EntryCount": 1},
    }


def test_only_labels_that_a_request_can_name_are_listed(rekognition, project):
    odd = [f"s3://photos/{number}.jpg" for number in range(6)]
    texts = ["a\0b", "two\nlines", "\u2028", " tab\t", "x" * 255, "🐻"]
    lines = [labels.box_line(source, label) for source, label in zip(odd, texts)]
    dataset = labels.make_dataset(rekognition, project)
    update(rekognition, dataset, *lines, labels.unlabelled_line("s3://photos/a\0b.jpg"))
    description = labels.settled(rekognition, dataset)
    assert description["DatasetStats"] == {
        "LabeledEntries": 6, "TotalEntries": 6, "TotalLabels": 3, "ErrorEntries": 0
    }
    pages = rekognition.get_paginator("list_dataset_labels").paginate(DatasetArn=dataset, MaxResults=1)
    shown = {label["LabelName"] for page in pages for label in page["DatasetLabelDescriptions"]}
    assert shown == set(texts[3:])
    for label in texts[3:]:
        assert len(labels.entries(rekognition, dataset, ContainsLabels=[label])) == 1
    assert "a\0b" in labels.entries(rekognition, dataset)[0]["BB-metadata"]["class-map"].values()


def test_a_fifth_of_the_entries_is_moved_to_the_test_dataset(rekognition, s3, photos, project):
    training = labels.make_dataset(rekognition, project, boxes(*range(10)), s3, photos)
    testing = labels.make_dataset(rekognition, project, kind="TEST")
    rekognition.distribute_dataset_entries(Datasets=[{"Arn": testing}, {"Arn": training}])
    for dataset in (training, testing):
        assert described(rekognition, dataset)["Status"] in ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE")
    sizes = []
    for dataset in (training, testing):
        description = labels.settled(rekognition, dataset)
        assert description["Status"] == "UPDATE_COMPLETE"
        sizes.append(description["DatasetStats"]["TotalEntries"])
        assert description["DatasetStats"]["TotalLabels"] == 1
    assert sizes == [8, 2]
    moved = labels.sources(rekognition, testing)
    assert sorted(moved + labels.sources(rekognition, training)) == [f"{number}.jpg" for number in range(10)]


def test_too_few_images_cannot_be_distributed(rekognition, s3, photos, project):
    training = labels.make_dataset(rekognition, project, boxes("a"), s3, photos)
    testing = labels.make_dataset(rekognition, project, kind="TEST")
    rekognition.distribute_dataset_entries(Datasets=[{"Arn": training}, {"Arn": testing}])
    for dataset in (training, testing):
        description = labels.settled(rekognition, dataset)
        assert (description["Status"], description["StatusMessageCode"]) == ("UPDATE_FAILED", "CLIENT_ERROR")
        assert description["StatusMessage"] == (
            "The manifest file doesn't have enough labeled images to distribute the dataset."
        )
    assert labels.sources(rekognition, training) == ["a.jpg"]
    update(rekognition, training, *boxes("b"))
    assert labels.settled(rekognition, training)["Status"] == "UPDATE_COMPLETE"


def test_a_deleted_dataset_is_followed_by_another_at_once(rekognition, s3, photos, project):
    old = labels.make_dataset(rekognition, project, boxes(*range(50)), s3, photos)
    rekognition.delete_dataset(DatasetArn=old)
    new = rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN")["DatasetArn"]
    assert new != old
    update(rekognition, new, *boxes("a"))

    def is_gone():
        try:
            return described(rekognition, old)["Status"] != "DELETE_IN_PROGRESS"
        except rekognition.exceptions.ResourceNotFoundException:
            return True

    eventually(is_gone)
    assert labels.refusal(rekognition.describe_dataset, DatasetArn=old)[0] == "ResourceNotFoundException"
    assert labels.settled(rekognition, new)["DatasetStats"]["TotalEntries"] == 1


def test_a_manifest_changed_behind_the_request_does_not_matter_to_the_dataset(rekognition, s3, photos, project):
    dataset = labels.make_dataset(rekognition, project, boxes("a", "b"), s3, photos)
    s3.delete_object(Bucket=photos, Key=f"{project.split('/')[1]}-TRAIN.json")
    assert labels.sources(rekognition, dataset) == ["a.jpg", "b.jpg"]
