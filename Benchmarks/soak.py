#!/usr/bin/env python3
"""Ten minutes at full load: every request is answered, and neither memory nor open files grow.

    Benchmarks/soak.py [--seconds 600] [--connections 16] [--image IMAGE]

Memory and descriptors of the server and its workers are noted every ten seconds. The first half is for what fills up once. Of the
second half the last fifth is compared with the first, by medians: growth of more than 5 %, and of more than four descriptors, fails.
"""
import argparse, contextlib, pathlib, statistics, sys, tempfile, threading, time
from measuring import announce, stop, table
from served import Served, counted, descriptors, megabytes

GROWTH, DESCRIPTORS = 1.05, 4
PAUSE = 10


class Watch(threading.Thread):
    """Notes what the server and its workers take, again and again."""

    def __init__(self, server, pause):
        super().__init__(daemon=True)
        self.server, self.pause, self.over, self.samples = server, pause, threading.Event(), []

    def run(self):
        begin = time.monotonic()
        while not self.over.wait(self.pause):
            own, workers = self.server.process.pid, list(self.server.workers())
            # A worker that has just ended is missing from both figures.
            sample = {"second": time.monotonic() - begin, "workers": len(workers), "server MB": megabytes(own),
                      "server descriptors": descriptors(own), "worker MB": 0.0, "worker descriptors": 0}
            for worker in workers:
                with contextlib.suppress(OSError, StopIteration):
                    sample["worker MB"] += megabytes(worker)
                    sample["worker descriptors"] += descriptors(worker)
            self.samples.append(sample)
            print("  ".join(f"{name} {value:.0f}" for name, value in sample.items()), flush=True)

    def stop(self):
        self.over.set()
        self.join()


def load(server, seconds, connections):
    """All answers within these seconds; each round has a signature of its own, which is good for five minutes."""
    answers, end, batch = [], time.monotonic() + seconds, 20 * connections
    while time.monotonic() < end:
        took, several = server.ask(batch, connections)
        answers += several
        # The next goes on for half a minute, or until the end.
        left = max(1, end - time.monotonic())
        batch = max(connections, round(len(several) / took * min(30, left)))
    return answers


def judged(samples, name):
    """A row, and whether it is good: the medians of the first and the last fifth of the second half."""
    half = [sample[name] for sample in samples[len(samples) // 2 :]]
    part = max(1, len(half) // 5)
    before, after = statistics.median(half[:part]), statistics.median(half[-part:])
    is_count = name.endswith("descriptors")
    good = after <= before * GROWTH or (is_count and after <= before + DESCRIPTORS)
    return (name, f"{before:.1f}", f"{after:.1f}", f"{after / max(before, 1e-9):.3f}", "flat" if good else "GROWS"), good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--image")
    options = parser.parse_args()
    if options.seconds < 1:
        stop(f"--seconds {options.seconds} is no time to soak for")
    announce()
    with tempfile.TemporaryDirectory() as name:
        served = Served(pathlib.Path(name), options.image)
        with served.serving() as server:
            server.milliseconds(2 * options.connections, options.connections)
            watch = Watch(server, min(PAUSE, options.seconds / 20))
            watch.start()
            answers = load(server, options.seconds, options.connections)
            watch.stop()
    print(f"\n{counted(answers)} requests answered in {options.seconds} s\n")
    rows = [judged(watch.samples, name) for name in ("server MB", "server descriptors", "worker MB", "worker descriptors")]
    table(["second half", "its first fifth", "its last", "ratio", ""], [row for row, _ in rows])
    if not all(good for _, good in rows) or any(status != 200 for status, _ in answers):
        sys.exit("soak: failed")


if __name__ == "__main__":
    main()
