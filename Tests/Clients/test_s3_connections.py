"""What happens on the connection: interim answers, early refusals, virtual hosts and memory."""

import re
import socket

import botocore.config
import pytest

from custom_labels import refusal
from s3_requests import Signed, connect, head_lines, send, send_signed

GIB = 1 << 30


class Wire:
    """A connection on which bytes go out one by one."""

    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        self.received = b""

    def send_head(self, signed, length, **others):
        others = {name.replace("_", "-"): value for name, value in others.items()}
        headers = {**signed.headers, "Content-Length": length, **others}
        path = signed.request.url.split("/", 3)[3]
        self.socket.sendall(head_lines(signed.request.method, f"/{path}", headers))

    def head(self):
        """The next head that comes; its status and its headers."""
        while b"\r\n\r\n" not in self.received:
            more = self.socket.recv(65536)
            assert more, "the connection ended without an answer"
            self.received += more
        head, self.received = self.received.split(b"\r\n\r\n", 1)
        lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        return int(lines[0].split()[1]), headers

    def body(self, headers):
        while len(self.received) < int(headers["content-length"]):
            self.received += self.socket.recv(65536)
        body, self.received = self.received, b""
        return body.decode()

    def ends(self):
        """Whether the server closes the connection."""
        while more := self.socket.recv(65536):
            self.received += more
        return True


@pytest.fixture
def wire(server):
    wire = Wire(server)
    yield wire
    wire.socket.close()


def test_a_client_that_waits_is_told_to_go_on_at_once(server, s3, bucket, wire):
    signed = Signed(server, "PUT", f"/{bucket}/k", payload="UNSIGNED-PAYLOAD")
    for content in (b"a bear", b"another bear"):
        wire.send_head(signed, len(content), Expect="100-continue")
        # No byte of the body has been sent.
        assert wire.head()[0] == 100
        wire.socket.sendall(content)
        status, headers = wire.head()
        assert (status, headers.get("connection")) == (200, None)
        assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == content


def test_what_is_refused_is_not_asked_for(server, bucket, wire):
    signed = Signed(server, "PUT", "/no-such-bucket/k", payload="UNSIGNED-PAYLOAD")
    wire.send_head(signed, 5 * GIB, Expect="100-continue")
    status, headers = wire.head()
    assert (status, headers["connection"]) == (404, "close")
    assert "<Code>NoSuchBucket</Code>" in wire.body(headers)
    assert wire.ends()


@pytest.mark.parametrize(
    "status, code, request_line, length",
    [
        (404, "NoSuchBucket", "PUT /no-such-bucket/k", 5 * GIB),
        (400, "KeyTooLongError", "PUT /{bucket}/{long}", 5 * GIB),
        (400, "EntityTooLarge", "PUT /{bucket}/k", 5 * GIB + 1),
        (404, "NoSuchUpload", "PUT /{bucket}/k?uploadId=none&partNumber=1", 5 * GIB),
        (501, "NotImplemented", "PUT /{bucket}/k?tagging", 5 * GIB),
        (400, "MaxMessageLengthExceeded", "POST /{bucket}?delete", 5 * GIB),
    ],
)
def test_a_long_body_of_a_refused_request_is_not_read(
    server, bucket, wire, status, code, request_line, length
):
    method, target = request_line.format(bucket=bucket, long="k" * 1025).split()
    signed = Signed(server, method, target, payload="UNSIGNED-PAYLOAD")
    wire.send_head(signed, length)
    wire.socket.sendall(b"x" * 100_000)
    answered, headers = wire.head()
    assert (answered, headers["connection"]) == (status, "close")
    assert f"<Code>{code}</Code>" in wire.body(headers)
    wire.socket.settimeout(20)
    try:
        assert wire.ends()
    except ConnectionResetError:
        # It may end so, since not all was read.
        pass


def test_a_long_body_without_a_good_signature_is_not_read(server, bucket, wire):
    wire.send_head(Signed(server, "PUT", f"/{bucket}/k", key={"id": "AKIANOBODY", "secret": "x"}), 5 * GIB)
    status, headers = wire.head()
    assert (status, headers["connection"]) == (403, "close")
    assert "<Code>InvalidAccessKeyId</Code>" in wire.body(headers)


def test_the_connection_lives_on_after_a_short_body_that_was_refused(server, bucket):
    connection = connect(server)
    for _ in range(3):
        signed = Signed(server, "PUT", "/no-such-bucket/k", b"short")
        connection.request("PUT", "/no-such-bucket/k", b"short", signed.headers)
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Connection")) == (404, None)
        answer.read()
        first = connection.sock
        connection.request("HEAD", f"/{bucket}", headers=Signed(server, "HEAD", f"/{bucket}").headers)
        answer = connection.getresponse()
        assert (answer.status, answer.read(), connection.sock) == (200, b"", first)
    connection.close()


