"""A full disk: it is said, nothing is lost, and all goes on when there is room."""

import errno
import hashlib
import json
import os
import subprocess

import botocore.exceptions
import pytest

import custom_labels as labels
from conftest import Server
from crashing import await_cleared, objects
from trainings import Trainings
from waiting import eventually


@pytest.fixture
def small_disk(tmp_path, request):
    """A folder on a disk of so many megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={request.param}m", "tmpfs", folder],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        pytest.skip(f"this machine lets nobody mount a small disk: {mounted.stderr.strip()}")
    yield folder
    # Lazily, for a trainer may still be on its way out.
    subprocess.run(["umount", "--lazy", folder], check=True)


def free(disk):
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def fill_up(file):
    """Takes all the room that is left on a disk."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        while True:
            os.write(descriptor, b"x" * 4096)
    except OSError:
        os.close(descriptor)


@pytest.mark.parametrize("small_disk", [16], indirect=True)
def test_a_full_disk_is_said_and_nothing_is_lost(small_disk):
    server = Server(small_disk / "home").start()
    try:
        s3, rekognition = server.client("s3"), server.client("rekognition")
        s3.create_bucket(Bucket="bears")
        project = rekognition.create_project(ProjectName="animals")["ProjectArn"]
        dataset = labels.make_dataset(rekognition, project)
        put = until_full(s3)
        fill_up(small_disk / "filler")
        line = json.dumps(labels.box_line("s3://bears/1.jpg", "bear")).encode()
        refused = [
            (s3.put_object, {"Bucket": "bears", "Key": "0", "Body": b"other"}),
            (s3.create_multipart_upload, {"Bucket": "bears", "Key": "more"}),
            (rekognition.create_project, {"ProjectName": "more"}),
            (rekognition.update_dataset_entries, {"DatasetArn": dataset, "Changes": {"GroundTruth": line}}),
        ]
        codes = [labels.refusal(call, **arguments)[0] for call, arguments in refused]
        assert codes == ["ServiceUnavailable"] * 2 + ["InternalServerError"] * 2
        for _ in range(2):
            assert objects(s3, "bears") == put
            assert len(rekognition.describe_projects()["ProjectDescriptions"]) == 1
            assert labels.settled(rekognition, dataset)["Status"] == "CREATE_COMPLETE"
            # Also of a server that starts on it.
            assert server.stop() == 0
            server.start(port=server.port)
        (small_disk / "filler").unlink()
        for call, arguments in refused:
            call(**arguments)
        assert labels.settled(rekognition, dataset)["DatasetStats"]["TotalEntries"] == 1
        assert objects(s3, "bears") == {**put, "0": (hashlib.md5(b"other").hexdigest(), b"other")}
        await_cleared(server)
        assert server.stop() == 0
    finally:
        if server.process is not None:
            server.kill()


def until_full(s3):
    """Puts objects until there is no room for one more; what was put."""
    put = {}
    while True:
        content = os.urandom(1 << 20)
        try:
            s3.put_object(Bucket="bears", Key=str(len(put)), Body=content)
        except botocore.exceptions.ClientError as error:
            assert error.response["Error"]["Code"] == "ServiceUnavailable"
            return put
        put[str(len(put))] = (hashlib.md5(content).hexdigest(), content)


def fill(disk, left):
    """Takes what room there is but for `left` bytes, again where another program took some in between."""
    with open(disk / "filler", "wb") as filler:
        while True:
            try:
                return os.posix_fallocate(filler.fileno(), 0, free(disk) - left)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                filler.truncate(0)


@pytest.mark.parametrize("small_disk", [256], indirect=True)
@pytest.mark.parametrize("left", [0, 5 << 20], ids=["full", "room for the catalog alone"])
def test_a_training_waits_for_room(small_disk, drawn, left):
    trainings = Trainings(small_disk / "home", drawn, epochs=30)
    server = trainings.server
    try:
        trainings.train("v1")
        trainings.await_run("v1", lambda run: run["progress"] > 0)
        fill(small_disk, left)
        eventually(lambda: trainings.trainers("v1") == [])
        assert trainings.version("v1")["Status"] == "TRAINING_IN_PROGRESS"
        # Neither a stop nor a start waits for room, too.
        assert server.stop() == 0
        trainings.start()
        assert trainings.version("v1")["Status"] == "TRAINING_IN_PROGRESS"
        assert server.stop() == 0
        (small_disk / "filler").unlink()
        trainings.start()
        assert trainings.ended("v1")["Status"] == "TRAINING_COMPLETED"
        assert server.stop() == 0
    finally:
        if server.process is not None:
            server.kill()
