"""Commands that ask the running server: access keys, trainings, and of models what is said before one is asked."""

import configparser
import json
import subprocess

import boto3
import botocore.exceptions
import pytest

from conftest import KATMAI, Server, clean_environment


def katmai(server, *arguments, home=None, **environment):
    """What a command does that asks the server of a home."""
    return subprocess.run(
        [KATMAI, *map(str, arguments), "--home", home or server.home],
        capture_output=True,
        text=True,
        timeout=20,
        env={**clean_environment(), **{name: str(value) for name, value in environment.items()}},
    )


def shown(server, *arguments, **environment):
    """What a command prints that succeeds."""
    done = katmai(server, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def keys(server):
    return {key["id"]: key for key in json.loads(shown(server, "credentials", "--json"))}


def buckets(server, key):
    """The buckets that a key shows; the error's code where it shows none."""
    client = boto3.client(
        "s3",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key["id"],
        aws_secret_access_key=key["secret"],
    )
    try:
        return [bucket["Name"] for bucket in client.list_buckets()["Buckets"]]
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A server whose keys are changed, so that it is not the common one."""
    server = Server(tmp_path_factory.mktemp("keys") / "home").start()
    server.client("s3").create_bucket(Bucket="bears")
    yield server
    assert server.stop() == 0


def test_the_first_start_makes_a_key(other):
    [key] = [key for key in keys(other).values() if key["id"] == other.key["id"]]
    assert key["isEnabled"] and key["id"].startswith("AKIA") and len(key["id"]) == 20
    assert len(key["secret"]) == 40
    table = shown(other, "credentials")
    assert other.url in table and "us-east-1" in table
    assert f"{key['id']}  {key['secret']}  enabled" in table
    assert table == shown(other, "credentials", "list")


def test_the_exports_connect_a_shell(other):
    script = f"""
        set -eu
        export AWS_SESSION_TOKEN=old AWS_PROFILE=none
        eval "$('{KATMAI}' credentials --home '{other.home}' --export)"
        aws s3 ls
        aws rekognition describe-projects --output text
        aws sts get-caller-identity --query Account --output text
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=clean_environment())
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].endswith(" bears")
    assert done.stdout.splitlines()[-1].isdigit()


CONFIG = """\
# How I like it.
[default]
region = eu-central-1
output=text

[profile katmai]
region = eu-west-1
endpoint_url = http://old:1
s3 =
  addressing_style = virtual

# At work.
[profile work]
sso_session = work
"""
CREDENTIALS = """\
[work]
aws_access_key_id=AKIAWORK
aws_secret_access_key=secret
[katmai]
aws_access_key_id = AKIAOLD
aws_secret_access_key = old
aws_session_token = old
"""


@pytest.mark.parametrize("is_new", [True, False])
def test_a_profile_connects_and_others_stay(other, tmp_path, is_new):
    config, credentials = tmp_path / "aws" / "config", tmp_path / "aws" / "credentials"
    if not is_new:
        config.parent.mkdir()
        config.write_text(CONFIG)
        credentials.write_text(CREDENTIALS)
    files = {"AWS_CONFIG_FILE": str(config), "AWS_SHARED_CREDENTIALS_FILE": str(credentials)}
    for _ in range(2):
        said = shown(other, "credentials", "--profile", "katmai", **files)
        assert said == f"Wrote the profile katmai to {config} and {credentials}.\n"
    done = subprocess.run(
        ["aws", "--profile", "katmai", "s3", "ls"],
        capture_output=True,
        text=True,
        env={**clean_environment(), **files},
    )
    assert done.stdout.endswith(" bears\n"), done.stderr
    for file, before in ((config, CONFIG), (credentials, CREDENTIALS)):
        assert file.stat().st_mode & 0o777 == 0o600
        if not is_new:
            assert others(file.read_text()) == others(before)
    assert sections(config)["profile katmai"] == {"region": "us-east-1", "endpoint_url": other.url}
    assert sections(credentials)["katmai"] == {
        "aws_access_key_id": other.key["id"],
        "aws_secret_access_key": other.key["secret"],
    }
    assert sorted(path.name for path in config.parent.iterdir()) == ["config", "credentials"]


