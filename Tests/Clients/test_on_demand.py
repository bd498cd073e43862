"""Models that load when they are asked and unload when nobody asks, or that only StartProjectVersion loads."""

import concurrent.futures
import contextlib
import json
import os
import time

import botocore.exceptions
import pytest

import custom_labels as labels
from serving import PROJECT, answers, at_once
from waiting import eventually

NOT_READY = "ResourceNotReadyException"


def set_serving(server, *options, name="v1"):
    server.katmai("versions", "serving", f"{PROJECT}/{name}", *options)


def test_a_detection_loads_the_model_and_leaves_the_status_alone(serve):
    server = serve()
    before = server.described()
    assert before["Status"] == "TRAINING_COMPLETED" and not server.workers()
    assert server.detect()
    assert server.described() == before
    assert len(server.workers()) == 1
    listed = server.listed()
    assert (listed["mode"], listed["modeFrom"], listed["status"]) == ("on-demand", "server", "TRAINING_COMPLETED")
    assert (listed["load"], listed["isStarted"]) == ("loaded", False)
    [unit] = listed["units"]
    assert unit["state"] == "ready" and [unit["process"]] == server.workers()
    assert 0 < listed["secondsUntilUnload"] <= listed["idleSeconds"] == 300


def test_a_copied_model_is_loaded_likewise(serve):
    server = serve()
    arn = server.copy("copy")
    labels.ended(server.rekognition, arn)
    assert server.detect(arn) == server.detect()
    assert server.status("copy") == "COPYING_COMPLETED"
    assert len(server.workers(arn)) == 1


def test_served_manually_a_model_that_was_not_started_is_not_ready(serve):
    server = serve("--serving", "manual")
    assert server.refusal() == NOT_READY
    assert not server.workers()
    server.start_model()
    assert server.status() == "RUNNING" and server.detect()
    server.stop_model()
    assert server.refusal() == NOT_READY
    assert not server.workers() and server.status() == "STOPPED"


def test_the_tag_decides_for_its_version_alone(serve):
    server = serve("--serving", "manual")
    arn = server.copy("copy")
    labels.ended(server.rekognition, arn)
    server.rekognition.tag_resource(ResourceArn=server.arn, Tags={"katmai:serving": "on-demand"})
    assert server.detect()
    assert server.listed()["modeFrom"] == "tag"
    assert server.refusal(arn) == NOT_READY
    server.rekognition.tag_resource(ResourceArn=server.arn, Tags={"katmai:serving": "manual"})
    assert server.refusal() == NOT_READY
    server.rekognition.untag_resource(ResourceArn=server.arn, TagKeys=["katmai:serving"])
    assert (server.listed()["mode"], server.listed()["modeFrom"]) == ("manual", "server")


def test_a_tag_that_says_something_else_is_passed_over(serve):
    server = serve()
    server.rekognition.tag_resource(ResourceArn=server.arn, Tags={"katmai:serving": "sometimes"})
    assert server.detect()
    listed = server.listed()
    assert listed["modeFrom"] == "server" and "sometimes" in listed["tagProblem"]


def test_what_the_version_says_itself_comes_before_the_tag(serve):
    server = serve()
    server.rekognition.tag_resource(ResourceArn=server.arn, Tags={"katmai:serving": "on-demand"})
    set_serving(server, "--mode", "manual")
    assert server.refusal() == NOT_READY
    assert server.listed()["modeFrom"] == "version"
    # It outlives the server.
    server.restart()
    assert server.refusal() == NOT_READY
    set_serving(server, "--mode", "server")
    assert server.listed()["modeFrom"] == "tag" and server.detect()


def test_an_idle_model_unloads_and_loads_again(serve):
    server = serve("--idle-seconds", 1)
    expected = server.detect()
    server.await_unloaded()
    listed = server.listed()
    assert (listed["load"], listed["units"], listed["memoryBytes"], listed["idleSeconds"]) == ("unloaded", [], 0, 1)
    assert server.detect() == expected
    assert server.counted()["loads"] == 2 and server.status() == "TRAINING_COMPLETED"


def test_a_version_has_an_idle_time_of_its_own(serve):
    server = serve("--idle-seconds", 1000)
    server.detect()
    set_serving(server, "--idle-seconds", "1")
    server.await_unloaded()
    assert (server.listed()["idleSeconds"], server.listed()["modeFrom"]) == (1, "server")
    server.restart()
    assert server.listed()["idleSeconds"] == 1
    set_serving(server, "--idle-seconds", "server")
    assert server.listed()["idleSeconds"] == 1000


def test_a_started_model_stays_until_it_is_stopped(serve):
    server = serve("--idle-seconds", 1)
    arn = server.copy("copy")
    labels.ended(server.rekognition, arn)
    server.start_model()
    [worker] = server.workers()
    # The copy goes, so the idle time is over for the other, too.
    server.detect(arn)
    server.await_unloaded(arn)
    assert server.workers() == [worker] and server.status() == "RUNNING"
    server.stop_model()
    assert server.status() == "STOPPED" and not server.workers()
    assert server.detect()
    assert server.status() == "STOPPED" and len(server.workers()) == 1
    server.await_unloaded()
    assert server.status() == "STOPPED"


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="there is one processor for all")
def test_units_that_share_the_processors_are_bound_to_none(serve):
    server = serve()
    count = len(os.sched_getaffinity(0))
    server.start_model(2)
    workers = server.workers()
    assert len(workers) == 2
    bound = set()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(answers, at_once(server, 48))
        # The engine binds its threads while it computes, and only then.
        while not waiting.done():
            for worker in workers:
                for thread in os.listdir(f"/proc/{worker}/task"):
                    with contextlib.suppress(ProcessLookupError):
                        bound.add(len(os.sched_getaffinity(int(thread))))
    assert {status for status, _ in waiting.result()} == {200}
    assert bound == {count}


