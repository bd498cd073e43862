#!/usr/bin/env python3
"""Checks that an exported detector means the same to every reader.

    python check_onnx.py MODEL.onnx FOLDER [--images 20]

onnx's checker and its shape inference accept the file; onnxruntime and OpenVINO, forced to float32, agree within 0.01 input
pixels on boxes scored above .05 and within 1e-4 on scores; three images at once give what each gives alone. FOLDER holds
photos. Prints a table; the exit code is 1 where something differs. Needs numpy, pillow, onnx, onnxruntime, openvino.
"""
import argparse, pathlib, sys
import numpy as np
import onnx
import onnxruntime
import openvino
from PIL import Image

BOX_TOLERANCE, SCORE_TOLERANCE, SCORE_FLOOR, BATCH = 0.01, 1e-4, 0.05, 3
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def letterbox(path, size):
    """The image at the top left of a grey square, its longer side filling it."""
    image = Image.open(path).convert("RGB")
    scale = size / max(image.size)
    resized = image.resize([max(1, round(side * scale)) for side in image.size], Image.Resampling.BILINEAR)
    canvas = np.full((size, size, 3), 127, np.uint8)
    canvas[: resized.height, : resized.width] = np.asarray(resized)
    return canvas


def check_file(path):
    """Raises where onnx finds fault, where a written shape is not the inferred one, or where the contract is not kept."""
    onnx.checker.check_model(str(path), full_check=True)
    graph = onnx.load(path).graph

    def describe(value):
        tensor = value.type.tensor_type
        return value.name, tensor.elem_type, [dim.dim_param or dim.dim_value for dim in tensor.shape.dim]

    (images,), (boxes, scores) = map(describe, graph.input), map(describe, graph.output)
    size = images[2][1]
    points = sum((size // stride) ** 2 for stride in (8, 16, 32))
    assert images == ("images", onnx.TensorProto.UINT8, ["N", size, size, 3]), images
    assert boxes == ("boxes", onnx.TensorProto.FLOAT, ["N", points, 4]), boxes
    assert scores[:2] == ("scores", onnx.TensorProto.FLOAT) and scores[2][:2] == ["N", points], scores
    return size


def engines(path):
    """Each engine as a function from images to (boxes, scores)."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    compiled = openvino.Core().compile_model(str(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})

    def with_openvino(images):
        answer = compiled({"images": images})
        return answer["boxes"].copy(), answer["scores"].copy()

    return (lambda images: session.run(["boxes", "scores"], {"images": images})), with_openvino


def difference(one, other):
    """Points that count, and the greatest difference of boxes (pixels) and of scores."""
    (boxes, scores), (other_boxes, other_scores) = one, other
    assert all(np.isfinite(values).all() for values in (*one, *other)), "an answer is not finite"
    counts = np.maximum(scores, other_scores).max(-1) > SCORE_FLOOR
    box = np.abs(boxes - other_boxes)[counts].max(initial=0)
    return int(counts.sum()), float(box), float(np.abs(scores - other_scores).max())


def rows(path, photos, size):
    onnx_runtime, with_openvino = engines(path)
    for photo in photos:
        image = letterbox(photo, size)[None]
        yield f"engines: {photo.name}", difference(onnx_runtime(image), with_openvino(image))
    batch = np.stack([letterbox(photos[index % len(photos)], size) for index in range(BATCH)])
    for name, engine in (("onnxruntime", onnx_runtime), ("OpenVINO", with_openvino)):
        alone = [np.concatenate(values) for values in zip(*(engine(batch[i : i + 1]) for i in range(BATCH)))]
        yield f"batch of {BATCH}: {name}", difference(engine(batch), alone)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--images", type=int, default=20, help="at most this many, in order of name (default: 20)")
    options = parser.parse_args()
    photos = sorted(p for p in options.folder.rglob("*") if p.suffix.lower() in SUFFIXES)[: options.images]
    if not photos:
        parser.error(f"no photos in {options.folder}")

    size = check_file(options.model)
    print(f"{options.model}: accepted by onnx {onnx.__version__}, input {size} x {size}")
    print(f"{'compared':<44}{'points > .05':>14}{'boxes, px':>12}{'scores':>12}")
    failed, counted = 0, 0
    for name, (points, box, score) in rows(options.model, photos, size):
        within = box <= BOX_TOLERANCE and score <= SCORE_TOLERANCE
        failed, counted = failed + (not within), counted + points
        print(f"{name[:42]:<44}{points:>14}{box:>12.6f}{score:>12.2e}{'' if within else '  DIFFERS'}")
    if not counted:
        print("no point of any image scores above .05: boxes were not compared")
    print(f"{failed} of the comparisons differ" if failed else "all agree")
    return 1 if failed or not counted else 0


if __name__ == "__main__":
    sys.exit(main())
