"""Makes the image files and expected pixels that ImagingTests compares with. Needs Pillow and numpy.

    python make_goldens.py        (writes beside itself)

Most image files have a FILE.rgb beside them: Pillow's pixels, upright, over white, 8 bits, RGB, rows from the top. Where Pillow
does something else than Katmai promises (16-bit grey), the expected pixels come from the array that made the file.
"""
import io, pathlib, struct, zlib
import numpy as np
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(7)


def scene(width, height):
    """Smooth colour ramps, an edge and a little noise: what a photo has, without being large."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    red, green, blue = 255 * x / width, 255 * y / height, 128 + 100 * np.sin(x / 3) * np.cos(y / 4)
    picture = np.stack([red, green, blue], -1)
    picture[height // 3:height // 2, width // 4:width // 2] = (230, 40, 60)
    return (picture + rng.normal(0, 3, picture.shape)).clip(0, 255).astype(np.uint8)


def over_white(image):
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image).convert("RGB")


def keep(name, data, expected=None):
    """Stores a file and its pixels, by default as Pillow reads them."""
    (HERE / name).write_bytes(data)
    if expected is None:
        expected = np.asarray(over_white(ImageOps.exif_transpose(Image.open(io.BytesIO(data)))))
    (HERE / f"{name}.rgb").write_bytes(np.ascontiguousarray(expected, np.uint8).tobytes())


def encoded(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def png(width, height, depth, colour, rows, *chunks):
    """A PNG that Pillow cannot write, by hand: rows are bytes without their filter byte."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), *(chunk(*c) for c in chunks), chunk(b"IDAT", body), chunk(b"IEND", b"")])


def interlaced(rgb_or_rgba):
    """An Adam7 PNG, which Pillow cannot write either."""
    height, width, channels = rgb_or_rgba.shape
    rows = []
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        part = rgb_or_rgba[y0::dy, x0::dx]
        rows += [row.tobytes() for row in part] if part.size else []
    data = png(width, height, 8, 2 if channels == 3 else 6, rows)
    header = bytearray(data[16:29])
    header[12] = 1
    fixed = b"IHDR" + bytes(header)
    return data[:12] + fixed + struct.pack(">I", zlib.crc32(fixed)) + data[33:]


