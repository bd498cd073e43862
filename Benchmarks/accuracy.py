#!/usr/bin/env python3
"""What a training is worth: AP50, AP50:95, F1, time and memory of `katmai train` on data sets, for some seeds.

    KATMAI_DATASETS=folder Benchmarks/accuracy.py raccoon bccd --seeds 0 1 2 [--size 320 bccd=416] [--epochs N]

A set is a folder of KATMAI_DATASETS, or `drawn`, the example set. Settings not given are Katmai's defaults. With
--reference the script in KATMAI_REFERENCE trains on the same set, size, epochs and seed after each run of Katmai (its
last line must hold `AP x AP50 y seconds z`; how it is called stands in training.py). --keep FOLDER keeps the bundles.
--per-label N trains on N images of each label alone, other ones for each seed. What accuracy.py does not know itself it
hands to `katmai train`: --from imagenet, --freeze-stages 5.
"""
import argparse, json, os, pathlib, random, re, statistics, subprocess, sys, tempfile
from measuring import announce, backbone, dataset, katmai, stop, table, train

HEADER = [
    "set", "seed", "px", "epochs", "AP50", "AP50:95", "F1", "false alarms per 100 empty", "minutes", "of it training", "peak GB",
]
FIGURES = slice(4, None)


def drawn_at_random(annotations, per_label, seed, folder):
    """A COCO file with so many images of each label, chosen by the seed; an image may serve several labels."""
    content = json.loads(annotations.read_text())
    shuffled = random.Random(seed).sample(content["images"], len(content["images"]))
    chosen = set()
    for category in content["categories"]:
        holding = {box["image_id"] for box in content["annotations"] if box["category_id"] == category["id"]}
        chosen.update([image["id"] for image in shuffled if image["id"] in holding][:per_label])
    content["images"] = [image for image in content["images"] if image["id"] in chosen]
    content["annotations"] = [box for box in content["annotations"] if box["image_id"] in chosen]
    file = folder / f"{per_label}-of-each-{seed}.json"
    file.write_text(json.dumps(content))
    return file


def files(name, folder, seed, per_label):
    """The options that name a set's files; the drawn set is drawn into the folder first."""
    if name == "drawn":
        scenes = folder / "scenes"
        if not scenes.exists():
            katmai("example", "--out", scenes)
        return ["--train", scenes / "train.manifest", "--test", scenes / "test.manifest", "--images", scenes]
    root = dataset(name)
    annotations = root / "annotations/train.json"
    if per_label:
        annotations = drawn_at_random(annotations, per_label, seed, folder)
    return [
        "--train", annotations, "--test", root / "annotations/test.json",
        "--images", root / "images",
    ]


def train_katmai(name, seed, size, options, folder):
    """A row of the table."""
    bundle = folder / f"{name}-{seed}.katmai"
    settings = ["--seed", seed, "--size", size] + ["--epochs", options.epochs] * bool(options.epochs)
    settings += ["--threads", options.threads] * bool(options.threads) + options.others
    for _, event in train([*files(name, folder, seed, options.per_label), "--out", bundle, *settings]):
        if event["event"] == "started":
            epochs = event["epochs"]
        elif event["event"] == "finished":
            end = event
    report = json.loads((bundle / "evaluation/report.json").read_text())
    alarms = report.get("false_alarms_per_100_empty_images") if report["empty_images"] else None
    return [
        name, seed, size, epochs, report["ap50"], report["ap50_95"], report["f1"], alarms,
        end["seconds"] / 60, end["trainingSeconds"] / 60, end["peakMemoryBytes"] / 1e9,
    ]


def train_reference(name, seed, size, epochs):
    """The same row of the reference; it tells no F1 and no memory."""
    script = os.environ.get("KATMAI_REFERENCE") or stop("KATMAI_REFERENCE names no script to compare with")
    settings = ["--size", size, "--epochs", epochs, "--seed", seed]
    command = [sys.executable, script, dataset(name), backbone(), *settings]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    found = re.findall(r"AP ([\d.]+) AP50 ([\d.]+) seconds ([\d.]+)", done.stdout)
    if done.returncode or not found:
        stop(f"the reference failed:\n{done.stdout}{done.stderr}")
    ap, ap50, seconds = map(float, found[-1])
    return [f"{name}, reference", seed, size, epochs, ap50, ap, None, None, seconds / 60, None, None]


def mean(rows):
    """The mean of some rows' figures, as a row."""
    columns = zip(*(row[FIGURES] for row in rows))
    means = [None if None in values else statistics.mean(values) for values in columns]
    return [f"**{rows[0][0]}**", "mean", *rows[0][2:4], *means]


def sizes(words):
    """From `320 bccd=416` to a function that gives each set's size."""
    general = [int(word) for word in words if "=" not in word]
    special = {name: int(size) for name, _, size in (word.partition("=") for word in words if "=" in word)}
    return lambda name: special.get(name, general[-1] if general else 320)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="SET")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--size", nargs="+", default=["320"], metavar="PX or SET=PX")
    parser.add_argument("--epochs", type=int, help="default: Katmai's own choice by the number of images")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--per-label", type=int, metavar="N")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER")
    options, options.others = parser.parse_known_args()
    announce()
    size_of, rows = sizes(options.size), []
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in options.sets:
            own, others = [], []
            for seed in options.seeds:
                own.append(train_katmai(name, seed, size_of(name), options, folder))
                print(*own[-1], file=sys.stderr, flush=True)
                if options.reference and name != "drawn":
                    others.append(train_reference(name, seed, size_of(name), own[-1][3]))
                    print(*others[-1], file=sys.stderr, flush=True)
            for group in (own, others):
                rows += group + ([mean(group)] if len(group) > 1 else [])
    table(HEADER, rows)


if __name__ == "__main__":
    main()
