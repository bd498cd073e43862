"""The evaluation page: every number is the document's, and leads to its images."""

import pytest

import custom_labels as labels

PROJECT, VERSION = "bearcam", "v1"


@pytest.fixture
def page(console, trained):
    return console.evaluate(PROJECT, VERSION).open()


@pytest.fixture
def document(page):
    return page.document("training")


def test_the_figures_are_those_of_the_api(page, document, rekognition, trained):
    described = labels.version(rekognition, trained["version"])["EvaluationResult"]
    assert page.figure("f1") == f"{described['F1Score']:.2f}"
    for figure in ("f1", "precision", "recall"):
        assert page.figure(figure) == f"{document['scores'][figure]:.2f}"
        # None where there are too few images to tell.
        if interval := document.get("intervals", {}).get(figure):
            assert all(f"{end:.2f}" in page.interval(figure) for end in interval)
    assert page.tested() == document["testImages"]


def test_the_slider_moves_every_number_and_picture(page, document):
    for threshold in (0.9, 0.5, 0.1, 0.02):
        page.slide(threshold)
        expected = page.expected(document, page.threshold())
        assert page.counts() == expected
        empty = [image for image in document["images"] if not image["objects"]]
        alarms = sum(page.judged(image, page.threshold())["invented"] for image in empty)
        assert page.alarms() == (alarms if document["emptyImages"] else None)
        assert page.drawn_boxes() == {"right": expected["correct"], "wrong": expected["invented"], "missed": expected["missed"]}


@pytest.mark.parametrize("verdict", ["correct", "invented", "missed"])
def test_a_number_leads_to_its_images(console, page, document, verdict):
    page.slide(0.1)
    page.follow(verdict)
    threshold = page.threshold()
    wanted = sorted(image["name"] for image in page.images_with(document, verdict, threshold))
    assert page.result_names() == wanted
    # The address says all of it, so that it can be passed on.
    console.browser.reload()
    assert page.shown() and page.result_names() == wanted and page.threshold() == threshold


# What a total counts, and of which kinds the boxes are that stand for it.
TOTALS = {"found": ("right", "wrong"), "there": ("right", "missed"), "invented": ("wrong",), "missed": ("missed",)}
KINDS = {"right": "correct", "wrong": "invented", "missed": "missed"}


@pytest.mark.parametrize("total", TOTALS)
def test_a_total_leads_to_the_images_that_hold_what_it_counts(page, document, total):
    page.slide(0.1)
    counted = page.total(total)
    page.follow_total(total)
    judged = {image["name"]: page.judged(image, page.threshold()) for image in document["images"]}
    assert page.result_names() == sorted(name for name, each in judged.items() if any(each[KINDS[kind]] for kind in TOTALS[total]))
    drawn = page.drawn_boxes()
    assert counted == sum(drawn[kind] for kind in TOTALS[total])


def test_the_images_of_a_label_are_those_that_show_it(page, document):
    # Low enough that it is suspected elsewhere too.
    page.slide(0.02)
    for label in document["labels"]:
        name = label["name"]
        page.follow("images", name)
        shown = sorted(image["name"] for image in document["images"] if any(each["label"] == name for each in image["objects"]))
        assert page.result_names() == shown and page.cell(name, "images") == len(shown)


def test_images_with_nothing_to_find_and_what_was_invented_there_are_reached(page, document):
    page.slide(0.02)
    empty = {image["name"]: page.judged(image, page.threshold())["invented"] for image in document["images"] if not image["objects"]}
    page.follow_empty_images()
    assert page.result_names() == sorted(empty) and len(empty) == document["emptyImages"] > 0
    page.follow_alarms()
    assert page.result_names() == sorted(name for name, alarms in empty.items() if alarms)
    assert page.alarms() == sum(empty.values()) == page.drawn_boxes()["wrong"]


def test_the_large_view_goes_through_the_filtered_images(page, document):
    page.slide(0.02)
    names = page.result_names()
    page.enlarge(names[0])
    assert page.large_name() == names[0]
    page.large_next()
    assert page.large_name() == names[1]
    page.large_previous()
    assert page.large_name() == names[0]


def test_a_chosen_threshold_serves_and_the_evaluation_stays(console, page, document, rekognition, trained, photo):
    page.slide(0.02)
    page.serve_threshold()
    arn, image = trained["version"], {"Bytes": photo.read_bytes()}
    try:
        served = page.document("training")
        assert served["served"] == pytest.approx(0.02)
        assert (served["thresholds"], served["scores"]) == (document["thresholds"], document["scores"])
        assert "0.02" in console.use(PROJECT, VERSION).open().thresholds()
        rekognition.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1)
        without = rekognition.detect_custom_labels(ProjectVersionArn=arn, Image=image)["CustomLabels"]
        assert without == rekognition.detect_custom_labels(ProjectVersionArn=arn, Image=image, MinConfidence=2)["CustomLabels"]
    finally:
        console.ask("PUT", f"/_/api/projects/{PROJECT}/versions/{VERSION}/threshold", {"threshold": None})
        rekognition.stop_project_version(ProjectVersionArn=arn)
    assert page.document("training").get("served") is None
