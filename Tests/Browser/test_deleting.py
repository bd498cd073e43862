"""Versions and projects deleted from a project's page: after a question, and never while they run."""

import pytest

import custom_labels as labels
from consoles import Refused
from test_both_ways import names
from waiting import eventually


def version_names(rekognition, arn):
    return [each["ProjectVersionArn"].split("/")[3] for each in rekognition.describe_project_versions(ProjectArn=arn)["ProjectVersionDescriptions"]]


def project_arn(rekognition, name):
    return rekognition.describe_projects(ProjectNames=[name])["ProjectDescriptions"][0]["ProjectArn"]


def test_a_version_is_deleted_after_a_question(console, rekognition, copied, name):
    page = console.overview(name).open()
    page.delete_version("v1", is_sure=False)
    assert page.open().versions() == ["v1"]
    page.delete_version("v1")
    eventually(lambda: version_names(rekognition, project_arn(rekognition, name)) == [])
    assert page.open().versions() == []


def test_a_project_is_deleted_with_its_versions(console, rekognition, copied, name):
    page = console.overview(name).open()
    page.delete(is_sure=False)
    assert page.open().versions() == ["v1"]
    page.delete()
    console.browser.until(lambda: console.browser.path == "/_/", "the projects")
    eventually(lambda: name not in names(rekognition))
    assert name not in console.projects.open().names()


def test_nothing_that_runs_is_deleted(console, rekognition, copied, name):
    # A page that does not know yet what somebody else has started.
    page = console.overview(name).open()
    rekognition.start_project_version(ProjectVersionArn=copied, MinInferenceUnits=1)
    page.delete_version("v1")
    assert page.complaint()
    page.delete()
    assert console.browser.path == page.path and page.complaint()
    console.browser.complaints()  # The refusals.
    eventually(lambda: labels.version(rekognition, copied)["Status"] == "RUNNING")
    page.open()
    assert page.versions() == ["v1"] and not page.can_delete("v1") and not page.can_delete()
    for path in (f"/_/api/projects/{name}/versions/v1", f"/_/api/projects/{name}"):
        with pytest.raises(Refused) as caught:
            console.ask("DELETE", path)
        assert (caught.value.status, caught.value.answer["error"]["code"]) == (409, "in-use")
    rekognition.stop_project_version(ProjectVersionArn=copied)
    eventually(lambda: labels.version(rekognition, copied)["Status"] == "STOPPED")
    page.open()
    assert page.can_delete("v1") and page.can_delete()
