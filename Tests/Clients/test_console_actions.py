"""What the console does to many images at once, when nobody waits for the answer."""

import json

import custom_labels
import s3_requests
from console_requests import Console
from waiting import eventually

COUNT = 3000


def test_an_action_goes_on_when_its_page_is_left(server, s3, rekognition, bucket, name):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    lines = [custom_labels.box_line(f"s3://{bucket}/{number}.jpg", "bear") for number in range(COUNT)]
    dataset = custom_labels.make_dataset(rekognition, project, lines, s3, bucket)
    console = Console(server)
    actions = f"/_/api/projects/{name}/datasets/train/actions"
    order = {"action": "assign", "label": "wolf", "filter": {}, "count": COUNT, "ticket": "left"}

    def noted():
        return next(iter(json.loads(console.get(actions).body)["actions"]), None)

    leaving = s3_requests.connect(server)
    leaving.request("POST", actions, json.dumps(order).encode(), console.headers)
    assert eventually(noted)["ticket"] == "left"
    leaving.close()

    def ended():
        note = noted()
        assert 0 <= note["done"] <= note["total"] == COUNT
        return note if note["status"] != "working" else None

    note = eventually(ended)
    assert (note["status"], note["done"], note["outcome"]["changed"]) == ("done", COUNT, COUNT)
    wolves = rekognition.list_dataset_entries(DatasetArn=dataset, ContainsLabels=["wolf"], MaxResults=1)
    assert len(wolves["DatasetEntries"]) == 1
    bears = rekognition.list_dataset_entries(DatasetArn=dataset, ContainsLabels=["bear"], MaxResults=1)
    assert bears["DatasetEntries"] == []
