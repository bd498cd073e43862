"""Requests that cannot be done, with the code and the beginning of the text that each is refused with.

A row is an operation, its arguments in a world of resources (made in test_rekognition_errors.py), code and text.
"""

import custom_labels as labels

IN_USE = "Specified resource is in use."
INVALID = "Request has invalid parameters."
TOKEN = "Invalid Token"
S3 = "Unable to get object metadata from S3. Check object key, region and/or access permissions."
POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'


def data(world, **testing):
    return {"TrainingData": {"Assets": [labels.manifest(world.bucket, "train.manifest")]}, "TestingData": testing}


def version_of(world, project, name="v1", **arguments):
    return {"ProjectArn": project, "VersionName": name, "OutputConfig": world.output, **arguments}


def dataset_of(world, project, kind="TRAIN", **source):
    return {"ProjectArn": project, "DatasetType": kind, "DatasetSource": source}


def image(world, **image):
    return {"ProjectVersionArn": world.running, "Image": image}


def copy_of(world, **changes):
    return {
        "SourceProjectArn": world.project, "SourceProjectVersionArn": world.version,
        "DestinationProjectArn": world.empty, "VersionName": "v1", "OutputConfig": world.output, **changes,
    }


def policy_of(world, name, **changes):
    return {"ProjectArn": world.broken, "PolicyName": name, "PolicyDocument": POLICY, **changes}


