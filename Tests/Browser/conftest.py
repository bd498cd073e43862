"""A running server, a browser before it, and photos to bring."""

import pathlib
import subprocess

import pytest

import clients
import custom_labels as labels
import photos as photo_folders
from browser import Browser
from consoles import Console


def pytest_addoption(parser):
    parser.addoption("--screenshots", metavar="DIR", type=pathlib.Path, help="keep pictures of every page, light and dark")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests; they make projects of their own."""
    server = clients.Server(tmp_path_factory.mktemp("home"), "--training-threads", 2, "--training-epochs", 1).start()
    yield server
    assert server.stop() == 0


@pytest.fixture
def own_server(tmp_path):
    """A server for one test, which may end it; started by the test."""
    server = clients.Server(tmp_path / "home", "--training-threads", 2)
    yield server
    if server.process is not None:
        server.kill()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """The browser, without a test's traces left in it."""
    browser = Browser(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.quit()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


@pytest.fixture
def browser(chromium, request, tmp_path):
    """A window in which nobody has signed in. What its console complains about fails the test, unless the test has asked for it."""
    yield chromium
    complaints = chromium.complaints()
    if getattr(request.node, "failed", False):
        chromium.picture(tmp_path / "failed.png")
        print(f"The page when the test failed, {chromium.path}: {tmp_path / 'failed.png'}\n{complaints}")
    chromium.forget()
    if not getattr(request.node, "failed", False):
        assert complaints == []


@pytest.fixture(scope="session")
def session(server, chromium):
    """A session for all tests that are not about signing in: each would wait half a second for its own."""
    return Console(server, chromium).sign_in().session()


@pytest.fixture
def console(server, session, browser):
    """The console, signed in to."""
    return Console(server, browser).go_on(session)


@pytest.fixture(scope="session")
def rekognition(server):
    return server.client("rekognition")


@pytest.fixture(scope="session")
def s3(server):
    return server.client("s3")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """A folder with drawn pictures and their manifests, train.manifest and test.manifest."""
    folder = tmp_path_factory.mktemp("drawn") / "scenes"
    command = [clients.KATMAI, "example", "--out", folder, "--train", "24", "--test", "8"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def photo(drawn):
    """A drawn picture with something in it."""
    return drawn / "images" / "test-0001.jpg"


@pytest.fixture(scope="session")
def trained(rekognition, s3, drawn):
    """The project bearcam with both datasets and a model, v1: their ARNs. Leave them as they are."""
    labels.fill(s3, "drawn-photos", drawn)
    return labels.train_drawn(rekognition, s3, "drawn-photos", drawn)


@pytest.fixture
def copied(rekognition, trained, name):
    """A project of the test's own, called `name`, with a copy of the trained model as its v1: the version's ARN."""
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    return labels.copy(rekognition, trained, project, "v1", trained["bucket"])


@pytest.fixture
def empty_server(tmp_path):
    """A server that nobody has used yet."""
    server = clients.Server(tmp_path / "empty").start()
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def photos(tmp_path_factory):
    """Twenty photos with something in each of them."""
    return photo_folders.some(tmp_path_factory.mktemp("photos") / "boards", clients.KATMAI, 20)


_count = 0


@pytest.fixture
def name():
    """A name for a project or bucket that no other test has."""
    global _count
    _count += 1
    return f"seen-{_count}"
