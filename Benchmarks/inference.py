#!/usr/bin/env python3
"""What one detection costs in a loaded worker, against OpenVINO's own Python API and onnxruntime on the same graph.

    Benchmarks/inference.py [--bundle BUNDLE] [--image IMAGE] [--threads N] [--rounds 10] [--calls 15]

The engines take turns, so many calls each, on the same letterboxed image, with the bundle's precision (onnxruntime has
float32 alone). The first call of a turn is not counted. Katmai's figure is the engine call inside the worker, as it
reports it; what comes before and after it is shown below. Needs numpy, pillow, openvino and onnxruntime.
"""
import argparse, contextlib, os, time
import numpy
import onnxruntime
import openvino
from PIL import Image
from measuring import PARTS, Worker, announce, bundle_or_own, describe, picture_or_own, summary, table


def letterbox(path, size):
    """The image at the top left of a grey square, its longer side filling it; a batch of one."""
    image = Image.open(path).convert("RGB")
    scale = size / max(image.size)
    resized = image.resize([max(1, round(side * scale)) for side in image.size], Image.Resampling.BILINEAR)
    canvas = numpy.full((1, size, size, 3), 127, numpy.uint8)
    canvas[0, : resized.height, : resized.width] = numpy.asarray(resized)
    return canvas


def openvino_call(graph, images, precision, threads):
    core = openvino.Core()
    model = core.read_model(graph)
    model.reshape(list(images.shape))
    settings = {
        "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": threads,
    }
    request = core.compile_model(model, "CPU", settings).create_infer_request()
    return lambda: request.infer({0: images}, share_inputs=True, share_outputs=True)


def onnxruntime_call(graph, images, threads):
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(graph, settings, providers=["CPUExecutionProvider"])
    return lambda: session.run(["boxes", "scores"], {"images": images})


def milliseconds(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1e3


def measure(bundle, image, options):
    """Milliseconds of each engine's calls, and the parts of each detection in the worker."""
    description, graph = describe(bundle), bundle / "model.onnx"
    images = letterbox(image, description["input_size"])
    rivals = {
        "OpenVINO, Python": openvino_call(graph, images, description["precision"], options.threads),
        "onnxruntime, Python": onnxruntime_call(graph, images, options.threads),
    }
    times, parts = {name: [] for name in ("Katmai's worker", *rivals)}, []
    with contextlib.closing(Worker(bundle, "--threads", options.threads)) as worker:
        ready, bytes = worker.ready, image.read_bytes()
        for _ in range(options.rounds):
            turn = [worker.detect(bytes, least=0) for _ in range(options.calls + 1)][1:]
            parts += turn
            times["Katmai's worker"] += [detection["engine"] for detection in turn]
            for name, call in rivals.items():
                times[name] += [milliseconds(call) for _ in range(options.calls + 1)][1:]
    print(f"worker: {ready['engine']}, {ready['precision']}; Python: OpenVINO {openvino.__version__}, "
          f"onnxruntime {onnxruntime.__version__}; {options.threads} threads each\n")
    return times, parts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle"), parser.add_argument("--image")
    parser.add_argument("--size", type=int, default=320, help="input of the model made where no bundle is given")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--calls", type=int, default=15)
    options = parser.parse_args()
    announce()
    with bundle_or_own(options.bundle, options.size) as bundle, picture_or_own(options.image) as image:
        times, parts = measure(bundle, image, options)
    print(f"One engine call, milliseconds, {options.rounds} turns of {options.calls} calls each:\n")
    own = summary(times["Katmai's worker"])
    rows = [
        (name, *(f"{value:.2f}" for value in summary(values)), f"{own[0] / summary(values)[0]:.3f}")
        for name, values in times.items()
    ]
    table(["", "median", "25 %", "least", "Katmai's median to this"], rows)
    print("A whole detection in the worker, every detection answered, milliseconds:\n")
    rows = [(part, *(f"{value:.2f}" for value in summary([p[part] for p in parts]))) for part in (*PARTS, "all")]
    table(["", "median", "25 %", "least"], rows)


if __name__ == "__main__":
    main()
