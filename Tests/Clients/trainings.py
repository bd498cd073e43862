"""A server with a few photos, and what its trainers do."""

import json
import pathlib
import re
import struct

import conftest
import custom_labels as labels
from crashing import objects
from waiting import eventually

BUCKET = "photos"
# Dates and accounts, in which two trainings of the same data differ.
UNLIKE = rb"\d{4}-\d\d-\d\dT[\d:.]+Z?|:\d{12}:|/\d{13}"


class Trainings:
    """A server with a few photos in it, which trains so many epochs of a step each."""

    def __init__(self, home, drawn, epochs):
        self.server = conftest.Server(home, "--training-threads", 2, "--training-epochs", epochs)
        self.drawn = drawn
        self.server.start()
        self.s3, self.client = self.server.client("s3"), self.server.client("rekognition")
        self.fill()

    def start(self):
        """Starts the server anew, where its clients look for it."""
        self.server.start(port=self.server.port)

    def fill(self):
        """Makes a bucket with six photos to train on and two to test with, and a project."""
        self.s3.create_bucket(Bucket=BUCKET)
        for name, count in (("train", 6), ("test", 2)):
            lines = labels.as_animals(labels.drawn_lines(self.drawn, name, BUCKET)[:count])
            labels.put_manifest(self.s3, BUCKET, f"{name}.manifest", lines)
            for line in lines:
                photo = line["source-ref"].rsplit("/", 1)[1]
                self.s3.upload_file(str(self.drawn / "images" / photo), BUCKET, f"images/{photo}")
        self.project = self.client.create_project(ProjectName="animals")["ProjectArn"]

    def train(self, name):
        labels.train(
            self.client,
            self.project,
            name,
            BUCKET,
            TrainingData={"Assets": [labels.manifest(BUCKET, "train.manifest")]},
            TestingData={"Assets": [labels.manifest(BUCKET, "test.manifest")]},
        )

    def versions(self, name):
        found = self.client.describe_project_versions(ProjectArn=self.project, VersionNames=[name])
        return found["ProjectVersionDescriptions"]

    def version(self, name):
        return self.versions(name)[0]

    def ended(self, name):
        """The description of a version once it is trained, or copied, or cannot be."""

        def asked():
            version = self.version(name)
            return None if version["Status"].endswith("_IN_PROGRESS") else version

        return eventually(asked)

    def run(self, name):
        """What `katmai runs` says of a training."""
        return next(run for run in json.loads(self.server.katmai("runs", "--json")) if run["version"] == name)

    def await_run(self, name, condition):
        return eventually(lambda: condition(self.run(name)))

    def folder(self, name, parent="runs"):
        return self.server.home / parent / self.version(name)["ProjectVersionArn"].rsplit("/", 1)[1]

    def model(self, name):
        """The digests of the files of a model that do not name the moment it was made."""
        files = json.loads((self.folder(name, "models") / "model.json").read_text())["files"]
        return {path: files[path] for path in ("model.onnx", "weights.safetensors", "evaluation/report.json")}

    def outputs(self):
        """The files of a training in its bucket, without the dates and the account in them."""
        found = {key: content for key, (_, content) in objects(self.s3, BUCKET).items()}
        return {key: re.sub(UNLIKE, b"", content) for key, content in found.items() if key.startswith("out/")}

    def trainers(self, name):
        """The numbers of the processes that train a version."""
        return processes("katmai-trainer", self.folder(name))

    def trainer(self, name, but=()):
        """The number of the process that trains a version, besides those; None where there is none."""
        return next((each for each in self.trainers(name) if each not in but), None)

    def shares_until_the_end(self, name):
        """What `katmai runs` says of the progress, again and again."""
        shares = []
        while (run := self.run(name))["status"] in ("QUEUED", "PREPARING", "TRAINING"):
            shares.append(run["progress"])
        return shares


def processes(program, folder):
    """The numbers of the processes of a program that work in a folder."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(program.encode()) and words[1].rstrip(b"/") == bytes(folder):
            found.append(int(process.name))
    return found


def checkpoint_step(folder):
    """The step that the training in a folder will go on from."""
    with open(folder / "checkpoint.safetensors", "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return int(json.loads(file.read(length))["__metadata__"]["step"])
