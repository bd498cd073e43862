#!/usr/bin/env python3
"""How long `katmai detect` on one image takes from the start of the process, with the compiled model in the cache.

    Benchmarks/cold.py [--bundle BUNDLE] [--image IMAGE] [--runs 30]

Without a bundle one is trained for a moment on drawn scenes; without an image one of 1920 x 1080 is drawn.
"""
import argparse, subprocess, time
from measuring import KATMAI, announce, bundle_or_own, katmai, percentile, picture_or_own, stop, table


def detect(bundle, image):
    """Milliseconds from the start of the process to its first printed line, and to its end."""
    start = time.perf_counter()
    with subprocess.Popen([KATMAI, "detect", bundle, image], stdout=subprocess.PIPE) as process:
        if not process.stdout.readline():
            stop(f"katmai detect {bundle} {image} printed nothing")
        printed = time.perf_counter()
        process.stdout.read()
    return (printed - start) * 1e3, (time.perf_counter() - start) * 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle"), parser.add_argument("--image")
    parser.add_argument("--runs", type=int, default=30)
    options = parser.parse_args()
    announce()
    with bundle_or_own(options.bundle) as bundle, picture_or_own(options.image) as image:
        katmai("detect", bundle, image)  # Puts the compiled model into the cache.
        runs = [detect(bundle, image) for _ in range(options.runs)]
    print(f"`katmai detect`, cold, model cache warm, {options.runs} runs, milliseconds:\n")
    rows = [
        (name, *(f"{percentile(values, percent):.0f}" for percent in (50, 90, 95, 100)))
        for name, values in zip(("to the first printed line", "to the end of the process"), zip(*runs))
    ]
    table(["", "median", "90 %", "95 %", "worst"], rows)


if __name__ == "__main__":
    main()
