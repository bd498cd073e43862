"""A project made in the console is boto3's, and the other way round."""

import custom_labels as labels


def names(client):
    pages = client.get_paginator("describe_projects").paginate()
    return [each["ProjectArn"].split("/")[1] for page in pages for each in page["ProjectDescriptions"]]


def dataset(client, project, kind="TRAIN"):
    description = client.describe_projects(ProjectNames=[project])["ProjectDescriptions"][0]
    return next(each["DatasetArn"] for each in description["Datasets"] if each["DatasetType"] == kind)


def test_boto3_sees_what_the_console_makes(console, rekognition, name, photos):
    console.projects.open().create(name)
    assert name in names(rekognition)
    page = console.dataset(name).open()
    page.choose(*(photos.path(photo) for photo in photos.names[:3]))
    page.uploaded(3)
    first = photos.names[0]
    console.put_boxes(name, console.entries(name)[first], [("board", *box) for box in photos.boxes[first]])
    arn = dataset(rekognition, name)
    lines = labels.entries(rekognition, arn)
    assert len(lines) == 3
    labelled = labels.entries(rekognition, arn, ContainsLabels=["board"])
    assert [line["source-ref"].rsplit("/", 1)[1] for line in labelled] == [first]
    assert rekognition.list_dataset_labels(DatasetArn=arn)["DatasetLabelDescriptions"][0]["LabelName"] == "board"


def test_the_console_sees_what_boto3_makes(console, rekognition, s3, name, photos):
    s3.create_bucket(Bucket=name)
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    lines = []
    for photo in photos.names[:3]:
        s3.upload_file(str(photos.path(photo)), name, f"images/{photo}")
        width, height = photos.size(photo)
        line = labels.box_line(f"s3://{name}/images/{photo}", "board")
        line["BB"]["image_size"] = [{"width": width, "height": height, "depth": 3}]
        lines.append(line)
    labels.make_dataset(rekognition, project, lines, s3, name)
    assert name in console.projects.open().names()
    page = console.dataset(name).open()
    assert page.total() == 3 and sorted(page.names()) == photos.names[:3]
    assert console.boxes(name, photos.names[0]) == [("board", 10, 20, 100, 50)]
    assert len(page.tile_boxes(photos.names[0])) == 1


def test_a_project_deleted_by_boto3_is_gone_from_the_console(console, rekognition, name):
    arn = rekognition.create_project(ProjectName=name)["ProjectArn"]
    assert name in console.projects.open().names()
    rekognition.delete_project(ProjectArn=arn)
    assert name not in console.projects.open().names()
    console.browser.open(f"/_/projects/{name}")
    assert "404" in console.browser.text("main")
    console.browser.complaints()  # The page that is not there.
