"""Project policies and tags: kept, shown, changed and removed."""

import json
import re

import pytest

import custom_labels as labels

POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
)


@pytest.fixture
def project(rekognition, name):
    return rekognition.create_project(ProjectName=name)["ProjectArn"]


def put(client, project, name, **more):
    arguments = {"ProjectArn": project, "PolicyName": name, "PolicyDocument": POLICY, **more}
    return client.put_project_policy(**arguments)["PolicyRevisionId"]


def policies(client, project, **arguments):
    pages = client.get_paginator("list_project_policies").paginate(ProjectArn=project, **arguments)
    return [policy for page in pages for policy in page["ProjectPolicies"]]


def test_a_policy_is_kept_as_it_was_sent(rekognition, project):
    text = POLICY.replace(",", " ,\n\t") + "  "
    revision = put(rekognition, project, "share", PolicyDocument=text)
    assert re.fullmatch("[0-9a-f]{32}", revision)
    [policy] = policies(rekognition, project)
    assert policy["CreationTimestamp"] <= policy["LastUpdatedTimestamp"]
    assert {name: value for name, value in policy.items() if not name.endswith("Timestamp")} == {
        "ProjectArn": project, "PolicyName": "share", "PolicyDocument": text, "PolicyRevisionId": revision
    }


def test_a_policy_is_changed_by_who_knows_its_revision(rekognition, project):
    first = put(rekognition, project, "share")
    [created] = policies(rekognition, project)
    changed = POLICY.replace("Allow", "Deny")
    second = put(rekognition, project, "share", PolicyDocument=changed, PolicyRevisionId=first)
    assert second != first
    [policy] = policies(rekognition, project)
    assert (policy["PolicyDocument"], policy["PolicyRevisionId"]) == (changed, second)
    assert policy["CreationTimestamp"] == created["CreationTimestamp"]
    again = labels.refusal(put, rekognition, project, "share", PolicyRevisionId=first)
    assert again[0] == "InvalidPolicyRevisionIdException"


def test_policies_are_listed_page_by_page_and_deleted_by_revision_or_without(rekognition, project):
    revisions = {name: put(rekognition, project, name) for name in ("a", "b", "c")}
    shown = policies(rekognition, project, PaginationConfig={"PageSize": 2})
    assert [policy["PolicyName"] for policy in shown] == ["a", "b", "c"]
    about = {"ProjectArn": project, "PolicyName": "a"}
    wrong = labels.refusal(rekognition.delete_project_policy, **about, PolicyRevisionId=revisions["b"])
    assert wrong[0] == "InvalidPolicyRevisionIdException"
    rekognition.delete_project_policy(**about, PolicyRevisionId=revisions["a"])
    rekognition.delete_project_policy(ProjectArn=project, PolicyName="b")
    assert [policy["PolicyName"] for policy in policies(rekognition, project)] == ["c"]
    assert put(rekognition, project, "a")


def test_a_project_has_at_most_five_policies(rekognition, project):
    for number in range(5):
        put(rekognition, project, f"p{number}")
    assert labels.refusal(put, rekognition, project, "p5")[0] == "ServiceQuotaExceededException"
    rekognition.delete_project_policy(ProjectArn=project, PolicyName="p0")
    put(rekognition, project, "p5")


@pytest.mark.parametrize(
    "document",
    [" ", "text", "[]", "{}", '{"Statement":[]}', '{"Statement":[{"Effect":"Maybe"}]}', POLICY[:-1]],
)
def test_what_is_no_policy_is_refused(rekognition, project, document):
    code, _ = labels.refusal(put, rekognition, project, "p", PolicyDocument=document)
    assert code == "MalformedPolicyDocumentException"


@pytest.fixture(params=["project", "dataset", "version"])
def resource(request, rekognition, trained, project, name):
    """Something that may carry tags, by its ARN, made with some."""
    tags = {"river": "Brooks", "note": ""}
    if request.param == "project":
        return rekognition.create_project(ProjectName=f"{name}-tagged", Tags=tags)["ProjectArn"]
    if request.param == "dataset":
        return rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN", Tags=tags)["DatasetArn"]
    return rekognition.copy_project_version(
        SourceProjectArn=trained["project"], SourceProjectVersionArn=trained["version"], Tags=tags,
        DestinationProjectArn=project, VersionName="v1", OutputConfig={"S3Bucket": trained["bucket"]},
    )["ProjectVersionArn"]


def test_tags_are_kept_on_all_that_may_carry_them(rekognition, resource):
    def tags():
        return rekognition.list_tags_for_resource(ResourceArn=resource)["Tags"]

    assert tags() == {"river": "Brooks", "note": ""}
    rekognition.tag_resource(ResourceArn=resource, Tags={"river": "Мойка", "Bär +-=._:/@": "ü 1"})
    assert tags() == {"river": "Мойка", "note": "", "Bär +-=._:/@": "ü 1"}
    rekognition.untag_resource(ResourceArn=resource, TagKeys=["note", "never there"])
    assert tags() == {"river": "Мойка", "Bär +-=._:/@": "ü 1"}
    rekognition.untag_resource(ResourceArn=resource, TagKeys=[])
    rekognition.untag_resource(ResourceArn=resource, TagKeys=list(tags()))
    assert tags() == {}


def test_a_version_keeps_the_tags_of_its_creation(rekognition, trained):
    assert rekognition.list_tags_for_resource(ResourceArn=trained["version"])["Tags"] == {"season": "salmon"}


def test_a_resource_has_at_most_200_tags(rekognition, project):
    tags = {f"key{number}": "" for number in range(200)}
    rekognition.tag_resource(ResourceArn=project, Tags=tags)
    rekognition.tag_resource(ResourceArn=project, Tags={"key0": "changed"})
    more = labels.refusal(rekognition.tag_resource, ResourceArn=project, Tags={"one": "more"})
    assert more[0] == "ServiceQuotaExceededException"
    assert rekognition.list_tags_for_resource(ResourceArn=project)["Tags"] == {**tags, "key0": "changed"}


def test_tags_go_with_what_carried_them(rekognition, name):
    project = rekognition.create_project(ProjectName=name, Tags={"a": "b"})["ProjectArn"]
    rekognition.delete_project(ProjectArn=project)
    gone = labels.refusal(rekognition.list_tags_for_resource, ResourceArn=project)
    assert gone[0] == "ResourceNotFoundException"
    again = rekognition.create_project(ProjectName=name)["ProjectArn"]
    assert rekognition.list_tags_for_resource(ResourceArn=again)["Tags"] == {}