def sections(file):
    parser = configparser.RawConfigParser()
    parser.read(file)
    return {name: dict(parser[name]) for name in parser.sections()}


def others(text):
    """The lines of a file without the section of the profile katmai."""
    lines, is_own = [], False
    for line in text.splitlines():
        is_own = "katmai]" in line if line.startswith("[") else is_own and not line.startswith("#")
        lines += [] if is_own and line else [line]
    return lines


def test_the_default_profile_has_its_own_name_in_both_files(other, tmp_path):
    files = {"AWS_CONFIG_FILE": tmp_path / "config", "AWS_SHARED_CREDENTIALS_FILE": tmp_path / "credentials"}
    shown(other, "credentials", "--profile", "default", **files)
    assert [list(sections(file)) for file in files.values()] == [["default"], ["default"]]


def test_a_profile_is_written_through_links_and_into_files_alone(other, tmp_path):
    real = tmp_path / "dotfiles"
    real.write_text("[other]\nregion = eu-west-1\n")
    (tmp_path / "config").symlink_to(real)
    files = {"AWS_CONFIG_FILE": tmp_path / "config", "AWS_SHARED_CREDENTIALS_FILE": tmp_path / "credentials"}
    shown(other, "credentials", "--profile", "katmai", **files)
    assert (tmp_path / "config").is_symlink()
    assert list(sections(real)) == ["other", "profile katmai"]
    folder = tmp_path / "folder"
    folder.mkdir()
    done = katmai(other, "credentials", "--profile", "katmai", **{**files, "AWS_CONFIG_FILE": folder})
    assert done.returncode == 1
    assert done.stderr == f"Error: {folder} is no file that a profile could be written to\n"


@pytest.mark.parametrize("name", ["two words", "a]b", ""])
def test_a_profile_needs_a_plain_name(other, name):
    done = katmai(other, "credentials", "--profile", name)
    assert done.returncode == 64 and "letters, digits, -, _ and . only" in done.stderr


def test_export_profile_and_json_exclude_each_other(other):
    done = katmai(other, "credentials", "--export", "--json")
    assert done.returncode == 64 and "exclude each other" in done.stderr


def test_keys_are_added_disabled_enabled_and_deleted(other):
    added = json.loads(shown(other, "credentials", "add", "--json"))
    assert added == keys(other)[added["id"]]
    assert buckets(other, added) == ["bears"]
    assert shown(other, "credentials", "disable", added["id"]) == f"{added['id']} is disabled.\n"
    assert buckets(other, added) == "InvalidAccessKeyId"
    assert not keys(other)[added["id"]]["isEnabled"]
    assert f"{added['id']}  {added['secret']}  disabled" in shown(other, "credentials")
    assert buckets(other, other.key) == ["bears"]
    # It outlives a restart.
    other.stop()
    other.start()
    assert buckets(other, added) == "InvalidAccessKeyId"
    assert shown(other, "credentials", "enable", added["id"]) == f"{added['id']} is enabled.\n"
    assert buckets(other, added) == ["bears"]
    assert shown(other, "credentials", "delete", added["id"]) == f"{added['id']} is deleted.\n"
    assert buckets(other, added) == "InvalidAccessKeyId"
    assert added["id"] not in keys(other)
    for command in ("enable", "disable", "delete"):
        done = katmai(other, "credentials", command, added["id"])
        assert (done.returncode, done.stderr) == (1, f"Error: there is no access key {added['id']}\n")


def test_a_key_to_connect_with_must_be_enabled(other):
    shown(other, "credentials", "disable", other.key["id"])
    try:
        done = katmai(other, "credentials", "--export")
        assert done.returncode == 1 and "katmai credentials add makes one" in done.stderr
        added = shown(other, "credentials", "add").split()
        assert f"AWS_ACCESS_KEY_ID={added[0]}\n" in shown(other, "credentials", "--export")
        shown(other, "credentials", "delete", added[0])
    finally:
        shown(other, "credentials", "enable", other.key["id"])


