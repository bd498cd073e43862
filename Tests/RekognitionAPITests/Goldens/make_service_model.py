#!/usr/bin/env python3
"""Writes service_model.json: what botocore's model of Amazon Rekognition says of Custom Labels' inputs.

Needs botocore (made with 1.43.11); the tests only read the result.
"""
import gzip, json, pathlib

import botocore

OPERATIONS = """
    CopyProjectVersion CreateDataset CreateProject CreateProjectVersion DeleteDataset DeleteProject DeleteProjectPolicy
    DeleteProjectVersion DescribeDataset DescribeProjects DescribeProjectVersions DetectCustomLabels
    DistributeDatasetEntries ListDatasetEntries ListDatasetLabels ListProjectPolicies ListTagsForResource
    PutProjectPolicy StartProjectVersion StopProjectVersion TagResource UntagResource UpdateDatasetEntries
""".split()

model = json.loads(
    gzip.decompress(
        (pathlib.Path(botocore.__file__).parent / "data/rekognition/2016-06-27/service-2.json.gz").read_bytes()
    )
)
shapes = {}


def collect(name):
    """Adds a shape and those that it is made of."""
    shape = model["shapes"][name]
    if name in shapes:
        return
    shapes[name] = {key: shape[key] for key in ("type", "min", "max", "pattern", "enum", "required") if key in shape}
    for part, key in (("member", "element"), ("value", "value")):
        if part in shape:
            shapes[name][key] = shape[part]["shape"]
    if "members" in shape:
        shapes[name]["members"] = {member: target["shape"] for member, target in shape["members"].items()}
    for part in [*shape.get("members", {}).values(), *(shape[key] for key in ("member", "key", "value") if key in shape)]:
        collect(part["shape"])


operations = {name: model["operations"][name]["input"]["shape"] for name in OPERATIONS}
for name in operations.values():
    collect(name)
path = pathlib.Path(__file__).with_name("service_model.json")
path.write_text(json.dumps({"operations": operations, "shapes": shapes}, indent=1, sort_keys=True) + "\n")
