"""Listings of both versions: prefixes, delimiters and pages."""

import concurrent.futures
import urllib.parse

import pytest

from custom_labels import refusal
from s3_requests import Signed, connect, send_signed

KEYS = ["a", "a/", "a/1", "a/b/2", "a/b/3", "a0", "b/", "b/1", "c", "d//e", "ü/1", "ü/2"]


@pytest.fixture(scope="module")
def filled(s3):
    s3.create_bucket(Bucket="folders-to-list")
    for key in KEYS:
        s3.put_object(Bucket="folders-to-list", Key=key, Body=b"x" * len(key))
    return "folders-to-list"


def names(page):
    """The keys and the common prefixes of a page."""
    keys = [item["Key"] for item in page.get("Contents", [])]
    return keys, [item["Prefix"] for item in page.get("CommonPrefixes", [])]


@pytest.mark.parametrize(
    "arguments, keys, prefixes",
    [
        ({}, KEYS, []),
        ({"Delimiter": "/"}, ["a", "a0", "c"], ["a/", "b/", "d/", "ü/"]),
        ({"Prefix": "a/", "Delimiter": "/"}, ["a/", "a/1"], ["a/b/"]),
        ({"Prefix": "a", "Delimiter": "/"}, ["a", "a0"], ["a/"]),
        ({"Prefix": "a/b/"}, ["a/b/2", "a/b/3"], []),
        ({"Prefix": "d/", "Delimiter": "/"}, [], ["d//"]),
        ({"Prefix": "ü", "Delimiter": "/"}, [], ["ü/"]),
        ({"Prefix": "none"}, [], []),
        ({"Delimiter": "/b"}, ["a", "a/", "a/1", "a0", "b/", "b/1", "c", "d//e", "ü/1", "ü/2"], ["a/b"]),
        ({"Delimiter": "ü"}, [key for key in KEYS if key[0] != "ü"], ["ü"]),
        ({"Delimiter": "?"}, KEYS, []),
    ],
)
def test_prefix_and_delimiter_choose_what_is_listed(s3, filled, arguments, keys, prefixes):
    for page in (s3.list_objects(Bucket=filled, **arguments), s3.list_objects_v2(Bucket=filled, **arguments)):
        assert names(page) == (keys, prefixes)
        assert page["IsTruncated"] is False
        assert page["Name"] == filled
        # Of the first version botocore leaves the prefix encoded.
        assert urllib.parse.unquote(page.get("Prefix", "")) == arguments.get("Prefix", "")
        assert page.get("Delimiter") == arguments.get("Delimiter")
    assert page["KeyCount"] == len(keys) + len(prefixes)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100])
@pytest.mark.parametrize("arguments", [{}, {"Delimiter": "/"}, {"Prefix": "a/", "Delimiter": "/"}])
def test_pages_put_together_are_the_whole(s3, filled, size, arguments):
    whole = names(s3.list_objects_v2(Bucket=filled, **arguments))
    for kind in ("list_objects", "list_objects_v2"):
        keys, prefixes = [], []
        for page in s3.get_paginator(kind).paginate(
            Bucket=filled, PaginationConfig={"PageSize": size}, **arguments
        ):
            found = names(page)
            assert len(found[0]) + len(found[1]) <= size
            keys += found[0]
            prefixes += found[1]
        assert (keys, prefixes) == whole


def test_a_listing_starts_behind_a_key_that_need_not_be_there(s3, filled):
    def after(start, **arguments):
        return names(s3.list_objects_v2(Bucket=filled, StartAfter=start, **arguments))

    assert after("a/b/3")[0] == ["a0", "b/", "b/1", "c", "d//e", "ü/1", "ü/2"]
    assert after("a/b/25")[0][0] == "a/b/3"
    assert after("ü/2") == ([], [])
    assert after("a/b/2", Prefix="a/") == (["a/b/3"], [])
    assert after("c", Prefix="a/") == ([], [])
    assert after("", Prefix="c") == (["c"], [])
    assert after("a/b/2", Delimiter="/")[1] == ["b/", "d/", "ü/"]
    assert names(s3.list_objects(Bucket=filled, Marker="d//e"))[0] == ["ü/1", "ü/2"]


