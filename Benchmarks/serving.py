#!/usr/bin/env python3
"""What holding a model and serving it costs: cold and warm requests, full load, kills, many models in little memory.

    Benchmarks/serving.py [--only ROW...] [--quick] [--image IMAGE]

The default detector is trained for a moment on drawn scenes; a drawn JPEG of 1920 x 1080 and 200 to 400 KB is sent by its bytes.
Requests are signed beforehand and sent by a small C program (load.c) over kept-alive connections. `--quick` makes a few tries of each,
to see whether all works: its figures mean nothing. The rows, which together take about half an hour:

    cold        one request after the model has unloaded
    warm        one request after the other, against decode + inference in a worker of the same arguments, in turns
    full        16 clients, processor time of server and workers against such a worker's alone
    units       two inference units against one
    day         288 requests, each after the model has unloaded: the bear cam's day
    first       200 first requests at once
    kills       10,000 requests by 16 clients while workers are killed
    many        24 models in turn under a memory limit for three
"""
import argparse, contextlib, os, pathlib, random, signal, statistics, tempfile, threading, time
from measuring import PARTS, Worker, announce, table
from served import Served, counted, cpu_seconds, megabytes, p95

HEADER = ["what", "measured", "target", "measured / target"]
# Signatures are good for five minutes: with a new one for so many requests none is near that.
BATCH = 1000


def row(what, measured, most, text=None):
    """A figure that may be at most `most`; `text` says more than the figure."""
    return (what, text or f"{measured:.3g}", f"at most {most}", f"{measured / most:.2f}")


def answered(what, answers):
    good = sum(status == 200 for status, _ in answers)
    return (what, counted(answers), f"{len(answers):,} of {len(answers):,}", f"{good / len(answers):.4f}")


@contextlib.contextmanager
def bare(server):
    """A worker as the server has them, with nobody between."""
    [arguments, *_] = server.workers().values()
    with contextlib.closing(Worker(*arguments)) as worker:
        for _ in range(5):
            worker.detect(server.served.image)
        yield worker


def threads(server):
    """The threads of each worker."""
    workers = server.workers().values()
    return " and ".join(words[words.index("--threads") + 1] if "--threads" in words else "all" for words in workers)


def cold(served, options):
    with served.serving("--idle-seconds", 1) as server:
        server.milliseconds()
        times = []
        for _ in range(options.count(200)):
            server.await_unloaded()
            times += server.milliseconds()
    text = f"{p95(times):.0f}; median {statistics.median(times):.0f}, most {max(times):.0f}"
    return [row(f"cold request, 95th percentile of {len(times)}, ms", p95(times), 250, text)]


def warm(served, options):
    times, inside, processor, count = [], [], 0.0, 0
    with served.serving() as server:
        server.milliseconds(10)
        words = threads(server)
        with bare(server) as worker:
            for _ in range(options.count(10)):
                before = cpu_seconds(server.process.pid)
                # The first of a turn finds caches full of the other's data.
                times += server.milliseconds(31)[1:]
                processor += cpu_seconds(server.process.pid) - before
                count += 31
                inside += [worker.detect(served.image) for _ in range(31)][1:]
    totals = [sum(parts[part] for part in PARTS) for parts in inside]
    own, within = statistics.median(times), statistics.median(totals)
    text = f"{own / within:.3f}: {own:.1f} against {within:.1f} ms, {words} threads"
    size = len(served.image) / 1000
    return [
        row(f"warm request, median of {len(times)}, against decode + inference in the worker", own / within, 1.3, text),
        row(f"the server's own processor time for a warm request, {size:.0f} KB, ms", processor / count * 1000, 4),
    ]


def full(served, options):
    served_seconds, bare_seconds, seconds, inside, answers = 0.0, 0.0, 0.0, [], []
    with served.serving() as server:
        server.milliseconds(64, 16)
        with bare(server) as worker:
            for _ in range(options.count(5)):
                before = server.processor_seconds()
                took, several = server.ask(160, 16)
                served_seconds += server.processor_seconds() - before
                # The bare worker is no child of the server's.
                own = cpu_seconds(worker.process.pid)
                inside += [worker.detect(served.image) for _ in range(60)]
                bare_seconds += cpu_seconds(worker.process.pid) - own
                seconds, answers = seconds + took, answers + several
        words, units = threads(server), len(server.workers())
    count, waits = len(answers), [milliseconds for _, milliseconds in answers]
    together, alone = served_seconds / count * 1000, bare_seconds / len(inside) * 1000
    within = statistics.mean(sum(parts[part] for part in PARTS) for parts in inside)
    text = (
        f"{together / alone:.3f}: {together:.1f} against {alone:.1f} ms ({within:.1f} ms of its time), {words} threads, "
        f"units at the end: {units}, {count / seconds:.1f} requests a second"
    )
    return [
        row("full load, 16 clients: processor time a request, server and workers, against a bare loop", together / alone, 1.2, text),
        answered("full load, answered", answers),
        ("full load, median and 95th percentile, ms", f"{statistics.median(waits):.0f} and {p95(waits):.0f}", "", ""),
    ]


