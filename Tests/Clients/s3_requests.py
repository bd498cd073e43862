"""Requests to S3 made by hand, for what no client at hand sends."""

import dataclasses
import hashlib
import http.client
import re
import ssl
import urllib.parse
import xml.etree.ElementTree

import botocore.auth
import botocore.awsrequest
import botocore.credentials


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def code(self):
        """Of an error's document."""
        return xml.etree.ElementTree.fromstring(self.body).findtext("Code")


class _Signer(botocore.auth.S3SigV4Auth):
    """Says of the body what it is told to."""

    stated = None

    def payload(self, request):
        return self.stated or hashlib.sha256(request.data).hexdigest()


class Signed:
    """A signed request, and the signatures of the chunks of its body."""

    def __init__(self, server, method, target, body=b"", headers=None, host=None, payload=None, key=None):
        key = key or server.key
        credentials = botocore.credentials.Credentials(key["id"], key["secret"])
        self.signer = _Signer(credentials, "s3", "us-east-1")
        self.signer.stated = payload
        scheme, address = server.url.split("://")
        url = f"{scheme}://{host or address}{target}"
        self.request = botocore.awsrequest.AWSRequest(method, url, dict(headers or {}), body)
        self.signer.add_auth(self.request)
        self.request.headers["Host"] = host or address
        self.last = self.request.headers["Authorization"].rsplit("=", 1)[1]

    @property
    def headers(self):
        return dict(self.request.headers.items())

    def sign_next(self, kind, *digests):
        """The signature of the next chunk, or of the trailer, which signs the one before it as well."""
        scope = self.signer.credential_scope(self.request)
        lines = [f"AWS4-HMAC-SHA256-{kind}", self.request.context["timestamp"], scope, self.last, *digests]
        self.last = self.signer.signature("\n".join(lines), self.request)
        return self.last

    def chunks(self, pieces, trailer=None):
        """A body in the encoding aws-chunked, signed; `trailer` are lines with a line feed each."""
        body = b""
        for piece in [*pieces, b""]:
            signature = self.sign_next("PAYLOAD", _digest(b""), _digest(piece))
            body += b"%x;chunk-signature=%s\r\n" % (len(piece), signature.encode())
            body += piece + b"\r\n" if piece else b""
        if trailer is None:
            return body + b"\r\n"
        signature = self.sign_next("TRAILER", _digest(trailer.encode()))
        return (
            body
            + trailer.replace("\n", "\r\n").encode()
            + f"x-amz-trailer-signature:{signature}\r\n\r\n".encode()
        )


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def plain_chunks(pieces, trailer):
    """A body in the encoding aws-chunked, without signatures."""
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return body + b"0\r\n" + trailer.replace("\n", "\r\n").encode() + b"\r\n"


def connect(server, trust=None, timeout=30):
    """A connection to a server; `trust` is the certificate of one that speaks TLS."""
    address = urllib.parse.urlsplit(server.url)
    if address.scheme == "http":
        return http.client.HTTPConnection(address.hostname, address.port, timeout=timeout)
    context = ssl.create_default_context(cafile=trust)
    return http.client.HTTPSConnection(address.hostname, address.port, timeout=timeout, context=context)


def send(server, method, target, body=b"", headers=None, trust=None):
    """Makes one request just as it is given; the target is not changed in any way."""
    connection = connect(server, trust)
    try:
        connection.request(method, target, body or None, headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def send_signed(server, method, target, body=b"", trust=None, **options):
    """Signs a request and makes it."""
    signed = Signed(server, method, target, body, **options)
    return send(server, method, target, body, signed.headers, trust)


def head_lines(method, target, headers):
    """The first bytes of a request."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    assert not any(re.search(r"[\r\n]", line) for line in lines)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
