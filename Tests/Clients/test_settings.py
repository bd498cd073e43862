"""Settings: by flag, by variable and by file, in this order; what cannot be used is named with its place."""

import json
import re
import socket
import subprocess

import botocore
import botocore.exceptions
import pytest

from conftest import KATMAI, Server, clean_environment

# For each setting a value that cannot be used, and what is said of it.
UNUSABLE = {
    "console-hosts": ("bears.example:80", "names of hosts, without ports, with commas between"),
    "host": ("", "a name or an address"),
    "port": ("eighty", "a whole number from 0 to 65535"),
    "region": ("moon", "a region such as us-east-1"),
    "limits": ("azure", "own or aws"),
    "check-signatures": ("maybe", "true or false"),
    "concurrent-trainings": ("0", "a whole number from 1 to 64"),
    "training-threads": ("two", "a whole number from 1 to 1024"),
    "training-epochs": ("0", "a whole number from 1 to 10000"),
    "cache-gigabytes": ("-1", "a whole number from 1 to 100000"),
    "serving": ("always", "on-demand or manual"),
    "idle-seconds": ("0", "a whole number from 1 to 31536000"),
    "deadline-seconds": ("soon", "a whole number from 1 to 3600"),
    "model-megabytes": ("63", "a whole number from 64 to 10000000"),
    "worker-megabytes": ("2GB", "a whole number from 64 to 10000000"),
    "hourly-dollars": ("nan", "a price from 0 to 10000 such as 4 or 3.50"),
    "hourly-dollars-date": ("2026-02-30", "a day such as 2026-11-28"),
    "log-level": ("loud", "one of trace, debug, info, notice, warning, error, critical"),
}
SETTINGS = [*UNUSABLE, "home", "tls-certificate", "tls-key"]


def variable(setting):
    return "KATMAI_" + setting.upper().replace("-", "_")


def refusal(*options, **environment):
    """What a server says that does not start."""
    done = subprocess.run(
        [KATMAI, "serve", *map(str, options)],
        capture_output=True,
        text=True,
        timeout=30,
        env={**clean_environment(), **environment},
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout == ""
    return done.stderr


def write_settings(file, settings, mode=0o600):
    file.write_text(settings if isinstance(settings, str) else json.dumps(settings))
    file.chmod(mode)
    return file


@pytest.mark.parametrize("setting", UNUSABLE)
def test_what_cannot_be_used_is_named_with_its_place(tmp_path, setting):
    value, wanted = UNUSABLE[setting]
    home = ("--home", tmp_path / "home")
    ending = f'is "{value}", not {wanted}\n'
    # Behind a blank, where an empty one can stand, but for one that begins as flags do.
    flag = [f"--{setting}={value}"] if value.startswith("-") else [f"--{setting}", value]
    assert refusal(*home, *flag) == f"Error: --{setting} {ending}"
    name = variable(setting)
    assert refusal(*home, **{name: value}) == f"Error: the environment's {name} {ending}"
    file = write_settings(tmp_path / "settings.json", {setting: value})
    assert refusal(*home, "--config", file) == f'Error: "{setting}" in {file} {ending}'
    assert not (tmp_path / "home").exists()


def test_flags_come_before_the_environment_and_that_before_the_file(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    file = write_settings(home / "katmai.json", {"port": "file"})
    assert f'"port" in {file} is "file"' in refusal("--home", home)
    assert 'KATMAI_PORT is "environment"' in refusal("--home", home, KATMAI_PORT="environment")
    assert '--port is "flag"' in refusal("--home", home, "--port", "flag", KATMAI_PORT="environment")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.mark.parametrize(
    "way", ["flags", "environment", "file in the home", "file by flag", "file by variable"]
)
def test_a_server_takes_its_settings_from_everywhere(tmp_path, way):
    home, port = tmp_path / "home", free_port()
    settings = {
        "host": "127.0.0.2", "port": port, "region": "eu-west-1", "limits": "aws", "check-signatures": True,
        "concurrent-trainings": 2, "training-threads": 1, "training-epochs": 3, "cache-gigabytes": 1,
        "serving": "manual", "idle-seconds": 9, "deadline-seconds": 30, "model-megabytes": 2000,
        "worker-megabytes": 700, "hourly-dollars": 3.5, "hourly-dollars-date": "2026-11-28", "log-level": "warning",
    }
    options, environment = ["--home", home], {}
    if way == "flags":
        options += [f"--{key}={str(value).lower()}" for key, value in settings.items()]
    elif way == "environment":
        options = []
        everything = {**settings, "home": home}
        environment = {variable(key): str(value).lower() for key, value in everything.items()}
        environment[variable("home")] = str(home)
    elif way == "file in the home":
        home.mkdir()
        write_settings(home / "katmai.json", settings)
    else:
        file = write_settings(tmp_path / "settings.json", settings)
        if way == "file by flag":
            options += ["--config", file]
        else:
            environment["KATMAI_CONFIG"] = str(file)
    process = subprocess.Popen(
        [KATMAI, "serve", *map(str, options)],
        stdout=subprocess.PIPE,
        text=True,
        env={**clean_environment(), **environment},
    )
    try:
        assert process.stdout.readline().endswith(f" on http://127.0.0.2:{port}\n")
        data = rf"data: {home}   region: eu-west-1   account: \d{{12}}\n"
        lines = [process.stdout.readline() for _ in range(3)]
        assert any(re.fullmatch(data, line) for line in lines), lines
    finally:
        process.terminate()
        process.communicate()


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"prot": 80}, '"prot" is no setting, or not a text, number, true or false'),
        ({"config": "other.json"}, '"config" is no setting'),
        ({"port": None}, '"port" is no setting, or not a text'),
        ({"port": [80]}, '"port" is no setting, or not a text'),
        ({"port": 80.5}, '"port" in FILE is "80.5", not a whole number'),
        ("{", "no JSON object of settings"),
        ("[]", "no JSON object of settings"),
        ({"buckets": {"bears": {}}}, 'bucket bears has no "region"'),
        ({"buckets": {"bears": {"region": "eu-west-1", "secret": "x"}}}, 'bucket bears: "secret" is none of'),
        ({"buckets": {"bears": {"region": "eu-west-1", "style": "round"}}}, 'style "round" is neither'),
        ({"buckets": {"bears": {"region": "eu-west-1", "endpoint": "ftp://x"}}}, '"ftp://x" is no http'),
        ({"buckets": {"bears": {"region": "eu-west-1", "access-key-id": "x"}}}, "has only one of"),
    ],
)
def test_a_settings_file_says_what_is_wrong_in_it(tmp_path, settings, complaint):
    file = write_settings(tmp_path / "settings.json", settings)
    said = refusal("--home", tmp_path / "home", "--config", file)
    assert str(file) in said and complaint.replace("FILE", str(file)) in said


