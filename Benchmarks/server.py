#!/usr/bin/env python3
"""What `katmai serve` takes: start, memory, a large dataset, requests a second, and objects against copied files.

    Benchmarks/server.py [--lines 250000] [--objects 1000] [--keys 100000] [--connections 16]

Requests are signed beforehand by botocore and sent by a small C program (load.c), since a client in Python costs more than the
server. Files are copied with an fsync each, on the same disk and by as many threads, for a ratio.
"""
import argparse, concurrent.futures, itertools, json, os, pathlib, random, signal, struct, subprocess, tempfile, time
import botocore.auth, botocore.awsrequest, botocore.session
from measuring import KATMAI, announce, percentile, stop, table

HERE = pathlib.Path(__file__).resolve().parent
LABELS = [f"kind-{number}" for number in range(20)]


class Server:
    """`katmai serve` in a folder's home, which is made where there is none."""

    def __init__(self, folder, *options):
        self.home = folder / "home"
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [KATMAI, "serve", "--home", self.home, "--port", "0", "--log-level", "warning", *options],
            stdout=subprocess.PIPE, text=True,
        )
        self.url = self.process.stdout.readline().split()[-1]
        self.start_seconds = time.perf_counter() - begin
        self.port = int(self.url.rsplit(":", 1)[1])
        self.key = json.loads(subprocess.check_output([KATMAI, "credentials", "--json", "--home", self.home]))[0]
        self.session = botocore.session.get_session()

    def client(self, service):
        return self.session.create_client(
            service, endpoint_url=self.url, region_name="us-east-1",
            aws_access_key_id=self.key["id"], aws_secret_access_key=self.key["secret"],
        )

    def megabytes(self, what="VmRSS"):
        """Of memory: what is in use, or with VmHWM the most there ever was."""
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024

    def signed(self, service, method, path, headers=None, body=b""):
        """One whole request, as bytes."""
        request = botocore.awsrequest.AWSRequest(method, self.url + path, data=body, headers=headers or {})
        credentials = botocore.credentials.Credentials(self.key["id"], self.key["secret"])
        signer = botocore.auth.S3SigV4Auth if service == "s3" else botocore.auth.SigV4Auth
        signer(credentials, service, "us-east-1").add_auth(request)
        fields = {**dict(request.headers.items()), "Host": f"127.0.0.1:{self.port}", "Content-Length": len(body)}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
        return head.encode() + body

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(30):
            stop("katmai serve did not end well")


class Load:
    """The native client."""

    def __init__(self, folder, connections):
        self.folder, self.connections, self.program = folder, connections, folder / "load"
        compiler = next((name for name in ("clang", "cc") if subprocess.run(["which", name], capture_output=True).returncode == 0), None)
        if compiler is None:
            stop("there is no C compiler")
        subprocess.run([compiler, "-O2", "-pthread", "-o", self.program, HERE / "load.c"], check=True)

    def seconds(self, port, requests, connections=None):
        """Sends all of them; how long that took."""
        return self.send(port, requests, connections)

    def answers(self, port, requests, count, connections):
        """Sends so many, going through the requests again and again: the seconds, and of each answer status and milliseconds."""
        file = self.folder / "answers"
        seconds = self.send(port, requests, connections, count, file)
        answers = (line.split() for line in file.read_text().splitlines())
        return seconds, [(int(status), float(milliseconds)) for status, milliseconds in answers]

    def send(self, port, requests, connections, *rest):
        with open(self.folder / "requests", "wb") as file:
            for request in requests:
                file.write(struct.pack("<Q", len(request)) + request)
        words = [port, connections or self.connections, self.folder / "requests", *rest]
        return float(subprocess.check_output([self.program, *map(str, words)]))


