"""What lies under /_/: health, metrics, usage and a page; nothing of it is a bucket."""

import http.client
import json
import re
import types

import botocore.exceptions
import pytest

from rekognition_requests import signed

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


def ask(server, path, method="GET", headers=None):
    """An answer to somebody who signs nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def test_the_server_says_that_it_is_well(server):
    status, headers, body = ask(server, "/_/health")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert headers["Cache-Control"] == "no-store"
    assert json.loads(body)["status"] == "ok"
    status, headers, body = ask(server, "/_/health", "HEAD")
    assert (status, body) == (200, "")


NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABELS = r'\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\}'


def samples(text):
    """The samples of a text in Prometheus' format, which is checked."""
    found, kinds = {}, {}
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            assert re.fullmatch(rf"# HELP {NAME} \S.*", line), line
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert kind in ("counter", "gauge", "histogram") and name not in kinds, line
            kinds[name] = kind
        else:
            sample, value = re.fullmatch(rf"({NAME}(?:{LABELS})?) (\S+)", line).groups()
            name = sample.split("{")[0]
            family = re.sub(r"_(bucket|sum|count)$", "", name)
            assert (name in kinds or kinds.get(family) == "histogram") and sample not in found, line
            found[sample] = float(value)
            assert found[sample] >= 0
    return found


def test_requests_are_counted_by_service_and_status(server, s3, rekognition, name):
    counted = {}

    def new(sample):
        before = counted.get(sample, 0)
        counted.update(samples(ask(server, "/_/metrics")[2]))
        return counted.get(sample, 0) - before

    asked = {
        'katmai_requests_total{service="s3",code="200"}': s3.list_buckets,
        'katmai_requests_total{service="rekognition",code="200"}': rekognition.describe_projects,
        'katmai_requests_total{service="s3",code="404"}': lambda: refused(s3.head_bucket, Bucket=name),
        'katmai_requests_total{service="rekognition",code="400"}': lambda: refused(
            rekognition.describe_projects, MaxResults=500
        ),
        'katmai_requests_total{service="own",code="404"}': lambda: ask(server, "/_/nothing"),
    }
    for sample, call in asked.items():
        new(sample)
        call()
        assert new(sample) == 1, sample
    seconds = 'katmai_request_seconds_total{service="s3"}'
    new(seconds)
    s3.list_buckets()
    assert new(seconds) > 0
    assert counted["katmai_requests_in_flight"] >= 1
    assert 10_000_000 < counted["process_resident_memory_bytes"] < 2_000_000_000
    assert counted["process_start_time_seconds"] > 1_700_000_000
    assert [sample for sample in counted if sample.startswith("katmai_build_info{version=")]


def refused(call, **arguments):
    with pytest.raises(botocore.exceptions.ClientError):
        call(**arguments)


def test_trainings_are_counted_by_what_became_of_them(server, trained):
    assert samples(ask(server, "/_/metrics")[2])['katmai_trainings{status="FINISHED"}'] >= 1


def signed_for(server, host, path, key=None):
    """Headers with which a client signs a request to a host that is not loopback."""
    elsewhere = types.SimpleNamespace(url=f"http://{host}", key=server.key)
    return {**signed(elsewhere, None, b"", key=key, method="GET", path=path), "Host": host}


def test_names_are_for_this_machine_and_for_who_signs(server, rekognition, running):
    named, host = 'katmai_model_units{project="running",version="v1"}', "katmai.example.org"
    assert named in samples(ask(server, "/_/metrics")[2])
    # Through a proxy, or by a name that a web page has made for this address.
    stranger = samples(ask(server, "/_/metrics", headers={"Host": host})[2])
    assert "katmai_model_units" in stranger and not any("project=" in sample for sample in stranger)
    assert named in samples(ask(server, "/_/metrics", headers=signed_for(server, host, "/_/metrics"))[2])
    for path in ("/_/metrics", "/_/usage"):
        wrong = signed_for(server, host, path, key={**server.key, "secret": "wrong"})
        assert ask(server, path, headers=wrong)[0] == 403


def test_usage_is_told_to_this_machine_and_to_who_signs(server, running):
    host, path = "katmai.example.org", "/_/usage?month=2001-01"
    status, headers, body = ask(server, "/_/usage")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert set(json.loads(body)) == {"hourlyDollars", "hourlyDollarsDate", "months"}
    status, _, body = ask(server, path, headers={"Host": host})
    assert status == 403 and "sign" in body
    status, _, body = ask(server, path, headers=signed_for(server, host, path))
    assert status == 200 and json.loads(body)["months"] == []
    assert ask(server, "/_/usage?month=November")[0] == 400


def test_a_browser_is_sent_to_the_page(server):
    status, headers, _ = ask(server, "/", headers=BROWSER)
    assert (status, headers["Location"]) == (302, "/_/")
    status, headers, _ = ask(server, "/_/", headers=BROWSER)
    assert (status, headers["Location"]) == (303, "/_/sign-in")
    status, headers, body = ask(server, "/_/sign-in", headers=BROWSER)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "katmai console" in body and "default-src 'none'" in headers["Content-Security-Policy"]


def test_who_is_no_browser_is_told_to_sign(server):
    status, headers, body = ask(server, "/")
    assert (status, headers["Content-Type"]) == (403, "application/xml")
    assert "<Code>AccessDenied</Code>" in body


def test_what_is_not_under_it_is_not_there(server):
    assert ask(server, "/_/nothing")[0] == 404
    assert ask(server, "/_/health?x=1")[0] == 200
    assert ask(server, "/_/health", "POST")[0] == 405
    assert ask(server, "/_/../health")[0] == 404


def test_no_bucket_hides_it(server, s3):
    for bucket in ("_", "_/health"):
        with pytest.raises((botocore.exceptions.ClientError, botocore.exceptions.ParamValidationError)):
            s3.create_bucket(Bucket=bucket)
    assert ask(server, "/_", "PUT")[0] in (400, 403)
    # Of a bucket that is named in the host it is a key like any other.
    status, _, body = ask(server, "/_/health", headers={"Host": f"bears.localhost:{server.port}"})
    assert status in (403, 404) and "<Error>" in body


def test_the_page_is_for_reading_only_and_asks_for_no_keys(server):
    for path in ("/_/", "/_/health", "/_/metrics"):
        body = ask(server, path)[2]
        assert server.key["id"] not in body and server.key["secret"] not in body