@pytest.mark.parametrize("word", ["a/../b", "a b", "..%2Fkeys", ""])
def test_what_is_no_name_is_refused(other, word):
    for arguments in (("credentials", "delete", word), ("runs", "cancel", word, "v1")):
        done = katmai(other, *arguments)
        assert done.returncode == 1 and f'"{word}" is no name' in done.stderr


COMMANDS = [
    ("credentials",), ("credentials", "--export"), ("credentials", "--json"), ("credentials", "add"),
    ("credentials", "enable", "x"), ("credentials", "disable", "x"), ("credentials", "delete", "x"),
    ("runs",), ("runs", "--json"), ("runs", "cancel", "p", "v"),
    ("versions",), ("versions", "list", "--json"), ("versions", "start", "p/v"), ("versions", "stop", "p/v"),
    ("versions", "serving", "p/v"), ("versions", "usage", "p/v"), ("usage",), ("usage", "--json"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_server_commands_say_so_at_once(tmp_path, command):
    done = katmai(None, *command, home=tmp_path)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == (
        f"Error: no server answers in {tmp_path}: start it with katmai serve, or name its home with --home\n"
    )


def test_a_home_without_room_for_a_socket_is_none(tmp_path):
    long = tmp_path / ("long" * 25)
    done = katmai(None, "credentials", home=long)
    assert done.stderr == f"Error: {long} is no home: its path is too long for a socket in it\n"


def test_the_home_may_be_named_by_the_environment(other):
    done = subprocess.run(
        [KATMAI, "credentials", "--json"],
        capture_output=True,
        text=True,
        env={**clean_environment(), "KATMAI_HOME": str(other.home)},
    )
    assert json.loads(done.stdout) == json.loads(shown(other, "credentials", "--json"))


def test_before_the_first_training_there_are_no_runs(other):
    assert json.loads(shown(other, "runs", "--json")) == []
    assert "aws rekognition create-project-version" in shown(other, "runs")
    done = katmai(other, "runs", "cancel", "nothing", "v1")
    assert done.stderr == "Error: there is no training of v1 in the project nothing\n"


def test_before_the_first_model_there_is_none_to_show(other):
    assert json.loads(shown(other, "versions", "--json")) == []
    assert "aws rekognition create-project-version" in shown(other, "versions")
    assert shown(other, "usage") == "Nothing was asked of a model yet.\n"
    for command in (("start",), ("stop",), ("serving",)):
        done = katmai(other, "versions", *command, "nothing/v1")
        assert done.returncode == 1 and "there is no version nothing/v1 with a model" in done.stderr


@pytest.mark.parametrize("word", ["nothing", "a b/c", "arn:aws:s3:::bucket", ""])
def test_what_names_no_version_is_refused(other, word):
    done = katmai(other, "versions", "start", word)
    assert done.returncode == 64 and "is neither PROJECT/VERSION" in done.stderr


def test_an_arn_names_that_version_alone(server, running):
    project, version = "running", "v1"
    shown_by = {name: json.loads(shown(server, "versions", "serving", name, "--json")) for name in (
        f"{project}/{version}", running,
    )}
    assert {model["arn"] for model in shown_by.values()} == {running}
    # Of the same name, but long ago.
    gone = running.rsplit("/", 1)[0] + "/1000"
    done = katmai(server, "versions", "stop", gone)
    assert done.returncode == 1 and f"there is no version {gone}" in done.stderr


def test_a_finished_training_is_listed_and_cannot_be_cancelled(server, trained):
    run = next(run for run in json.loads(shown(server, "runs", "--json")) if run["arn"] == trained["version"])
    assert (run["project"], run["version"], run["status"]) == ("bearcam", "v1", "FINISHED")
    assert run["progress"] == 1
    assert run["queued"] <= run["started"] and run["trainedSeconds"] > 0 and run["attempts"] == 1
    assert "bearcam/v1  finished  trained " in shown(server, "runs")
    done = katmai(server, "runs", "cancel", "bearcam", "v1")
    assert done.stderr == "Error: v1 in bearcam is TRAINING_COMPLETED, not training\n"
