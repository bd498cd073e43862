"""Buckets that lie elsewhere: in another Katmai, and in moto's server."""

import json
import pathlib
import socket
import subprocess
import sys
import types

import boto3
import pytest

import custom_labels
from conftest import Server, clean_environment
from console_requests import Console
from custom_labels import manifest, refusal, settled
from waiting import eventually

MOTO = pathlib.Path(sys.executable).with_name("moto_server")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def moto(tmp_path_factory):
    """The address of moto's server."""
    port = free_port()
    with open(tmp_path_factory.mktemp("moto") / "log", "wb") as log:
        process = subprocess.Popen([MOTO, "-p", str(port)], stdout=log, stderr=log, env=clean_environment())
        try:
            eventually(lambda: connects(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def connects(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def moto_client(address):
    return boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )


def bucket_at(endpoint, key=None, **others):
    keys = {} if key is None else {"access-key-id": key["id"], "secret-access-key": key["secret"]}
    return {"endpoint": endpoint, "region": "us-east-1", **keys, **others}


@pytest.fixture(scope="module")
def world(server, moto, drawn, tmp_path_factory):
    """A server with all of its buckets elsewhere."""
    there = {"far": server.client("s3"), "moto": moto_client(moto)}
    for name, client in there.items():
        custom_labels.fill(client, f"{name}-photos", drawn)
    wrong = {**server.key, "secret": "no-such-secret"}
    nowhere = f"http://127.0.0.1:{free_port()}"
    localhost = server.url.replace("127.0.0.1", "localhost")
    settings = {
        "buckets": {
            "far-photos": bucket_at(server.url, server.key),
            "moto-photos": bucket_at(moto, {"id": "a", "secret": "b"}),
            "wrong-secret": bucket_at(server.url, wrong),
            "not-there": bucket_at(server.url, server.key),
            "down": bucket_at(nowhere, server.key),
            "unknown-host": bucket_at("https://s3.invalid", server.key),
            "public": bucket_at(moto),
            "virtual": bucket_at(localhost, server.key, style="virtual"),
        }
    }
    home = tmp_path_factory.mktemp("here")
    file = home / "katmai.json"
    file.write_text(json.dumps(settings))
    file.chmod(0o600)
    local = Server(home, "--training-epochs", 1, "--training-threads", 2).start()
    yield types.SimpleNamespace(
        local=local, nowhere=nowhere, there=there, rekognition=local.client("rekognition"), moto=moto
    )
    assert local.stop() == 0


@pytest.fixture
def project(world, name):
    return world.rekognition.create_project(ProjectName=name)["ProjectArn"]


def create(world, project, bucket, key="train.manifest", kind="TRAIN"):
    return world.rekognition.create_dataset(
        ProjectArn=project, DatasetType=kind, DatasetSource=manifest(bucket, key)
    )["DatasetArn"]


@pytest.mark.parametrize("place", ["far", "moto"])
def test_a_dataset_is_made_of_a_manifest_elsewhere(world, project, place):
    dataset = create(world, project, f"{place}-photos")
    description = settled(world.rekognition, dataset)
    assert description["Status"] == "CREATE_COMPLETE"
    assert description["DatasetStats"]["TotalEntries"] == 24
    listed = world.rekognition.list_dataset_entries(DatasetArn=dataset, MaxResults=1)["DatasetEntries"]
    assert json.loads(listed[0])["source-ref"].startswith(f"s3://{place}-photos/images/")
    # They stay where they are.
    assert f"{place}-photos" not in [
        item["Name"] for item in world.local.client("s3").list_buckets()["Buckets"]
    ]


def test_a_training_reads_and_writes_elsewhere(world, project):
    for kind in ("TRAIN", "TEST"):
        made = create(world, project, "moto-photos", f"{kind.lower()}.manifest", kind)
        assert settled(world.rekognition, made)["Status"] == "CREATE_COMPLETE"
    arn = custom_labels.train(world.rekognition, project, "v1", "moto-photos", prefix="out/")
    version = custom_labels.ended(world.rekognition, arn)
    assert version["Status"] == "TRAINING_COMPLETED", version
    summary = version["EvaluationResult"]["Summary"]["S3Object"]
    written = world.there["moto"].get_object(Bucket=summary["Bucket"], Key=summary["Name"])
    assert json.loads(written["Body"].read())["Version"] == 1
    listed = world.there["moto"].list_objects_v2(Bucket="moto-photos", Prefix="out/")["Contents"]
    assert len(listed) == 6
    world.rekognition.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1)
    eventually(lambda: custom_labels.version(world.rekognition, arn)["Status"] == "RUNNING")
    photo = world.there["moto"].list_objects_v2(Bucket="moto-photos", Prefix="images/")["Contents"][0]["Key"]
    image = {"S3Object": {"Bucket": "moto-photos", "Name": photo}}
    world.rekognition.detect_custom_labels(ProjectVersionArn=arn, Image=image)
    image["S3Object"]["Name"] = "images/none.png"
    assert refusal(world.rekognition.detect_custom_labels, ProjectVersionArn=arn, Image=image)[0] == (
        "InvalidS3ObjectException"
    )
    world.rekognition.stop_project_version(ProjectVersionArn=arn)


@pytest.mark.parametrize("key", ["a b/ü+&=?#%.manifest", "a//b", "../x", "e\u0301"])
def test_any_key_is_found_elsewhere(world, project, key):
    client = world.there["far"]
    line = json.dumps(custom_labels.box_line("s3://far-photos/images/x.png", "bear"))
    client.put_object(Bucket="far-photos", Key=key, Body=line.encode())
    dataset = create(world, project, "far-photos", key)
    description = settled(world.rekognition, dataset)
    assert (description["Status"], description["DatasetStats"]["TotalEntries"]) == ("CREATE_COMPLETE", 1)


def test_what_may_be_read_by_all_needs_no_key(world, project):
    client = moto_client(world.moto)
    client.create_bucket(Bucket="public", ACL="public-read")
    line = json.dumps(custom_labels.box_line("s3://public/x.png", "bear"))
    client.put_object(Bucket="public", Key="open.manifest", Body=line.encode(), ACL="public-read")
    dataset = create(world, project, "public", "open.manifest")
    assert settled(world.rekognition, dataset)["Status"] == "CREATE_COMPLETE"


@pytest.mark.parametrize(
    "bucket, reason",
    [
        ("wrong-secret", "access to s3://wrong-secret/train.manifest is denied"),
        ("not-there", "there is no object s3://not-there/train.manifest"),
        ("far-photos", "there is no object s3://far-photos/none"),
        ("down", "{nowhere} cannot be reached: Connection refused"),
        ("unknown-host", "https://s3.invalid cannot be reached: nobody knows the name s3.invalid"),
    ],
)
def test_why_a_bucket_elsewhere_cannot_be_read_is_told(world, project, bucket, reason):
    key = "none" if bucket == "far-photos" else "train.manifest"
    code, text = refusal(create, world, project, bucket, key)
    assert code == "InvalidS3ObjectException"
    assert f"Object: s3://{bucket}/{key}" in text
    words = world.local.words()
    assert reason.format(nowhere=world.nowhere) in words
    assert "no-such-secret" not in words
    assert world.rekognition.describe_projects()["ProjectDescriptions"]


def test_a_bucket_may_stand_before_its_endpoint(server, world, project):
    try:
        socket.getaddrinfo("virtual.localhost", server.port)
    except OSError:
        pytest.skip("this machine's resolver does not know names below localhost")
    client = world.there["far"]
    client.create_bucket(Bucket="virtual")
    line = json.dumps(custom_labels.box_line("s3://virtual/x.png", "bear"))
    client.put_object(Bucket="virtual", Key="a b.manifest", Body=line.encode())
    dataset = create(world, project, "virtual", "a b.manifest")
    assert settled(world.rekognition, dataset)["Status"] == "CREATE_COMPLETE"


@pytest.fixture(scope="module")
def console(world):
    return Console(world.local)


def make_of_folder(console, name, bucket, prefix):
    body = {"source": "folder", "bucket": bucket, "prefix": prefix}
    return console.ask("POST", f"projects/{name}/datasets/train", body)


@pytest.mark.parametrize("place", ["far", "moto"])
def test_the_console_makes_a_dataset_of_a_folder_elsewhere(world, console, project, name, drawn, place):
    client, bucket = world.there[place], f"{place}-photos"
    photo = next((drawn / "images").iterdir()).read_bytes()
    # A page of a listing has 1,000 keys, so that the last image is on the second.
    pictures = ["many/a+b ü&%41.jpg", "many/z.jpg"]
    for key in [*pictures, "many.jpg", "many0.jpg"]:
        client.put_object(Bucket=bucket, Key=key, Body=photo)
    for number in range(1000):
        client.put_object(Bucket=bucket, Key=f"many/note-{number:04}.txt", Body=b"")
    status, answer = make_of_folder(console, name, bucket, "many/")
    assert status == 202, answer
    made = world.rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"][0]
    dataset = made["Datasets"][0]["DatasetArn"]
    assert settled(world.rekognition, dataset)["Status"] == "CREATE_COMPLETE"
    lines = custom_labels.entries(world.rekognition, dataset)
    assert [line["source-ref"] for line in lines] == [f"s3://{bucket}/{key}" for key in pictures]
    _, listed = console.ask("GET", f"projects/{name}/datasets/train/entries")
    for entry in listed["entries"]:
        shown = console.get(entry["picture"])
        assert (shown.status, shown.body) == (200, photo)


@pytest.mark.parametrize(
    "bucket, reason",
    [
        (
            "wrong-secret",
            "s3://wrong-secret/none/ cannot be read: the bucket wrong-secret may not be listed (its endpoint "
            "answered 403 SignatureDoesNotMatch): the access key in its settings has to be right, and to be "
            "allowed s3:ListBucket",
        ),
        ("not-there", "s3://not-there/none/ cannot be read: there is no bucket not-there"),
        ("far-photos", "There is no JPEG or PNG image in s3://far-photos/none/."),
        ("down", "s3://down/none/ cannot be read: {nowhere} cannot be reached: Connection refused"),
    ],
)
def test_why_a_folder_elsewhere_cannot_be_listed_is_told(world, console, project, name, bucket, reason):
    status, answer = make_of_folder(console, name, bucket, "none/")
    assert (status, answer["error"]["message"]) == (422, reason.format(nowhere=world.nowhere))
    assert not world.rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"][0]["Datasets"]