def test_an_object_is_told_as_it_is(s3, filled):
    put = s3.head_object(Bucket=filled, Key="a/b/2")
    listed = s3.list_objects_v2(Bucket=filled, Prefix="a/b/2", FetchOwner=True)["Contents"][0]
    assert listed["Size"] == put["ContentLength"] == 5
    assert listed["ETag"] == put["ETag"]
    assert listed["LastModified"].replace(microsecond=0) == put["LastModified"]
    assert listed["StorageClass"] == "STANDARD"
    assert listed["Owner"]["ID"].isdigit()
    assert "Owner" not in s3.list_objects_v2(Bucket=filled, MaxKeys=1)["Contents"][0]
    assert "Owner" in s3.list_objects(Bucket=filled, MaxKeys=1)["Contents"][0]


def test_keys_are_encoded_only_for_those_who_ask(server, filled):
    plain = send_signed(server, "GET", f"/{filled}?prefix=%C3%BC&list-type=2").body.decode()
    assert "<Key>ü/1</Key>" in plain and "EncodingType" not in plain
    encoded = send_signed(
        server, "GET", f"/{filled}?encoding-type=url&list-type=2&prefix=%C3%BC"
    ).body.decode()
    assert "<Key>%C3%BC/1</Key>" in encoded and "<EncodingType>url</EncodingType>" in encoded
    wrong = send_signed(server, "GET", f"/{filled}?encoding-type=none&list-type=2")
    assert (wrong.status, wrong.code) == (400, "InvalidArgument")


def test_no_page_has_more_than_a_thousand_keys(server, s3, bucket):
    def put(numbers):
        # boto3 would need most of the time for itself.
        connection = connect(server)
        for number in numbers:
            target = f"/{bucket}/{number:04}"
            connection.request("PUT", target, headers=Signed(server, "PUT", target).headers)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, b"")
        connection.close()

    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        list(threads.map(put, [range(first, 1001, 8) for first in range(8)]))
    for call in (s3.list_objects, s3.list_objects_v2):
        page = call(Bucket=bucket, MaxKeys=5000)
        assert (len(page["Contents"]), page["IsTruncated"], page["MaxKeys"]) == (1000, True, 1000)
    rest = s3.list_objects_v2(Bucket=bucket, ContinuationToken=page["NextContinuationToken"])
    assert (names(rest)[0], rest["IsTruncated"]) == (["1000"], False)
    assert names(s3.list_objects_v2(Bucket=bucket, Delimiter="0", MaxKeys=1)) == ([], ["0"])


def test_arguments_that_make_no_sense_are_refused(s3, filled):
    assert s3.list_objects_v2(Bucket=filled, MaxKeys=0)["KeyCount"] == 0
    assert refusal(s3.list_objects_v2, Bucket=filled, MaxKeys=-1)[0] == "InvalidArgument"
    assert refusal(s3.list_objects_v2, Bucket=filled, ContinuationToken="%&")[0] == "InvalidArgument"
    assert refusal(s3.list_objects, Bucket="no-bucket")[0] == "NoSuchBucket"


def test_buckets_are_listed_page_by_page(s3):
    made = ["listed-a", "listed-b", "listed-c"]
    for name in reversed(made):
        s3.create_bucket(Bucket=name)
    pages = s3.get_paginator("list_buckets").paginate(Prefix="listed-", PaginationConfig={"PageSize": 2})
    found = [[item["Name"] for item in page["Buckets"]] for page in pages]
    assert found == [["listed-a", "listed-b"], ["listed-c"]]
    everything = s3.list_buckets()
    assert [item["Name"] for item in everything["Buckets"]] == sorted(
        item["Name"] for item in everything["Buckets"]
    )
    assert {item["BucketRegion"] for item in everything["Buckets"] if item["Name"] in made} == {"us-east-1"}