def test_a_settings_file_that_is_not_there_is_named(tmp_path):
    for said in (
        refusal("--home", tmp_path, "--config", tmp_path / "none.json"),
        refusal("--home", tmp_path, KATMAI_CONFIG=str(tmp_path / "none.json")),
    ):
        assert said.startswith(f"Error: {tmp_path}/none.json cannot be read: ")
        assert said.endswith("The file doesn’t exist.\n")


def test_a_settings_file_with_a_secret_is_for_its_owner_alone(tmp_path):
    bucket = {"region": "eu-west-1", "access-key-id": "AKIAEXAMPLE", "secret-access-key": "never to be seen"}
    file = write_settings(tmp_path / "settings.json", {"buckets": {"bears": bucket}}, mode=0o640)
    said = refusal("--home", tmp_path / "home", "--config", file)
    assert said == f"Error: {file} holds a secret that others may read: chmod 600 {file}\n"
    file.chmod(0o600)
    server = Server(tmp_path / "home", "--config", file).start()
    assert server.stop() == 0


def test_variables_that_nothing_reads_are_refused(tmp_path):
    said = refusal("--home", tmp_path, KATMAI_PROT="80")
    assert "KATMAI_PROT, which is no setting" in said and "katmai serve --help" in said
    assert "KATMAI_FAILPOINT is nowhere" in refusal("--home", tmp_path, KATMAI_FAILPOINT="nowhere")


def test_the_help_lists_every_setting():
    help_text = subprocess.run([KATMAI, "serve", "--help"], capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^  --([a-z-]+) <", help_text, re.MULTILINE))
    assert listed == {*SETTINGS, "config"}
    assert "KATMAI_LOG_LEVEL" in help_text and "katmai.json" in help_text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_without_signatures_only_this_machine_is_served(tmp_path, host):
    said = refusal("--home", tmp_path / "home", "--host", host, KATMAI_CHECK_SIGNATURES="false")
    assert f"the environment's KATMAI_CHECK_SIGNATURES is false and --host is {host}" in said
    assert not (tmp_path / "home").exists()


def test_without_signatures_whoever_is_on_this_machine_is_served(own_server):
    own_server.start("--check-signatures", "false")
    unsigned = botocore.config.Config(signature_version=botocore.UNSIGNED, retries={"total_max_attempts": 1})
    s3, rekognition = (own_server.client(service, config=unsigned) for service in ("s3", "rekognition"))
    s3.create_bucket(Bucket="anybody")
    s3.put_object(Bucket="anybody", Key="key", Body=b"content")
    assert s3.get_object(Bucket="anybody", Key="key")["Body"].read() == b"content"
    rekognition.create_project(ProjectName="anybody")
    [project] = rekognition.describe_projects()["ProjectDescriptions"]
    assert project["ProjectArn"].split("/")[1] == "anybody"
    # Who signs is let in, too, with whatever key.
    signed = own_server.client("s3", aws_access_key_id="AKIANOBODY", aws_secret_access_key="none")
    assert [bucket["Name"] for bucket in signed.list_buckets()["Buckets"]] == ["anybody"]


def test_with_signatures_nobody_comes_in_without(server):
    unsigned = botocore.config.Config(signature_version=botocore.UNSIGNED, retries={"total_max_attempts": 1})
    for service, call, code in (
        ("s3", "list_buckets", "AccessDenied"),
        ("rekognition", "describe_projects", "MissingAuthenticationTokenException"),
    ):
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            getattr(server.client(service, config=unsigned), call)()
        assert caught.value.response["Error"]["Code"] == code


@pytest.mark.parametrize("value", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_the_announced_address_can_be_asked(own_server, value):
    own_server.start("--host", value)
    assert own_server.client("s3").list_buckets()["Buckets"] == []