def units(served, options):
    rates, latencies, single = {1: [], 2: []}, [], []
    with served.serving() as server:
        for _ in range(options.count(3)):
            for count in (1, 2):
                server.rekognition.start_project_version(
                    ProjectVersionArn=served.arn, MinInferenceUnits=count, MaxInferenceUnits=count
                )
                server.milliseconds(32, 16)
                took, answers = server.ask(200, 16)
                rates[count].append(sum(status == 200 for status, _ in answers) / took)
                words = {**(words if count == 2 else {}), count: threads(server)}
                if count == 1:
                    latencies += server.milliseconds(30)
                    [[bundle, *_]] = server.workers().values()
                    with contextlib.closing(Worker(bundle, "--threads", 1)) as worker:
                        single += [worker.detect(served.image)["all"] for _ in range(35)][5:]
                server.rekognition.stop_project_version(ProjectVersionArn=served.arn)
    one, two = statistics.median(rates[1]), statistics.median(rates[2])
    lone, alone = statistics.median(latencies), statistics.median(single)
    return [
        (
            "throughput of two units against one, 16 clients",
            f"{two / one:.3f}: {two:.1f} against {one:.1f} a second; threads {words[2]} against {words[1]}", "above 1", f"{two / one:.2f}",
        ),
        (
            "a lone unit's median against a bare worker with one thread",
            f"{lone / alone:.3f}: {lone:.1f} against {alone:.1f} ms", "below 1", f"{lone / alone:.2f}",
        ),
    ]


def day(served, options):
    answers, memory, gap = [], {}, 2
    count = options.count(288, least=24)
    with served.serving("--idle-seconds", 1) as server:
        begin, before = time.monotonic(), server.usage()
        for number in range(1, count + 1):
            answers += server.ask()[1]
            time.sleep(max(0, begin + number * gap - time.monotonic()))
            server.await_unloaded()
            if number in (20, count):
                memory[number] = server.megabytes()
        loads = server.usage()["loads"] - before["loads"]
    times = [milliseconds for _, milliseconds in answers]
    early, late = memory[20], memory[count]
    return [
        answered(f"a day of the bear cam, every {gap} s, answered", answers),
        row(f"of it, 95th percentile, ms; {loads} loads", p95(times), 250),
        row("of it, the slowest, ms", max(times), 1000),
        row(
            f"the idle server's memory after request {count} against after request 20", late / early, 1.05,
            f"{late / early:.3f}: {late:.1f} against {early:.1f} MB",
        ),
    ]


def first(served, options):
    answers, loads, most = [], [], 0.0
    with served.serving("--idle-seconds", 1) as server:
        for _ in range(options.count(5)):
            server.await_unloaded()
            before = server.usage()["loads"]
            took, several = server.ask(200, 200)
            answers, most = answers + several, max(most, took)
            loads.append(server.usage()["loads"] - before)
    return [
        row(f"loads for 200 first requests at once, most of {len(loads)} times", max(loads), 1),
        answered(f"answered; the last of 200 after {most:.1f} s at most", answers),
    ]


class Killer(threading.Thread):
    """Kills one of a server's workers now and then."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.kills, self.over, self.chance = server, 0, threading.Event(), random.Random(0)

    def run(self):
        # What was lost is tried once more, and must be over before the next kill: a few requests wait before it.
        while not self.over.wait(self.chance.uniform(2, 4)):
            if workers := list(self.server.workers()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.chance.choice(workers), signal.SIGKILL)
                    self.kills += 1

    def stop(self):
        self.over.set()
        self.join()


def kills(served, options):
    answers, count = [], options.count(10_000, least=200)
    with served.serving() as server:
        server.milliseconds(64, 16)
        before, killer = server.usage(), Killer(server)
        killer.start()
        while len(answers) < count:
            answers += server.ask(min(BATCH, count - len(answers)), 16)[1]
        killer.stop()
        after = server.usage()
    failed = after["failedCalls"] - before["failedCalls"]
    text = f"{failed}, with {killer.kills} kills and {after['loads'] - before['loads']} loads"
    return [
        answered(f"{count:,} requests by 16 clients while workers are killed at random, answered", answers),
        # A request that is lost a second time is not tried a third: it would be among these.
        ("requests that one retry did not save", text, "0", ""),
    ]


def many(served, options):
    with served.serving() as server:
        server.milliseconds(5)
        [worker] = server.workers()
        one = megabytes(worker, "VmHWM")
        arns = served.copies(server, 24)
    limit, answers, most = round(one * 3.5), [], 0
    with served.serving("--model-megabytes", limit) as server:
        for arn in arns:
            # Compiled once for each graph, which they share.
            server.ask(arn=arn)
        before = server.usage()["loads"]
        for _ in range(options.count(9)):
            for arn in arns:
                answers += server.ask(arn=arn)[1]
                most = max(most, len(server.workers()))
        loads = server.usage()["loads"] - before
    times = [milliseconds for _, milliseconds in answers]
    middle = f"median {statistics.median(times):.0f} ms, 95 % within {p95(times):.0f} ms"
    text = f"{loads / len(answers):.3f}; at most {most} loaded at a time, {middle}"
    return [
        answered(f"24 models in turn in {limit} MB, {one:.0f} MB each, answered", answers),
        row("of it, loads a request", loads / len(answers), 1, text),
    ]


ROWS = {each.__name__: each for each in (cold, warm, full, units, day, first, kills, many)}


class Options(argparse.Namespace):
    def count(self, usual, least=2):
        return max(least, usual // 50) if self.quick else usual


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--image")
    options = parser.parse_args(namespace=Options())
    announce()
    if options.quick:
        print("QUICK: too few tries for any figure\n")
    with tempfile.TemporaryDirectory() as name:
        served = Served(pathlib.Path(name), options.image)
        print(f"A JPEG of {len(served.image):,} bytes.\n", flush=True)
        for name in options.only:
            table(HEADER, ROWS[name](served, options))


if __name__ == "__main__":
    main()