def test_a_body_that_is_cut_off_leaves_nothing(server, s3, bucket, wire):
    s3.put_object(Bucket=bucket, Key="k", Body=b"before")
    wire.send_head(Signed(server, "PUT", f"/{bucket}/k", payload="UNSIGNED-PAYLOAD"), 1000)
    wire.socket.sendall(b"x" * 999)
    wire.socket.shutdown(socket.SHUT_WR)
    wire.ends()
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"before"
    assert not list((server.home / "objects" / "incoming").iterdir())


def test_a_body_of_no_known_length_is_refused(server, bucket):
    signed = Signed(
        server, "PUT", f"/{bucket}/k", headers={"Transfer-Encoding": "chunked"}, payload="UNSIGNED-PAYLOAD"
    )
    connection = connect(server)
    connection.request("PUT", f"/{bucket}/k", iter([b"a", b"bear"]), signed.headers, encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, b"<Code>MissingContentLength</Code>" in answer.read()) == (411, True)
    connection.close()


def test_a_bucket_may_stand_before_the_host(server, s3, bucket):
    host = f"{bucket}.localhost:{server.port}"
    for key in ("k", "/", "a//b", "_/health", f"{bucket}/k"):
        assert send_signed(server, "PUT", f"/{key}", key.encode(), host=host).status == 200
        assert send_signed(server, "GET", f"/{key}", host=host).body == key.encode()
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode()
    listed = send_signed(server, "GET", "/?list-type=2", host=host).body.decode()
    assert re.findall("<Key>(.*?)</Key>", listed) == ["/", "_/health", "a//b", "k", f"{bucket}/k"]
    assert send_signed(server, "HEAD", "/", host=host).status == 200
    assert (
        send_signed(server, "GET", "/", host=f"no-such-bucket.localhost:{server.port}").code == "NoSuchBucket"
    )


@pytest.mark.parametrize("form", ["s3", "s3v4"])
def test_boto3_puts_the_bucket_before_the_host_when_told_to(server, monkeypatch, name, form):
    # Not every machine's resolver knows names below localhost.
    resolve = socket.getaddrinfo

    def resolved(host, *others, **options):
        return resolve("127.0.0.1" if str(host).endswith("localhost") else host, *others, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    config = botocore.config.Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    client = server.client("s3", endpoint_url=f"http://localhost:{server.port}", config=config)
    client.create_bucket(Bucket=name)
    client.put_object(Bucket=name, Key="a b/c", Body=b"content")
    assert client.get_object(Bucket=name, Key="a b/c")["Body"].read() == b"content"
    assert client.list_objects_v2(Bucket=name)["KeyCount"] == 1
    signing = botocore.config.Config(signature_version=form, s3={"addressing_style": "virtual"})
    signer = server.client("s3", endpoint_url=f"http://localhost:{server.port}", config=signing)
    for operation, key in (("get_object", {"Key": "a b/c"}), ("list_objects_v2", {})):
        url = signer.generate_presigned_url(operation, Params={"Bucket": name, **key})
        host, target = url.removeprefix("http://").split("/", 1)
        assert host.startswith(f"{name}.localhost")
        assert send(server, "GET", f"/{target}", headers={"Host": host}).status == 200
    client.delete_object(Bucket=name, Key="a b/c")
    client.delete_bucket(Bucket=name)
    assert refusal(client.head_bucket, Bucket=name)[0] == "404"


def peak(server):
    """The most memory that the server has had, in bytes."""
    status = open(f"/proc/{server.process.pid}/status").read()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) << 10


def test_memory_stays_flat_while_much_goes_in_and_out(own_server):
    server = own_server.start()
    s3 = server.client("s3")
    s3.create_bucket(Bucket="bears")
    block = bytes(1 << 20)

    def put(key, count):
        signed = Signed(server, "PUT", f"/bears/{key}", payload="UNSIGNED-PAYLOAD")
        connection = connect(server, timeout=120)
        headers = {**signed.headers, "Content-Length": str(count << 20)}
        connection.request("PUT", f"/bears/{key}", (block for _ in range(count)), headers)
        assert connection.getresponse().status == 200
        connection.close()

    def get(key):
        total = 0
        for chunk in s3.get_object(Bucket="bears", Key=key)["Body"].iter_chunks(1 << 20):
            total += len(chunk)
        return total

    # What a server needs at the first time does not count.
    put("small", 20)
    assert get("small") == 20 << 20
    before = peak(server)
    put("large", 600)
    assert get("large") == 600 << 20
    assert peak(server) - before < 30 << 20
