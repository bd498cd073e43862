#!/usr/bin/env python3
"""How fast `katmai convert` reads and writes annotations: a made-up manifest of 50,000 lines, to COCO and back.

    Benchmarks/import.py [--lines 50000] [--rounds 3]

Python's json module, which parses the same lines in C and does nothing with them, is timed in turn, for a ratio.
"""
import argparse, json, os, pathlib, random, statistics, subprocess, tempfile, time
from measuring import KATMAI, announce, stop, table

LABELS = ["bear", "wolf", "otter", "salmon", "gull"]


def line(number, chance):
    """A Ground Truth line with no to five boxes, as Ground Truth's own jobs write them."""
    boxes = [
        dict(
            class_id=chance.randrange(len(LABELS)), left=chance.randrange(1600), top=chance.randrange(800),
            width=chance.randrange(20, 300), height=chance.randrange(20, 250),
        )
        for _ in range(chance.randrange(6))
    ]
    return json.dumps({
        "source-ref": f"s3://bear-cam/2024/frame-{number:06}.jpg",
        "bounding-box": {"annotations": boxes, "image_size": [{"width": 1920, "height": 1080, "depth": 3}]},
        "bounding-box-metadata": {
            "job-name": "labeling-job/bears", "class-map": {str(i): label for i, label in enumerate(LABELS)},
            "human-annotated": "yes", "objects": [{"confidence": 1} for _ in boxes],
            "creation-date": "2024-07-01T12:00:00.000000", "type": "groundtruth/object-detection",
        },
    })


def convert(source, target, form):
    """Seconds of one conversion, and the largest resident size of its process in bytes."""
    start = time.perf_counter()
    command = [KATMAI, "convert", source, "--to", form, "--out", target, "--force", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        stop(f"katmai convert {source} failed")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def parse(manifest):
    """Seconds that Python's json module takes for all lines."""
    start = time.perf_counter()
    with open(manifest, "rb") as lines:
        for text in lines:
            json.loads(text)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    announce()
    with tempfile.TemporaryDirectory() as folder:
        manifest, coco, again = (pathlib.Path(folder, name) for name in ("in.manifest", "out.json", "out.manifest"))
        chance = random.Random(0)
        manifest.write_text("".join(line(number, chance) + "\n" for number in range(options.lines)))
        size = manifest.stat().st_size
        rounds = [
            (convert(manifest, coco, "coco"), convert(coco, again, "ground-truth"), (parse(manifest), None))
            for _ in range(options.rounds)
        ]
    names = ["manifest to COCO", "COCO to manifest", "Python's json, parsing alone"]
    python = statistics.median(round[2][0] for round in rounds)
    rows = []
    for name, runs in zip(names, zip(*rounds)):
        seconds = statistics.median(run[0] for run in runs)
        memory = max((run[1] for run in runs if run[1]), default=None)
        rows.append((
            name, f"{seconds:.2f}", f"{options.lines / seconds:,.0f}", f"{python / seconds:.2f}",
            f"{memory / 1e6:.0f}" if memory else None,
        ))
    print(f"{options.lines:,} images, manifest of {size / 1e6:.0f} MB, median of {options.rounds} rounds in turn:\n")
    table(["", "seconds", "images/s", "speed, json = 1", "peak memory, MB"], rows)


if __name__ == "__main__":
    main()
