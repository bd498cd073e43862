"""The console's own routes, asked as its pages ask them, without a browser."""

import json
import re
import urllib.parse

import s3_requests


class Console:
    """A session that a link of `katmai console` has begun."""

    def __init__(self, server):
        self.server = server
        link = urllib.parse.urlsplit(re.search(r"http\S+/_/sign-in\?token=\S+", server.katmai("console"))[0])
        answer = s3_requests.send(server, "GET", f"{link.path}?{link.query}")
        assert answer.status == 200, answer
        self.headers = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
        page = self.get("/_/").body.decode()
        self.headers["X-Katmai-CSRF"] = re.search(r'name="csrf" content="([^"]+)"', page)[1]

    def get(self, path):
        return s3_requests.send(self.server, "GET", path, headers=self.headers)

    def ask(self, method, path, body=None):
        """The status and the JSON of an answer."""
        sent = b"" if body is None else json.dumps(body).encode()
        answer = s3_requests.send(self.server, method, f"/_/api/{path}", sent, self.headers)
        return answer.status, json.loads(answer.body)
