"""Bodies in the encoding aws-chunked: unsigned over TLS, as boto3 sends them, and signed, made by hand."""

import io
import subprocess

import boto3.s3.transfer
import pytest

from checksums import crc32c, crc64nvme
from conftest import Server
from custom_labels import refusal
from s3_requests import Signed, plain_chunks, send

UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
# A chunk of S3's least size and a rest.
PIECES = [b"a" * (64 << 10), b"bear"]
CONTENT = b"".join(PIECES)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that signs itself; beside it lies its key."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=Katmai",
            "-addext",
            "subjectAltName=IP:127.0.0.1,DNS:localhost",
            "-out",
            folder / "certificate.pem",
            "-keyout",
            folder / "key.pem",
        ],
        check=True,
        capture_output=True,
    )
    return folder / "certificate.pem"


@pytest.fixture(scope="module")
def secure(certificate, tmp_path_factory):
    """A server that speaks TLS, with a bucket `bears`."""
    home = tmp_path_factory.mktemp("secure")
    key = certificate.parent / "key.pem"
    server = Server(home, "--tls-certificate", certificate, "--tls-key", key).start()
    assert server.url.startswith("https://")
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def client(secure, certificate):
    client = secure.client("s3", verify=str(certificate))
    client.create_bucket(Bucket="bears")
    yield client
    # The end of TLS takes two, and the server would wait for this one.
    client.close()


def watched(client):
    """The headers of what the client sends, as they are sent."""
    sent = []
    client.meta.events.register(
        "before-send.s3", lambda request, **_: sent.append(request.headers), unique_id="watched"
    )
    return sent


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_boto3_sends_chunks_with_a_trailer_over_tls(client, algorithm):
    sent = watched(client)
    put = client.put_object(
        Bucket="bears", Key="k", Body=io.BytesIO(CONTENT), ChecksumAlgorithm=algorithm, ContentEncoding="gzip"
    )
    client.meta.events.unregister("before-send.s3", unique_id="watched")
    headers = {name.lower(): value for name, value in sent[0].items()}
    assert headers["x-amz-content-sha256"] in (UNSIGNED, UNSIGNED.encode())
    assert headers["x-amz-trailer"] in (name := f"x-amz-checksum-{algorithm.lower()}", name.encode())
    got = client.get_object(Bucket="bears", Key="k", ChecksumMode="ENABLED")
    assert got["Body"].read() == CONTENT
    assert got[f"Checksum{algorithm}"] == put[f"Checksum{algorithm}"]
    assert got["ContentEncoding"] == "gzip"
    assert client.head_object(Bucket="bears", Key="k")["ContentLength"] == len(CONTENT)


def test_empty_objects_and_parts_go_over_tls_too(client):
    client.put_object(Bucket="bears", Key="empty", Body=b"")
    assert client.head_object(Bucket="bears", Key="empty")["ContentLength"] == 0
    content = bytes(11 << 20)
    config = boto3.s3.transfer.TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
    client.upload_fileobj(io.BytesIO(content), "bears", "parts", Config=config)
    assert client.head_object(Bucket="bears", Key="parts")["ETag"].endswith('-3"')
    received = io.BytesIO()
    client.download_fileobj("bears", "parts", received)
    assert received.getvalue() == content


def test_the_cli_trusts_the_certificate_it_is_given(secure, client, certificate, tmp_path):
    file = tmp_path / "bear.txt"
    file.write_bytes(CONTENT)
    trust = {"environment": {"AWS_CA_BUNDLE": str(certificate)}}
    secure.aws("s3", "cp", file, "s3://bears/cli", **trust)
    assert client.get_object(Bucket="bears", Key="cli")["Body"].read() == CONTENT
    assert secure.aws("s3", "ls", check=False).returncode != 0


class Sender:
    """Sends bodies that are encoded by hand."""

    def __init__(self, server, trust):
        self.server = server
        self.trust = trust

    def put(self, payload, headers, encode, length=len(CONTENT)):
        headers = {"content-encoding": "aws-chunked", "x-amz-decoded-content-length": str(length), **headers}
        signed = Signed(self.server, "PUT", "/bears/by-hand", headers=headers, payload=payload)
        return send(self.server, "PUT", "/bears/by-hand", encode(signed), signed.headers, self.trust)

    def put_in_pieces(self, payload, headers, body, length=len(CONTENT)):
        """Sends a body in HTTP's own chunks as well, as those do who do not know its length before."""
        return self.put(payload, {**headers, "transfer-encoding": "chunked"}, lambda _: _twice(body), length)


def _twice(body):
    middle = len(body) // 2
    pieces = [body[:middle], body[middle:]]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.fixture
def sender(secure, certificate, client):
    client.put_object(Bucket="bears", Key="by-hand", Body=b"before")
    return Sender(secure, str(certificate))


def trailer_of(algorithm, value):
    name = f"x-amz-checksum-{algorithm}"
    return {"x-amz-trailer": name}, f"{name}:{value}\n"


