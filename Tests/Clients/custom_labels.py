"""Photos, projects, datasets and models, made and waited for."""

import json

import botocore.exceptions
import pytest

from waiting import eventually

# The waiters of botocore ask every two minutes, for AWS's trainings take hours.
SOON = {"Delay": 1, "MaxAttempts": 300}
# One poll: what is not there at once costs a client the waiter's whole delay.
AT_ONCE = {"Delay": 1, "MaxAttempts": 1}


def fill(s3, bucket, drawn):
    """Makes a bucket with the drawn photos and their manifests, which name the photos in it."""
    s3.create_bucket(Bucket=bucket)
    for photo in sorted((drawn / "images").iterdir()):
        s3.upload_file(str(photo), bucket, f"images/{photo.name}")
    for name in ("train", "test"):
        put_manifest(s3, bucket, f"{name}.manifest", drawn_lines(drawn, name, bucket))


def drawn_lines(drawn, name, bucket):
    """The lines of a drawn manifest, decoded, with their photos in a bucket."""
    lines = []
    for text in (drawn / f"{name}.manifest").read_text().splitlines():
        line = json.loads(text)
        line["source-ref"] = f"s3://{bucket}/images/" + line["source-ref"].rsplit("/", 1)[1]
        lines.append(line)
    return lines


def put_manifest(s3, bucket, key, lines):
    """Lays a manifest into a bucket; lines that are texts are put as they are."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    s3.put_object(Bucket=bucket, Key=key, Body="\n".join(texts).encode())
    return key


def manifest(bucket, key):
    """The place of a manifest, as requests name it."""
    return {"GroundTruthManifest": {"S3Object": {"Bucket": bucket, "Name": key}}}


def box_line(source, *labels, attribute="BB"):
    """A line with a box for each label."""
    classes = sorted(set(labels))
    return {
        "source-ref": source,
        attribute: {
            "image_size": [{"width": 480, "height": 360, "depth": 3}],
            "annotations": [
                {"class_id": classes.index(label), "left": 10, "top": 20, "width": 100, "height": 50}
                for label in labels
            ],
        },
        f"{attribute}-metadata": {
            "objects": [{"confidence": 1} for _ in labels],
            "class-map": {str(place): label for place, label in enumerate(classes)},
            "type": "groundtruth/object-detection",
            "human-annotated": "yes",
            "creation-date": "2020-11-29T17:50:34.310Z",
            "job-name": f"labeling-job/{attribute}",
        },
    }


def image_line(source, *labels):
    """A line with labels of the whole image."""
    line = {"source-ref": source}
    for label in labels:
        line[label] = 1
        line[f"{label}-metadata"] = {
            "confidence": 1,
            "job-name": f"labeling-job/{label}",
            "class-name": label,
            "human-annotated": "yes",
            "creation-date": "2020-03-06T17:46:39.176",
            "type": "groundtruth/image-classification",
        }
    return line


def unlabelled_line(source):
    return {"source-ref": source, "cl-metadata": {"is_labeled": False}}


def settled(client, dataset):
    """The description of a dataset once nothing is being done to it."""

    def asked():
        description = client.describe_dataset(DatasetArn=dataset)["DatasetDescription"]
        return None if description["Status"].endswith("_IN_PROGRESS") else description

    return eventually(asked)


def make_dataset(client, project, lines=None, s3=None, bucket=None, kind="TRAIN"):
    """A dataset of these lines, empty without any; its ARN once it is there."""
    arguments = {"ProjectArn": project, "DatasetType": kind}
    if lines is not None:
        key = put_manifest(s3, bucket, f"{project.split('/')[1]}-{kind}.json", lines)
        arguments["DatasetSource"] = manifest(bucket, key)
    dataset = client.create_dataset(**arguments)["DatasetArn"]
    description = settled(client, dataset)
    assert description["Status"] == "CREATE_COMPLETE", description
    return dataset


def entries(client, dataset, **filters):
    """All lines of a dataset, decoded, page by page."""
    pages = client.get_paginator("list_dataset_entries").paginate(DatasetArn=dataset, **filters)
    return [json.loads(line) for page in pages for line in page["DatasetEntries"]]


def sources(client, dataset, **filters):
    """The names of a dataset's photos."""
    return [line["source-ref"].rsplit("/", 1)[1] for line in entries(client, dataset, **filters)]


def version(client, arn):
    """The description of a project version by its ARN."""
    account, project_name, _, name, _ = arn.split("/")
    for project in client.describe_projects(ProjectNames=[project_name])["ProjectDescriptions"]:
        found = client.describe_project_versions(ProjectArn=project["ProjectArn"], VersionNames=[name])
        return found["ProjectVersionDescriptions"][0]
    raise AssertionError(f"no project of {arn}")


def train(client, project, name, bucket, prefix="out", **arguments):
    """Starts a training; the version's ARN."""
    output = {"S3Bucket": bucket, "S3KeyPrefix": prefix}
    return client.create_project_version(
        ProjectArn=project, VersionName=name, OutputConfig=output, **arguments
    )["ProjectVersionArn"]


def await_training(client, project, name):
    waiter = client.get_waiter("project_version_training_completed")
    waiter.wait(ProjectArn=project, VersionNames=[name], WaiterConfig=SOON)


def ended(client, arn):
    """The description of a version once its training, or its copying, is over."""

    def asked():
        description = version(client, arn)
        return None if description["Status"].endswith("_IN_PROGRESS") else description

    return eventually(asked)


def as_animals(lines):
    """The lines with one label for everything: one is learnt within a single epoch, two are not."""
    for line in lines:
        metadata = line["katmai-example-drawn-metadata"]
        metadata["class-map"] = dict.fromkeys(metadata["class-map"], "animal")
    return lines


def train_drawn(client, s3, bucket, drawn, count=8):
    """A project with some of the drawn animals as datasets, and a model trained on them: their ARNs."""
    project = client.create_project(ProjectName="bearcam")["ProjectArn"]
    made = {"project": project, "name": "v1", "bucket": bucket}
    for kind in ("TRAIN", "TEST"):
        lines = as_animals(drawn_lines(drawn, kind.lower(), bucket))[:count]
        made[kind] = make_dataset(client, project, lines, s3, bucket, kind)
    made["version"] = train(client, project, "v1", bucket, prefix="out/", Tags={"season": "salmon"})
    await_training(client, project, "v1")
    return made


def copy(client, source, project, name, bucket):
    """A copy of a trained model in another project: its ARN, once it is there."""
    arn = client.copy_project_version(
        SourceProjectArn=source["project"],
        SourceProjectVersionArn=source["version"],
        DestinationProjectArn=project,
        VersionName=name,
        OutputConfig={"S3Bucket": bucket, "S3KeyPrefix": "copies"},
    )["ProjectVersionArn"]
    assert ended(client, arn)["Status"] == "COPYING_COMPLETED"
    return arn


def refusal(call, *positional, **arguments):
    """The code and the text of the error that a call ends with."""
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(*positional, **arguments)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]
