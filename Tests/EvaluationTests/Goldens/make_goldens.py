#!/usr/bin/env python3
"""Writes average-precision.json: test sets, most of them random, and what pycocotools says of them.

Run: python make_goldens.py   (needs numpy and pycocotools; made with pycocotools 2.0.11)
"""
import contextlib, io, json, pathlib

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def random_set(rng, *, labels, images, objects, noise, decimals, grid, empty=0.0, jitter=0.12, silent=(), absent=()):
    """Images with up to `objects` objects, detections near most of them, second boxes, and `noise` stray ones.

    `decimals` rounds the confidences (few make ties), `grid` rounds the boxes (a coarse one makes equal overlaps and
    overlaps that lie on a threshold), `silent` labels have no detection and `absent` ones no object.
    """
    result = []
    for number in range(images):
        width, height = int(rng.integers(80, 400)), int(rng.integers(80, 400))
        place = lambda box: [float(np.round(v / grid) * grid) for v in box]
        truths, detections = [], []
        count = 0 if rng.random() < empty else int(rng.integers(0, objects + 1))
        for _ in range(count):
            size = rng.uniform(12, 70, 2)
            box = [*(rng.uniform(0, 1, 2) * (np.array([width, height]) - size)), *size]
            box = place(box)
            label = str(rng.choice([l for l in labels if l not in absent]))
            truths.append({"label": label, "box": box})
            for _ in range(int(rng.choice([0, 1, 2, 3], p=[0.15, 0.55, 0.2, 0.1]))):
                moved = np.array(box) + rng.normal(0, jitter, 4) * np.array([box[2], box[3], box[2], box[3]])
                moved[2:] = np.maximum(moved[2:], 2)
                name = label if rng.random() < 0.93 else str(rng.choice(labels))
                detections.append({"label": name, "confidence": rng.beta(4, 2), "box": place(moved)})
        for _ in range(int(rng.poisson(noise))):
            size = rng.uniform(12, 70, 2)
            box = [*(rng.uniform(0, 1, 2) * (np.array([width, height]) - size)), *size]
            detections.append({"label": str(rng.choice(labels)), "confidence": rng.beta(1.5, 4), "box": place(box)})
        detections = [d for d in detections if d["label"] not in silent]
        rng.shuffle(detections)
        for detection in detections:
            detection["confidence"] = float(np.round(detection["confidence"], decimals))
        result.append({"id": f"image-{number}", "width": width, "height": height,
                       "truths": truths, "detections": detections})
    return result


def image(number, truths, detections):
    """An image of bears by hand: boxes, and boxes with confidences."""
    return {"id": f"image-{number}", "width": 200, "height": 100,
            "truths": [{"label": "bear", "box": box} for box in truths],
            "detections": [{"label": "bear", "confidence": c, "box": box} for c, box in detections]}


def equal_overlaps():
    """The sure detection overlaps both objects alike; whether the other finds one depends on which it takes."""
    first, second = [10, 0, 10, 10], [14, 0, 10, 10]
    sure, near_first = (0.9, [12, 0, 10, 10]), (0.8, [7, 0, 10, 10])
    return [image(0, [first, second], [sure, near_first]), image(1, [second, first], [sure, near_first])]


def overlaps_on_thresholds():
    """Detections that cover exactly 0.50, 0.55, ... 0.95 of their object."""
    return [image(n, [[0, 0, 100, 10]], [(0.9 - n / 100, [0, 0, 50 + 5 * n, 10])]) for n in range(10)]


def judged(labels, images):
    """AP50, AP50:95 and recall at an overlap of 0.5, of all labels and of each; null where pycocotools says -1."""
    category = {label: number + 1 for number, label in enumerate(labels)}
    annotations, results = [], []
    for number, image in enumerate(images, 1):
        for truth in image["truths"]:
            annotations.append({"id": len(annotations) + 1, "image_id": number, "category_id": category[truth["label"]],
                                "bbox": truth["box"], "area": truth["box"][2] * truth["box"][3], "iscrowd": 0})
        for found in image["detections"]:
            results.append({"image_id": number, "category_id": category[found["label"]],
                            "bbox": found["box"], "score": found["confidence"]})
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {"images": [{"id": n} for n in range(1, len(images) + 1)], "annotations": annotations,
                         "categories": [{"id": n, "name": l} for l, n in category.items()]}
        truth.createIndex()
        evaluation = COCOeval(truth, truth.loadRes(results), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"][:, :, :, 0, 2]  # overlap, recall point, label; all areas, 100 detections
    recall = evaluation.eval["recall"][:, :, 0, 2]
    mean = lambda values: None if (values < 0).all() else float(values[values >= 0].mean())
    per_label = {
        label: {"ap50": mean(precision[0, :, number]), "ap50_95": mean(precision[:, :, number]),
                "recall": mean(recall[0, number : number + 1]),
                "precision_at_recall": [float(v) for v in precision[0, :, number] if v >= 0]}
        for number, label in enumerate(labels)
    }
    return {"ap50": float(evaluation.stats[1]), "ap50_95": float(evaluation.stats[0]), "labels": per_label}


def main():
    one, three = ["bear"], ["bear", "fish", "wolf"]
    sets = {
        "three labels": (three, dict(images=16, objects=5, noise=2, decimals=6, grid=0.01)),
        "one label, several objects": (one, dict(images=14, objects=7, noise=1, decimals=6, grid=0.01)),
        "tied confidences": (three, dict(images=16, objects=5, noise=3, decimals=1, grid=0.01)),
        "tied confidences and overlaps": (three, dict(images=20, objects=6, noise=4, decimals=1, grid=8, jitter=0.2)),
        "every confidence equal": (one, dict(images=10, objects=5, noise=3, decimals=0, grid=4)),
        "most images empty": (["bear", "fish"], dict(images=40, objects=3, noise=1, decimals=3, grid=1, empty=0.8)),
        "labels without images or detections":
            (three + ["ghost", "mute"], dict(images=12, objects=5, noise=4, decimals=4, grid=1, absent=["ghost", "fish"],
                                             silent=["mute", "fish"])),
        "more than 100 detections an image": (one, dict(images=3, objects=8, noise=140, decimals=2, grid=4, jitter=0.25)),
        "sloppy boxes": (["bear", "fish"], dict(images=14, objects=5, noise=1, decimals=4, grid=2, jitter=0.25)),
        "exact boxes": (["bear", "fish"], dict(images=10, objects=4, noise=0, decimals=4, grid=1, jitter=0)),
    }
    by_hand = {"equal overlaps": equal_overlaps(), "overlaps on the thresholds": overlaps_on_thresholds()}
    cases = [{"name": name, "labels": one, "images": images, "expected": judged(one, images)}
             for name, images in by_hand.items()]
    for number, (name, (labels, options)) in enumerate(sets.items()):
        images = random_set(np.random.default_rng(number), labels=labels, **options)
        cases.append({"name": name, "labels": labels, "images": images, "expected": judged(labels, images)})
    path = pathlib.Path(__file__).with_name("average-precision.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
    for case in cases:
        print(f"{case['name']:40} AP50 {case['expected']['ap50']:.4f}  AP {case['expected']['ap50_95']:.4f}")
    print(path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
