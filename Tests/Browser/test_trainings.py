"""What is said of trainings that did not come to an end, and what comes next."""

import pytest

import custom_labels as labels
from consoles import Console

PROJECT = "bearcam"


@pytest.fixture
def begun(console, trained, name):
    """A training that takes longer than the test; what is left of it goes with the test."""
    console.ask("POST", f"/_/api/projects/{PROJECT}/versions", {"name": name, "settings": {"epochs": 500}})
    yield name
    if console.get(f"projects/{PROJECT}/versions/{name}/training")["status"] not in ("cancelled", "failed"):
        console.ask("DELETE", f"/_/api/projects/{PROJECT}/versions/{name}/training")
        console.trained(PROJECT, name)
    console.ask("DELETE", f"/_/api/projects/{PROJECT}/versions/{name}")


def test_a_cancelled_training_leaves_the_version_before_it(console, begun):
    page = console.training(PROJECT, begun).open()
    page.shows_progress()
    assert page.step("Train")[1].startswith(f"{begun} ") and page.next_step()[1] == "Watch it learn"
    page.cancel()
    words, leads = page.next_step()
    assert words == f"The training of {begun} was cancelled. v1 is as it was. Train again when you like." and leads == "Train again"
    assert page.step("Train") == ("done", "v1") and page.step("Evaluate")[1].startswith("F1 ")
    assert console.overview(PROJECT).open().state(begun) == "cancelled"
    assert f"version {begun} was cancelled" in console.projects.open().card(PROJECT)
    # On a tablet too.
    console.browser.size(820)
    assert console.use(PROJECT, "v1").open().next_step() == (words, leads)


def test_a_failed_training_leads_to_its_reason(console, rekognition, s3, name):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    s3.create_bucket(Bucket=name)
    lines = [labels.box_line(f"s3://{name}/none-{number}.jpg", "board") for number in range(9)]
    for kind in ("TRAIN", "TEST"):
        dataset = rekognition.create_dataset(
            ProjectArn=project, DatasetType=kind, DatasetSource=labels.manifest(name, labels.put_manifest(s3, name, f"{kind}.json", lines)),
        )["DatasetArn"]
        labels.settled(rekognition, dataset)
    assert labels.ended(rekognition, labels.train(rekognition, project, "v1", name))["Status"] == "TRAINING_FAILED"
    page = console.overview(name).open()
    assert page.next_step() == ("v1 could not be trained.", "See why") and page.step("Train") == ("failed", "v1 failed")
    assert page.state("v1") == "training failed"
    console.browser.click(".rail .next a")
    page = console.training(name, "v1")
    assert "None of the images could be read" in page.reason() and "S3" not in page.reason()


def test_a_training_that_goes_on_after_a_restart_says_so(own_server, browser, photos, name):
    console = Console(own_server.start(), browser).sign_in()
    console.project(name, photos, "board")
    console.ask("POST", f"/_/api/projects/{name}/versions", {"name": "v1", "settings": {"epochs": 500}})
    page = console.training(name, "v1").open()
    browser.until(lambda: console.get(f"projects/{name}/versions/v1/training")["attempts"] == 1, "the first trainer", 60)
    assert page.attempts() == ""
    port = own_server.port
    own_server.stop()
    own_server.start(port=port)
    # The page has stayed as it was, and asks on.
    browser.until(lambda: page.attempts() == "started 2 times", "the second trainer", 90)
    browser.complaints()  # What it asked while nobody answered.