def test_a_start_takes_over_what_a_detection_has_loaded(serve):
    server = serve("--idle-seconds", 1000)
    server.detect()
    [worker] = server.workers()
    server.start_model()
    assert server.workers() == [worker] and server.counted()["loads"] == 1
    server.stop_model()
    assert not server.workers()


def test_a_started_model_is_there_again_after_a_restart(serve):
    server = serve("--idle-seconds", 1)
    server.start_model()
    server.restart()
    eventually(server.workers)
    assert server.status() == "RUNNING" and server.detect()


@pytest.mark.parametrize("command", ["start", "stop"])
def test_the_command_line_does_what_the_api_does(serve, command):
    server = serve()
    version = f"{PROJECT}/v1"
    server.katmai("versions", "start", version)
    assert server.status() == "RUNNING" and len(server.workers()) == 1
    if command == "stop":
        server.katmai("versions", "stop", version)
        assert server.status() == "STOPPED" and not server.workers()


def test_200_first_requests_at_once_share_one_load(serve):
    server = serve()
    assert answers(at_once(server, 200)) == [(200, None)] * 200
    counted = server.counted()
    assert (counted["loads"], counted["calls"], counted["failedCalls"]) == (1, 200, 0)


def test_no_request_is_refused_while_a_model_unloads(serve):
    server = serve("--idle-seconds", 1)
    # Some come before the idle time is over, some after, some while the worker ends.
    for seconds in (0.9, 0.96, 1.0, 1.02, 1.05, 1.1, 1.3):
        server.detect()
        time.sleep(seconds)
        assert answers(at_once(server, 8)) == [(200, None)] * 8
    assert server.counted()["failedCalls"] == 0


def asked(server, count=60):
    """What becomes of so many detections, of which four are made at a time."""

    def attempt(_):
        try:
            server.detect()
        except botocore.exceptions.ClientError as error:
            return error.response["Error"]["Code"]

    pool = concurrent.futures.ThreadPoolExecutor(4)
    return pool, [pool.submit(attempt, number) for number in range(count)]


def test_starts_and_stops_cost_no_request(serve):
    server = serve("--idle-seconds", 1)
    pool, outcomes = asked(server)
    with pool:
        for _ in range(3):
            server.start_model()
            server.stop_model()
        assert {outcome.result() for outcome in outcomes} == {None}
    assert server.status() == "STOPPED"


def test_a_model_is_deleted_while_it_is_loaded_and_asked(serve):
    server = serve()
    server.detect()
    [worker] = server.workers()
    pool, outcomes = asked(server)
    with pool:
        assert server.rekognition.delete_project_version(ProjectVersionArn=server.arn)["Status"] == "DELETING"
        codes = {outcome.result() for outcome in outcomes}
    assert codes <= {None, NOT_READY, "ResourceNotFoundException"}
    eventually(lambda: not server.folder().exists())
    assert not os.path.exists(f"/proc/{worker}") and not server.workers()


def damage(path):
    """Changes some bytes in the middle of a file."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize("harm", [damage, cut, os.remove])
@pytest.mark.parametrize("file", ["model.onnx", "model.json"])
def test_a_model_that_cannot_be_loaded_fails_with_the_reason(serve, file, harm):
    server = serve()
    path = server.folder() / file
    kept = path.read_bytes()
    harm(path)
    assert server.refusal() in ("InternalServerError", NOT_READY)
    version = eventually(lambda: next(filter(lambda each: each["Status"] == "FAILED", [server.described()]), None))
    assert "cannot be run" in version["StatusMessage"] and file in version["StatusMessage"]
    assert server.refusal() == NOT_READY and not server.workers()
    # Mended, it can be started.
    path.write_bytes(kept)
    server.start_model()
    assert server.status() == "RUNNING" and server.detect()


def peak_megabytes(worker):
    with open(f"/proc/{worker}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024 / 1e6


def test_24_models_take_turns_in_memory_for_three(serve):
    measured = serve()
    measured.detect()
    [worker] = measured.workers()
    limit = round(peak_megabytes(worker) * 3.5)
    server = serve("--model-megabytes", limit)
    arns = [server.arn, *[server.copy(f"copy-{number}") for number in range(1, 24)]]
    for arn in arns[1:]:
        assert labels.ended(server.rekognition, arn)["Status"] == "COPYING_COMPLETED"
    expected, most = server.detect(), 0
    for arn in arns[1:] * 2:
        assert server.detect(arn) == expected
        most = max(most, sum(len(server.workers(each)) for each in arns))
    assert 2 <= most <= 3
    models = json.loads(server.katmai("versions", "list", "--json"))
    assert len(models) == 24 and sum(model["load"] == "loaded" for model in models) <= 3
    loads = [server.usage(f"copy-{number}")["loads"] for number in range(1, 24)]
    assert sum(loads) + 1 <= 1 + 2 * 23 and all(loads)


def test_a_started_model_stays_when_memory_is_short(serve):
    measured = serve()
    measured.detect()
    [worker] = measured.workers()
    server = serve("--model-megabytes", round(peak_megabytes(worker) * 2.5))
    arns = [server.copy(f"copy-{number}") for number in range(1, 4)]
    for arn in arns:
        labels.ended(server.rekognition, arn)
    server.start_model()
    [pinned] = server.workers()
    for arn in arns * 2:
        server.detect(arn)
    assert server.workers() == [pinned]
