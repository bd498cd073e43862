"""Servers that are killed at a named step, and what they leave on the disk."""

import contextlib
import sqlite3

import botocore.exceptions
import pytest

from waiting import eventually

LOST = (botocore.exceptions.HTTPClientError, botocore.exceptions.ConnectionError)


def die(server, step, act=lambda: None):
    """Starts a server, which is killed at a step of what `act` asks, or of what was left to do."""
    server.start(environment={"KATMAI_FAILPOINT": step}, port=server.port)
    # What is done in the background is answered first, or not.
    with contextlib.suppress(*LOST):
        act()
    assert server.wait_for_death() == -9


def crash(server, step, act):
    """Lets a running server be killed at a step of what `act` asks, and starts it again at the same port."""
    server.stop()
    die(server, step, act)
    server.start(port=server.port)


def crash_unanswered(server, step, act):
    """As `crash`, of what is answered when it is done."""

    def unanswered():
        with pytest.raises(LOST):
            act()

    crash(server, step, unanswered)


def content_files(server):
    """The names of all content on the disk, that which is being received too."""
    return sorted(file.name for file in (server.home / "objects").glob("*/*"))


def known_content(server):
    """The names of the content that objects and parts have."""
    query = "SELECT content FROM pieces UNION SELECT content FROM parts ORDER BY 1"
    with contextlib.closing(sqlite3.connect(f"file:{server.home}/objects.sqlite?mode=ro", uri=True)) as index:
        return [name for (name,) in index.execute(query)]


def await_cleared(server):
    """Waits until there is no content that nobody needs; what is needed must be there."""
    eventually(lambda: set(content_files(server)) <= set(known_content(server)), seconds=10)
    assert content_files(server) == known_content(server)


def objects(s3, bucket):
    """All objects of a bucket: their ETags and contents."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    found = {}
    for key in [item["Key"] for page in pages for item in page.get("Contents", [])]:
        answer = s3.get_object(Bucket=bucket, Key=key)
        found[key] = (answer["ETag"].strip('"'), answer["Body"].read())
    return found
