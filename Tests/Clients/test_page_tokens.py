"""Page tokens: each is good for the query that it came with, and for no other."""

import base64

import pytest

import custom_labels as labels

INVALID = ("InvalidPaginationTokenException", "Invalid Token")


@pytest.fixture(scope="module")
def world(rekognition, s3, photos):
    """Two projects, each with a dataset of several entries and labels and several policies, and some more projects."""
    projects = [rekognition.create_project(ProjectName=f"pages-{number}")["ProjectArn"] for number in range(3)]
    lines = [labels.image_line(f"s3://photos/{number}.jpg", f"label{number}", "all") for number in range(5)]
    datasets = [labels.make_dataset(rekognition, project, lines, s3, photos) for project in projects[:2]]
    for project in projects[:2]:
        for number in range(3):
            rekognition.put_project_policy(
                ProjectArn=project, PolicyName=f"p{number}", PolicyDocument='{"Statement":{"Effect":"Deny"}}'
            )
    return projects, datasets


@pytest.fixture(scope="module")
def versions(rekognition, trained, world):
    for name in ("v1", "v2", "v3"):
        labels.copy(rekognition, trained, world[0][0], name, trained["bucket"])


def queries(world):
    """Each listing operation with a query, and others that its token is not good for."""
    projects, datasets = world
    names = [project.split("/")[1] for project in projects]
    dataset, other = datasets
    return {
        "describe_projects": (
            {"ProjectNames": names}, [{}, {"ProjectNames": names[:2]}, {"ProjectNames": names[::-1]}]
        ),
        "list_dataset_entries": (
            {"DatasetArn": dataset, "ContainsLabels": ["all"]},
            [
                {"DatasetArn": other, "ContainsLabels": ["all"]},
                {"DatasetArn": dataset},
                {"DatasetArn": dataset, "ContainsLabels": ["all", "label1"]},
                {"DatasetArn": dataset, "ContainsLabels": ["all"], "Labeled": True},
                {"DatasetArn": dataset, "ContainsLabels": ["all"], "HasErrors": True},
                {"DatasetArn": dataset, "ContainsLabels": ["all"], "SourceRefContains": "photos"},
            ],
        ),
        "list_dataset_labels": ({"DatasetArn": dataset}, [{"DatasetArn": other}]),
        "list_project_policies": ({"ProjectArn": projects[0]}, [{"ProjectArn": projects[1]}]),
        "describe_project_versions": (
            {"ProjectArn": projects[0]},
            [{"ProjectArn": projects[1]}, {"ProjectArn": projects[0], "VersionNames": ["v1", "v2"]}],
        ),
    }


OPERATIONS = [
    "describe_projects", "list_dataset_entries", "list_dataset_labels", "list_project_policies",
    "describe_project_versions",
]


def token_of(client, world, operation):
    query, others = queries(world)[operation]
    method = getattr(client, operation)
    token = method(**query, MaxResults=1)["NextToken"]
    assert len(token) <= 1024
    return method, query, others, token


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_token_goes_on_in_its_own_query_as_often_as_wanted(rekognition, world, operation):
    method, query, _, token = token_of(rekognition, world, operation)
    answers = [method(**query, NextToken=token, MaxResults=size) for size in (1, 1, 2)]
    [elements] = {key for key in answers[0] if isinstance(answers[0][key], list)}
    first = method(**query, MaxResults=1)[elements]
    assert answers[0][elements] == answers[1][elements] == answers[2][elements][:1]
    assert answers[0][elements] != first and len(answers[2][elements]) == 2


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_token_of_another_query_is_refused(rekognition, world, operation):
    method, _, others, token = token_of(rekognition, world, operation)
    for query in others:
        assert labels.refusal(method, **query, NextToken=token) == INVALID
    for another in OPERATIONS:
        if another != operation:
            method, query, _, _ = token_of(rekognition, world, another)
            assert labels.refusal(method, **query, NextToken=token) == INVALID


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_forged_token_is_refused(rekognition, world, operation):
    method, query, _, token = token_of(rekognition, world, operation)
    last = chr(ord(token[-1]) + 1)
    first = "B" if token[0] == "A" else "A"
    forged = [
        token[:-1] + last, first + token[1:], token + "0", token[:-1], token[1:], token.swapcase(), f" {token}",
        token[:22], "0", "x" * 1024, base64.b64encode(token.encode()).decode(), "Ω", "\0",
    ]
    for text in forged:
        if text != token:
            assert labels.refusal(method, **query, NextToken=text) == INVALID
    assert labels.refusal(method, **query, NextToken="x" * 1025)[0] == "InvalidParameterException"


def test_a_token_outlives_what_it_points_at(rekognition, name):
    projects = [rekognition.create_project(ProjectName=f"{name}-{number}")["ProjectArn"] for number in range(3)]
    names = {"ProjectNames": [project.split("/")[1] for project in projects]}
    page = rekognition.describe_projects(**names, MaxResults=1)
    rekognition.delete_project(ProjectArn=projects[2])
    rest = rekognition.describe_projects(**names, NextToken=page["NextToken"])["ProjectDescriptions"]
    assert [project["ProjectArn"] for project in rest] == projects[1::-1]


def test_a_token_outlives_the_server_that_gave_it(own_server):
    client = own_server.start().client("rekognition")
    for number in range(3):
        client.create_project(ProjectName=f"project-{number}")
    token = client.describe_projects(MaxResults=1)["NextToken"]
    own_server.stop()
    own_server.start(port=own_server.port)
    rest = client.describe_projects(NextToken=token)["ProjectDescriptions"]
    assert [project["ProjectArn"].split("/")[1] for project in rest] == ["project-1", "project-0"]
