"""What goes over the wire to Rekognition besides well-made requests: broken, huge, strange and from browsers."""

import base64
import http.client
import json
import pathlib
import re
import socket
import uuid

import pytest

from rekognition_requests import JSON, ask, send, signed

LARGEST = 16 << 20


def peak(server):
    """The most memory that the server has ever held, in bytes."""
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) * 1024


def test_answers_have_the_headers_that_clients_read(server):
    answer = ask(server, "DescribeProjects")
    assert (answer.status, answer.headers["content-type"]) == (200, JSON)
    assert str(uuid.UUID(answer.headers["x-amzn-requestid"])) == answer.headers["x-amzn-requestid"]
    assert answer.headers["content-length"] == str(len(answer.body)) and "date" in answer.headers
    again = ask(server, "DescribeProjects")
    assert again.headers["x-amzn-requestid"] != answer.headers["x-amzn-requestid"]


def test_an_error_stands_in_the_body_and_in_the_headers(server):
    answer = ask(server, "DeleteProject")
    assert (answer.status, answer.headers["content-type"]) == (400, JSON)
    assert answer.code == "InvalidParameterException"
    assert set(answer.document) == {"__type", "Code", "Logref", "Message"}
    assert answer.document["Logref"] == answer.headers["x-amzn-requestid"]


