"""Makes the files beside it. Needs numpy and onnx: python make_goldens.py

colours.onnx  a model with the contract of a bundle's graph whose answers can be computed by hand: it finds `red` and
              `green` in fixed places, as sure as the input is red or green on average.
suppression.json  random boxes with the indices that greedy suppression keeps, by the definition of torchvision.ops.nms.
"""
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
SIZE = 64
POINTS = sum((SIZE // stride) ** 2 for stride in (8, 16, 32))


def colours():
    boxes = np.zeros((1, POINTS, 4), np.float32)
    weights = np.zeros((1, POINTS, 2), np.float32)
    # Two that overlap by 31/33, the better one second; one that leaves the input; one without area; one for green.
    for point, (box, weight) in {
        0: ((8, 8, 40, 24), (0.5, 0)),
        1: ((9, 8, 41, 24), (0.75, 0)),
        7: ((48, 48, 80, 80), (0.625, 0)),
        9: ((30, 30, 30, 40), (1, 0)),
        83: ((0, 32, 64, 64), (0, 1)),
    }.items():
        boxes[0, point] = box
        weights[0, point] = weight
    constants = {
        "all_boxes": boxes,
        "weights": weights,
        "zero": np.zeros((1,), np.float32),
        "full": np.full((1,), 255, np.float32),
        "first": np.array([0], np.int64),
        "second": np.array([2], np.int64),
        "channel": np.array([2], np.int64),
        "rows": np.array([1], np.int64),
        "area": np.array([1, 2], np.int64),
    }
    nodes = [
        helper.make_node("Cast", ["images"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["floats", "area"], ["means"], keepdims=1),  # N, 1, 1, 3
        helper.make_node("Squeeze", ["means", "rows"], ["colours"]),  # N, 1, 3
        helper.make_node("Slice", ["colours", "first", "second", "channel"], ["red_green"]),  # N, 1, 2
        helper.make_node("Div", ["red_green", "full"], ["shares"]),
        helper.make_node("Mul", ["shares", "weights"], ["scores"]),
        # Gives the boxes the batch's size.
        helper.make_node("ReduceMean", ["colours", "channel"], ["grey"], keepdims=1),  # N, 1, 1
        helper.make_node("Mul", ["grey", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "all_boxes"], ["boxes"]),
    ]
    graph = helper.make_graph(
        nodes,
        "colours",
        [helper.make_tensor_value_info("images", TensorProto.UINT8, ["batch", SIZE, SIZE, 3])],
        [
            helper.make_tensor_value_info("boxes", TensorProto.FLOAT, ["batch", POINTS, 4]),
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", POINTS, 2]),
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model)
    (HERE / "colours.onnx").write_bytes(model.SerializeToString())


def suppress(boxes, scores, overlap):
    """Greedy suppression in float32; equal scores in the order of the boxes."""
    order = np.argsort(-scores, kind="stable")
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept = []
    while len(order):
        best, order = order[0], order[1:]
        kept.append(int(best))
        width = (np.minimum(boxes[best, 2], boxes[order, 2]) - np.maximum(boxes[best, 0], boxes[order, 0])).clip(0)
        height = (np.minimum(boxes[best, 3], boxes[order, 3]) - np.maximum(boxes[best, 1], boxes[order, 1])).clip(0)
        shared = width * height
        with np.errstate(invalid="ignore"):
            iou = shared / (areas[best] + areas[order] - shared)
        order = order[~(iou > overlap)]
    return kept


def suppression():
    random = np.random.default_rng(0)
    cases = []
    for count, overlap, spread in [(0, 0.6, 1), (1, 0.6, 1), (60, 0.6, 20), (60, 0.3, 60), (60, 0.6, 3), (40, 0.0, 90)]:
        middle = random.uniform(0, spread, (count, 2))
        half = random.uniform(0, 12, (count, 2))
        boxes = np.concatenate([middle - half, middle + half], 1).round(2).astype(np.float32)
        if count > 20:
            boxes[5] = boxes[6]  # the same box twice
            boxes[7, 2] = boxes[7, 0]  # without area
            boxes[8] = boxes[7]
        scores = random.uniform(0, 1, count).round(1).astype(np.float32)  # with ties
        cases.append(
            {
                "boxes": [[float(str(side)) for side in box] for box in boxes],
                "scores": [float(str(score)) for score in scores],
                "overlap": overlap,
                "kept": suppress(boxes, scores, np.float32(overlap)),
            }
        )
    (HERE / "suppression.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    colours()
    suppression()
