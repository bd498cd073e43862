"""A project from its creation to its end, with boto3's paginators and waiters."""

import json

import custom_labels as labels
from waiting import eventually


def listed_projects(client, **arguments):
    pages = client.get_paginator("describe_projects").paginate(**arguments)
    return [project for page in pages for project in page["ProjectDescriptions"]]


def listed_versions(client, project, **arguments):
    pages = client.get_paginator("describe_project_versions").paginate(ProjectArn=project, **arguments)
    return [version for page in pages for version in page["ProjectVersionDescriptions"]]


def test_a_new_project_is_created_and_empty(rekognition, name):
    arn = rekognition.create_project(ProjectName=name)["ProjectArn"]
    [project] = listed_projects(rekognition, ProjectNames=[name])
    assert project["ProjectArn"] == arn
    assert (project["Status"], project["Datasets"], project["Feature"]) == ("CREATED", [], "CUSTOM_LABELS")
    assert arn.split("/")[2] == str(round(project["CreationTimestamp"].timestamp() * 1000))


def test_a_project_shows_its_datasets(rekognition, trained):
    [project] = listed_projects(rekognition, ProjectNames=["bearcam"])
    datasets = {dataset["DatasetType"]: dataset for dataset in project["Datasets"]}
    assert {kind: dataset["DatasetArn"] for kind, dataset in datasets.items()} == {
        kind: trained[kind] for kind in ("TRAIN", "TEST")
    }
    for dataset in datasets.values():
        assert (dataset["Status"], dataset["StatusMessageCode"]) == ("CREATE_COMPLETE", "SUCCESS")
        assert dataset["StatusMessage"] == "The dataset was successfully created from the manifest file."


def test_projects_are_listed_newest_first_page_by_page(rekognition, name):
    names = [f"{name}-{number}" for number in range(5)]
    for each in names:
        rekognition.create_project(ProjectName=each)
    pages = list(rekognition.get_paginator("describe_projects").paginate(ProjectNames=names, MaxResults=2))
    assert [len(page["ProjectDescriptions"]) for page in pages] == [2, 2, 1]
    assert "NextToken" not in pages[-1]
    shown = [project["ProjectArn"].split("/")[1] for page in pages for project in page["ProjectDescriptions"]]
    assert shown == names[::-1]
    everything = listed_projects(rekognition, PaginationConfig={"PageSize": 3})
    assert [project["ProjectArn"] for project in everything] == [
        project["ProjectArn"] for project in listed_projects(rekognition)
    ]


def test_unknown_names_are_not_in_the_result(rekognition, trained):
    assert listed_projects(rekognition, ProjectNames=["nobody"]) == []
    assert listed_projects(rekognition, Features=["CONTENT_MODERATION"]) == []
    assert listed_versions(rekognition, trained["project"], VersionNames=["nobody"]) == []
    shown = [project["ProjectArn"] for project in listed_projects(rekognition, Features=["CUSTOM_LABELS"])]
    assert trained["project"] in shown


def test_a_trained_version_says_all_that_scripts_read(rekognition, trained):
    [version] = listed_versions(rekognition, trained["project"], VersionNames=["v1"])
    assert version["ProjectVersionArn"] == trained["version"]
    assert (version["Status"], version["StatusMessage"]) == ("TRAINING_COMPLETED", "The model is ready to run.")
    assert version["OutputConfig"] == {"S3Bucket": trained["bucket"], "S3KeyPrefix": "out/"}
    assert version["Feature"] == "CUSTOM_LABELS"
    assert not version.keys() & {"MinInferenceUnits", "SourceProjectVersionArn", "KmsKeyId", "VersionDescription"}
    assert version["TrainingDataResult"]["Input"] == {}
    assert version["TestingDataResult"]["Input"] == {"AutoCreate": False}


def test_the_billed_time_is_the_time_that_the_training_took(rekognition, trained):
    [version] = listed_versions(rekognition, trained["project"], VersionNames=["v1"])
    took = (version["TrainingEndTimestamp"] - version["CreationTimestamp"]).total_seconds()
    assert 0 < version["BillableTrainingTimeInSeconds"] <= took + 1


