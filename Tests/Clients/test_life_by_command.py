"""The life of a project once more, by the `aws` command alone."""

import json

import pytest

import custom_labels as labels


@pytest.fixture
def aws(server):
    """Runs `aws rekognition`; returns what it has printed, decoded."""

    def aws(*arguments):
        text = server.aws("rekognition", *arguments, "--output", "json").stdout
        return json.loads(text) if text.strip() else None

    return aws


# Between commands boto3 waits: each command takes a second by itself.
def test_a_project_lives_by_commands(server, aws, rekognition, s3, photos, drawn):
    project = aws("create-project", "--project-name", "by-command", "--tags", "season=salmon")["ProjectArn"]
    for kind in ("train", "test"):
        lines = labels.drawn_lines(drawn, kind, photos)[:4]
        source = json.dumps(labels.manifest(photos, labels.put_manifest(s3, photos, f"command-{kind}.json", lines)))
        options = ["--project-arn", project, "--dataset-type", kind.upper(), "--dataset-source", source]
        dataset = aws("create-dataset", *options)["DatasetArn"]
        labels.settled(rekognition, dataset)
    description = aws("describe-dataset", "--dataset-arn", dataset)["DatasetDescription"]
    assert description["Status"] == "CREATE_COMPLETE"
    listed = aws("list-dataset-entries", "--dataset-arn", dataset, "--labeled", "--no-has-errors", "--page-size", "3")
    assert len(listed["DatasetEntries"]) == 4
    # This version of the command encodes the text itself.
    changes = json.dumps({"GroundTruth": json.dumps(lines[0])})
    assert aws("update-dataset-entries", "--dataset-arn", dataset, "--changes", changes) is None
    assert labels.settled(rekognition, dataset)["Status"] == "UPDATE_COMPLETE"

    output = f"S3Bucket={photos},S3KeyPrefix=by-command"
    options = ["--project-arn", project, "--version-name", "v1", "--output-config", output]
    version = aws("create-project-version", *options)["ProjectVersionArn"]
    labels.ended(rekognition, version)
    named = ["--project-arn", project, "--version-names", "v1"]
    aws("wait", "project-version-training-completed", *named)
    started = aws("start-project-version", "--project-version-arn", version, "--min-inference-units", "1")
    assert started == {"Status": "STARTING"}
    aws("wait", "project-version-running", *named)

    model = ["--project-version-arn", version, "--min-confidence", "0", "--max-results", "4"]
    place = json.dumps({"S3Object": {"Bucket": photos, "Name": "images/test-0001.jpg"}})
    found = aws("detect-custom-labels", *model, "--image", place)["CustomLabels"]
    assert len(found) == 4
    file = f"fileb://{drawn}/images/test-0001.jpg"
    assert aws("detect-custom-labels", *model, "--image-bytes", file)["CustomLabels"] == found

    assert aws("stop-project-version", "--project-version-arn", version) == {"Status": "STOPPING"}
    assert aws("delete-project-version", "--project-version-arn", version) == {"Status": "DELETING"}
    refused = server.aws("rekognition", "delete-project", "--project-arn", project, check=False)
    assert refused.returncode != 0
    assert "An error occurred (ResourceInUseException) when calling the DeleteProject operation" in refused.stderr


def test_the_command_pages_through_projects(aws, rekognition, name):
    for number in range(3):
        rekognition.create_project(ProjectName=f"{name}-{number}")
    named = ["--project-names", *[f"{name}-{number}" for number in range(3)]]
    whole = aws("describe-projects", *named, "--page-size", "1")["ProjectDescriptions"]
    assert [project["ProjectArn"].split("/")[1] for project in whole] == [f"{name}-{number}" for number in (2, 1, 0)]
    first = aws("describe-projects", *named, "--max-items", "2")
    rest = aws("describe-projects", *named, "--starting-token", first["NextToken"])
    assert [*first["ProjectDescriptions"], *rest["ProjectDescriptions"]] == whole
