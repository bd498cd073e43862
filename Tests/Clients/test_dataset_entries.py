"""The entries of a dataset: as they are listed, filtered, paged and found faulty."""

import json

import pytest

import custom_labels as labels


def faulty(name, change):
    line = labels.box_line(f"s3://photos/{name}.jpg", "bear")
    change(line)
    return line


def with_type(line):
    line["BB-metadata"]["type"] = "groundtruth/wrongtype"


def off_frame(line):
    line["BB"]["annotations"].append({"class_id": 0, "left": 470, "top": 0, "width": 50, "height": 9})
    line["BB-metadata"]["objects"].append({"confidence": 1})


def without_confidence(line):
    line["BB-metadata"]["objects"] = [{}]


def without_class(line):
    line["BB-metadata"]["class-map"] = {"7": "bear"}


def without_size(line):
    del line["BB"]["image_size"]


LINES = [
    labels.box_line("s3://photos/Brooks Falls/a.jpg", "bear", "wolf"),
    labels.box_line("s3://photos/Brooks Falls/b.jpg", "bear"),
    labels.image_line("s3://photos/river/c.jpg", "rainy", "windy"),
    labels.unlabelled_line("s3://photos/river/d.jpg"),
    labels.box_line("s3://photos/river/e.jpg"),
    faulty("river/f", with_type),
    faulty("river/g", off_frame),
    labels.box_line("s3://photos/river/100%_h.jpg", "wolf"),
]


@pytest.fixture(scope="module")
def dataset(rekognition, s3, photos):
    project = rekognition.create_project(ProjectName="entries")["ProjectArn"]
    return labels.make_dataset(rekognition, project, LINES, s3, photos)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "abcdefgh"),
        ({"ContainsLabels": ["bear"]}, "abg"),
        ({"ContainsLabels": ["wolf", "windy"]}, "ach"),
        ({"ContainsLabels": ["bear", "wolf", "bear"]}, "abgh"),
        ({"ContainsLabels": ["BEAR"]}, ""),
        ({"Labeled": True}, "abcefgh"),
        ({"Labeled": False}, "d"),
        ({"HasErrors": True}, "fg"),
        ({"HasErrors": False}, "abcdefgh"),
        ({"SourceRefContains": "Brooks"}, "ab"),
        ({"SourceRefContains": "brooks"}, ""),
        ({"SourceRefContains": "%"}, "h"),
        ({"SourceRefContains": "_"}, "h"),
        ({"SourceRefContains": "*"}, ""),
        ({"SourceRefContains": "s3://photos/river/"}, "cdefgh"),
        ({"ContainsLabels": ["bear"], "SourceRefContains": "river"}, "g"),
        ({"ContainsLabels": ["bear", "wolf"], "HasErrors": True}, "g"),
        ({"Labeled": True, "HasErrors": True, "SourceRefContains": "f.jpg"}, "f"),
        ({"Labeled": False, "ContainsLabels": ["bear"]}, ""),
    ],
)
def test_filters_are_anded(rekognition, dataset, filters, expected):
    for size in (100, 1):
        found = labels.sources(rekognition, dataset, **filters, PaginationConfig={"PageSize": size})
        assert "".join(name[-5] for name in found) == expected


def test_an_entry_is_the_line_with_what_is_known_of_it_at_its_end(rekognition, dataset):
    texts = rekognition.list_dataset_entries(DatasetArn=dataset)["DatasetEntries"]
    for text, line in zip(texts, LINES):
        shown = json.loads(text)
        assert list(shown)[: len(line)] == list(line)
        assert shown["cl-metadata"] == {"is_labeled": line is not LINES[3]}
    assert json.loads(texts[0]) == {**LINES[0], "cl-metadata": {"is_labeled": True}}
    assert json.loads(texts[3]) == LINES[3]