@pytest.mark.parametrize(
    "body", [b"{}", b"", b"  {} \n", b'{"NextToken":null,"MaxResults":null}', b'{"Unknown":[{}]}']
)
def test_a_body_without_arguments_is_understood(server, body):
    assert ask(server, "DescribeProjects", body).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"}", b"{}x", b"{}{}", b"[]", b"null", b"1", b'"text"', b"{'a':1}", b'{"a":}',
        b'{"a":1,}', b'{"a":[1, ]}', b"a=b", b'{"MaxResults":01}', b'{"MaxResults":NaN}', b'{"MaxResults":1e999}',
        b'{"NextToken":"\xff"}', b'{"NextToken":"a\nb"}', b'{"NextToken":"\\ud800"}', b'{"NextToken":"\\x"}',
        b"\xff\xfe{\0}\0", b"\0", b" ", b"\xef\xbb\xbf[]", b"/* a */{}", b"<xml/>",
    ],
)
def test_a_body_that_is_no_json_object_is_not_understood(server, body):
    answer = ask(server, "DescribeProjects", body)
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert answer.message


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"NextToken":[', b'[{"a":['])
def test_deep_nesting_is_refused(server, opening):
    before = peak(server)
    for body in (opening * 200_000, opening * 40 + b"1"):
        answer = ask(server, "DescribeProjects", body)
        assert (answer.status, answer.code) == (400, "SerializationException")
    assert peak(server) < before + (64 << 20)


def test_a_body_of_many_values_is_refused(server):
    before = peak(server)
    answer = ask(server, "DescribeProjects", b'{"ProjectNames":[' + b"0," * 4_000_000 + b"0]}")
    assert (answer.status, answer.code) == (400, "SerializationException")
    assert peak(server) < before + (64 << 20)


@pytest.mark.usefixtures("trained")
def test_of_a_member_given_twice_the_first_counts(server):
    for first, last, count in (("nobody", "bearcam", 0), ("bearcam", "nobody", 1)):
        body = f'{{"ProjectNames":["{first}"],"ProjectNames":["{last}"]}}'.encode()
        assert len(ask(server, "DescribeProjects", body).document["ProjectDescriptions"]) == count


@pytest.mark.parametrize("name", ["Nothing", "describeProjects", "", "DescribeCollection", "a" * 5000])
def test_an_unknown_operation_is_said_to_be_one(server, name):
    answer = ask(server, name)
    assert (answer.status, answer.code) == (400, "UnknownOperationException")
    assert len(answer.message) < 1000


@pytest.mark.parametrize("target", ["DescribeProjects", "DynamoDB_20120810.DescribeProjects", "RekognitionService."])
def test_a_target_of_another_service_is_no_operation(server, target):
    answer = send(server, signed(server, None, headers={"X-Amz-Target": target}))
    assert answer.code == "UnknownOperationException"


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("PUT", "/"), ("DELETE", "/"), ("POST", "/other")])
def test_only_a_post_to_the_root_is_an_operation(server, method, path):
    answer = send(server, signed(server, "DescribeProjects", method=method, path=path), b"{}", method, path)
    assert (answer.status, answer.code) == (400, "UnknownOperationException")


def test_a_request_without_a_target_is_no_operation(server):
    assert send(server, signed(server, None)).code == "UnknownOperationException"


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/x-amz-json-1.0", "application/cbor", ""]
)
def test_another_content_type_is_refused(server, kind):
    answer = ask(server, "DescribeProjects", headers={"Content-Type": kind})
    assert (answer.status, answer.code) == (415, "UnsupportedMediaTypeException")


@pytest.mark.parametrize("kind", ["application/x-amz-json-1.1; charset=utf-8", "Application/X-Amz-JSON-1.1"])
def test_the_content_type_may_be_written_otherwise(server, kind):
    assert ask(server, "DescribeProjects", headers={"Content-Type": kind}).status == 200


def test_a_body_of_100_megabytes_is_refused_before_it_is_there(server):
    before = peak(server)
    headers = signed(server, "DescribeProjects")
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        lines = [f"{name}: {value}" for name, value in headers.items() if name != "Content-Length"]
        head = "\r\n".join(["POST / HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Content-Length: 104857600", *lines])
        connection.sendall(head.encode() + b"\r\n\r\n")
        response = http.client.HTTPResponse(connection)
        response.begin()
        assert response.status == 413
        assert json.loads(response.read())["__type"] == "RequestEntityTooLargeException"
    assert peak(server) < before + (32 << 20)


def test_a_body_without_a_length_is_refused_once_it_is_too_long(server):
    before = peak(server)
    headers = {name: value for name, value in signed(server, "DescribeProjects").items() if name != "Content-Length"}
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        lines = [f"{name}: {value}" for name, value in headers.items()]
        head = ["POST / HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Transfer-Encoding: chunked", *lines]
        connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n")
        piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        try:
            for _ in range(100):
                connection.sendall(piece)
        except (ConnectionResetError, BrokenPipeError):
            pass
        response = http.client.HTTPResponse(connection)
        try:
            response.begin()
            assert response.status == 413
        except ConnectionResetError:
            # The answer may be lost with what was sent behind it.
            pass
    assert peak(server) < before + (96 << 20)
    assert ask(server, "DescribeProjects").status == 200


def test_a_picture_of_the_largest_size_fits_into_a_request(server):
    body = {"ProjectVersionArn": "x" * 20, "Image": {"Bytes": base64.b64encode(b"\0" * 5_242_880).decode()}}
    assert ask(server, "DetectCustomLabels", body).code == "InvalidParameterException"


def test_one_connection_serves_many_requests_broken_ones_too(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    codes = []
    for operation, body in (("DescribeProjects", b"{}"), ("DescribeProjects", b"{"), ("No", b"{}")) * 2:
        codes.append(ask(server, operation, body, connection=connection).status)
    connection.request("OPTIONS", "/")
    assert connection.getresponse().read() == b""
    codes.append(ask(server, "DescribeProjects", connection=connection).status)
    assert codes == [200, 400, 400] * 2 + [200]


def test_a_client_that_waits_to_be_told_to_go_on_is_told(server):
    headers = signed(server, "DescribeProjects", b"{}")
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        lines = [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Host: 127.0.0.1:{server.port}", "Content-Length: 2", "Expect: 100-continue"]
        head = ["POST / HTTP/1.1", *lines]
        connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n")
        connection.sendall(b"{}")
        assert connection.recv(100).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_browser_may_ask_and_read(server):
    asked = "authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-target,amz-sdk-invocation-id,x-other"
    headers = {
        "Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": asked,
    }
    answer = send(server, headers, None, method="OPTIONS")
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"].split(", ")
    allowed = answer.headers["access-control-allow-headers"].split(", ")
    assert allowed == asked.split(",")[:-1]
    assert int(answer.headers["access-control-max-age"]) > 0


@pytest.mark.parametrize(("operation", "status"), [("DescribeProjects", 200), ("Nothing", 400)])
def test_a_page_is_shown_the_answer_and_its_headers(server, operation, status):
    answer = ask(server, operation, headers={"Origin": "http://localhost:3000"})
    assert answer.status == status
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"x-amzn-RequestId", "x-amzn-ErrorType"} <= set(exposed)
