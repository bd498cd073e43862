"""A server killed at each durable step: what was answered stays, what was begun goes on or never was."""

import hashlib
import json

import pytest

import conftest
import custom_labels as labels
from crashing import await_cleared, crash, crash_unanswered, objects

PART = 5 << 20


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    """A server that tests kill, and that runs again when they are done."""
    home = tmp_path_factory.mktemp("mortal") / "home"
    server = conftest.Server(home, "--training-epochs", 1, "--training-threads", 2).start()
    yield server
    if server.process is not None:
        assert server.stop() == 0


@pytest.fixture(scope="module")
def s3(mortal):
    return mortal.client("s3")


@pytest.fixture(scope="module")
def rekognition(mortal):
    return mortal.client("rekognition")


def md5(content):
    return hashlib.md5(content).hexdigest()


def whole(content):
    return md5(content), content


@pytest.mark.parametrize(
    ("step", "is_there"),
    [("content-written", False), ("content-synchronised", False), ("object-indexed", True)],
)
def test_a_put_that_is_cut_short_is_whole_or_never_was(mortal, s3, bucket, step, is_there):
    s3.put_object(Bucket=bucket, Key="kept", Body=b"kept")
    s3.put_object(Bucket=bucket, Key="changed", Body=b"old")
    crash_unanswered(mortal, step, lambda: s3.put_object(Bucket=bucket, Key="changed", Body=b"new"))
    assert objects(s3, bucket) == {"kept": whole(b"kept"), "changed": whole(b"new" if is_there else b"old")}
    await_cleared(mortal)
    s3.put_object(Bucket=bucket, Key="changed", Body=b"new")
    assert objects(s3, bucket) == {"kept": whole(b"kept"), "changed": whole(b"new")}
    await_cleared(mortal)


def test_a_copy_that_is_cut_short_is_there(mortal, s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"content", Metadata={"colour": "blue"})
    source = {"Bucket": bucket, "Key": "a"}
    crash_unanswered(
        mortal, "object-indexed", lambda: s3.copy_object(Bucket=bucket, Key="b", CopySource=source)
    )
    assert objects(s3, bucket) == {"a": whole(b"content"), "b": whole(b"content")}
    assert s3.head_object(Bucket=bucket, Key="b")["Metadata"] == {"colour": "blue"}
    await_cleared(mortal)


def test_a_deletion_that_is_cut_short_is_done(mortal, s3, bucket):
    for key in ("a", "b", "c", "d"):
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    crash_unanswered(mortal, "objects-forgotten", lambda: s3.delete_object(Bucket=bucket, Key="a"))
    assert list(objects(s3, bucket)) == ["b", "c", "d"]
    several = {"Objects": [{"Key": "b"}, {"Key": "c"}]}
    crash_unanswered(mortal, "objects-forgotten", lambda: s3.delete_objects(Bucket=bucket, Delete=several))
    assert objects(s3, bucket) == {"d": whole(b"d")}
    await_cleared(mortal)


@pytest.mark.parametrize(
    ("step", "is_there"),
    [("content-written", False), ("content-synchronised", False), ("part-indexed", True)],
)
def test_a_part_that_is_cut_short_is_whole_or_never_was(mortal, s3, bucket, step, is_there):
    upload = {"Bucket": bucket, "Key": "big"}
    upload["UploadId"] = s3.create_multipart_upload(Bucket=bucket, Key="big")["UploadId"]
    first, second = b"1" * PART, b"2" * 100
    answered = s3.upload_part(**upload, PartNumber=1, Body=first)
    crash_unanswered(mortal, step, lambda: s3.upload_part(**upload, PartNumber=2, Body=second))
    parts = s3.list_parts(**upload)["Parts"]
    assert [part["ETag"].strip('"') for part in parts] == [md5(first)] + [md5(second)] * is_there
    assert parts[0]["ETag"] == answered["ETag"]
    assert objects(s3, bucket) == {}
    etag = s3.upload_part(**upload, PartNumber=2, Body=second)["ETag"]
    chosen = [{"PartNumber": 1, "ETag": answered["ETag"]}, {"PartNumber": 2, "ETag": etag}]
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": chosen})
    assert objects(s3, bucket) == {"big": (multipart_etag(first, second), first + second)}
    await_cleared(mortal)


def multipart_etag(*parts):
    digests = b"".join(hashlib.md5(part).digest() for part in parts)
    return f"{md5(digests)}-{len(parts)}"


def test_an_upload_that_is_cut_short_as_it_begins_can_be_aborted(mortal, s3, bucket):
    crash_unanswered(mortal, "upload-begun", lambda: s3.create_multipart_upload(Bucket=bucket, Key="big"))
    [upload] = s3.list_multipart_uploads(Bucket=bucket)["Uploads"]
    assert upload["Key"] == "big"
    s3.abort_multipart_upload(Bucket=bucket, Key="big", UploadId=upload["UploadId"])
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)