def content(client):
    return client.get_object(Bucket="bears", Key="by-hand")["Body"].read()


@pytest.mark.parametrize("algorithm, of", [("crc32c", crc32c), ("crc64nvme", crc64nvme)])
def test_other_clients_send_other_checksums(client, sender, algorithm, of):
    headers, trailer = trailer_of(algorithm, of(CONTENT))
    answer = sender.put(UNSIGNED, headers, lambda _: plain_chunks(PIECES, trailer))
    assert answer.status == 200
    assert answer.headers[f"x-amz-checksum-{algorithm}"] == of(CONTENT)
    assert content(client) == CONTENT
    headers, trailer = trailer_of(algorithm, of(b"another"))
    answer = sender.put(UNSIGNED, headers, lambda _: plain_chunks([b"x"], trailer), length=1)
    assert (answer.status, answer.code) == (400, "BadDigest")
    assert content(client) == CONTENT


def test_a_body_may_come_in_chunks_of_chunks(client, sender):
    headers, trailer = trailer_of("crc32c", crc32c(CONTENT))
    answer = sender.put_in_pieces(UNSIGNED, headers, plain_chunks(PIECES, trailer))
    assert answer.status == 200
    assert content(client) == CONTENT


def test_signed_chunks_are_taken(client, sender):
    answer = sender.put(SIGNED, {}, lambda signed: signed.chunks(PIECES))
    assert answer.status == 200
    assert content(client) == CONTENT
    assert "ContentEncoding" not in client.head_object(Bucket="bears", Key="by-hand")


def test_signed_chunks_with_a_signed_trailer_are_taken(client, sender):
    headers, trailer = trailer_of("crc32c", crc32c(CONTENT))
    answer = sender.put(f"{SIGNED}-TRAILER", headers, lambda signed: signed.chunks(PIECES, trailer))
    assert answer.status == 200
    assert client.head_object(Bucket="bears", Key="by-hand", ChecksumMode="ENABLED")[
        "ChecksumCRC32C"
    ] == crc32c(CONTENT)
    assert content(client) == CONTENT


def test_changed_chunks_are_refused(client, sender):
    def changed(old, new):
        answer = sender.put(SIGNED, {}, lambda signed: signed.chunks(PIECES).replace(old, new, 1))
        return answer.status, answer.code

    assert changed(b"bear", b"boar") == (403, "SignatureDoesNotMatch")
    assert changed(b"aaaa\r\n", b"aaab\r\n") == (403, "SignatureDoesNotMatch")
    assert changed(b"signature=", b"signature=0") == (403, "SignatureDoesNotMatch")
    assert content(client) == b"before"


def test_a_changed_trailer_is_refused(client, sender):
    headers, trailer = trailer_of("crc32c", crc32c(CONTENT))

    def changed(change):
        answer = sender.put(
            f"{SIGNED}-TRAILER", headers, lambda signed: change(signed.chunks(PIECES, trailer))
        )
        return answer.status, answer.code

    other = crc32c(b"another").encode()
    assert changed(lambda body: body.replace(crc32c(CONTENT).encode(), other)) == (
        403,
        "SignatureDoesNotMatch",
    )
    # Neither signed nor there.
    assert changed(lambda body: body[: body.rindex(b"x-amz-trailer-signature")] + b"\r\n")[0] in (400, 403)
    assert content(client) == b"before"


@pytest.mark.parametrize(
    "body",
    [
        b"not chunks at all",
        b"4\r\nbear\r\n",
        b"4\r\nbear0\r\n\r\n",
        b"zz\r\nbear\r\n0\r\n\r\n",
        b"-4\r\nbear\r\n0\r\n\r\n",
        b"3\r\nbea\r\n0\r\n\r\n",
        b"5\r\nbears\r\n0\r\n\r\n",
        b"4\r\nbear\r\n0\r\nx-amz-checksum-crc32c\r\n\r\n",
        b"4\r\nbear\r\n0\r\n\r\nand more",
        b"1" * 20_000,
    ],
    ids=lambda body: ascii(body[:20]),
)
def test_chunks_that_make_no_sense_are_refused(client, sender, body):
    headers, _ = trailer_of("crc32c", "")
    answer = sender.put(UNSIGNED, headers, lambda _: body, length=4)
    assert answer.status == 400
    assert content(client) == b"before"


def test_a_trailer_that_was_announced_must_come(client, sender):
    headers, _ = trailer_of("crc32c", "")
    answer = sender.put(UNSIGNED, headers, lambda _: plain_chunks(PIECES, ""))
    assert (answer.status, answer.code) == (400, "MalformedTrailerError")
    assert content(client) == b"before"


def test_chunks_are_refused_without_a_good_signature_of_the_head(client, secure, certificate):
    stranger = secure.client("s3", verify=str(certificate), aws_secret_access_key="wrong")
    assert refusal(stranger.put_object, Bucket="bears", Key="k", Body=b"x")[0] == "SignatureDoesNotMatch"
    stranger.close()