def jpegs():
    picture = Image.fromarray(scene(29, 21))
    keep("baseline.jpg", encoded(picture, format="JPEG", quality=85))
    keep("full-chroma.jpg", encoded(picture, format="JPEG", quality=85, subsampling=0))
    keep("progressive.jpg", encoded(picture, format="JPEG", quality=85, progressive=True))
    keep("restarts.jpg", encoded(picture, format="JPEG", quality=85, restart_marker_blocks=1))
    keep("grey.jpg", encoded(picture.convert("L"), format="JPEG", quality=85))
    keep("pixel.jpg", encoded(Image.new("RGB", (1, 1), (200, 100, 50)), format="JPEG", quality=95))
    # Pillow writes CMYK inverted and says so, as Adobe does.
    cmyk = ImageOps.invert(picture).convert("CMYK")
    cmyk = Image.merge("CMYK", [*cmyk.split()[:3], Image.fromarray((scene(29, 21)[..., 1] // 3))])
    keep("cmyk.jpg", encoded(cmyk, format="JPEG", quality=90))
    keep("ycck.jpg", ycck(encoded(cmyk, format="JPEG", quality=90)))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        data = encoded(picture.resize((11, 7)), format="JPEG", quality=85, exif=exif)
        keep(f"orientation-{orientation}.jpg", data)
    large = Image.fromarray(scene(160, 120))
    data = encoded(large, format="JPEG", quality=85)
    (HERE / "large.jpg").write_bytes(data)
    draft = Image.open(io.BytesIO(data))
    draft.draft("RGB", (80, 60))
    assert draft.size == (80, 60)
    (HERE / "large-half.rgb").write_bytes(draft.tobytes())


def ycck(data):
    """The same coefficients declared as YCCK: other colours, but Pillow's reading of them is what counts."""
    at = data.index(b"Adobe")
    assert data[at + 11] in (0, 2), data[at + 11]
    return data[:at + 11] + b"\x02" + data[at + 12:]


def pngs():
    picture = scene(23, 17)
    alpha = np.linspace(0, 255, 23 * 17).reshape(17, 23).astype(np.uint8)
    rgba = np.dstack([picture, alpha])
    keep("rgb.png", encoded(Image.fromarray(picture), format="PNG"))
    keep("alpha.png", encoded(Image.fromarray(rgba), format="PNG"))
    keep("grey-alpha.png", encoded(Image.fromarray(rgba).convert("LA"), format="PNG"))
    keep("bilevel.png", encoded(Image.fromarray(picture).convert("1"), format="PNG"))
    palette = Image.fromarray(picture).quantize(11)
    keep("palette.png", encoded(palette, format="PNG"))
    keep("palette-transparent.png", encoded(palette, format="PNG", transparency=bytes([0, 128, 255, 64])))
    keep("colour-key.png", encoded(Image.fromarray(picture), format="PNG", transparency=tuple(map(int, picture[6, 7]))))
    keep("interlaced.png", interlaced(picture))
    keep("interlaced-alpha.png", interlaced(rgba))
    deep = rng.integers(0, 65536, (9, 13, 3)).astype(np.uint16)
    keep("deep.png", png(13, 9, 16, 2, [r.astype(">u2").tobytes() for r in deep]), (deep / 257).round())
    grey = rng.integers(0, 65536, (9, 13)).astype(np.uint16)
    keep("deep-grey.png", png(13, 9, 16, 0, [r.astype(">u2").tobytes() for r in grey]),
         np.repeat((grey / 257).round()[..., None], 3, 2))
    keep("pixel.png", encoded(Image.new("RGB", (1, 1), (200, 100, 50)), format="PNG"))
    exif = Image.Exif()
    exif[0x0112] = 6
    keep("orientation.png", encoded(Image.fromarray(picture), format="PNG", exif=exif))


def webps():
    picture = Image.fromarray(scene(29, 21))
    rgba = picture.copy()
    rgba.putalpha(Image.fromarray(np.linspace(0, 255, 29 * 21).reshape(21, 29).astype(np.uint8)))
    exif = Image.Exif()
    exif[0x0112] = 8
    keep("lossy.webp", encoded(picture, format="WEBP", quality=80))
    keep("lossless.webp", encoded(picture, format="WEBP", lossless=True))
    keep("alpha.webp", encoded(rgba, format="WEBP", quality=80))
    keep("lossless-alpha.webp", encoded(rgba, format="WEBP", lossless=True, exact=True))
    keep("orientation.webp", encoded(picture, format="WEBP", quality=80, exif=exif))
    keep("pixel.webp", encoded(Image.new("RGB", (1, 1), (200, 100, 50)), format="WEBP", lossless=True))
    frames = [picture.resize((8, 8)), ImageOps.invert(picture).resize((8, 8))]
    (HERE / "animation.webp").write_bytes(encoded(frames[0], format="WEBP", save_all=True, append_images=frames[1:]))


def resizes():
    """resize-N.rgb for the cases of ResizingTests, all from noise.png: its worst case for rounding."""
    noise = Image.fromarray(rng.integers(0, 256, (60, 80, 3)).astype(np.uint8))
    (HERE / "noise.png").write_bytes(encoded(noise, format="PNG"))
    cases = [
        ((80, 60), None), ((20, 15), None), ((33, 47), None), ((79, 59), None), ((1, 1), None), ((3, 1), None),
        ((100, 20), None), ((88, 66), None), ((27, 19), (3.25, 7.5, 71.125, 49.75)), ((30, 30), (10.5, 10.5, 20.25, 18.0)),
        ((5, 40), (0, 0, 80, 0.5)), ((16, 9), (79.5, 0, 80, 60)),
    ]
    for i, (size, box) in enumerate(cases):
        (HERE / f"resize-{i}.rgb").write_bytes(noise.resize(size, Image.BILINEAR, box=box).tobytes())
    # One pixel from 3000 of a column: the most weights by far.
    column = Image.fromarray((np.arange(3000 * 3) * 7919 % 256).astype(np.uint8).reshape(3000, 1, 3))
    (HERE / "column-3.rgb").write_bytes(column.resize((1, 3), Image.BILINEAR).tobytes())
    (HERE / "row-3.rgb").write_bytes(column.transpose(Image.Transpose.TRANSPOSE).resize((3, 1), Image.BILINEAR).tobytes())


def adjustments():
    """The augmentation's formulas in float32, as the reference recipe has them, then rounded."""
    noise = np.asarray(Image.open(HERE / "noise.png").convert("RGB"))[:20, :20]
    for i, (brightness, contrast, saturation) in enumerate([(1, 1, 1), (.7, 1.3, .6), (1.3, .7, 1.4), (1, 1, 0), (1.2, 1, 1)]):
        x = noise.astype(np.float32) * np.float32(brightness)
        x = (x - x.mean()) * np.float32(contrast) + x.mean()
        grey = x.mean(2, keepdims=True)
        x = np.clip((x - grey) * np.float32(saturation) + grey, 0, 255)
        (HERE / f"adjust-{i}.rgb").write_bytes(np.rint(x).astype(np.uint8).tobytes())


if __name__ == "__main__":
    jpegs()
    pngs()
    webps()
    resizes()
    adjustments()
