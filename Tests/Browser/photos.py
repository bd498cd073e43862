"""The photos that a person brings, and where things are in them."""

import io
import json
import os
import pathlib
import subprocess

import PIL.Image

DATASETS = os.environ.get("KATMAI_DATASETS")


class Photos:
    """A folder of photos with their boxes, which only the one who labels knows: `boxes[name]` is [(left, top, width, height)] in pixels."""

    def __init__(self, folder, boxes):
        self.folder, self.boxes = folder, boxes

    @property
    def names(self):
        return sorted(self.boxes)

    def path(self, name):
        return self.folder / name

    def size(self, name):
        with PIL.Image.open(self.path(name)) as picture:
            return picture.size


def some(folder, katmai, count):
    """So many photos in a folder of their own: of microcontrollers where KATMAI_DATASETS is set, else drawn ones."""
    folder.mkdir()
    boxes = microcontrollers() if DATASETS else drawn(katmai, folder.parent / "scenes", count)
    chosen = dict(sorted((path, there) for path, there in boxes.items() if there)[:count])
    for path in chosen:
        (folder / path.name).write_bytes(path.read_bytes())
    return Photos(folder, {path.name: there for path, there in chosen.items()})


def microcontrollers():
    """Boxes by path, from COCO's file."""
    folder = pathlib.Path(DATASETS, "microcontrollers")
    coco = json.loads((folder / "annotations" / "train.json").read_text())
    paths = {image["id"]: folder / "images" / image["file_name"] for image in coco["images"]}
    boxes = {path: [] for path in paths.values()}
    for annotation in coco["annotations"]:
        boxes[paths[annotation["image_id"]]].append(tuple(annotation["bbox"]))
    return boxes


def drawn(katmai, folder, count):
    """Boxes by path, from the manifest of an example set."""
    # Some scenes are empty, so more are drawn than are needed.
    subprocess.run([katmai, "example", "--out", folder, "--train", str(count * 2), "--test", "0"], check=True, capture_output=True)
    boxes = {}
    for text in (folder / "train.manifest").read_text().splitlines():
        line = json.loads(text)
        label = next(value for value in line.values() if isinstance(value, dict) and "annotations" in value)
        sides = [tuple(each[side] for side in ("left", "top", "width", "height")) for each in label["annotations"]]
        boxes[folder / "images" / line["source-ref"].rsplit("/", 1)[1]] = sides
    return boxes


def plain(path, number, size=(320, 240)):
    """A small picture that no other number gives, at a path."""
    picture = PIL.Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, number // 256))
    picture.paste((255, 255, 255), (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    data = io.BytesIO()
    picture.save(data, "JPEG", comment=str(number).encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.getvalue())
    return path
