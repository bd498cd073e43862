"""What models were asked and took: by command, as JSON and as metrics; and detections from the command line."""

import datetime
import json
import subprocess
import time

import pytest

from conftest import KATMAI, clean_environment
from serving import PROJECT, exposition
from waiting import eventually


def month_of(server, name="v1"):
    """The only month of a version's usage."""
    [month] = [each for each in report(server)["months"] if each["version"] == name]
    return month


def report(server):
    return json.loads(server.katmai("usage", "--json"))


@pytest.fixture
def asked(serve):
    """A server that has loaded its model twice and answered twice cold and four times warm."""
    server = serve("--idle-seconds", 1)
    for warm in (3, 1):
        server.detect()
        for _ in range(warm):
            server.detect()
        server.await_unloaded()
    return server


def test_calls_and_loads_are_those_that_were(asked):
    assert asked.counted() == {"calls": 6, "coldCalls": 2, "warmCalls": 4, "failedCalls": 0, "loads": 2}
    month = month_of(asked)
    assert (month["project"], month["arn"], month["isDeleted"]) == (PROJECT, asked.arn, False)
    assert month["month"] == f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m}"
    assert 0 < month["busySeconds"] < month["unitSeconds"] and month["startedUnitSeconds"] == 0
    assert 0 < month["cold"]["p50"] <= month["cold"]["p95"] <= month["cold"]["p99"] <= month["cold"]["longest"]
    assert month["warm"]["p50"] < month["cold"]["p50"]
    assert month["peakBytes"] > 10_000_000
    assert month["firstCall"] <= month["lastCall"]


def test_usage_outlives_the_server(asked):
    before, month = asked.usage(), month_of(asked)
    asked.restart()
    assert asked.usage() == before and month_of(asked) == month
    asked.detect()
    assert asked.counted() == {"calls": 7, "coldCalls": 3, "warmCalls": 4, "failedCalls": 0, "loads": 3}
    asked.restart()
    assert asked.counted()["calls"] == 7


def test_what_is_wrong_with_an_image_is_no_failure_of_the_model(serve):
    server = serve()
    image = {"Bytes": server.photo[:300]}
    with pytest.raises(server.rekognition.exceptions.InvalidImageFormatException):
        server.rekognition.detect_custom_labels(ProjectVersionArn=server.arn, Image=image)
    assert server.counted()["failedCalls"] == 0


def test_usage_of_a_deleted_version_stays(asked):
    before = asked.usage()
    asked.rekognition.delete_project_version(ProjectVersionArn=asked.arn)
    eventually(lambda: not asked.folder().exists())
    assert asked.usage() == before
    assert month_of(asked)["isDeleted"]
    asked.restart()
    assert asked.usage() == before


def test_a_started_model_is_reckoned_by_the_time_it_was_started(serve):
    server = serve("--hourly-dollars", 2.5, "--hourly-dollars-date", "2026-01-02")
    server.start_model(2, 2)
    time.sleep(1)
    server.stop_model()
    month, whole = month_of(server), report(server)
    assert (whole["hourlyDollars"], whole["hourlyDollarsDate"]) == (2.5, "2026-01-02")
    assert month["startedUnitSeconds"] >= 2 and month["unitSeconds"] >= month["startedUnitSeconds"] - 0.1
    # One hour at least, since there was a call.
    assert month["rekognitionHours"] >= 1
    assert month["rekognitionDollars"] == pytest.approx(month["rekognitionHours"] * 2.5)


def test_usage_is_shown_to_people(asked):
    table = asked.katmai("usage")
    assert f"{PROJECT}/v1" in table and "$" in table


