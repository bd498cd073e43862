"""A server killed at random while it is asked: all that was answered is there, and nothing half-written."""

import hashlib
import json
import os
import random
import subprocess
import threading
import time

import conftest
import custom_labels as labels
from conftest import KATMAI, Server
from crashing import LOST, await_cleared

KILLS = int(os.environ.get("KATMAI_KILLS", "20"))
SEED = int(os.environ.get("KATMAI_SEED", random.randrange(1 << 32)))
PART = 5 << 20
GONE = None


class Person:
    """Asks for this and that, one after the other, and notes in which states things may be then.

    What was answered is certain. Of the one request that a kill has left without an answer both are possible.
    """

    def __init__(self, server, number):
        self.s3, self.rekognition = server.client("s3"), server.client("rekognition")
        self.bucket = f"bucket-{number}"
        self.s3.create_bucket(Bucket=self.bucket)
        self.project = self.rekognition.create_project(ProjectName=self.bucket)["ProjectArn"]
        self.objects, self.projects, self.entries = {}, {}, {GONE}
        self.touched = set()
        # What has been uploaded of an object in parts that was not completed.
        self.upload, self.parts = None, {}
        self.answered = 0
        self.failure = None

    def work(self, choice):
        """Asks until the server is gone."""
        try:
            while True:
                self.ask(choice)
                self.answered += 1
        except LOST:
            pass
        except BaseException as failure:
            self.failure = failure

    def ask(self, choice):
        requests = {
            self.put: 6, self.upload_parts: 2, self.copy: 1, self.delete: 2, self.make_project: 2,
            self.change_dataset: 4,
        }
        choice.choices(list(requests), weights=requests.values())[0](choice)

    def key(self, choice):
        return f"key-{choice.randrange(6)}"

    def change(self, key, state, call, **arguments):
        """Asks for a change of an object."""
        self.touched.add(key)
        self.objects[key] = self.objects.get(key, {GONE}) | {state}
        call(Bucket=self.bucket, **arguments)
        self.objects[key] = {state}

    def put(self, choice):
        key, content = self.key(choice), choice.randbytes(choice.choice([0, 100, 200_000, 700_000]))
        self.change(key, hashlib.md5(content).hexdigest(), self.s3.put_object, Key=key, Body=content)

    def upload_parts(self, choice):
        key, contents = self.key(choice), [choice.randbytes(1000)]
        if choice.random() < 0.3:
            contents.insert(0, choice.randbytes(1000) + bytes(PART))
        begun = {"Bucket": self.bucket, "Key": key}
        begun["UploadId"] = self.s3.create_multipart_upload(**begun)["UploadId"]
        self.upload, self.parts = begun, {}
        for number, content in enumerate(contents, start=1):
            answer = self.s3.upload_part(**begun, PartNumber=number, Body=content)
            assert answer["ETag"] == f'"{hashlib.md5(content).hexdigest()}"'
            self.parts[number] = answer["ETag"]
        digests = b"".join(hashlib.md5(content).digest() for content in contents)
        self.change(
            key,
            f"{hashlib.md5(digests).hexdigest()}-{len(contents)}",
            self.s3.complete_multipart_upload,
            Key=key,
            UploadId=begun["UploadId"],
            MultipartUpload={"Parts": [{"PartNumber": n, "ETag": etag} for n, etag in self.parts.items()]},
        )
        self.upload = None

    def copy(self, choice):
        source, target = self.key(choice), self.key(choice)
        [state] = self.objects.get(source, {GONE})
        # The ETag of a copy is known of what was uploaded in one piece.
        if state is not GONE and "-" not in state and source != target:
            from_there = {"Bucket": self.bucket, "Key": source}
            self.change(target, state, self.s3.copy_object, Key=target, CopySource=from_there)

    def delete(self, choice):
        key = self.key(choice)
        self.change(key, GONE, self.s3.delete_object, Key=key)

    def make_project(self, choice):
        name = f"{self.bucket}-{len(self.projects)}"
        self.projects[name] = {False, True}
        self.rekognition.create_project(ProjectName=name)
        self.projects[name] = {True}

    def change_dataset(self, choice):
        """Makes a dataset where there is none, else changes it or deletes it."""
        [entries] = self.entries
        lines = {
            f"s3://{self.bucket}/{number:03}.jpg": choice.choice(["bear", "wolf"])
            for number in choice.sample(range(200), 50)
        }
        texts = [json.dumps(labels.box_line(source, label)) for source, label in lines.items()]
        if entries is GONE:
            key = f"manifest-{self.answered}-{choice.randrange(1 << 32)}"
            content = "\n".join(texts).encode()
            self.change(key, hashlib.md5(content).hexdigest(), self.s3.put_object, Key=key, Body=content)
            new, call = lines, self.rekognition.create_dataset
            arguments = {"ProjectArn": self.project, "DatasetType": "TRAIN"}
            arguments["DatasetSource"] = labels.manifest(self.bucket, key)
        else:
            arguments = {"DatasetArn": self.dataset()}
            if choice.random() < 0.2:
                new, call = GONE, self.rekognition.delete_dataset
            else:
                new, call = {**dict(entries), **lines}, self.rekognition.update_dataset_entries
                arguments["Changes"] = {"GroundTruth": "\n".join(texts).encode()}
        state = new if new is GONE else frozenset(new.items())
        self.entries = {entries, state}
        call(**arguments)
        self.entries = {state}
        self.dataset()

    def dataset(self):
        """The project's dataset, once nothing is done to it any more; None where there is none."""
        while True:
            [project] = self.rekognition.describe_projects(ProjectNames=[self.bucket])["ProjectDescriptions"]
            if not project["Datasets"]:
                return None
            [dataset] = project["Datasets"]
            if not dataset["Status"].endswith("_IN_PROGRESS"):
                assert dataset["Status"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE"), dataset
                return dataset["DatasetArn"]
            time.sleep(0.01)

    def check(self):
        """Compares with what is there; from now on that is certain."""
        if self.failure:
            raise self.failure
        self.check_objects()
        self.check_upload()
        pages = self.rekognition.get_paginator("describe_projects").paginate()
        projects = [project for page in pages for project in page["ProjectDescriptions"]]
        found = {project["ProjectArn"].split("/")[1] for project in projects}
        for name, states in self.projects.items():
            assert (name in found) in states, f"project {name}"
            self.projects[name] = {name in found}
        dataset = self.dataset()
        lines = labels.entries(self.rekognition, dataset) if dataset else None
        entries = GONE if lines is None else frozenset((line["source-ref"], label(line)) for line in lines)
        assert entries in self.entries and (lines is None or len(lines) == len(entries))
        self.entries = {entries}

    def check_objects(self):
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        found = {item["Key"]: item["ETag"].strip('"') for page in pages for item in page.get("Contents", [])}
        for key, states in self.objects.items():
            etag = found.pop(key, GONE)
            assert etag in states, f"{key} is {etag}, not one of {states}"
            self.objects[key] = {etag}
            if etag is not GONE and key in self.touched:
                content = self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
                assert "-" in etag or hashlib.md5(content).hexdigest() == etag, f"{key} is not what was put"
        assert found == {}
        self.touched = set()

    def check_upload(self):
        """What was answered of an upload that was not completed is there, and can be aborted."""
        begun = self.s3.list_multipart_uploads(Bucket=self.bucket).get("Uploads", [])
        ids = [upload["UploadId"] for upload in begun]
        if self.upload and self.upload["UploadId"] in ids:
            parts = self.s3.list_parts(**self.upload).get("Parts", [])
            there = {part["PartNumber"]: part["ETag"] for part in parts}
            assert self.parts.items() <= there.items()
        elif self.upload:
            # Its completion was not answered, and has been done.
            assert "-" in next(iter(self.objects[self.upload["Key"]]))
        for upload in begun:
            self.s3.abort_multipart_upload(Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"])
        self.upload = None


def label(line):
    [label] = line["BB-metadata"]["class-map"].values()
    return label


def kill_while_it_starts(server, seconds):
    process = subprocess.Popen(
        [KATMAI, "serve", "--home", server.home, "--port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=conftest.clean_environment(),
    )
    time.sleep(seconds)
    process.kill()
    process.wait()


def test_nothing_that_was_answered_is_lost(tmp_path):
    print(f"seed: KATMAI_SEED={SEED}")
    choice = random.Random(SEED)
    server = Server(tmp_path / "home").start()
    people = [Person(server, number) for number in range(3)]
    try:
        for kill in range(KILLS):
            seeds = [choice.randrange(1 << 32) for _ in people]
            work = [
                threading.Thread(target=person.work, args=[random.Random(seed)])
                for person, seed in zip(people, seeds)
            ]
            for thread in work:
                thread.start()
            time.sleep(choice.uniform(0.01, 0.4))
            server.kill()
            for thread in work:
                thread.join(60)
            if choice.random() < 0.3:
                kill_while_it_starts(server, choice.uniform(0.005, 0.15))
            server.start(port=server.port)
            for person in people:
                person.check()
            await_cleared(server)
            print(f"kill {kill + 1}: {sum(person.answered for person in people)} requests answered")
        assert all(person.answered > 0 for person in people)
        assert server.stop() == 0
    finally:
        if server.process is not None:
            server.kill()
