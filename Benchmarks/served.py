"""A server with a trained detector, a photo to ask it about, and what its processes take: for serving.py and the soak test."""
import base64, contextlib, json, os, pathlib, random, time
from measuring import katmai, percentile, stop
from server import Load, Server

# What a camera's photo of 1920 x 1080 has as a JPEG.
SMALLEST, USUAL, LARGEST = 200_000, 300_000, 400_000
TICKS = os.sysconf("SC_CLK_TCK")


def photo(folder):
    """A drawn photo of 1920 x 1080 whose file has 200 to 400 KB."""
    katmai("example", "--out", folder / "photos", "--train", 8, "--test", 0, "--size", "1920x1080")
    files = sorted((folder / "photos/images").iterdir(), key=lambda file: abs(file.stat().st_size - USUAL))
    content = files[0].read_bytes()
    if len(content) > LARGEST:
        stop(f"the drawn photos have more than {LARGEST} bytes: name one with --image")
    return content if len(content) >= SMALLEST else filled(content)


def filled(jpeg):
    """The picture with a comment that brings its file to the usual size: as much to send, less to decode."""
    missing, comments, chance = USUAL - len(jpeg), b"", random.Random(0)
    while len(comments) < missing:
        comment = chance.randbytes(min(65_533, max(1, missing - len(comments) - 4)))
        comments += b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
    return jpeg[:2] + comments + jpeg[2:]


def stat(process):
    """The fields of /proc/PID/stat behind the process's name."""
    return pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()


def cpu_seconds(process, with_ended_children=False):
    return sum(map(int, stat(process)[11 : 15 if with_ended_children else 13])) / TICKS


def megabytes(process, what="VmRSS"):
    """Of memory, a million bytes each: what is in use, or with VmHWM the most there ever was."""
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024 / 1e6


def descriptors(process):
    return len(os.listdir(f"/proc/{process}/fd"))


class Running(Server):
    """A server of a home with models, and its workers."""

    def __init__(self, served, *options):
        super().__init__(served.folder, *map(str, options))
        self.served = served
        self.rekognition = self.client("rekognition")

    def workers(self):
        """Of each worker that there is the words it was started with behind its name; a model is loaded where it has one."""
        found = {}
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if int(stat(folder.name)[1]) == self.process.pid:
                    words = (folder / "cmdline").read_bytes().decode().split("\0")[:-1]
                    if words and words[0].endswith("katmai-worker"):
                        found[int(folder.name)] = words[1:]
        return found

    def await_unloaded(self, seconds=60):
        end = time.monotonic() + seconds
        while self.workers():
            if time.monotonic() > end:
                stop(f"the model is still loaded after {seconds} idle seconds")
            time.sleep(0.02)

    def request(self, arn):
        """A signed DetectCustomLabels about the photo; its signature is good for five minutes."""
        headers = {"X-Amz-Target": "RekognitionService.DetectCustomLabels", "Content-Type": "application/x-amz-json-1.1"}
        image = base64.b64encode(self.served.image).decode()
        body = json.dumps({"ProjectVersionArn": arn, "Image": {"Bytes": image}}).encode()
        return self.signed("rekognition", "POST", "/", headers, body)

    def ask(self, count=1, connections=1, arn=None):
        """The seconds that so many requests took, and of each answer status and milliseconds."""
        return self.served.load.answers(self.port, [self.request(arn or self.served.arn)], count, connections)

    def milliseconds(self, count=1, connections=1):
        """Of each of so many requests, all of which must be answered well."""
        _, answers = self.ask(count, connections)
        if bad := [status for status, _ in answers if status != 200]:
            stop(f"{len(bad)} of {count} requests were not answered with 200, but {sorted(set(bad))} (0: not at all)")
        return [milliseconds for _, milliseconds in answers]

    def usage(self):
        """The sums over all versions and months of what `katmai usage` counts."""
        months = json.loads(katmai("usage", "--json", "--home", self.home))["months"]
        names = ("calls", "coldCalls", "warmCalls", "failedCalls", "loads", "busySeconds")
        return {name: sum(month[name] for month in months) for name in names}

    def processor_seconds(self):
        """Of the server and all workers, the ended ones too."""
        # First the living: one that ends in between is then counted twice, not left out.
        living = 0.0
        for worker in self.workers():
            with contextlib.suppress(OSError):
                living += cpu_seconds(worker)
        return living + cpu_seconds(self.process.pid, with_ended_children=True)


