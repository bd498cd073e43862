"""Bringing images: dropping, choosing, coming back to it, and names and files that mean no good."""

import pytest

import custom_labels as labels
import photos as photo_folders
from test_both_ways import dataset
from waiting import eventually


@pytest.fixture
def many(tmp_path):
    """A folder of small pictures in two folders."""
    folder = tmp_path / "brought"
    for number in range(60):
        photo_folders.plain(folder / f"shelf-{number % 2}" / f"picture-{number:03}.jpg", number)
    return folder


def test_a_dropped_folder_becomes_a_dataset(console, name, many):
    page = console.dataset(console.project(name)).open()
    page.drop(many)
    page.uploaded(60)
    found = console.entries(name)
    assert len(found) == 60 and {entry["state"] for entry in found.values()} == {"unlabelled"}
    page.open()
    assert page.total() == 60 and len(page.tiles()) > 0


def test_chosen_files_are_brought_too(console, name, many):
    page = console.dataset(console.project(name), "test").open()
    page.choose(many / "shelf-0" / "picture-000.jpg", many / "shelf-1" / "picture-001.jpg")
    page.uploaded(2)
    assert len(console.entries(name, "test")) == 2


def test_after_a_reload_the_folder_is_dropped_again_and_the_rest_is_brought(console, name, many):
    browser = console.browser
    page = console.dataset(console.project(name)).open()
    # So slow that the reload comes in the middle.
    browser.command("Network.enable")
    browser.command("Network.emulateNetworkConditions", offline=False, latency=150, downloadThroughput=-1, uploadThroughput=-1)
    page.drop(many)
    eventually(lambda: 5 <= page.progress()[0])
    page.leave()
    browser.command("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
    page.open()
    before = len(console.entries(name))
    assert 0 < before < 60, "the reload did not come in the middle"
    page.drop(many)
    page.uploaded(60)
    assert page.known() >= before
    assert len(console.entries(name)) == 60


def test_a_known_picture_under_another_name_is_told(console, name, tmp_path):
    page = console.dataset(console.project(name)).open()
    page.choose(photo_folders.plain(tmp_path / "one.jpg", 1))
    page.uploaded(1)
    page.choose(photo_folders.plain(tmp_path / "same.jpg", 1), photo_folders.plain(tmp_path / "two.jpg", 2))
    page.uploaded(2)
    assert page.known() == 1
    assert sorted(console.entries(name)) == ["one.jpg", "two.jpg"]


@pytest.mark.parametrize("hostile", ["<img onerror>.jpg", "<img src=x onerror=alert(1)>.jpg", "{{name}} & \"'.jpg", "a b%2F#?.jpg"])
def test_a_name_is_never_markup(console, name, tmp_path, hostile):
    # A name with a slash would be a folder; everything else a file system takes.
    path = photo_folders.plain(tmp_path / hostile, 7)
    page = console.dataset(console.project(name)).open()
    page.choose(path)
    page.uploaded(1)
    page.open()
    assert page.names() == [hostile]
    assert console.browser.run("return document.querySelectorAll('[onerror]').length") == 0
    editor = console.editor(name).open()
    assert hostile in editor.title()
    assert console.browser.run("return document.querySelectorAll('[onerror]').length") == 0
    entry = console.entries(name)[hostile]
    assert console.browser.run("return fetch(arguments[0]).then(got => got.status)", entry["picture"]) == 200
    assert console.browser.run("return fetch(arguments[0]).then(got => got.status)", entry["thumbnail"]) == 200


def test_a_name_with_the_signs_of_addresses_is_found_labelled_and_reloaded(console, rekognition, s3, name, tmp_path):
    odd = "a+b %2F..%2B#?&=.jpg"
    page = console.dataset(console.project(name)).open()
    page.choose(photo_folders.plain(tmp_path / odd, 8), photo_folders.plain(tmp_path / "a b.jpg", 9))
    page.uploaded(2)
    page.open().search("a+b %2F")
    assert page.total() == 1 and page.names() == [odd]
    page.open_in_editor(odd)
    editor = console.editor(name)
    editor.shows(odd)
    editor.add_label("a+b %2F#")
    editor.draw((100, 100, 60, 60))
    editor.saved()
    console.browser.reload()
    editor.shows(odd)
    assert [box[0] for box in console.boxes(name, odd)] == ["a+b %2F#"]
    page.open().choose_filter("label", "a+b %2F#")
    assert page.names() == [odd]
    # The object is called so too, for AWS's clients.
    [line] = labels.entries(rekognition, dataset(rekognition, name), ContainsLabels=["a+b %2F#"])
    bucket, key = line["source-ref"].removeprefix("s3://").split("/", 1)
    assert key.endswith(f"/{odd}") and s3.get_object(Bucket=bucket, Key=key)["Body"].read() == (tmp_path / odd).read_bytes()


def test_what_is_no_image_is_named_with_the_reason(console, name, tmp_path):
    (tmp_path / "notes.jpg").write_text("<script>alert(1)</script>")
    page = console.dataset(console.project(name)).open()
    page.choose(tmp_path / "notes.jpg", photo_folders.plain(tmp_path / "good.jpg", 3))
    page.uploaded(1)
    failures = page.failures()
    assert len(failures) == 1 and "notes.jpg" in failures[0]
    assert list(console.entries(name)) == ["good.jpg"]
    console.browser.complaints()  # The refused upload.


def test_problems_of_a_manifest_are_listed_with_their_lines(console, s3, name):
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key="broken.manifest", Body=b'{"source-ref": "s3://' + name.encode() + b'/none.jpg"}\nno line\n')
    page = console.dataset(console.project(name)).open()
    page.create_from_manifest(name, "broken.manifest")
    console.settled(name)
    page.open()
    problems = console.get(f"projects/{name}/datasets/train/problems")["problems"]
    assert 2 in [problem.get("line") for problem in problems]
    shown = page.problems()
    assert len(shown) == len(problems) and all(problem["message"] in " ".join(shown) for problem in problems)
