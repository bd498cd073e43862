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
        low, high = document["intervals"][figure]
        assert f"{low:.2f}" in page.interval(figure) and f"{high:.2f}" in page.interval(figure)
    assert page.tested() == document["testImages"]


def test_the_slider_moves_every_number_and_picture(page, document):
    for threshold in (0.9, 0.5, 0.1, 0.02):
        page.slide(threshold)
        expected = page.expected(document, page.threshold())
        assert page.counts() == expected
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
    chosen = page.threshold()
    try:
        served = console.get(f"projects/{PROJECT}/versions/{VERSION}/evaluations/training")
        assert served["served"] == {"animal": pytest.approx(chosen, abs=1e-6)}
        assert served["thresholds"] == document["thresholds"] and served["scores"] == document["scores"]
        assert "0.02" in console.use(PROJECT, VERSION).open().thresholds()
        rekognition.start_project_version(ProjectVersionArn=trained["version"], MinInferenceUnits=1)
        image = {"Bytes": photo.read_bytes()}
        without = rekognition.detect_custom_labels(ProjectVersionArn=trained["version"], Image=image)["CustomLabels"]
        wanted = rekognition.detect_custom_labels(
            ProjectVersionArn=trained["version"], Image=image, MinConfidence=chosen * 100
        )["CustomLabels"]
        assert without == wanted
        rekognition.stop_project_version(ProjectVersionArn=trained["version"])
    finally:
        console.ask("PUT", f"/_/api/projects/{PROJECT}/versions/{VERSION}/thresholds", {"thresholds": {"animal": None}})
    assert console.get(f"projects/{PROJECT}/versions/{VERSION}/evaluations/training")["served"] == {}
