"""Putting a model to use from its page."""

import io
import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

import custom_labels as labels
from test_sign_in import cookie, request

PROJECT, VERSION = "bearcam", "v1"


@pytest.fixture
def page(console, trained):
    page = console.use(PROJECT, VERSION).open()
    # Another test may have left it running.
    page.stop_if_running()
    yield page
    page.open().stop_if_running()


def test_a_model_is_started_tried_and_stopped(console, page, rekognition, trained, photo):
    page.start()
    assert labels.version(rekognition, trained["version"])["Status"] == "RUNNING"
    page.drop(photo)
    wanted = rekognition.detect_custom_labels(
        ProjectVersionArn=trained["version"], Image={"Bytes": photo.read_bytes()}, MinConfidence=page.minimum()
    )["CustomLabels"]
    assert page.detections() == len(wanted)
    page.stop()
    assert labels.version(rekognition, trained["version"])["Status"] == "STOPPED"


def test_what_is_no_image_is_said_in_words(console, page, tmp_path):
    (tmp_path / "notes.jpg").write_text("no picture")
    page.start()
    page.drop(tmp_path / "notes.jpg")
    assert page.problem()
    console.browser.complaints()  # The refused image.


def test_the_versions_are_a_menu_that_keys_open_and_close(console, page):
    assert VERSION in page.open_versions()
    console.browser.press("Escape")
    assert not page.has_versions_open()
    assert console.browser.run("return document.activeElement.matches('#version-menu summary')")


def test_the_code_holds_the_real_arn_and_endpoint(page, server, trained):
    snippets = page.snippets()
    assert len(snippets) == 5
    for code in snippets.values():
        assert trained["version"] in code and server.url in code


def test_the_python_code_runs_as_it_is(page, server, trained, photo, tmp_path):
    page.start()
    code = next(code for code in page.snippets().values() if "boto3" in code)
    for file in ("photo.jpg", "image.jpg"):
        (tmp_path / file).write_bytes(photo.read_bytes())
    environment = {
        **os.environ, "AWS_ACCESS_KEY_ID": server.key["id"], "AWS_SECRET_ACCESS_KEY": server.key["secret"],
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{code}\n{done.stderr}"


def test_bundle_and_onnx_file_come_down(console, page):
    session = {"Cookie": f"katmai-session={cookie(console.browser)['value']}"}
    found = {}
    for kind, address in page.downloads().items():
        status, headers, found[kind] = request(console.server, "GET", address, session)
        assert status == 200 and headers["Content-Disposition"].startswith("attachment"), address
        length = console.browser.run("return fetch(arguments[0]).then(got => got.arrayBuffer()).then(got => got.byteLength)", address)
        assert length == len(found[kind])
    assert "model.json" in str(tarfile.open(fileobj=io.BytesIO(found["tar"])).getnames())
    assert "model.json" in str(zipfile.ZipFile(io.BytesIO(found["zip"])).namelist())
    assert found["onnx"][:1] == b"\x08"
