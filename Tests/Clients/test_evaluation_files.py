"""The files of an evaluation: their shape, and that their figures are those of the answers and of their own counts."""

import collections
import datetime
import json

import pytest

import custom_labels as labels

TRAINING, EVALUATION = "rekognition-custom-labels-training-0", "rekognition-custom-labels-evaluation"
DETAILS = "rekognition-custom-labels-evaluation-details"
VERDICTS = ("is-true-positive", "is-true-negative", "is-false-positive", "is-false-negative")


@pytest.fixture(scope="module")
def version(rekognition, trained):
    return labels.version(rekognition, trained["version"])


def read(s3, place):
    at = place.get("S3Object") or place["Assets"][0]["GroundTruthManifest"]["S3Object"]
    text = s3.get_object(Bucket=at["Bucket"], Key=at["Name"])["Body"].read().decode()
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def summary(s3, version):
    [document] = read(s3, version["EvaluationResult"]["Summary"])
    return document


@pytest.fixture(scope="module")
def snapshot(s3, version):
    return read(s3, version["TestingDataResult"]["Output"])


def test_the_summary_has_the_shape_that_scripts_read(version, summary):
    assert list(summary) == [
        "Version", "EvaluationDetails", "AggregatedEvaluationResults", "LabelEvaluationResults"
    ]
    assert summary["Version"] == 1
    details = summary["EvaluationDetails"]
    assert details["ProjectVersionArn"] == version["ProjectVersionArn"]
    assert (details["Labels"], details["NumberOfTrainingImages"], details["NumberOfTestingImages"]) == (
        ["animal"], 8, 8
    )
    assert list(summary["AggregatedEvaluationResults"]) == [
        "Precision", "Recall", "F1Score", "AveragePrecision", "AverageRecall"
    ]
    [label] = summary["LabelEvaluationResults"]
    assert (label["Label"], label["NumberOfTestingImages"]) == ("animal", 7)
    assert list(label["Metrics"]) == ["Threshold", "Precision", "Recall", "F1Score"]
    assert 0 < label["Metrics"]["Threshold"] < 1


def test_the_evaluation_ends_while_the_training_is_not_over(version, summary):
    text = summary["EvaluationDetails"]["EvaluationEndTimestamp"]
    end = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f").replace(tzinfo=datetime.timezone.utc)
    assert version["CreationTimestamp"] < end <= version["TrainingEndTimestamp"]


def test_the_answer_has_the_score_of_the_summary(version, summary):
    overall = summary["AggregatedEvaluationResults"]
    assert overall["F1Score"] > 0
    assert version["EvaluationResult"]["F1Score"] == pytest.approx(overall["F1Score"], abs=1e-6)
    for name in ("Precision", "Recall", "F1Score"):
        scores = [label["Metrics"][name] for label in summary["LabelEvaluationResults"]]
        assert overall[name] == pytest.approx(sum(scores) / len(scores))


def test_the_figures_are_those_of_the_snapshot(summary, snapshot):
    counts = collections.Counter()
    for line in snapshot:
        for found in line[f"{EVALUATION}-metadata"]["objects"]:
            details = found[DETAILS]
            [verdict] = [name for name in VERDICTS if details[name]]
            assert details["is-present-in-ground-truth"] == (verdict != "is-false-positive")
            counts[verdict] += 1
    right, wrong, missed = (counts[f"is-{name}"] for name in ("true-positive", "false-positive", "false-negative"))
    precision, recall = right / (right + wrong), right / (right + missed)
    [label] = summary["LabelEvaluationResults"]
    assert label["Metrics"]["Precision"] == pytest.approx(precision)
    assert label["Metrics"]["Recall"] == pytest.approx(recall)
    assert label["Metrics"]["F1Score"] == pytest.approx(2 * precision * recall / (precision + recall))


def test_the_snapshot_has_every_test_image_with_its_truth(drawn, trained, snapshot):
    lines = labels.drawn_lines(drawn, "test", trained["bucket"])
    assert [line["source-ref"] for line in snapshot] == [line["source-ref"] for line in lines]
    assert [line["rekognition-custom-labels-object-id"] for line in snapshot] == list(range(1, 9))
    assert [line["line-idx"] for line in snapshot] == list(range(8))
    for shown, line in zip(snapshot, lines):
        boxes = [{**box, "class_id": 0} for box in line["katmai-example-drawn"]["annotations"]]
        assert shown[TRAINING] == {
            "annotations": boxes, "image_size": [{"width": 480, "depth": 3, "height": 360}]
        }
        metadata = shown[f"{TRAINING}-metadata"]
        assert metadata["type"] == "groundtruth/object-detection" and metadata["human-annotated"] == "yes"
        assert len(metadata["objects"]) == len(boxes)
        assert metadata["class-map"] == ({"0": "animal"} if boxes else {})
        evaluation = shown[f"{EVALUATION}-metadata"]
        assert evaluation["job-name"] == "rekognition-custom-labels-evaluation-job"
        assert len(evaluation["objects"]) == len(shown[EVALUATION]["annotations"])


def test_what_is_shown_is_over_the_threshold(summary, snapshot):
    [label] = summary["LabelEvaluationResults"]
    threshold = label["Metrics"]["Threshold"]
    for line in snapshot:
        for found in line[f"{EVALUATION}-metadata"]["objects"]:
            is_shown = found[DETAILS]["is-true-positive"] or found[DETAILS]["is-false-positive"]
            # Confidences have five decimals there.
            assert found["confidence"] >= threshold - 1e-5 if is_shown else found["confidence"] <= threshold


def test_the_training_snapshot_has_the_images_that_trained(s3, drawn, trained, version):
    shown = read(s3, version["TrainingDataResult"]["Output"])
    lines = labels.drawn_lines(drawn, "train", trained["bucket"])[:8]
    assert [line["source-ref"] for line in shown] == [line["source-ref"] for line in lines]
    assert [line["rekognition-custom-labels-object-id"] for line in shown] == list(range(1, 9))
    boxes = [[(box["left"], box["top"]) for box in line[TRAINING]["annotations"]] for line in shown]
    attribute = "katmai-example-drawn"
    assert boxes == [[(box["left"], box["top"]) for box in line[attribute]["annotations"]] for line in lines]


def test_the_manifest_summary_counts_the_lines(s3, version):
    [document] = read(s3, version["ManifestSummary"])
    assert document["errors"] == []
    for kind, total, empty in (("training", 8, 1), ("testing", 8, 1)):
        assert document["statistics"][kind] == {
            "use_case": "OBJECT_LOCALIZATION", "total_json_lines": total, "valid_json_lines": total - empty,
            "invalid_json_lines": 0, "ignored_json_lines": empty, "error_json_line_indices": [], "errors": [],
        }


def test_validation_manifests_are_the_lines_with_what_is_to_be_said_of_them(s3, drawn, trained, version):
    shown = read(s3, version["TestingDataResult"]["Validation"])
    lines = labels.as_animals(labels.drawn_lines(drawn, "test", trained["bucket"]))
    empty = [line for line in shown if "warnings" in line]
    assert [line for line in shown if "warnings" not in line] == [
        line for line in lines if line["katmai-example-drawn"]["annotations"]
    ]
    [line] = empty
    assert line["warnings"] == [{"code": "WARNING_NO_ANNOTATIONS", "message": "No annotations were found."}]
    assert line["katmai-example-drawn"]["warnings"] == [
        {"code": "WARNING_NO_ATTRIBUTE_ANNOTATIONS", "message": "No attribute annotations were found."}
    ]
