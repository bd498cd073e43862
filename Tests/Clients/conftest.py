"""A running server, and clients of it that nobody here wrote."""

import json
import os
import pathlib
import select
import shutil
import signal
import subprocess

import boto3
import botocore.config
import pytest

import custom_labels
import strict

ROOT = pathlib.Path(__file__).resolve().parents[2]
KATMAI = pathlib.Path(os.environ.get("KATMAI_PROGRAMS", ROOT / ".build" / "release")) / "katmai"

# Most tests hold the server to what AWS does, where a model that was not started is not ready.
AWS_RULES = ("--serving", "manual")


class Server:
    """`katmai serve` on a home of its own and a port that was free."""

    def __init__(self, home, *options, environment=None):
        self.home = pathlib.Path(home)
        self.options = [str(option) for option in options]
        self.environment = environment or {}
        self.process = None
        self.url = None
        self.key = None

    def start(self, *options, environment=None, port=0):
        """Starts and waits until requests can be made."""
        self.log = open(self.home.parent / f"{self.home.name}.log", "ab")
        self.process = subprocess.Popen(
            [KATMAI, "serve", "--home", self.home, "--port", str(port), *self.options, *map(str, options)],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={**clean_environment(), **self.environment, **(environment or {})},
        )
        line = b""
        if select.select([self.process.stdout], [], [], 30)[0]:
            line = self.process.stdout.readline()
        assert b" on http" in line, f"the server did not start: {line!r}\n{self.words()}"
        self.url = line.split()[-1].decode()
        if self.key is None:
            keys = json.loads(self.katmai("credentials", "--json"))
            self.key = next(key for key in keys if key["isEnabled"])
        return self

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    def words(self):
        """What it has logged."""
        return (self.home.parent / f"{self.home.name}.log").read_text(errors="replace")[-4000:]

    def stop(self):
        """Ends it as a service manager would; returns its exit status."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        return self._ended(60)

    def kill(self):
        """Ends it as a power cut would, as far as a process can be."""
        self.process.kill()
        return self._ended(10)

    def wait_for_death(self, seconds=60):
        return self._ended(seconds)

    def _ended(self, seconds):
        status = self.process.wait(seconds)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return status

    def katmai(self, *arguments):
        """A command of Katmai's that asks this server."""
        return subprocess.run(
            [KATMAI, *arguments, "--home", self.home],
            check=True,
            capture_output=True,
            text=True,
            env=clean_environment(),
        ).stdout

    @property
    def credentials(self):
        return {"aws_access_key_id": self.key["id"], "aws_secret_access_key": self.key["secret"]}

    def client(self, service, **options):
        """A boto3 client; each of its answers is checked against botocore's model of the service."""
        config = options.pop("config", None) or botocore.config.Config(retries={"total_max_attempts": 1})
        arguments = {
            "endpoint_url": self.url,
            "region_name": "us-east-1",
            "config": config,
            **self.credentials,
            **options,
        }
        client = boto3.session.Session().client(service, **arguments)
        strict.watch(client)
        return client

    def aws(self, *arguments, check=True, **options):
        """The `aws` command; returns what it has done."""
        environment = {
            **clean_environment(),
            "AWS_ACCESS_KEY_ID": self.key["id"],
            "AWS_SECRET_ACCESS_KEY": self.key["secret"],
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            **options.pop("environment", {}),
        }
        done = subprocess.run(
            ["aws", *map(str, arguments)], capture_output=True, text=True, env=environment, **options
        )
        if check:
            assert done.returncode == 0, f"aws {arguments}\n{done.stdout}\n{done.stderr}"
        return done


def clean_environment():
    """The environment without what would lead clients or the server elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and (not name.startswith("KATMAI_") or name == "KATMAI_DATASETS")
    }
    return {**kept, "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests that do not end it; they make buckets and projects of their own."""
    # Short, since a socket's path may have 107 bytes.
    home = tmp_path_factory.mktemp("home")
    server = Server(home, *AWS_RULES, "--training-epochs", 1, "--training-threads", 2).start()
    yield server
    assert server.stop() == 0


@pytest.fixture
def own_server(tmp_path):
    """A server for one test, which may end it; started by the test."""
    server = Server(tmp_path / "home", *AWS_RULES, "--training-epochs", 1, "--training-threads", 2)
    yield server
    if server.process is not None:
        server.kill()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """A folder with drawn pictures and their manifests, train.manifest and test.manifest."""
    folder = tmp_path_factory.mktemp("drawn") / "scenes"
    subprocess.run(
        [KATMAI, "example", "--out", folder, "--train", "24", "--test", "8"], check=True, capture_output=True
    )
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def rekognition(server):
    """A client of the common server: making one takes a third of a second."""
    return server.client("rekognition")


@pytest.fixture(scope="session")
def s3(server):
    """A client of the common server."""
    return server.client("s3")


@pytest.fixture(scope="session")
def photos(s3, drawn):
    """A bucket with the drawn pictures in images/ and their two manifests."""
    custom_labels.fill(s3, "drawn-photos", drawn)
    return "drawn-photos"


@pytest.fixture(scope="session")
def trained(rekognition, s3, photos, drawn):
    """A project with both datasets and a trained model; leave them as they are."""
    return custom_labels.train_drawn(rekognition, s3, photos, drawn)


@pytest.fixture(scope="session")
def running(rekognition, trained):
    """The ARN of a running copy of the trained model, in a project of its own."""
    project = rekognition.create_project(ProjectName="running")["ProjectArn"]
    arn = custom_labels.copy(rekognition, trained, project, "v1", trained["bucket"])
    rekognition.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1)
    return arn


@pytest.fixture(scope="session")
def home_with_model(tmp_path_factory, drawn):
    """A home whose project has a trained model, and that nobody serves; tests serve copies of it."""
    # It needs this file.
    import serving

    return serving.make_home(tmp_path_factory.mktemp("models") / "home", drawn)


@pytest.fixture
def serve(tmp_path, home_with_model, drawn):
    """Starts servers with a trained model, with options of `katmai serve`; they end with the test."""
    import serving

    started = []

    def serve(*options):
        home = tmp_path / f"home{len(started)}"
        started.append(serving.ModelServer(home, home_with_model, drawn, *options))
        return started[-1]

    yield serve
    for server in started:
        if server.process is not None:
            server.kill()
        shutil.rmtree(server.home)


_count = 0


@pytest.fixture
def name():
    """A name for a bucket or project that no other test has."""
    global _count
    _count += 1
    return f"test-{_count}"


@pytest.fixture(scope="session")
def s3(server):
    return server.client("s3")


@pytest.fixture
def bucket(s3, name):
    """The name of an empty bucket of the test's own."""
    s3.create_bucket(Bucket=name)
    return name