def line(number, chance):
    """A Ground Truth line with one to three boxes."""
    boxes = [
        dict(class_id=chance.randrange(len(LABELS)), left=chance.randrange(500), top=chance.randrange(400), width=40, height=30)
        for _ in range(chance.randrange(1, 4))
    ]
    used = {box["class_id"] for box in boxes}
    return json.dumps({
        "source-ref": f"s3://bench/photos/{number // 1000}/frame-{number:06}.jpg",
        "boxes": {"annotations": boxes, "image_size": [{"width": 640, "height": 480, "depth": 3}]},
        "boxes-metadata": {
            "job-name": "labeling-job/bench", "class-map": {str(label): LABELS[label] for label in sorted(used)},
            "human-annotated": "yes", "objects": [{"confidence": 1} for _ in boxes],
            "creation-date": "2024-07-01T12:00:00", "type": "groundtruth/object-detection",
        },
    }) + "\n"


def milliseconds(call, rounds=20):
    """The slowest of some calls after a first one, client included."""
    call()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        times.append((time.perf_counter() - begin) * 1000)
    return percentile(times, 95)


def measure_dataset(server, folder, count):
    s3, rekognition = server.client("s3"), server.client("rekognition")
    s3.create_bucket(Bucket="bench")
    chance = random.Random(0)
    lines = [line(number, chance) for number in range(count)]
    manifest = folder / "bench.manifest"
    manifest.write_text("".join(lines))
    with open(manifest, "rb") as body:
        s3.put_object(Bucket="bench", Key="bench.manifest", Body=body)
    project = rekognition.create_project(ProjectName="bench")["ProjectArn"]
    begin = time.perf_counter()
    dataset = rekognition.create_dataset(
        ProjectArn=project, DatasetType="TRAIN",
        DatasetSource={"GroundTruthManifest": {"S3Object": {"Bucket": "bench", "Name": "bench.manifest"}}},
    )["DatasetArn"]
    seen = settle(rekognition, dataset, begin)
    rows = [
        (f"{count:,} lines into a dataset, s", seen[-1][0], "30"),
        ("the most memory meanwhile, MB", server.megabytes("VmHWM"), "500"),
        ("how often progress was seen to rise", len({entries for _, entries in seen}), "> 1"),
    ]

    def entries(**filters):
        return milliseconds(lambda: rekognition.list_dataset_entries(DatasetArn=dataset, MaxResults=100, **filters))

    pages = rekognition.get_paginator("list_dataset_entries").paginate(DatasetArn=dataset, PaginationConfig={"PageSize": 100})
    token = next(itertools.islice(pages, min(count // 200, 500), None)).get("NextToken", "")
    rows += [
        ("ListDatasetEntries, first page of 100, ms", entries(), "20"),
        ("a page far behind, ms", entries(NextToken=token), "20"),
        ("two labels, ms", entries(ContainsLabels=LABELS[:2]), "100"),
        ("Labeled=false, ms", entries(Labeled=False), "100"),
        ("HasErrors=true, ms", entries(HasErrors=True), "100"),
        ("SourceRefContains the last image, ms", entries(SourceRefContains=f"frame-{count - 1:06}"), "100"),
        ("SourceRefContains nothing there, ms", entries(SourceRefContains="no such image"), "100"),
    ]
    changed = "".join(text.replace("kind-1\"", "other\"") for text in lines[:1000])
    begin = time.perf_counter()
    rekognition.update_dataset_entries(DatasetArn=dataset, Changes={"GroundTruth": changed.encode()})
    rows.append(("UpdateDatasetEntries of 1,000 lines, until complete, s", settle(rekognition, dataset, begin)[-1][0], "1"))
    return rows


def settle(rekognition, dataset, begin):
    """Waits until work on a dataset is over; the moments at which it was asked, and the entries there then."""
    seen = []
    while True:
        described = rekognition.describe_dataset(DatasetArn=dataset)["DatasetDescription"]
        seen.append((time.perf_counter() - begin, described.get("DatasetStats", {}).get("TotalEntries", 0)))
        if not described["Status"].endswith("IN_PROGRESS"):
            if not described["Status"].endswith("COMPLETE"):
                stop(f"the dataset is {described['Status']}: {described['StatusMessage']}")
            return seen
        time.sleep(0.05)


def measure_requests(server, load, count=20_000):
    headers = {"X-Amz-Target": "RekognitionService.DescribeProjects", "Content-Type": "application/x-amz-json-1.1"}
    requests = [server.signed("rekognition", "POST", "/", headers, b"{}")] * count
    load.seconds(server.port, requests[:1000])
    return [(f"DescribeProjects, signed, {load.connections} connections, a second", count / load.seconds(server.port, requests), "2000")]


def copy_files(folder, bodies, threads):
    """Seconds of writing files, each on the disk before the next of its thread; then of reading them."""
    folder.mkdir()

    def write(place):
        descriptor = os.open(folder / str(place), os.O_CREAT | os.O_WRONLY)
        os.write(descriptor, bodies[place])
        os.fsync(descriptor)
        os.close(descriptor)

    seconds = []
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for work in (write, lambda place: (folder / str(place)).read_bytes()):
            begin = time.perf_counter()
            list(pool.map(work, range(len(bodies))))
            seconds.append(time.perf_counter() - begin)
    return seconds


def measure_objects(server, load, folder, count, size=200_000):
    bodies = [random.Random(number).randbytes(size) for number in range(count)]
    before = server.megabytes()
    puts = [server.signed("s3", "PUT", f"/bench/objects/{place}", {}, body) for place, body in enumerate(bodies)]
    gets = [server.signed("s3", "GET", f"/bench/objects/{place}") for place in range(count)]
    put, get = load.seconds(server.port, puts), load.seconds(server.port, gets)
    (alone, _), (together, _) = copy_files(folder / "alone", bodies, 1), copy_files(folder / "together", bodies, load.connections)
    return [
        (f"PUT of {count:,} objects of 200 KB, a second", count / put, ""),
        ("files copied with an fsync each, one after the other, a second", count / alone, ""),
        (f"the same by {load.connections} threads, a second", count / together, ""),
        ("PUT against one after the other, ratio", alone / put, "0.5"),
        (f"PUT against {load.connections} threads, ratio", together / put, ""),
        ("GET, a second", count / get, ""),
        ("GET against copying one after the other, ratio", alone / get, "0.5"),
        ("memory before and after, MB", f"{before:.0f} and {server.megabytes():.0f}", "flat"),
    ]


def measure_listing(server, load, count):
    """Keys in a thousand folders and in one."""
    keys = [f"many/{number % 1000:03}/{number:06}" if number % 2 else f"flat/{number:06}" for number in range(count)]
    load.seconds(server.port, [server.signed("s3", "PUT", f"/bench/{key}", {}, b"x") for key in keys])

    def listing(query):
        """Milliseconds of a page, by the mean of 50, one after the other: parsing 1,000 elements in Python takes longer."""
        request = server.signed("s3", "GET", f"/bench?{query}list-type=2")
        return load.seconds(server.port, [request] * 50, connections=1) / 50 * 1000

    return [
        (f"a page of {count:,} keys, all, ms", listing(""), "50"),
        ("with a delimiter, ms", listing("delimiter=%2F&"), "50"),
        ("a prefix of 1,000 folders, ms", listing("delimiter=%2F&prefix=many%2F&"), "50"),
        ("a prefix in the middle, ms", listing("prefix=flat%2F05&"), "50"),
        ("from a key far behind, ms", listing("start-after=many%2F900%2F&"), "50"),
        ("a delimiter in no key, ms", listing("delimiter=%21&"), "50"),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=250_000)
    parser.add_argument("--objects", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=100_000)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    announce()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        load, server = Load(folder, options.connections), Server(folder)
        rows = [("start to the first line, ms", server.start_seconds * 1000, "300")]
        time.sleep(2)
        rows.append(("idle, resident MB", server.megabytes(), "60"))
        rows += measure_dataset(server, folder, options.lines)
        rows += measure_requests(server, load)
        rows += measure_objects(server, load, folder, options.objects)
        rows += measure_listing(server, load, options.keys)
        server.stop()
    table(["what", "measured", "wanted"], rows)


if __name__ == "__main__":
    main()