def test_the_output_bucket_has_the_files_that_the_answer_names(rekognition, s3, trained):
    [version] = listed_versions(rekognition, trained["project"], VersionNames=["v1"])
    places = [version["EvaluationResult"]["Summary"]["S3Object"], version["ManifestSummary"]["S3Object"]]
    for result in (version["TrainingDataResult"], version["TestingDataResult"]):
        for part in ("Output", "Validation"):
            [asset] = result[part]["Assets"]
            places.append(asset["GroundTruthManifest"]["S3Object"])
    expected = [
        "EvaluationResultSummary", "ManifestSummary", "TrainingGroundTruth", "TrainingManifestWithValidation",
        "TestingGroundTruth", "TestingManifestWithValidation",
    ]
    assert [place["Name"] for place in places] == [f"out/{file}-bearcam-v1.json" for file in expected]
    assert {place["Bucket"] for place in places} == {trained["bucket"]}
    there = s3.list_objects_v2(Bucket=trained["bucket"], Prefix="out/")["Contents"]
    assert sorted(place["Name"] for place in places) == [file["Key"] for file in there]
    for place in places:
        text = s3.get_object(Bucket=place["Bucket"], Key=place["Name"])["Body"].read().decode()
        assert all(json.loads(line) for line in text.splitlines())


def test_a_version_of_its_project_is_found_by_name_among_others(rekognition, trained, name):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    names = ["a.b-c_1", "second", "third"]
    for each in names:
        labels.copy(rekognition, trained, project, each, trained["bucket"])
    pages = rekognition.get_paginator("describe_project_versions").paginate(ProjectArn=project, MaxResults=1)
    shown = [v["ProjectVersionArn"].split("/")[3] for page in pages for v in page["ProjectVersionDescriptions"]]
    assert shown == names[::-1]
    assert len(listed_versions(rekognition, project, VersionNames=["second", "nobody"])) == 1
    assert len(listed_versions(rekognition, trained["project"])) == 1


def test_a_started_model_runs_at_the_first_poll(rekognition, trained, name):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    arn = labels.copy(rekognition, trained, project, "v1", trained["bucket"])
    started = rekognition.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=1, MaxInferenceUnits=2)
    assert started["Status"] == "STARTING"
    waiter = rekognition.get_waiter("project_version_running")
    waiter.wait(ProjectArn=project, VersionNames=["v1"], WaiterConfig=labels.AT_ONCE)
    version = labels.version(rekognition, arn)
    assert (version["Status"], version["StatusMessage"]) == ("RUNNING", "The model is running.")
    assert (version["MinInferenceUnits"], version["MaxInferenceUnits"]) == (1, 2)

    assert rekognition.stop_project_version(ProjectVersionArn=arn)["Status"] == "STOPPING"
    assert labels.version(rekognition, arn)["Status"] in ("STOPPING", "STOPPED")
    stopped = eventually(lambda: (v := labels.version(rekognition, arn))["Status"] == "STOPPED" and v)
    assert not stopped.keys() & {"MinInferenceUnits", "MaxInferenceUnits"}

    rekognition.start_project_version(ProjectVersionArn=arn, MinInferenceUnits=3)
    assert labels.version(rekognition, arn)["MinInferenceUnits"] == 3
    rekognition.stop_project_version(ProjectVersionArn=arn)


def test_everything_can_be_deleted_in_turn(rekognition, s3, photos, trained, name):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    dataset = labels.make_dataset(rekognition, project, [labels.unlabelled_line("s3://photos/1.jpg")], s3, photos)
    copied = labels.copy(rekognition, trained, project, "v1", photos)
    policy = {"ProjectArn": project, "PolicyName": "p", "PolicyDocument": '{"Statement":{"Effect":"Allow"}}'}
    rekognition.put_project_policy(**policy)
    assert labels.refusal(rekognition.delete_project, ProjectArn=project)[0] == "ResourceInUseException"

    assert rekognition.delete_project_version(ProjectVersionArn=copied)["Status"] == "DELETING"
    eventually(lambda: not listed_versions(rekognition, project))
    assert labels.refusal(rekognition.delete_project, ProjectArn=project)[0] == "ResourceInUseException"
    rekognition.delete_dataset(DatasetArn=dataset)

    def is_gone():
        project_descriptions = listed_projects(rekognition, ProjectNames=[name])
        return not project_descriptions[0]["Datasets"]

    eventually(is_gone)
    assert labels.refusal(rekognition.describe_dataset, DatasetArn=dataset)[0] == "ResourceNotFoundException"
    assert rekognition.delete_project(ProjectArn=project)["Status"] == "DELETING"
    eventually(lambda: not listed_projects(rekognition, ProjectNames=[name]))
    # The files of the copy are the client's, as all that lies in buckets is.
    assert s3.list_objects_v2(Bucket=photos, Prefix=f"copies/ManifestSummary-{name}-v1")["KeyCount"] == 1
    again = rekognition.create_project(ProjectName=name)["ProjectArn"]
    assert again != project
    assert rekognition.list_project_policies(ProjectArn=again)["ProjectPolicies"] == []
