"""The way of a person with a few photos: from nothing to a detector, and to a better one."""

import json

import pytest

from consoles import Console
from test_editor import near

PROJECT = "boards"


@pytest.fixture
def console(own_server, browser):
    """A console that nobody has used yet."""
    return Console(own_server.start(), browser).sign_in()


def test_from_photos_to_a_detector_and_a_better_one(console, photos):
    begin(console)
    bring(console, photos)
    label(console, photos)
    split(console)
    train(console, "first", epochs=8)
    mended = look_at_what_is_wrong(console)
    mend(console, mended)
    evaluate_again(console)
    train(console, "second", epochs=1)
    use(console, photos)


def begin(console):
    """An empty console says what it is for, and leads to a first project."""
    page = console.projects.open()
    assert page.names() == [] and page.explains_itself()
    page.create(PROJECT)
    assert console.browser.path.startswith(f"/_/projects/{PROJECT}")
    assert console.projects.open().names() == [PROJECT]


def bring(console, photos):
    page = console.dataset(PROJECT).open()
    page.drop(photos.folder)
    page.uploaded(len(photos.names))
    page.open()
    assert page.total() == len(photos.names)


def label(console, photos):
    """Draws every box by hand."""
    editor = console.editor(PROJECT).open()
    for photo in photos.names:
        editor.shows(photo)
        for number, box in enumerate(photos.boxes[photo]):
            editor.draw(box, label="board", inside=number > 0)
        editor.saved()
        editor.next()
    for photo, entry in console.entries(PROJECT).items():
        found = [(each["label"], *each["box"]) for each in entry["boxes"]]
        assert near(found, [("board", *box) for box in photos.boxes[photo]], pixels=4), photo


def split(console):
    total = len(console.entries(PROJECT))
    console.dataset(PROJECT).open().split()
    console.settled(PROJECT)
    tested = console.settled(PROJECT, "test")["entries"]
    assert tested == total // 5 and console.settled(PROJECT)["entries"] == total - tested


def train(console, version, epochs):
    """Starts a training and watches it; what is shown of it survives a reload."""
    browser = console.browser
    page = console.train(PROJECT).open()
    page.start(version, epochs=epochs)
    live = console.training(PROJECT, version)
    browser.until(lambda: browser.path == live.path, "the live page")
    live.shows_progress()
    browser.reload()
    live.shows_progress()
    ended = console.trained(PROJECT, version)
    assert ended["status"] == "finished", ended
    live.shows_the_end()
    assert live.has_curves()


def look_at_what_is_wrong(console):
    """The figures are the report's and the API's; invented boxes are found by the filter; returns an image that has some."""
    page = console.evaluate(PROJECT, "first").open()
    document = page.document("training")
    described = version(console, "first")
    assert page.figure("f1") == f"{described['EvaluationResult']['F1Score']:.2f}" == f"{document['scores']['f1']:.2f}"
    report = json.loads(model_file(console, "first", "evaluation/report.json"))
    assert len(report["images"]) == len(document["images"]) == page.tested()
    # Low enough that the model invents something.
    lowest = min(found["confidence"] for image in document["images"] for found in image["detections"])
    page.slide(lowest)
    counts = page.expected(document, page.threshold())
    assert page.counts() == counts and counts["invented"] > 0
    page.filter("invented")
    wrong = page.images_with(document, "invented", page.threshold())
    assert page.result_names() == sorted(image["name"] for image in wrong)
    return wrong[0]


def mend(console, image):
    """From the large view into the editor, where a box is added."""
    page = console.evaluate(PROJECT, "first")
    page.enlarge(image["name"])
    page.fix_labels()
    editor = console.editor(PROJECT, "test")
    editor.shows(image["name"])
    before = console.boxes(PROJECT, image["name"], "test")
    editor.draw((4, 4, 40, 40), label="board", inside=True)
    editor.saved()
    assert len(console.boxes(PROJECT, image["name"], "test")) == len(before) + 1


def evaluate_again(console):
    """The new figures stand beside the old ones, which the API goes on to show."""
    before = version(console, "first")["EvaluationResult"]
    page = console.evaluate(PROJECT, "first").open()
    objects = page.document("training")["labels"][0]["objects"]
    again = page.evaluate_again()
    document = page.document(again)
    assert document["labels"][0]["objects"] == objects + 1
    assert page.document("training")["labels"][0]["objects"] == objects
    assert version(console, "first")["EvaluationResult"] == before
    assert page.open().evaluation_count() == 2


def use(console, photos):
    browser = console.browser
    page = console.use(PROJECT, "second").open()
    page.start()
    assert version(console, "second")["Status"] == "RUNNING"
    page.drop(photos.path(photos.names[0]))
    found = page.detections()
    client = console.server.client("rekognition")
    image = {"Bytes": photos.path(photos.names[0]).read_bytes()}
    arn = version(console, "second")["ProjectVersionArn"]
    answer = client.detect_custom_labels(ProjectVersionArn=arn, Image=image, MinConfidence=page.minimum())
    assert found == len(answer["CustomLabels"])
    page.stop()
    assert version(console, "second")["Status"] == "STOPPED"
    assert browser.complaints() == []


def version(console, name):
    """What DescribeProjectVersions says of it."""
    client = console.server.client("rekognition")
    project = client.describe_projects(ProjectNames=[PROJECT])["ProjectDescriptions"][0]["ProjectArn"]
    found = client.describe_project_versions(ProjectArn=project, VersionNames=[name])
    return found["ProjectVersionDescriptions"][0]


def model_file(console, name, path):
    """A file of the model that the server keeps."""
    number = version(console, name)["ProjectVersionArn"].rsplit("/", 1)[1]
    return (console.server.home / "models" / number / path).read_text()
