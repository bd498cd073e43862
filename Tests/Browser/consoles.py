"""The console in a browser: signing in, and what its own routes say, asked as its pages ask them."""

import re

import pages
from waiting import eventually


class Refused(Exception):
    """What a route has answered instead of doing what it was asked."""

    def __init__(self, status, answer):
        super().__init__(f"{status}: {answer}")
        self.status, self.answer = status, answer


class Console:
    def __init__(self, server, browser):
        self.server, self.browser = server, browser
        browser.origin = server.url

    # Signing in

    def link(self):
        """A one-time link, as `katmai console` prints it."""
        words = self.server.katmai("console")
        return re.search(r"https?://\S+/_/sign-in\?token=\S+", words)[0]

    def sign_in(self):
        self.browser.driver.get(self.link())
        self.browser.until(lambda: self.browser.path == "/_/" and self.browser.all("meta[name=csrf]"), "signed in")
        return self

    def session(self):
        """The session's secret, which the browser keeps from pages."""
        cookies = self.browser.command("Network.getAllCookies")["cookies"]
        return next(each["value"] for each in cookies if each["name"] == "katmai-session")

    def go_on(self, session):
        """Takes up a session that was begun before."""
        address = self.server.url + "/_/"
        self.browser.command("Network.setCookie", name="katmai-session", value=session, url=address, path="/_/", httpOnly=True, sameSite="Strict")
        self.browser.open("/_/settings")
        return self

    # Routes

    def ask(self, method, path, body=None, headers=None, token=True):
        """Asks a route by fetch from the page, with the page's token."""
        status, answer = self.browser.run(
            """
            const [method, path, body, headers, token] = arguments
            const meta = document.querySelector('meta[name="csrf"]')
            const sent = {...headers}
            if (token && meta) sent['X-Katmai-CSRF'] = meta.content
            if (body !== null) sent['Content-Type'] = 'application/json'
            return fetch(path, {method, headers: sent, body: body === null ? undefined : JSON.stringify(body)})
                .then(async response => [response.status, await response.json().catch(() => null)])""",
            method, path, body, headers or {}, token,
        )
        if status >= 400:
            self.browser.complaints()  # The browser notes refused requests, and this one was asked for.
            raise Refused(status, answer)
        return answer

    def get(self, path):
        return self.ask("GET", f"/_/api/{path}")

    def entries(self, project, kind="train", query=""):
        """All entries of a dataset, by name."""
        found, after = {}, ""
        while after is not None:
            page = self.get(f"projects/{project}/datasets/{kind}/entries?limit=500&after={after}&{query}")
            # Of a folder's files the name alone.
            found.update({entry["name"].rsplit("/", 1)[-1]: entry for entry in page["entries"]})
            after = page.get("next")
        return found

    def boxes(self, project, name, kind="train"):
        """The boxes of an entry as the server has them: (label, left, top, width, height)."""
        return sorted((each["label"], *each["box"]) for each in self.entries(project, kind)[name]["boxes"])

    def settled(self, project, kind="train"):
        """The state of a dataset once nothing is being done to it."""

        def asked():
            status = self.get(f"projects/{project}/datasets/{kind}")
            return None if status["isBusy"] else status

        return eventually(asked)

    def trained(self, project, version, seconds=600):
        """Waits until a training is over; its last words."""

        def asked():
            training = self.get(f"projects/{project}/versions/{version}/training?after=0")
            return training if training["status"] in ("finished", "failed", "cancelled") else None

        return eventually(asked, seconds, pause=0.5)

    # Pages

    @property
    def projects(self):
        return pages.Projects(self)

    def overview(self, project):
        return pages.Project(self, project)

    def dataset(self, project, kind="train"):
        return pages.Dataset(self, project, kind)

    def editor(self, project, kind="train"):
        return pages.Editor(self, project, kind)

    def train(self, project):
        return pages.Train(self, project)

    def training(self, project, version):
        return pages.Training(self, project, version)

    def evaluate(self, project, version):
        return pages.Evaluate(self, project, version)

    def use(self, project, version):
        return pages.Use(self, project, version)

    @property
    def settings(self):
        return pages.Settings(self)

    # Shortcuts for tests that are about something else

    def project(self, name, folder=None, label=None):
        """A project, with the photos of a folder in it, each with its boxes under one label; made by the routes."""
        if not self.browser.path.startswith("/_/"):
            self.browser.open("/_/")
        self.ask("POST", "/_/api/projects", {"name": name})
        if folder is not None:
            self.ask("POST", f"/_/api/projects/{name}/datasets/train", {"source": "empty"})
            self.settled(name)
            page = self.dataset(name).open()
            page.choose(*(folder.path(photo) for photo in folder.names))
            page.uploaded(len(folder.names))
        if label is not None:
            for photo, entry in self.entries(name).items():
                self.put_boxes(name, entry, [(label, *box) for box in folder.boxes[photo]])
        return name

    def put_boxes(self, project, entry, boxes, state="labelled"):
        """Changes an entry as another tab, person or program would."""
        return self.ask(
            "PUT", f"/_/api/projects/{project}/datasets/{entry['set']}/entries/{entry['id']}",
            {"boxes": [{"label": label, "box": list(box)} for label, *box in boxes], "state": state},
            {"If-Match": f'"{entry["revision"]}"'},
        )