def test_an_upload_that_is_cut_short_as_it_is_completed_is_an_object(mortal, s3, bucket):
    s3.put_object(Bucket=bucket, Key="big", Body=b"old")
    upload = {"Bucket": bucket, "Key": "big"}
    upload["UploadId"] = s3.create_multipart_upload(Bucket=bucket, Key="big")["UploadId"]
    contents = [b"1" * PART, b"2", b"left out"]
    etags = [
        s3.upload_part(**upload, PartNumber=place, Body=content)["ETag"]
        for place, content in enumerate(contents, start=1)
    ]
    chosen = {"Parts": [{"PartNumber": place, "ETag": etags[place - 1]} for place in (1, 2)]}
    crash_unanswered(
        mortal,
        "upload-completed",
        lambda: s3.complete_multipart_upload(**upload, MultipartUpload=chosen),
    )
    assert objects(s3, bucket) == {"big": (multipart_etag(*contents[:2]), b"".join(contents[:2]))}
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)
    await_cleared(mortal)


def lines_with_faults(bucket, count):
    """Lines as people have them: most with a box, some without, some that no dataset takes."""
    lines = []
    for number in range(count):
        source = f"s3://{bucket}/images/{number:05}.jpg"
        kind = number % 10
        if kind == 0:
            lines.append(labels.unlabelled_line(source))
        elif kind == 1:
            broken = labels.box_line(source, "bear")
            del broken["BB-metadata"]["class-map"]
            lines.append(broken)
        else:
            lines.append(labels.box_line(source, *["bear", "wolf", "fish"][: 1 + kind % 3]))
    return lines + ["no JSON", lines[3], lines[4]]


def state(client, dataset):
    """All that can be seen of a dataset but its dates."""
    description = labels.settled(client, dataset)
    seen = {name: description[name] for name in ("Status", "StatusMessage", "StatusMessageCode")}
    pages = client.get_paginator("list_dataset_labels").paginate(DatasetArn=dataset)
    return {
        **seen,
        "statistics": description["DatasetStats"],
        "labels": [label for page in pages for label in page["DatasetLabelDescriptions"]],
        "entries": labels.entries(client, dataset),
        "errors": len(labels.entries(client, dataset, HasErrors=True)),
    }


@pytest.fixture(scope="module")
def imported(mortal, s3, rekognition):
    """A manifest that is read in two parts, and a dataset that was made of it undisturbed."""
    s3.create_bucket(Bucket="manifests")
    lines = lines_with_faults("manifests", 9000)
    labels.put_manifest(s3, "manifests", "train.manifest", lines)
    project = rekognition.create_project(ProjectName="undisturbed")["ProjectArn"]
    source = labels.manifest("manifests", "train.manifest")
    dataset = rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN", DatasetSource=source)
    return {"source": source, "state": state(rekognition, dataset["DatasetArn"])}


def only_dataset(client, project):
    [description] = client.describe_projects(ProjectNames=[project.split("/")[1]])["ProjectDescriptions"]
    [dataset] = description["Datasets"]
    return dataset["DatasetArn"]


@pytest.mark.parametrize("step", ["import-fetched", "import-batch", "import-read"])
def test_an_import_that_is_cut_short_goes_on(mortal, rekognition, imported, name, step):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    crash(
        mortal,
        step,
        lambda: rekognition.create_dataset(
            ProjectArn=project, DatasetType="TRAIN", DatasetSource=imported["source"]
        ),
    )
    assert state(rekognition, only_dataset(rekognition, project)) == imported["state"]
    assert list((mortal.home / "cache/manifests").iterdir()) == []


def changes(bucket):
    """An update that replaces lines, adds some, and has one that no dataset takes."""
    sources = [f"s3://{bucket}/images/{number:05}.jpg" for number in (0, 1, 2, 90, 91)]
    lines = [json.dumps(labels.box_line(source, "otter", "otter")) for source in sources]
    return {"GroundTruth": "\n".join([*lines, "no JSON"]).encode()}


@pytest.mark.parametrize("step", ["update-queued", "update-applied"])
def test_an_update_that_is_cut_short_goes_on(mortal, s3, rekognition, bucket, name, step):
    datasets = []
    for place in ("disturbed", "undisturbed"):
        project = rekognition.create_project(ProjectName=f"{place}-{name}")["ProjectArn"]
        lines = lines_with_faults(bucket, 30)
        datasets.append(labels.make_dataset(rekognition, project, lines, s3, bucket))
    disturbed, undisturbed = datasets
    rekognition.update_dataset_entries(DatasetArn=undisturbed, Changes=changes(bucket))
    expected = state(rekognition, undisturbed)
    assert (expected["Status"], expected["statistics"]["TotalEntries"]) == ("UPDATE_COMPLETE", 32)
    crash(
        mortal,
        step,
        lambda: rekognition.update_dataset_entries(DatasetArn=disturbed, Changes=changes(bucket)),
    )
    assert state(rekognition, disturbed) == expected