ROWS = [
    ("CreateProject", lambda w: {"ProjectName": "bearcam"}, "ResourceInUseException", IN_USE),
    (
        "CreateProject", lambda w: {"ProjectName": "new", "Feature": "CONTENT_MODERATION"},
        "InvalidParameterException", INVALID,
    ),
    ("CreateProject", lambda w: {"ProjectName": "new", "AutoUpdate": "ENABLED"}, "InvalidParameterException", INVALID),
    ("DeleteProject", lambda w: {"ProjectArn": w.project}, "ResourceInUseException", IN_USE),
    (
        "CreateDataset", lambda w: {"ProjectArn": w.project, "DatasetType": "TEST"},
        "ResourceAlreadyExistsException", "",
    ),
    ("CreateDataset", lambda w: dataset_of(w, w.empty), "InvalidParameterException", INVALID),
    (
        "CreateDataset", lambda w: dataset_of(w, w.empty, DatasetArn=w.TRAIN, **labels.manifest(w.bucket, "x")),
        "InvalidParameterException", INVALID,
    ),
    ("CreateDataset", lambda w: dataset_of(w, w.empty, GroundTruthManifest={}), "InvalidParameterException", INVALID),
    (
        "CreateDataset", lambda w: dataset_of(w, w.empty, **labels.manifest(w.bucket, "nowhere.manifest")),
        "InvalidS3ObjectException", S3,
    ),
    (
        "CreateDataset", lambda w: dataset_of(w, w.empty, **labels.manifest("nobodys-bucket", "train.manifest")),
        "InvalidS3ObjectException", S3,
    ),
    (
        "CreateDataset", lambda w: dataset_of(w, w.empty, DatasetArn=w.TRAIN[:-1]),
        "ResourceNotFoundException", "",
    ),
    (
        "CreateDataset", lambda w: dataset_of(w, w.empty, DatasetArn=w.broken_dataset),
        "InvalidParameterException", INVALID,
    ),
    (
        "UpdateDatasetEntries", lambda w: {"DatasetArn": w.broken_dataset, "Changes": {"GroundTruth": b"{}"}},
        "ResourceInUseException", IN_USE,
    ),
    (
        "DistributeDatasetEntries", lambda w: {"Datasets": [{"Arn": w.TRAIN}, {"Arn": w.TRAIN}]},
        "InvalidParameterException", INVALID,
    ),
    (
        "DistributeDatasetEntries", lambda w: {"Datasets": [{"Arn": w.TRAIN}, {"Arn": w.broken_test}]},
        "InvalidParameterException", INVALID,
    ),
    (
        "DistributeDatasetEntries", lambda w: {"Datasets": [{"Arn": w.TRAIN}, {"Arn": w.TEST}]},
        "InvalidParameterException", INVALID,
    ),
    (
        "DistributeDatasetEntries", lambda w: {"Datasets": [{"Arn": w.broken_dataset}, {"Arn": w.broken_test}]},
        "ResourceNotReadyException", "",
    ),
    (
        "DistributeDatasetEntries", lambda w: {"Datasets": [{"Arn": w.TRAIN[:-1]}, {"Arn": w.TEST}]},
        "ResourceNotFoundException", "",
    ),
    ("CreateProjectVersion", lambda w: version_of(w, w.project), "ResourceInUseException", IN_USE),
    ("CreateProjectVersion", lambda w: version_of(w, w.empty), "InvalidParameterException", INVALID),
    ("CreateProjectVersion", lambda w: version_of(w, w.broken), "ResourceInUseException", IN_USE),
    (
        "CreateProjectVersion", lambda w: version_of(w, w.project, "v2", **data(w, AutoCreate=True)),
        "InvalidParameterException", INVALID,
    ),
    (
        "CreateProjectVersion", lambda w: version_of(w, w.empty, TrainingData=data(w)["TrainingData"]),
        "InvalidParameterException", INVALID,
    ),
    (
        "CreateProjectVersion", lambda w: version_of(w, w.empty, TestingData={"AutoCreate": True}),
        "InvalidParameterException", INVALID,
    ),
    ("CreateProjectVersion", lambda w: version_of(w, w.empty, **data(w)), "InvalidParameterException", INVALID),
    (
        "CreateProjectVersion",
        lambda w: version_of(w, w.empty, **data(w, AutoCreate=True, Assets=data(w)["TrainingData"]["Assets"])),
        "InvalidParameterException", INVALID,
    ),
    (
        "CreateProjectVersion",
        lambda w: version_of(w, w.empty, FeatureConfig={"ContentModeration": {"ConfidenceThreshold": 5}}),
        "InvalidParameterException", INVALID,
    ),
    (
        "CreateProjectVersion", lambda w: {**version_of(w, w.empty), "OutputConfig": {}},
        "InvalidParameterException", INVALID,
    ),
    ("DeleteProjectVersion", lambda w: {"ProjectVersionArn": w.running}, "ResourceInUseException", IN_USE),
    (
        "StartProjectVersion", lambda w: {"ProjectVersionArn": w.running, "MinInferenceUnits": 1},
        "ResourceInUseException", IN_USE,
    ),
    (
        "StartProjectVersion", lambda w: {"ProjectVersionArn": w.untrained, "MinInferenceUnits": 1},
        "ResourceInUseException", IN_USE,
    ),
    (
        "StartProjectVersion",
        lambda w: {"ProjectVersionArn": w.version, "MinInferenceUnits": 2, "MaxInferenceUnits": 1},
        "InvalidParameterException", INVALID,
    ),
    ("StopProjectVersion", lambda w: {"ProjectVersionArn": w.version}, "ResourceInUseException", IN_USE),
    ("CopyProjectVersion", lambda w: copy_of(w, SourceProjectArn=w.empty), "InvalidParameterException", INVALID),
    (
        "CopyProjectVersion",
        lambda w: copy_of(w, SourceProjectArn=w.outside, SourceProjectVersionArn=w.untrained),
        "ResourceInUseException", IN_USE,
    ),
    ("CopyProjectVersion", lambda w: copy_of(w, DestinationProjectArn=w.project), "ResourceInUseException", IN_USE),
    ("CopyProjectVersion", lambda w: copy_of(w, OutputConfig={}), "InvalidParameterException", INVALID),
    (
        "CopyProjectVersion", lambda w: copy_of(w, SourceProjectVersionArn=w.version[:-1]),
        "ResourceNotFoundException", "",
    ),
    (
        "CopyProjectVersion", lambda w: copy_of(w, DestinationProjectArn=w.empty[:-1]),
        "ResourceNotFoundException", "",
    ),
    (
        "DetectCustomLabels", lambda w: {"ProjectVersionArn": w.version, "Image": {"Bytes": b"?"}},
        "ResourceNotReadyException", "",
    ),
    ("DetectCustomLabels", lambda w: image(w), "InvalidParameterException", INVALID),
    (
        "DetectCustomLabels", lambda w: image(w, Bytes=b"?", S3Object={"Bucket": "photos", "Name": "a"}),
        "InvalidParameterException", INVALID,
    ),
    ("DetectCustomLabels", lambda w: image(w, S3Object={"Bucket": "photos"}), "InvalidParameterException", INVALID),
    (
        "DetectCustomLabels", lambda w: image(w, Bytes=b"?"),
        "InvalidImageFormatException", "Request has invalid image format.",
    ),
    (
        "DetectCustomLabels", lambda w: image(w, Bytes=b"?" * (5 << 20)),
        "ImageTooLargeException", "Image size is too large.",
    ),
    (
        "DetectCustomLabels", lambda w: image(w, S3Object={"Bucket": w.bucket, "Name": "nowhere.jpg"}),
        "InvalidS3ObjectException", S3,
    ),
    ("PutProjectPolicy", lambda w: policy_of(w, "kept"), "ResourceAlreadyExistsException", ""),
    (
        "PutProjectPolicy", lambda w: policy_of(w, "kept", PolicyRevisionId="0123456789abcdef"),
        "InvalidPolicyRevisionIdException", "",
    ),
    (
        "PutProjectPolicy", lambda w: policy_of(w, "new", PolicyRevisionId="0123456789abcdef"),
        "InvalidPolicyRevisionIdException", "",
    ),
    ("PutProjectPolicy", lambda w: policy_of(w, "new", PolicyDocument="{"), "MalformedPolicyDocumentException", ""),
    ("PutProjectPolicy", lambda w: policy_of(w, "new", PolicyDocument="{}"), "MalformedPolicyDocumentException", ""),
    ("DeleteProjectPolicy", lambda w: {"ProjectArn": w.broken, "PolicyName": "no"}, "ResourceNotFoundException", ""),
    (
        "DeleteProjectPolicy",
        lambda w: {"ProjectArn": w.broken, "PolicyName": "kept", "PolicyRevisionId": "0123456789abcdef"},
        "InvalidPolicyRevisionIdException", "",
    ),
    ("DescribeProjects", lambda w: {"NextToken": "x"}, "InvalidPaginationTokenException", TOKEN),
    (
        "DescribeProjectVersions", lambda w: {"ProjectArn": w.project, "NextToken": "x"},
        "InvalidPaginationTokenException", TOKEN,
    ),
    (
        "ListDatasetEntries", lambda w: {"DatasetArn": w.TRAIN, "NextToken": "x"},
        "InvalidPaginationTokenException", TOKEN,
    ),
    (
        "ListDatasetLabels", lambda w: {"DatasetArn": w.TRAIN, "NextToken": "x"},
        "InvalidPaginationTokenException", TOKEN,
    ),
    (
        "ListProjectPolicies", lambda w: {"ProjectArn": w.project, "NextToken": "x"},
        "InvalidPaginationTokenException", TOKEN,
    ),
    (
        "TagResource", lambda w: {"ResourceArn": "arn:aws:rekognition:us-east-1:1:collection/a", "Tags": {}},
        "ResourceNotFoundException", "",
    ),
    ("ListTagsForResource", lambda w: {"ResourceArn": "bearcam-no-arn-at-all"}, "InvalidParameterException", ""),
]
