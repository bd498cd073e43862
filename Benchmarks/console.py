#!/usr/bin/env python3
"""What a person waits for in the console, measured in Chromium: editor, gallery, evaluation, uploads, size of the pages.

    Benchmarks/run console [--only editor gallery slider uploads suggestions size] [--images 100000] [--photos 1000] [--boxes 10000]

Times end when the browser has painted: they begin with the event of the key or with the navigation, and end with the frame after the
one in which the page showed what was asked for. Chromium draws without a screen and without a GPU here, so a machine with one is faster.
"""
import argparse, io, pathlib, random, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "Tests/Browser"))

import clients
import PIL.Image, PIL.ImageDraw
import console_parts as parts
from browser import Browser
from console_gallery import gallery
from consoles import Console
from measuring import announce, table

PARTS = {part.__name__: part for part in (
    parts.editor, parts.suggestions, parts.slider, parts.uploads, parts.size, gallery,
)}


def photographs(count, size, kilobytes, seed):
    """Different JPEGs of about this size on disk, as bytes: a few pictures with grain, made unlike by a comment in each."""
    chance = random.Random(seed)
    few = []
    for number in range(20):
        picture = PIL.Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
        draw = PIL.ImageDraw.Draw(picture)
        for _ in range(40):
            x, y = chance.randrange(size[0]), chance.randrange(size[1])
            shape = [x, y, x + chance.randrange(20, size[0] // 3), y + chance.randrange(20, size[1] // 3)]
            draw.ellipse(shape, fill=tuple(chance.randrange(256) for _ in range(3)))
        grain = PIL.Image.effect_noise(size, 60).convert("RGB")
        few.append(nearest_size(PIL.Image.blend(picture, grain, 0.15), kilobytes))
    for number in range(count):
        comment = f"{seed}-{number}".encode()
        data = few[number % len(few)]
        yield data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]


def nearest_size(picture, kilobytes):
    """The picture as a JPEG, in the quality that comes nearest to a size."""
    best = None
    for quality in range(20, 96, 5):
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=quality)
        distance = abs(data.tell() - kilobytes * 1000)
        if best is None or distance < best[0]:
            best = distance, data.getvalue()
    return best[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--images", type=int, default=100_000, help="in the gallery")
    parser.add_argument("--photos", type=int, default=1000, help="to upload")
    parser.add_argument("--boxes", type=int, default=10_000, help="in the test set")
    options = parser.parse_args()
    announce()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = clients.Server(folder / "home", "--log-level", "warning", "--training-epochs", 1).start()
        # Without a limit to the frames a second, the time between two is what one costs.
        browser = Browser(folder / "chromium", "--disable-frame-rate-limit", "--disable-gpu-vsync")
        try:
            bench = parts.Bench(Console(server, browser).sign_in(), folder, photographs, options)
            for part in PARTS:
                if part in options.only:
                    print(f"measuring: {part}", file=sys.stderr)
                    rows += PARTS[part](bench)
        finally:
            browser.quit()
            server.stop()
    table(["what", "measured", "wanted"], rows)


if __name__ == "__main__":
    main()