def test_metrics_agree_with_usage(asked):
    values, usage, month = asked.metrics(), asked.usage(), month_of(asked)
    labels = frozenset({("project", PROJECT), ("version", "v1")})
    outcomes = {
        outcome: values["katmai_detections_total", labels | {("outcome", outcome)}]
        for outcome in ("cold", "warm", "failed")
    }
    assert outcomes == {outcome: usage[f"{outcome}Calls"] for outcome in outcomes}
    assert values["katmai_model_loads_total", labels] == usage["loads"]
    assert values["katmai_model_units", labels] == 0 == values["katmai_model_resident_bytes", labels]
    assert values["katmai_model_busy_seconds_total", labels] == pytest.approx(month["busySeconds"])
    for start in ("cold", "warm"):
        count = values["katmai_detection_seconds_count", labels | {("start", start)}]
        assert count == outcomes[start]
    asked.detect()
    assert asked.metrics()["katmai_model_units", labels] == 1


def test_counters_never_fall(asked):
    def counters():
        return {key: value for key, value in asked.metrics().items() if "_model_" in key[0] and "_total" in key[0]}

    before = counters()
    assert before
    asked.rekognition.delete_project_version(ProjectVersionArn=asked.arn)
    eventually(lambda: not asked.folder().exists())
    after = counters()
    assert all(after[key] >= value for key, value in before.items())


@pytest.mark.parametrize(
    "text",
    [
        "a 1", "# TYPE a gauge\na 1\n", "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a b\n# TYPE a gauge\na{b=c} 1\n", "# HELP a b\n# TYPE a counter\na 1\n",
        "# HELP a b\n# TYPE a gauge\na one\n",
    ],
)
def test_the_check_of_metrics_finds_what_is_wrong(text):
    with pytest.raises((AssertionError, ValueError)):
        exposition(text)


def detected(server, *arguments, standard_input=None, check=True):
    done = subprocess.run(
        [KATMAI, "detect", "--server", f"{PROJECT}/v1", *map(str, arguments), "--home", server.home],
        capture_output=True,
        input=standard_input,
        env=clean_environment(),
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def test_detections_by_command_are_those_of_the_api(serve, drawn):
    server = serve()
    photo = drawn / "images" / "test-0001.jpg"
    [found] = json.loads(detected(server, photo, "--json", "--min-confidence", 0).stdout)
    expected = server.detect()
    assert len(found["detections"]) == len(expected) > 0
    for detection, label in zip(found["detections"], expected):
        assert detection["label"] == label["Name"]
        assert detection["confidence"] == pytest.approx(label["Confidence"], abs=0.001)
        box, ratios = detection["box"], label["Geometry"]["BoundingBox"]
        for side, size in (("left", "width"), ("top", "height"), ("width", "width"), ("height", "height")):
            assert box[side] / found[size] == pytest.approx(ratios[side.capitalize()], abs=1e-4)
    assert server.counted()["calls"] == 2
    assert server.status() == "TRAINING_COMPLETED"


def test_detections_by_command_take_several_images_and_go_on_after_a_bad_one(serve, drawn, tmp_path):
    server = serve()
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    photos = [drawn / "images" / f"test-000{number}.jpg" for number in (1, 2)]
    done = detected(server, photos[0], bad, photos[1], "--json", check=False)
    assert done.returncode == 1
    first, second, third = json.loads(done.stdout)
    assert "detections" in first and "error" in second and "detections" in third
    [piped] = json.loads(detected(server, "-", "--json", standard_input=photos[0].read_bytes()).stdout)
    assert piped["detections"] == first["detections"]


def test_a_version_that_is_not_there_or_not_ready_is_named(serve, drawn):
    server = serve("--serving", "manual")
    photo = drawn / "images" / "test-0001.jpg"
    done = detected(server, photo, check=False)
    assert done.returncode == 1 and b"v1" in done.stderr
    for command in (["detect", "--server", f"{PROJECT}/v9", photo], ["versions", "start", f"{PROJECT}/v9"]):
        done = subprocess.run(
            [KATMAI, *map(str, command), "--home", server.home], capture_output=True, text=True, env=clean_environment()
        )
        assert done.returncode == 1 and "v9" in done.stderr
