#!/usr/bin/env python3
"""Images a second in training, against a PyTorch script of the same recipe in the same run.

    KATMAI_REFERENCE=train.py KATMAI_DATASETS=folder Benchmarks/training.py [--set raccoon] [--size 320] [--epochs 3]

Both train alike long on the same images, in turn (A B A B), with the same input size, batch and threads. Katmai's time
is that of its training steps, decoding and augmentation included. The reference is called as

    train.py DATASET BACKBONE.pth --size N --epochs N --batch N --freeze-stages N --seed N

and must have `main()`, which calls `time.time()` where training begins and after the last epoch, and `evaluate(...)`,
which returns two figures; that one is taken out here, so that both are timed without evaluation. Its decoding before
the clock starts is not counted. Needs what the reference imports, in the Python that runs this.
"""
import argparse, importlib.util, json, os, pathlib, statistics, subprocess, sys, tempfile, time, types
from measuring import announce, backbone, dataset, stop, table, train


def run_reference(script, arguments):
    """Runs the reference in this process and prints the seconds between its first look at the clock and its last."""
    spec = importlib.util.spec_from_file_location("reference", script)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    moments = []

    def look():
        moments.append(time.perf_counter())
        return moments[-1]

    reference.time = types.SimpleNamespace(time=look)
    reference.evaluate = lambda *_: (0.0, 0.0)
    sys.argv = [script, *arguments]
    reference.main()
    print(json.dumps(moments[-1] - moments[0]))


def time_reference(script, folder, images, options):
    """Images a second of the reference."""
    settings = [
        folder, backbone(), "--size", options.size, "--epochs", options.epochs, "--batch", options.batch,
        "--freeze-stages", options.freeze_stages, "--seed", options.seed,
    ]
    command = [sys.executable, __file__, "--run-reference", script, *map(str, settings)]
    threads = os.environ | {name: str(options.threads) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    done = subprocess.run(command, env=threads, capture_output=True, text=True)
    if done.returncode:
        stop(f"the reference failed:\n{done.stderr}")
    return options.epochs * (images // options.batch) * options.batch / json.loads(done.stdout.splitlines()[-1])


def time_katmai(folder, options):
    """Images a second, the share of the time that steps waited for data, and the number of images."""
    waited, shares, last = 0.0, 0.0, None
    with tempfile.TemporaryDirectory() as out:
        for moment, event in train([
            "--train", folder / "annotations/train.json", "--test", folder / "annotations/test.json",
            "--images", folder / "images", "--out", f"{out}/timed.katmai", "--size", options.size,
            "--epochs", options.epochs, "--batch", options.batch, "--freeze-stages", options.freeze_stages,
            "--seed", options.seed, "--threads", options.threads,
        ]):
            if event["event"] == "started":
                started, last = event, moment
            elif event["event"] == "progress":  # Each tells of the time since the last.
                waited, shares, last = waited + event["waiting"] * (moment - last), shares + moment - last, moment
            elif event["event"] == "finished":
                seconds = event["trainingSeconds"]
    images = options.epochs * started["stepsPerEpoch"] * options.batch
    return images / seconds, waited / shares, started["trainingImages"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="raccoon", help="of KATMAI_DATASETS; from 300 images on Katmai holds some back")
    parser.add_argument("--size", type=int, default=320)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--freeze-stages", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    announce()
    script = os.environ.get("KATMAI_REFERENCE") or stop("KATMAI_REFERENCE names no script to compare with")
    if not pathlib.Path(script).exists():
        stop(f"KATMAI_REFERENCE={script} is not there")
    folder = dataset(options.set)
    print(f"{options.set}, {options.size} px, batch {options.batch}, {options.epochs} epochs, {options.threads} threads; "
          f"images/s, A B A B:\n")
    rows = []
    for round in range(options.rounds):
        own, waiting, images = time_katmai(folder, options)
        other = time_reference(script, folder, images, options)
        rows.append([f"round {round + 1}", own, other, own / other, f"{waiting:.1%}"])
    middle = [statistics.median(row[column] for row in rows) for column in (1, 2, 3)]
    rows.append(["median", *middle, None])
    table(["", "Katmai", "reference", "ratio", "Katmai waits for data"], rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run-reference"]:
        run_reference(sys.argv[2], sys.argv[3:])
    else:
        main()
