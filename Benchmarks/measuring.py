"""What the benchmarks share: Katmai's programs, a model to measure with, and saying what was measured on what."""
import contextlib, datetime, json, os, pathlib, platform, shlex, statistics, struct, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = pathlib.Path(os.environ.get("KATMAI_PROGRAMS", ROOT / ".build/release")).resolve()
KATMAI, WORKER = PROGRAMS / "katmai", PROGRAMS / "katmai-worker"
# Of a detection in the worker, in the order in which they are done.
PARTS = ("decode", "letterbox", "engine", "suppression")


def stop(reason):
    """Ends the benchmark with a sentence for the reader."""
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {reason}")


def announce():
    """Prints what a figure means nothing without: the command, the commit, the machine and how busy it is."""
    if not KATMAI.exists():
        stop(f"{KATMAI} is missing: run `make build`, or name the folder of the programs in KATMAI_PROGRAMS")
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    names = {line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")}
    processor = ", ".join(sorted(names)) or platform.machine()  # Arm's kernels name none.
    print(f"    command    {shlex.join([pathlib.Path(sys.argv[0]).name, *sys.argv[1:]])}")
    print(f"    commit     {commit()}, {datetime.datetime.now().isoformat(' ', 'seconds')}")
    print(f"    machine    {processor}, {len(os.sched_getaffinity(0))} cores")
    load = os.getloadavg()
    print("    load       %.2f %.2f %.2f (last 1, 5 and 15 minutes, before this)" % load)
    if load[0] > len(os.sched_getaffinity(0)) / 4:
        print("    BUSY: other programs compete for the cores; the figures below are not the machine's")
    print(flush=True)


def commit():
    def git(*arguments):
        return subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True).stdout.strip()

    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if git("status", "--porcelain") else "")


def backbone():
    """The file with the backbone's ImageNet weights, which `make setup` unpacks."""
    found = sorted((ROOT / ".deps/backbone").glob("*.pth"))
    return found[0] if found else stop(".deps/backbone holds no .pth: run `make setup`")


def train(arguments):
    """Runs `katmai train` and yields its events, each with the moment that it came."""
    command = [KATMAI, "train", "--json", *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as errors:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
            for line in process.stdout:
                yield time.perf_counter(), json.loads(line)
        if process.returncode:
            errors.seek(0)
            stop(f"{shlex.join(map(str, command))} failed:\n{errors.read()}")


def katmai(*arguments):
    """Runs a command of Katmai to its end and returns its standard output; one that fails ends the benchmark."""
    done = subprocess.run([KATMAI, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        stop(f"katmai {shlex.join(map(str, arguments))} failed:\n{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def bundle_or_own(bundle, size=320):
    """The bundle named, or one trained for a moment on drawn scenes: its speed is that of any other of its size."""
    if bundle:
        yield pathlib.Path(bundle)
        return
    with tempfile.TemporaryDirectory() as folder:
        scenes, own = f"{folder}/scenes", pathlib.Path(folder, "drawn.katmai")
        katmai("example", "--out", scenes, "--train", 16, "--test", 8)
        katmai(
            "train", "--train", f"{scenes}/train.manifest", "--test", f"{scenes}/test.manifest", "--images", scenes,
            "--out", own, "--size", size, "--epochs", 1,
        )
        yield own


@contextlib.contextmanager
def picture_or_own(picture, size="1920x1080"):
    """The image file named, or a drawn one of this size."""
    if picture:
        yield pathlib.Path(picture)
        return
    with tempfile.TemporaryDirectory() as folder:
        katmai("example", "--out", f"{folder}/scene", "--train", 1, "--test", 0, "--size", size)
        yield next(pathlib.Path(folder, "scene/images").iterdir())


class Worker:
    """A running katmai-worker and its frames: two lengths, a JSON header, a payload."""

    def __init__(self, *arguments):
        command = [WORKER, *map(str, arguments)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = self.read()["ready"]["_0"]

    def read(self):
        lengths = self.process.stdout.read(8)
        if len(lengths) < 8:
            stop("the worker ended")
        header, payload = struct.unpack("<II", lengths)
        message = json.loads(self.process.stdout.read(header))
        self.process.stdout.read(payload)
        return message

    def detect(self, image, least=None):
        """Milliseconds of each part, and of the way there and back too (`all`); `least` is the confidence from which on
        detections are answered, 0...1, usually the model's own for each label."""
        header = {"id": 1, "image": "measured"} | ({} if least is None else {"minimum_confidence": least})
        header = json.dumps(header).encode()
        start = time.perf_counter()
        self.process.stdin.write(struct.pack("<II", len(header), len(image)) + header + image)
        self.process.stdin.flush()
        outcome = self.read()["answer"]["_0"]["outcome"]
        whole = (time.perf_counter() - start) * 1e3
        if "found" not in outcome:
            stop(f"the worker could not look at the image: {outcome}")
        return outcome["found"]["_0"]["timings"] | {"all": whole}

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def dataset(name):
    """The folder of a real data set (COCO) in KATMAI_DATASETS."""
    folder = pathlib.Path(os.environ.get("KATMAI_DATASETS") or stop("KATMAI_DATASETS names no folder of data sets"), name)
    if not (folder / "annotations/train.json").exists():
        stop(f"{folder}/annotations/train.json is missing")
    return folder


def describe(bundle):
    """A bundle's model.json."""
    return json.loads((bundle / "model.json").read_text())


def percentile(values, percent):
    """The least of the values that so many per cent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def table(header, rows):
    """Prints a Markdown table; floats with three digits."""
    def text(value):
        return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)

    print("| " + " | ".join(header) + " |")
    print("| " + " | ".join("---" for _ in header) + " |")
    for row in rows:
        print("| " + " | ".join(map(text, row)) + " |")
    print(flush=True)


def summary(values):
    """Median, lower quartile, least."""
    return statistics.median(values), percentile(values, 25), min(values)
