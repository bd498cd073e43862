"""Servers on copies of one home with a trained model, and what is seen of the models they hold."""

import collections
import contextlib
import http.client
import json
import re
import shutil
import socket
import urllib.request

import custom_labels as labels
from conftest import Server
from rekognition_requests import signed
from trainings import BUCKET, Trainings, processes
from waiting import eventually

PROJECT = "animals"
SAMPLE = re.compile(r'([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)')
LABEL = re.compile(r'([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"')


def make_home(home, drawn):
    """A home with a trained model that has been asked once, so that its compiled form is kept; nobody serves it."""
    trainings = Trainings(home, drawn, epochs=1)
    trainings.train("v1")
    assert trainings.ended("v1")["Status"] == "TRAINING_COMPLETED"
    trainings.client.detect_custom_labels(
        ProjectVersionArn=trainings.version("v1")["ProjectVersionArn"], Image={"Bytes": photo(drawn).read_bytes()}
    )
    assert trainings.server.stop() == 0
    return home


def photo(drawn):
    return drawn / "images" / "test-0001.jpg"


class ModelServer(Server):
    """A server on a copy of a home with a trained model, `v1`."""

    def __init__(self, home, original, drawn, *options):
        super().__init__(home, *options)
        shutil.copytree(original, home, ignore=shutil.ignore_patterns("*.sock"))
        self.photo = photo(drawn).read_bytes()
        self.start()
        self.rekognition = self.client("rekognition")
        self.project = self.rekognition.describe_projects()["ProjectDescriptions"][0]["ProjectArn"]
        self.arn = self.described()["ProjectVersionArn"]
        self.at_first = self.usage()

    def restart(self):
        """Ends it as a service manager would, and starts it where its clients look for it."""
        assert self.stop() == 0
        self.start(port=self.port)

    def described(self, name="v1"):
        """What AWS's clients are told of a version."""
        found = self.rekognition.describe_project_versions(ProjectArn=self.project, VersionNames=[name])
        return found["ProjectVersionDescriptions"][0]

    def status(self, name="v1"):
        return self.described(name)["Status"]

    def detect(self, arn=None):
        answer = self.rekognition.detect_custom_labels(
            ProjectVersionArn=arn or self.arn, Image={"Bytes": self.photo}, MinConfidence=0
        )
        return answer["CustomLabels"]

    def refusal(self, arn=None):
        """The code of the error that a detection ends with."""
        return labels.refusal(self.detect, arn)[0]

    def start_model(self, least=1, most=None):
        most = {} if most is None else {"MaxInferenceUnits": most}
        self.rekognition.start_project_version(ProjectVersionArn=self.arn, MinInferenceUnits=least, **most)

    def stop_model(self):
        self.rekognition.stop_project_version(ProjectVersionArn=self.arn)

    def copy(self, name):
        """A copy of the model, not yet waited for: its ARN."""
        return self.rekognition.copy_project_version(
            SourceProjectArn=self.project, SourceProjectVersionArn=self.arn, DestinationProjectArn=self.project,
            VersionName=name, OutputConfig={"S3Bucket": BUCKET, "S3KeyPrefix": "copies"},
        )["ProjectVersionArn"]

    def folder(self, arn=None):
        return self.home / "models" / (arn or self.arn).rsplit("/", 1)[1]

    def workers(self, arn=None):
        """The numbers of the processes that hold a model."""
        return processes("katmai-worker", self.folder(arn))

    def await_unloaded(self, arn=None):
        eventually(lambda: not self.workers(arn), pause=0.02)

    def listed(self, name="v1"):
        """What `katmai versions list` says of a version."""
        models = json.loads(self.katmai("versions", "list", "--json"))
        return next(model for model in models if model["version"] == name)

    def unit_states(self, name="v1"):
        """Of each of its inference units what `katmai versions list` says it does."""
        return [unit["state"] for unit in self.listed(name)["units"]]

    def usage(self, name="v1"):
        """What `katmai usage` counts of a version, its months added up; that was asked before the copying, too."""
        report = json.loads(self.katmai("usage", "--json"))
        sums = collections.Counter()
        for month in report["months"]:
            if month["version"] == name:
                sums.update({key: month[key] for key in COUNTS})
        return {key: sums[key] for key in COUNTS}

    def counted(self):
        """What `katmai usage` has counted of `v1` since this server was made."""
        return {key: count - self.at_first[key] for key, count in self.usage().items()}

    def metrics(self):
        """The values of all metrics by name and labels; every line is checked."""
        with urllib.request.urlopen(f"{self.url}/_/metrics", timeout=60) as response:
            assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
            return exposition(response.read().decode())


