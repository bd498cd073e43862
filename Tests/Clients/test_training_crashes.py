"""Trainings whose trainer or server is killed, stopped or told to end: they go on, or fail with a reason."""

import math
import os
import signal
import time

import pytest

import custom_labels as labels
from crashing import await_cleared, crash, die
from trainings import BUCKET, Trainings, checkpoint_step, processes
from waiting import eventually


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory, drawn):
    """Two homes with a trained model; the first server was killed at every step of the training."""
    made = [Trainings(tmp_path_factory.mktemp("trained") / "home", drawn, epochs=3) for _ in range(2)]
    first, second = made
    first.server.stop()
    die(first.server, "training-prepared", lambda: first.train("v1"))
    for step in ("training-begun", "training-finished", "training-published"):
        die(first.server, step)
    first.start()
    second.train("v1")
    yield made
    for each in made:
        assert each.server.stop() == 0


@pytest.fixture
def trainings(tmp_path, drawn, request):
    """A server of one test, whose trainings have the epochs that it asks for."""
    trainings = Trainings(tmp_path / "home", drawn, epochs=request.param)
    yield trainings
    if trainings.server.process is not None:
        trainings.server.kill()


def test_a_training_cut_short_at_every_step_makes_the_same_model(disturbed):
    for trainings in disturbed:
        assert trainings.ended("v1")["Status"] == "TRAINING_COMPLETED"
    first, second = disturbed
    assert first.model("v1") == second.model("v1")
    assert first.outputs() == second.outputs()
    await_cleared(first.server)
    assert sorted(path.name for path in first.folder("v1").iterdir()) == ["events.jsonl", "lock", "trainer.log"]


def test_a_copy_that_is_cut_short_goes_on(disturbed):
    trainings = disturbed[1]
    source = trainings.ended("v1")["ProjectVersionArn"]
    crash(
        trainings.server,
        "copy-written",
        lambda: trainings.client.copy_project_version(
            SourceProjectArn=trainings.project,
            SourceProjectVersionArn=source,
            DestinationProjectArn=trainings.project,
            VersionName="copy",
            OutputConfig={"S3Bucket": BUCKET, "S3KeyPrefix": "copies"},
        ),
    )
    copy = trainings.ended("copy")
    assert copy["Status"] == "COPYING_COMPLETED"
    assert trainings.model("copy") == trainings.model("v1")
    original = trainings.version("v1")
    assert copy["EvaluationResult"]["F1Score"] == original["EvaluationResult"]["F1Score"]
    location = copy["EvaluationResult"]["Summary"]["S3Object"]
    assert trainings.s3.head_object(Bucket=location["Bucket"], Key=location["Name"])["ContentLength"] > 0


def test_a_deletion_of_a_version_that_is_cut_short_goes_on(disturbed):
    trainings = disturbed[0]
    version = trainings.ended("v1")["ProjectVersionArn"]
    folders = [trainings.folder("v1", parent) for parent in ("models", "runs")]
    assert all(folder.exists() for folder in folders)
    crash(
        trainings.server,
        "version-files-removed",
        lambda: trainings.client.delete_project_version(ProjectVersionArn=version),
    )
    eventually(lambda: not trainings.versions("v1"))
    assert not any(folder.exists() for folder in folders)


@pytest.mark.parametrize("trainings", [30], indirect=True)
def test_a_trainer_that_is_killed_is_started_again_where_it_was(trainings):
    trainings.train("v1")
    trainings.await_run("v1", lambda run: run["progress"] > 0)
    # As a person would stop it: it writes a checkpoint.
    first = trainings.trainer("v1")
    os.kill(first, signal.SIGINT)
    second = eventually(lambda: trainings.trainer("v1", but=[first]))
    assert checkpoint_step(trainings.folder("v1")) > 0
    os.kill(second, signal.SIGKILL)
    # From the start it would be at nothing again.
    assert min(trainings.shares_until_the_end("v1")) > 0
    assert trainings.ended("v1")["Status"] == "TRAINING_COMPLETED"
    assert trainings.run("v1")["attempts"] == 3


