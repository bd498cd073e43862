"""Models that run under load, lose their worker, or cannot be run; and requests that race."""

import concurrent.futures
import json
import os
import pathlib
import signal
import socket

import botocore.exceptions
import pytest

import custom_labels as labels
from rekognition_requests import signed
from waiting import eventually


@pytest.fixture
def project(rekognition, name):
    return rekognition.create_project(ProjectName=name)["ProjectArn"]


@pytest.fixture
def model(rekognition, trained, project):
    """A model of its own, not yet started."""
    return labels.copy(rekognition, trained, project, "v1", trained["bucket"])


def detect(client, arn, photos):
    place = {"S3Object": {"Bucket": photos, "Name": "images/test-0001.jpg"}}
    return client.detect_custom_labels(ProjectVersionArn=arn, Image=place, MinConfidence=0)["CustomLabels"]


def workers(server):
    """The processes of the server's workers, by the folder of their model."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == server.process.pid and words[0].endswith("katmai-worker"):
            found[int(folder.name)] = words
    return found


def started(server, client, arn):
    """Starts a model; the process of its worker."""
    before = workers(server)
    client.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1)
    [process] = workers(server).keys() - before.keys()
    return process


def test_a_worker_that_dies_is_replaced_and_nobody_notices(server, rekognition, photos, model):
    process = started(server, rekognition, model)
    expected = detect(rekognition, model, photos)
    for _ in range(2):
        others = workers(server).keys() - {process}
        os.kill(process, signal.SIGKILL)
        assert detect(rekognition, model, photos) == expected
        [process] = workers(server).keys() - others
    assert labels.version(rekognition, model)["Status"] == "RUNNING"
    rekognition.stop_project_version(ProjectVersionArn=model)
    eventually(lambda: process not in workers(server))


def test_a_model_that_cannot_be_run_says_so_to_the_waiter(server, rekognition, photos, project, model):
    folder = server.home / "models" / model.rsplit("/", 1)[1]
    kept = folder.with_suffix(".kept")
    folder.rename(kept)
    assert rekognition.start_project_version(ProjectVersionArn=model, MinInferenceUnits=1)["Status"] == "STARTING"
    waiter = rekognition.get_waiter("project_version_running")
    with pytest.raises(botocore.exceptions.WaiterError, match='"FAILED"'):
        waiter.wait(ProjectArn=project, VersionNames=["v1"], WaiterConfig=labels.AT_ONCE)
    version = labels.version(rekognition, model)
    assert "cannot be run" in version["StatusMessage"] and "MinInferenceUnits" not in version
    kept.rename(folder)
    started(server, rekognition, model)
    assert detect(rekognition, model, photos)
    rekognition.stop_project_version(ProjectVersionArn=model)


def test_a_deleted_model_leaves_nothing_behind(server, rekognition, model):
    folder = server.home / "models" / model.rsplit("/", 1)[1]
    assert folder.exists()
    rekognition.delete_project_version(ProjectVersionArn=model)
    eventually(lambda: not folder.exists())
    assert not list((server.home / "runs").glob(model.rsplit("/", 1)[1]))


def test_more_requests_than_a_unit_carries_are_refused_and_the_others_answered(server, rekognition, photos, model):
    rekognition.start_project_version(ProjectVersionArn=model, MinInferenceUnits=1)
    members = {"ProjectVersionArn": model, "Image": {"S3Object": {"Bucket": photos, "Name": "images/test-0001.jpg"}}}
    body = json.dumps(members).encode()
    lines = [f"{name}: {value}" for name, value in signed(server, "DetectCustomLabels", body).items()]
    head = ["POST / HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Content-Length: {len(body)}", *lines]
    request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
    sockets = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(110)]
    for each in sockets:
        each.sendall(request)
    answers = [each.recv(10_000) for each in sockets]
    for each in sockets:
        each.close()
    good = [answer for answer in answers if answer.startswith(b"HTTP/1.1 200 ")]
    refused = [answer for answer in answers if b"ProvisionedThroughputExceededException" in answer]
    assert len(good) >= 64 and refused and len(good) + len(refused) == len(answers)
    assert all(b'"Message":"Provisioned Rate exceeded."' in answer for answer in refused)
    rekognition.stop_project_version(ProjectVersionArn=model)


def outcomes(call, count=8):
    """What becomes of the same call made several times at once: codes, and None for success."""

    def attempt(_):
        try:
            call()
        except botocore.exceptions.ClientError as error:
            return error.response["Error"]["Code"]

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(attempt, range(count)))


def test_of_requests_that_race_one_wins(rekognition, project, model, name):
    races = [
        (lambda: rekognition.create_project(ProjectName=f"{name}-race"), "ResourceInUseException"),
        (
            lambda: rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN"),
            "ResourceAlreadyExistsException",
        ),
        (
            lambda: rekognition.start_project_version(ProjectVersionArn=model, MinInferenceUnits=1),
            "ResourceInUseException",
        ),
        (lambda: rekognition.stop_project_version(ProjectVersionArn=model), "ResourceInUseException"),
    ]
    for call, code in races:
        codes = outcomes(call)
        assert codes.count(None) == 1
        assert set(codes) == {None, code}


def test_a_model_may_be_stopped_while_it_is_asked(rekognition, photos, model):
    rekognition.start_project_version(ProjectVersionArn=model, MinInferenceUnits=1)
    with concurrent.futures.ThreadPoolExecutor(9) as pool:
        asked = [pool.submit(outcomes, lambda: detect(rekognition, model, photos), 4) for _ in range(4)]
        rekognition.stop_project_version(ProjectVersionArn=model)
        codes = {code for each in asked for code in each.result()}
    assert codes <= {None, "ResourceNotReadyException"}
    assert labels.version(rekognition, model)["Status"] == "STOPPED"