class Served:
    """A home with a detector trained for a moment, whose speed is that of any other of its size."""

    def __init__(self, folder, image=None):
        self.folder = folder
        self.image = pathlib.Path(image).read_bytes() if image else photo(folder)
        self.load = Load(folder, 16)
        with self.serving("--training-epochs", 1) as server:
            self.project = server.rekognition.create_project(ProjectName="bench")["ProjectArn"]
            self.arn = self.train(server)

    @contextlib.contextmanager
    def serving(self, *options):
        """A server of this home, which ends with the block."""
        server = Running(self, *options)
        try:
            yield server
            server.stop()
        finally:
            # Where the block has failed.
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()

    def train(self, server):
        katmai("example", "--out", self.folder / "scenes", "--train", 16, "--test", 8)
        s3 = server.client("s3")
        s3.create_bucket(Bucket="bench")
        for file in (self.folder / "scenes/images").iterdir():
            s3.put_object(Bucket="bench", Key=f"images/{file.name}", Body=file.read_bytes())
        data = {}
        for kind, member in (("train", "TrainingData"), ("test", "TestingData")):
            lines = [json.loads(line) for line in (self.folder / f"scenes/{kind}.manifest").read_text().splitlines()]
            for line in lines:
                line["source-ref"] = "s3://bench/images/" + line["source-ref"].rsplit("/", 1)[-1]
            s3.put_object(Bucket="bench", Key=f"{kind}.manifest", Body="\n".join(map(json.dumps, lines)).encode())
            place = {"S3Object": {"Bucket": "bench", "Name": f"{kind}.manifest"}}
            data[member] = {"Assets": [{"GroundTruthManifest": place}]}
        arn = server.rekognition.create_project_version(
            ProjectArn=self.project, VersionName="v1", OutputConfig={"S3Bucket": "bench", "S3KeyPrefix": "out"}, **data
        )["ProjectVersionArn"]
        self.settle(server)
        return arn

    def copies(self, server, count):
        """The ARNs of so many versions, the trained one and its copies."""
        arns = [
            server.rekognition.copy_project_version(
                SourceProjectArn=self.project, SourceProjectVersionArn=self.arn, DestinationProjectArn=self.project,
                VersionName=f"copy-{number}", OutputConfig={"S3Bucket": "bench", "S3KeyPrefix": "copies"},
            )["ProjectVersionArn"]
            for number in range(1, count)
        ]
        self.settle(server)
        return [self.arn, *arns]

    def settle(self, server):
        """Waits until every version is trained or copied."""
        while True:
            pages = server.rekognition.get_paginator("describe_project_versions").paginate(ProjectArn=self.project)
            versions = [version for page in pages for version in page["ProjectVersionDescriptions"]]
            if not any(version["Status"].endswith("_IN_PROGRESS") for version in versions):
                if bad := [version for version in versions if version["Status"].endswith("FAILED")]:
                    stop(f"a version is {bad[0]['Status']}: {bad[0].get('StatusMessage')}")
                return
            time.sleep(0.2)


def counted(answers):
    """How many answers were 200, and what the others were."""
    others = sorted({status for status, _ in answers if status != 200})
    good = sum(status == 200 for status, _ in answers)
    return f"{good:,} of {len(answers):,}" + (f"; others {others} (0: none)" if others else "")


def p95(milliseconds):
    return percentile(milliseconds, 95)