@pytest.mark.parametrize("trainings", [100], indirect=True)
def test_a_trainer_that_is_killed_each_time_fails_with_its_last_words(trainings):
    trainings.train("v1")
    killed = set()
    for words in (b"first words\n", b"second words\n", b"bus error in the tensor engine\n"):
        trainer = eventually(lambda: trainings.trainer("v1", but=killed))
        killed.add(trainer)
        with open(trainings.folder("v1") / "trainer.log", "ab") as log:
            log.write(words)
        os.kill(trainer, signal.SIGKILL)
    version = trainings.ended("v1")
    assert version["Status"] == "TRAINING_FAILED"
    assert "bus error in the tensor engine" in version["StatusMessage"]
    assert trainings.run("v1")["attempts"] == 3
    # The next one has its turn.
    trainings.train("v2")
    eventually(lambda: trainings.trainer("v2"))
    trainings.server.katmai("runs", "cancel", "animals", "v2")
    assert trainings.ended("v2")["Status"] == "TRAINING_FAILED"
    # What a trainer that died while it wrote its model has left, a start clears away.
    models = trainings.server.home / "models"
    draft = models / f".{trainings.folder('v1').name}.partial"
    draft.mkdir()
    (draft / "model.onnx").write_bytes(b"half a model")
    trainings.server.stop()
    trainings.start()
    eventually(lambda: list(models.iterdir()) == [], seconds=10)


@pytest.mark.parametrize("trainings", [30], indirect=True)
def test_the_trainer_of_a_killed_server_ends_before_the_next_begins(trainings):
    trainings.train("v1")
    trainings.await_run("v1", lambda run: run["progress"] > 0)
    first = trainings.trainer("v1")
    # It is held up, so that the next server meets it.
    os.kill(first, signal.SIGSTOP)
    trainings.server.kill()
    trainings.start()
    trainings.await_run("v1", lambda run: run["status"] == "TRAINING")
    time.sleep(0.5)
    assert trainings.trainers("v1") == [first]
    assert trainings.run("v1")["attempts"] == 1
    os.kill(first, signal.SIGCONT)
    eventually(lambda: trainings.trainer("v1", but=[first]))
    assert checkpoint_step(trainings.folder("v1")) > 0
    assert min(trainings.shares_until_the_end("v1")) > 0
    assert trainings.ended("v1")["Status"] == "TRAINING_COMPLETED"
    assert trainings.run("v1")["attempts"] == 2


@pytest.mark.parametrize("trainings", [30], indirect=True)
def test_a_training_goes_on_after_a_stop_of_the_server(trainings):
    trainings.train("v1")
    trainings.await_run("v1", lambda run: run["progress"] > 0)
    folder = trainings.folder("v1")
    assert trainings.server.stop() == 0
    assert processes("katmai-trainer", folder) == []
    assert checkpoint_step(folder) > 0
    trainings.start()
    assert min(trainings.shares_until_the_end("v1")) > 0
    version = trainings.ended("v1")
    assert version["Status"] == "TRAINING_COMPLETED"
    run = trainings.run("v1")
    assert version["BillableTrainingTimeInSeconds"] == math.ceil(run["trainedSeconds"])


@pytest.mark.parametrize("trainings", [40], indirect=True)
def test_trainings_wait_for_each_other_and_are_cancelled(trainings):
    for name in ("running", "waiting", "last"):
        trainings.train(name)
    trainings.await_run("running", lambda run: run["progress"] > 0)
    states = {name: trainings.run(name)["status"] for name in ("running", "waiting", "last")}
    assert states == {"running": "TRAINING", "waiting": "QUEUED", "last": "QUEUED"}
    for name in ("running", "waiting"):
        arn = trainings.version(name)["ProjectVersionArn"]
        code, _ = labels.refusal(trainings.client.delete_project_version, ProjectVersionArn=arn)
        assert code == "ResourceInUseException"
        trainings.server.katmai("runs", "cancel", "animals", name)
        version = trainings.ended(name)
        assert version["Status"] == "TRAINING_FAILED"
        assert version["StatusMessage"] == "The training was cancelled."
        assert trainings.run(name)["status"] == "CANCELLED"
        trainings.client.delete_project_version(ProjectVersionArn=arn)
