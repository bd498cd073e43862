"""Requests to Rekognition made by hand, for what no client at hand sends."""

import dataclasses
import datetime
import http.client
import json
import unittest.mock

import botocore.auth
import botocore.awsrequest
import botocore.credentials

JSON = "application/x-amz-json-1.1"


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def document(self):
        return json.loads(self.body)

    @property
    def code(self):
        """Of an error, which stands in the body and in a header."""
        code = self.document["__type"]
        assert code == self.document["Code"] == self.headers["x-amzn-errortype"]
        return code

    @property
    def message(self):
        return self.document["Message"]


def signed(
    server, operation, body=b"{}", headers=None, key=None, seconds=0, service="rekognition", method="POST", path="/"
):
    """The headers of a request as botocore's signer makes them, its clock some seconds ahead."""
    key = key or server.key
    fields = {"Content-Type": JSON}
    if operation is not None:
        fields["X-Amz-Target"] = f"RekognitionService.{operation}"
    fields.update(headers or {})
    request = botocore.awsrequest.AWSRequest(method, f"{server.url}{path}", fields, body)
    credentials = botocore.credentials.Credentials(key["id"], key["secret"], key.get("token"))
    clock = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    with unittest.mock.patch("botocore.auth.get_current_datetime", lambda: clock.replace(tzinfo=None)):
        botocore.auth.SigV4Auth(credentials, service, "us-east-1").add_auth(request)
    return dict(request.headers.items())


def send(server, headers, body=b"{}", method="POST", path="/", connection=None):
    """Sends a request as it is, and reads the answer."""
    used = connection or http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    used.request(method, path, body, headers)
    response = used.getresponse()
    answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    if connection is None:
        used.close()
    return answer


def ask(server, operation, members=None, connection=None, **options):
    """Sends an operation with these members, or with this text for a body."""
    body = members if isinstance(members, bytes) else json.dumps(members or {}).encode()
    return send(server, signed(server, operation, body, **options), body, connection=connection)
