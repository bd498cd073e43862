"""Inference units under load: more and fewer of them, full queues, workers that die, hang or grow too large."""

import concurrent.futures
import os
import random
import select
import signal
import threading
import time

import botocore.exceptions
import pytest

from serving import answers, at_once
from waiting import eventually

SEED = int(os.environ.get("KATMAI_SEED", random.randrange(1 << 32)))
BUSY = (400, "ProvisionedThroughputExceededException")
# What a request may be answered that its model could not answer in time.
LATE = {"InternalServerError", "ProvisionedThroughputExceededException", "ThrottlingException"}


def test_a_started_model_has_as_many_units_as_were_ordered(serve):
    server = serve("--idle-seconds", 1)
    server.start_model(2)
    assert len(server.workers()) == 2
    assert server.listed()["minimumUnits"] == 2 and server.unit_states() == ["ready", "ready"]
    assert server.detect()
    # A unit that dies is replaced before anybody asks.
    os.kill(server.workers()[0], signal.SIGKILL)
    eventually(lambda: len(server.workers()) == 2 and server.unit_states() == ["ready", "ready"])
    server.restart()
    eventually(lambda: server.unit_states() == ["ready", "ready"])
    server.stop_model()
    assert not server.workers()


def test_units_are_added_while_requests_wait(serve):
    server = serve("--deadline-seconds", 60)
    server.start_model(1, 2)
    [first] = server.workers()
    os.kill(first, signal.SIGSTOP)
    connections = at_once(server, 24)
    eventually(lambda: len(server.workers()) == 2)
    os.kill(first, signal.SIGCONT)
    assert answers(connections) == [(200, None)] * 24
    assert server.described()["MinInferenceUnits"] == 1 and server.status() == "RUNNING"


def test_a_full_queue_refuses_and_the_rest_is_answered(serve):
    server = serve("--deadline-seconds", 60)
    server.start_model(1, 1)
    [worker] = server.workers()
    os.kill(worker, signal.SIGSTOP)
    connections = at_once(server, 100)
    eventually(lambda: server.listed()["waiting"] == 64)
    # Those that find no place have their answers although nothing goes on.
    assert select.select(connections, [], [], 60)[0]
    os.kill(worker, signal.SIGCONT)
    outcomes = answers(connections)
    assert set(outcomes) == {(200, None), BUSY}
    assert outcomes.count((200, None)) >= 65
    assert (server.listed()["waiting"], server.listed()["asked"]) == (0, 0)


class Asking:
    """Asks with four clients at a time and counts the answers."""

    def __init__(self, server, count):
        self.server, self.count, self.codes, self.answered = server, count, [], 0
        self.lock = threading.Lock()

    def run(self):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: self.ask(), range(self.count)))

    def ask(self):
        code = None
        try:
            self.server.detect()
        except botocore.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
        with self.lock:
            self.answered += 1
            self.codes.append(code)

    def await_answers(self, count):
        """Waits until so many more are answered, or all."""
        wanted = min(self.answered + count, self.count)
        eventually(lambda: self.answered >= wanted, pause=0.005)


@pytest.mark.parametrize("units", [1, 2])
def test_workers_killed_at_random_lose_no_request(serve, units):
    print(f"seed: KATMAI_SEED={SEED}")
    choice, server = random.Random(SEED), serve()
    server.start_model(units)
    asking = Asking(server, 300)
    thread = threading.Thread(target=asking.run)
    thread.start()
    kills = 0
    try:
        while asking.answered < asking.count:
            # What was lost with a worker is tried once more, so it must be over before the next kill.
            asking.await_answers(choice.randrange(12, 24))
            time.sleep(choice.uniform(0, 0.02))
            if workers := server.workers():
                os.kill(choice.choice(workers), signal.SIGKILL)
                kills += 1
    finally:
        thread.join(120)
    assert asking.codes == [None] * 300 and kills >= 10
    assert server.status() == "RUNNING"
    counted = server.counted()
    assert (counted["calls"], counted["failedCalls"]) == (300, 0) and counted["loads"] <= units + kills


def test_a_worker_that_dies_while_it_loads_is_started_again(serve):
    server = serve()
    connections = at_once(server, 8)
    os.kill(eventually(server.workers, pause=0.001)[0], signal.SIGKILL)
    assert answers(connections) == [(200, None)] * 8


def test_a_worker_that_dies_idle_is_noticed(serve):
    server = serve()
    expected = server.detect()
    [worker] = server.workers()
    os.kill(worker, signal.SIGKILL)
    assert server.detect() == expected
    assert worker not in server.workers() and server.status() == "TRAINING_COMPLETED"


def test_a_worker_that_hangs_is_replaced(serve):
    server = serve("--deadline-seconds", 3)
    server.detect()
    [worker] = server.workers()
    os.kill(worker, signal.SIGSTOP)
    # Connections wait 120 s: a request without an end fails here.
    outcomes = answers(at_once(server, 4))
    assert all(outcome == (200, None) or outcome[1] in LATE for outcome in outcomes), outcomes
    eventually(lambda: not os.path.exists(f"/proc/{worker}"))
    assert server.detect()
    assert server.status() == "TRAINING_COMPLETED"


def test_a_worker_that_hangs_does_not_keep_a_model_from_being_stopped(serve):
    server = serve("--deadline-seconds", 2)
    server.start_model()
    [worker] = server.workers()
    os.kill(worker, signal.SIGSTOP)
    server.stop_model()
    eventually(lambda: not os.path.exists(f"/proc/{worker}"))
    assert server.status() == "STOPPED"


def test_a_worker_that_grows_too_large_is_replaced(serve):
    # Less than any worker takes.
    server = serve("--worker-megabytes", 64)
    seen = set()
    for _ in range(5):
        assert server.detect()
        seen.update(server.workers())
        time.sleep(0.5)
    eventually(lambda: server.counted()["loads"] > 1)
    assert len(seen) > 1


def test_a_server_that_is_stopped_answers_what_it_has_begun(serve):
    server = serve()
    connections = at_once(server, 8)
    eventually(lambda: server.listed()["waiting"] or server.counted()["calls"], pause=0.01)
    assert server.stop() == 0
    for status, code in answers(connections):
        assert status == 200 or code