# Of a month's usage: what is counted.
COUNTS = ("calls", "coldCalls", "warmCalls", "failedCalls", "loads")


def exposition(text):
    """Reads Prometheus' text format, and refuses what Prometheus' own checker would."""
    assert text.endswith("\n")
    kinds, helps, values = {}, set(), {}
    for line in text.splitlines():
        if line.startswith("# HELP "):
            name = line.split(" ", 3)[2]
            assert name not in helps, f"{name} is explained twice"
            helps.add(name)
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert kind in ("counter", "gauge", "histogram", "summary", "untyped") and name not in kinds, line
            kinds[name] = kind
        else:
            _check_sample(line, kinds, helps, values)
    _check_histograms(kinds, values)
    return values


def _check_sample(line, kinds, helps, values):
    found = SAMPLE.fullmatch(line)
    assert found, f"no sample: {line!r}"
    name, pairs, value = found[1], LABEL.findall(found[2] or ""), float(found[3])
    family = re.sub(r"_(bucket|sum|count)$", "", name)
    family = family if kinds.get(family) in ("histogram", "summary") else name
    assert family in kinds and family in helps, f"nothing says what {name} is"
    assert kinds[family] != "counter" or (name.endswith("_total") and value >= 0), line
    assert len(dict(pairs)) == len(pairs), f"a label twice: {line!r}"
    key = (name, frozenset(pairs))
    assert key not in values, f"twice: {line!r}"
    values[key] = value


def _check_histograms(kinds, values):
    """Buckets rise to the one of infinity, which is the count."""
    for name in (name for name, kind in kinds.items() if kind == "histogram"):
        series = collections.defaultdict(list)
        for (sample, pairs), value in values.items():
            if sample == f"{name}_bucket":
                limit = float(dict(pairs)["le"])
                series[frozenset(pair for pair in pairs if pair[0] != "le")].append((limit, value))
        for pairs, buckets in series.items():
            buckets.sort()
            counts = [count for _, count in buckets]
            assert counts == sorted(counts) and buckets[-1] == (float("inf"), values[f"{name}_count", pairs])
            assert (f"{name}_sum", pairs) in values


def at_once(server, count, arn=None):
    """Connections on which as many requests have been sent at one moment."""
    members = {"ProjectVersionArn": arn or server.arn, "MinConfidence": 0}
    members["Image"] = {"S3Object": {"Bucket": BUCKET, "Name": next_image(server)}}
    body = json.dumps(members).encode()
    lines = [f"{name}: {value}" for name, value in signed(server, "DetectCustomLabels", body).items()]
    head = ["POST / HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"Content-Length: {len(body)}", *lines]
    request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=120) for _ in range(count)]
    for connection in connections:
        connection.sendall(request)
    return connections


def next_image(server):
    listed = server.client("s3").list_objects_v2(Bucket=BUCKET, Prefix="images/", MaxKeys=1)
    return listed["Contents"][0]["Key"]


def answers(connections):
    """Of each connection the answer's status and, of an error, its code."""
    found = []
    for connection in connections:
        with contextlib.closing(connection):
            response = http.client.HTTPResponse(connection)
            response.begin()
            document = json.loads(response.read())
            found.append((response.status, document.get("__type")))
    return found
