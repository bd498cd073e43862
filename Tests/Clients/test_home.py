"""A home over its life: who may read it, what is logged, what stays over a restart and how a stop ends."""

import http.client
import json
import os
import re
import signal
import socket
import stat
import threading

import pytest

import custom_labels as labels
from crashing import await_cleared, objects
from trainings import BUCKET, Trainings
from waiting import eventually


def others_may(path):
    """What anybody but the owner may do with what lies there."""
    return stat.S_IMODE(path.lstat().st_mode) & 0o077


def test_all_that_lies_in_a_home_is_its_owners_alone(own_server):
    # Whoever starts a server may have a generous mask.
    mask = os.umask(0)
    try:
        own_server.start()
    finally:
        os.umask(mask)
    s3 = own_server.client("s3")
    s3.create_bucket(Bucket="bears")
    s3.put_object(Bucket="bears", Key="key", Body=b"content")
    home = own_server.home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    for name in ("katmai.sqlite", "katmai.sqlite-wal", "objects.sqlite", "objects.sqlite-shm", "lock"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600, name
    assert stat.S_ISSOCK((home / "control.sock").stat().st_mode)
    open_to_others = [path for path in home.rglob("*") if others_may(path)]
    assert open_to_others == []


def test_a_trained_model_is_its_owners_alone(server, running):
    assert [path for path in server.home.rglob("*") if others_may(path)] == []


def test_no_secret_is_logged(own_server, tmp_path):
    settings = tmp_path / "settings.json"
    bucket = {"region": "eu-west-1", "endpoint": "http://127.0.0.1:1", "access-key-id": "AKIAELSEWHERE"}
    settings.write_text(json.dumps({"buckets": {"far": {**bucket, "secret-access-key": "farsecret0815"}}}))
    settings.chmod(0o600)
    own_server.start("--log-level", "trace", "--config", settings)
    s3, rekognition = own_server.client("s3"), own_server.client("rekognition")
    s3.create_bucket(Bucket="bears")
    url = s3.generate_presigned_url("put_object", Params={"Bucket": "bears", "Key": "signed"})
    signature = url.split("X-Amz-Signature=")[-1].split("&")[0].split("Signature=")[-1].split("&")[0]
    request("PUT", own_server, url.split(str(own_server.port))[1], body=b"content")
    project = rekognition.create_project(ProjectName="animals")["ProjectArn"]
    labels.refusal(
        rekognition.create_dataset,
        ProjectArn=project,
        DatasetType="TRAIN",
        DatasetSource=labels.manifest("far", "train.manifest"),
    )
    wrong = own_server.client("s3", aws_secret_access_key="a wrong secret")
    assert labels.refusal(wrong.list_buckets)[0] == "SignatureDoesNotMatch"
    added = json.loads(own_server.katmai("credentials", "add", "--json"))
    own_server.katmai("credentials", "--export")
    assert own_server.stop() == 0
    log = (own_server.home.parent / f"{own_server.home.name}.log").read_text()
    assert "CreateProject" in log and "/bears/signed" in log
    secrets = [own_server.key["secret"], added["secret"], "farsecret0815", "a wrong secret", signature]
    assert [secret for secret in secrets if secret in log] == []
    assert "Signature=" not in log


def request(method, server, path, body=None, headers=None):
    """An answer without any client's help."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture
def trainings(tmp_path, drawn):
    trainings = Trainings(tmp_path / "home", drawn, epochs=1)
    yield trainings
    if trainings.server.process is not None:
        trainings.server.kill()


def test_a_restart_keeps_everything(trainings):
    server, client, s3 = trainings.server, trainings.client, trainings.s3
    trainings.train("v1")
    model = trainings.ended("v1")["ProjectVersionArn"]
    lines = [labels.box_line("s3://bears/1.jpg", "bear")]
    dataset = labels.make_dataset(client, trainings.project, lines, s3, BUCKET)
    client.start_project_version(ProjectVersionArn=model, MinInferenceUnits=1)
    photo = next(key for key in objects(s3, BUCKET) if key.startswith("images/"))
    image = {"S3Object": {"Bucket": BUCKET, "Name": photo}}

    def seen():
        asked = {"ProjectVersionArn": model, "Image": image, "MinConfidence": 0}
        return {
            "account": server.client("sts").get_caller_identity()["Account"],
            "keys": server.katmai("credentials", "--json"),
            "objects": objects(s3, BUCKET),
            "projects": client.describe_projects()["ProjectDescriptions"],
            "entries": labels.entries(client, dataset),
            "version": trainings.version("v1"),
            "found": client.detect_custom_labels(**asked)["CustomLabels"],
        }

    before = seen()
    assert before["version"]["Status"] == "RUNNING" and before["found"]
    for end in (server.stop, server.kill):
        end()
        trainings.start()
        assert seen() == before
    client.stop_project_version(ProjectVersionArn=model)
    server.kill()
    trainings.start()
    assert trainings.version("v1")["Status"] == "STOPPED"
    assert server.stop() == 0


def begin_upload(server):
    """An upload that stops half way: its connection."""
    s3 = server.client("s3")
    s3.create_bucket(Bucket="bears")
    url = s3.generate_presigned_url("put_object", Params={"Bucket": "bears", "Key": "slow"})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("PUT", url.split(str(server.port))[1])
    connection.putheader("Content-Length", "8")
    connection.endheaders(b"half")
    # The one that asks is another.
    eventually(lambda: in_flight(server) == 2)
    return connection


def test_a_stop_finishes_what_is_asked_and_waits_for_no_idle_connection(own_server):
    own_server.start()
    connection = begin_upload(own_server)
    idle = socket.create_connection(("127.0.0.1", own_server.port))
    stopped = []
    stop = threading.Thread(target=lambda: stopped.append(own_server.stop()))
    stop.start()
    eventually(lambda: refuses(own_server.port))
    assert stopped == []
    connection.send(b"full")
    assert connection.getresponse().status == 200
    stop.join(30)
    assert stopped == [0]
    idle.close()
    own_server.start()
    body = own_server.client("s3").get_object(Bucket="bears", Key="slow")["Body"].read()
    assert body == b"halffull"


def test_a_second_stop_cuts_off_who_has_fallen_silent(own_server):
    own_server.start()
    connection = begin_upload(own_server)
    own_server.process.send_signal(signal.SIGTERM)
    eventually(lambda: refuses(own_server.port))
    own_server.process.send_signal(signal.SIGINT)
    assert own_server.wait_for_death(10) == 0
    connection.close()
    own_server.start()
    assert objects(own_server.client("s3"), "bears") == {}
    await_cleared(own_server)


def in_flight(server):
    text = request("GET", server, "/_/metrics")[2].decode()
    return int(re.search(r"^katmai_requests_in_flight (\d+)$", text, re.MULTILINE).group(1))


def refuses(port):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return True
    return False
