"""DetectCustomLabels on a running model: bytes and objects, thresholds, limits, orientation."""

import concurrent.futures
import io
import json
import struct
import zlib

import pytest

import custom_labels as labels


@pytest.fixture(scope="module")
def photo(drawn):
    return (drawn / "images" / "test-0001.jpg").read_bytes()


@pytest.fixture
def detect(rekognition, running):
    def detect(image, **arguments):
        image = {"Bytes": image} if isinstance(image, bytes) else {"S3Object": image}
        answer = rekognition.detect_custom_labels(ProjectVersionArn=running, Image=image, **arguments)
        return answer["CustomLabels"]

    return detect


def png(width, height, text=b""):
    """A white picture, of which `text` makes a larger file."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress((b"\0" + b"\xff" * width * 3) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"a\0" + text)
        + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def turned(jpeg, orientation):
    """The picture with an Exif block that says how the camera was held."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def box(label):
    return [label["Geometry"]["BoundingBox"][side] for side in ("Left", "Top", "Width", "Height")]


def test_labels_come_most_confident_first_with_boxes_as_ratios(detect, photo):
    found = detect(photo, MinConfidence=0)
    assert len(found) > 5
    confidences = [label["Confidence"] for label in found]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < confidences[-1] and confidences[0] < 100
    for label in found:
        assert label["Name"] == "animal" and "Polygon" not in label["Geometry"]
        left, top, width, height = box(label)
        assert 0 <= left < left + width <= 1 + 1e-6 and 0 <= top < top + height <= 1 + 1e-6


def test_confidences_are_thousandths_of_a_percent_in_single_precision(detect, photo):
    for label in detect(photo, MinConfidence=0, MaxResults=5):
        rounded = struct.unpack("f", struct.pack("f", round(label["Confidence"], 3)))[0]
        assert label["Confidence"] == rounded


def test_an_object_in_a_bucket_is_looked_at_like_its_bytes(detect, photo, photos):
    place = {"Bucket": photos, "Name": "images/test-0001.jpg"}
    assert detect(place, MinConfidence=0) == detect(photo, MinConfidence=0)


def test_without_a_confidence_the_assumed_threshold_decides(detect, rekognition, s3, trained, drawn):
    summary = labels.version(rekognition, trained["version"])["EvaluationResult"]["Summary"]["S3Object"]
    text = s3.get_object(Bucket=summary["Bucket"], Key=summary["Name"])["Body"].read()
    threshold = json.loads(text)["LabelEvaluationResults"][0]["Metrics"]["Threshold"] * 100
    shown = hidden = 0
    for number in range(1, 9):
        photo = (drawn / "images" / f"test-000{number}.jpg").read_bytes()
        everything = detect(photo, MinConfidence=0)
        assumed = detect(photo)
        assert assumed == everything[: len(assumed)]
        assert all(label["Confidence"] >= threshold - 1e-3 for label in assumed)
        assert all(label["Confidence"] <= threshold + 1e-3 for label in everything[len(assumed) :])
        shown, hidden = shown + len(assumed), hidden + len(everything) - len(assumed)
    assert shown and hidden


def test_a_confidence_replaces_the_threshold_and_is_itself_enough(detect, photo):
    everything = detect(photo, MinConfidence=0)
    third = everything[2]["Confidence"]
    assert detect(photo, MinConfidence=third - 0.001)[:3] == everything[:3]
    assert detect(photo, MinConfidence=100) == []


def test_the_most_results_are_the_best_after_filtering(detect, photo):
    everything = detect(photo, MinConfidence=0)
    assert detect(photo, MinConfidence=0, MaxResults=2) == everything[:2]
    assert detect(photo, MinConfidence=0, MaxResults=0) == everything
    assert detect(photo, MinConfidence=0, MaxResults=10_000) == everything
    assert detect(photo, MinConfidence=100, MaxResults=2) == []


def test_a_turned_picture_is_looked_at_upright(detect, photo):
    plain = detect(photo, MinConfidence=0)
    assert detect(turned(photo, 1), MinConfidence=0) == plain
    upside_down = detect(turned(photo, 3), MinConfidence=0)
    assert upside_down != plain
    # Turned by a quarter it is higher than wide, which every box in ratios must follow.
    for orientation in (6, 8):
        assert detect(turned(photo, orientation), MinConfidence=0) not in (plain, upside_down)


def test_png_is_read_and_an_empty_picture_gives_a_list(detect):
    assert isinstance(detect(png(64, 64)), list)


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (b"no picture", "InvalidImageFormatException"),
        (b"GIF89a\x40\0\x40\0\0\0\0;", "InvalidImageFormatException"),
        (b"\xff\xd8\xff\xe0", "InvalidImageFormatException"),
        (png(64, 64)[:60], "InvalidImageFormatException"),
        (b"\0" * (4 * 1024 * 1024 + 1), "ImageTooLargeException"),
        (png(64, 64, b"x" * (4 * 1024 * 1024)), "ImageTooLargeException"),
    ],
)
def test_what_is_no_picture_is_refused(detect, image, code):
    assert labels.refusal(detect, image)[0] == code


def test_what_is_no_picture_in_a_bucket_is_refused(detect, s3, photos, name):
    s3.put_object(Bucket=photos, Key=name, Body=b"no picture")
    assert labels.refusal(detect, {"Bucket": photos, "Name": name})[0] == "InvalidImageFormatException"
    place = {"Bucket": photos, "Name": f"{name}-none"}
    code, text = labels.refusal(detect, place)
    assert code == "InvalidS3ObjectException"
    assert text.startswith(
        "Unable to get object metadata from S3. Check object key, region and/or access permissions."
    )
    assert labels.refusal(detect, {"Bucket": "nobodys-bucket", "Name": "a"})[0] == "InvalidS3ObjectException"
    versioned = {"Bucket": photos, "Name": "images/test-0001.jpg", "Version": "abc"}
    assert labels.refusal(detect, versioned)[0] == "InvalidS3ObjectException"


def test_a_picture_larger_in_a_bucket_than_a_request_may_be_is_looked_at(detect, s3, photos, name):
    s3.upload_fileobj(io.BytesIO(png(64, 64, b"x" * (5 * 1024 * 1024))), photos, name)
    assert isinstance(detect({"Bucket": photos, "Name": name}), list)


def test_many_ask_at_once_and_all_are_answered_alike(rekognition, running, photo):
    def ask(_):
        image = {"Bytes": photo}
        answer = rekognition.detect_custom_labels(ProjectVersionArn=running, Image=image, MinConfidence=0)
        return str(answer["CustomLabels"])

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(24)))) == 1