def test_a_line_is_shown_byte_for_byte(rekognition, name):
    state = '"cl-metadata":{"is_labeled":false}'
    lines = [
        r'{ "source-ref" :"s3://photos/\u00e4.jpg","n":1.50,' + state + r',"a":{"b":[ ]} , "\u0061":null,"o":-0e0}',
        r'{"source-ref":"s3://photos/熊.jpg","text":"\\",' + state + "}",
        "{" + state + ',"source-ref":"s3://photos/c.jpg"}',
    ]
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    dataset = labels.make_dataset(rekognition, project)
    text = "\ufeff" + "\r\n".join(lines) + " \t"
    rekognition.update_dataset_entries(DatasetArn=dataset, Changes={"GroundTruth": text.encode()})
    assert labels.settled(rekognition, dataset)["Status"] == "UPDATE_COMPLETE"
    assert rekognition.list_dataset_entries(DatasetArn=dataset)["DatasetEntries"] == [
        r'{"source-ref" :"s3://photos/\u00e4.jpg","n":1.50,"a":{"b":[ ]},"\u0061":null,"o":-0e0,' + state + "}",
        lines[1],
        '{"source-ref":"s3://photos/c.jpg",' + state + "}",
    ]


def test_errors_stand_where_the_guide_shows_them(rekognition, dataset):
    wrong_type, off = labels.entries(rekognition, dataset, HasErrors=True)
    assert wrong_type["BB-metadata"]["cl-errors"] == [
        {
            "code": "ERROR_UNSUPPORTED_USE_CASE_TYPE",
            "message": "The use case type of the BB-metadata label attribute metadata is unsupported. "
            "Check the type field.",
        }
    ]
    assert wrong_type["cl-errors"] == [
        {"code": "ERROR_NO_VALID_LABEL_ATTRIBUTES", "message": "No valid label attributes found."}
    ]
    assert "cl-errors" not in off
    good, bad = off["BB"]["annotations"]
    assert "cl-errors" not in good
    assert bad["cl-errors"] == [
        {"code": "ERROR_INVALID_BOUNDING_BOX", "message": "The bounding box has off frame values."}
    ]


@pytest.mark.parametrize(
    ("change", "place", "code", "message"),
    [
        (
            without_confidence, "BB-metadata", "ERROR_MISSING_BOUNDING_BOX_CONFIDENCE",
            "One or more bounding boxes has a missing confidence value.",
        ),
        (
            without_class, "BB-metadata", "ERROR_MISSING_CLASS_MAP_ID",
            "One of more class ids is missing from the class map.",
        ),
        (
            without_size, "BB", "ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT",
            "The format of the label attribute BB is invalid.",
        ),
    ],
)
def test_a_faulty_attribute_is_kept_and_marked(rekognition, name, change, place, code, message):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    dataset = labels.make_dataset(rekognition, project)
    line = json.dumps(faulty("a", change)).encode()
    rekognition.update_dataset_entries(DatasetArn=dataset, Changes={"GroundTruth": line})
    assert labels.settled(rekognition, dataset)["DatasetStats"]["ErrorEntries"] == 1
    [entry] = labels.entries(rekognition, dataset)
    assert entry[place]["cl-errors"] == [{"code": code, "message": message}]


def test_pages_are_as_large_as_asked_for_and_the_last_has_no_token(rekognition, dataset):
    pages = list(rekognition.get_paginator("list_dataset_entries").paginate(DatasetArn=dataset, MaxResults=4))
    assert [len(page["DatasetEntries"]) for page in pages] == [4, 4]
    assert "NextToken" in pages[0] and "NextToken" not in pages[1]


def test_an_empty_token_asks_for_the_first_page(rekognition, dataset):
    page = rekognition.list_dataset_entries(DatasetArn=dataset, NextToken="", MaxResults=1)
    assert len(page["DatasetEntries"]) == 1


def test_entries_of_a_faulty_kind_can_be_sent_back_as_they_were_listed(rekognition, dataset, name):
    project = rekognition.create_project(ProjectName=name)["ProjectArn"]
    again = labels.make_dataset(rekognition, project)
    texts = rekognition.list_dataset_entries(DatasetArn=dataset)["DatasetEntries"]
    rekognition.update_dataset_entries(DatasetArn=again, Changes={"GroundTruth": "\n".join(texts).encode()})
    assert labels.settled(rekognition, again)["Status"] == "UPDATE_COMPLETE"
    assert labels.entries(rekognition, again) == labels.entries(rekognition, dataset)
