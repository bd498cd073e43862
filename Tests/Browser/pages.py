"""The console's pages as a person uses them. Only here stands how a page is built: its ids, roles and data attributes."""

import re

from pages_editor import Editor
from pages_evaluate import Evaluate
from pages_page import Gallery, Page
from pages_project import Project
from pages_train import Train, Training
from pages_use import Settings, Use

__all__ = ["Projects", "Project", "Dataset", "Editor", "Train", "Training", "Evaluate", "Use", "Settings"]


class Projects(Page):
    path = "/_/"

    def names(self):
        self.browser.find("#main")
        return self.browser.texts(".cards h2")

    def card(self, name):
        """The words on a project's card."""
        return next(text for text in self.browser.texts(".cards .card") if name in text.split("\n"))

    def explains_itself(self):
        """Whether the page tells a newcomer what a project is, and offers the example."""
        return "project" in self.browser.text(".empty") and self.browser.has(".empty [data-example]")

    def ask_for_name(self):
        self.browser.click('[data-opens="new-project"]')
        self.browser.find("#project-name")

    def create(self, name):
        self.ask_for_name()
        self.browser.fill("#project-name", name)
        self.browser.press("Enter")
        self.browser.until(lambda: self.browser.path.startswith(f"/_/projects/{name}"), "the new project")

    def draw_example(self):
        """Makes the project with the drawn example; its path."""
        self.browser.click("[data-example]")
        self.browser.until(lambda: self.browser.path.startswith("/_/projects/"), "the example project", 120)
        return self.browser.path.split("/")[3]


class Dataset(Gallery):
    GALLERY = "#gallery"

    def __init__(self, console, project, kind):
        super().__init__(console)
        self.path = f"/_/projects/{project}/images?set={kind}"
        self._outcome = None

    # Bringing images

    def drop(self, *paths):
        """Drops files and folders onto the page."""
        self.browser.drop("#main", *paths)

    def choose(self, *paths):
        """Chooses files in the dialog of the browser."""
        self.browser.all("#pick-files")[0].send_keys("\n".join(str(path) for path in paths))

    def progress(self):
        """How many files are through and how many there are."""
        outcome = self._panel()
        return (sum(outcome[each] for each in ("added", "known", "failed")), outcome["total"]) if outcome else (0, 0)

    def _panel(self):
        text = self.browser.run(
            "const panel = document.getElementById('uploads'); "
            "return panel && !panel.hidden ? document.getElementById('upload-text').textContent : ''"
        )
        begun = re.search(r"([\d,]+) of ([\d,]+) added", text)
        if not begun:
            return None
        return {
            "added": number(begun[1]), "total": number(begun[2]),
            "known": counted(r"([\d,]+) here already", text), "failed": counted(r"([\d,]+) failed", text),
        }

    def _note(self):
        """What the page says after it has loaded itself anew."""
        text = self.browser.run("return document.querySelector('[data-note]')?.textContent ?? ''")
        found = {
            "added": counted(r"([\d,]+) images? added", text), "known": counted(r"([\d,]+) images? here already", text),
            "failed": counted(r"([\d,]+) files? refused", text),
        }
        return {**found, "total": sum(found.values())} if any(found.values()) else None

    def uploaded(self, count, seconds=120):
        """Waits until all is through and so many images are in, the known ones among them."""

        def over():
            outcome = self._panel() or self._note()
            done = outcome and outcome["added"] + outcome["known"] + outcome["failed"] >= outcome["total"] > 0
            self._outcome = outcome if done and outcome["added"] + outcome["known"] == count else None
            return self._outcome

        self.browser.until(over, f"{count} images", seconds)

    def known(self):
        """How many of the last upload were there already."""
        return self._outcome["known"]

    def failures(self):
        """The files that were refused, each with its reason."""
        self.browser.run("document.getElementById('upload-failures').open = true")
        return self.browser.texts("#upload-failures-list li")

    def leave(self):
        """Goes elsewhere in the middle of it."""
        self.browser.open("/_/settings")

    def create_from(self, source, **fields):
        """Makes the dataset of a manifest, a folder in a bucket, or another dataset."""
        self.browser.click('[data-opens="add"]')
        self.browser.click(f'#create input[value="{source}"]')
        for field, value in fields.items():
            self.browser.fill(f"#create-{field}", value)
        self.browser.click("#create-submit")
        self.browser.until(lambda: not self.browser.has("#create-submit"), "the dialog closed")

    def create_from_manifest(self, bucket, key):
        self.create_from("manifest", bucket=bucket, key=key)

    def split(self):
        self.browser.click("#split")
        self.browser.click('dialog[open] button[value="yes"]')
        self.browser.until(lambda: "test set" in self.browser.run(
            "return document.querySelector('[data-note]')?.textContent ?? ''"), "the split", 120)

    def show_problems(self):
        self.browser.click("[data-opens-problems]")
        self.browser.find("#problems-list li")

    def problems(self):
        self.show_problems()
        return self.browser.texts("#problems-list li")

    # The gallery

    def total(self):
        """How many images pass the filter, as the page says."""
        text = self.browser.until(lambda: re.match(r"([\d,]+) image", self.browser.text("#gallery-count")), "the number of images")
        return number(text[1])

    def tiles(self):
        self.total()
        return super().tiles()

    def tile_boxes(self, name):
        return self.tile(name).find_elements("css selector", "svg rect")

    def open_in_editor(self, name):
        self.tile(name).find_element("css selector", "a").click()

    def select(self, *names):
        """Selects by the keyboard, as the page tells."""
        for name in names:
            self.browser.run("arguments[0].focus()", self.tile(name).find_element("css selector", "a"))
            self.browser.press(" ")
        self.browser.until(lambda: self.browser.text("#selection-count").startswith(f"{len(names)} "), "the selection")

    def act(self, action, label=None):
        """move, empty, delete or assign, for what is selected."""
        self.begin(action, label)
        self.acted()

    def begin(self, action, label=None):
        self.browser.click(f'[data-action="{action}"]')
        if action == "assign":
            self.browser.fill("#assign-label", label)
            self.browser.press("Enter")
        elif action in ("delete", "empty"):
            self.browser.click('dialog[open] button[value="yes"]')

    def acted(self):
        self.browser.until(lambda: not self.browser.has("#selection"), "the action", 60)

    def hold_actions(self, done, total):
        """From now on the page's actions wait to be let go of, and are said to be so far meanwhile."""
        self.browser.run(
            """
            const [done, total] = arguments
            const fetched = window.fetch
            window.fetch = (path, options) => {
                if (!path.endsWith('/actions')) return fetched(path, options)
                if (options.method === 'POST') {
                    const { ticket, action } = JSON.parse(options.body)
                    window.held = { ticket, action, done, total, status: 'working', outcome: null, error: null }
                    return new Promise(resolve => { window.letGo = () => resolve(fetched(path, options)) })
                }
                return Promise.resolve(new Response(JSON.stringify({ actions: window.held ? [window.held] : [] })))
            }""",
            done, total,
        )

    def let_go(self):
        self.browser.run("window.letGo()")

    def action_progress(self):
        """What the line says, the bar's share, and what is said aloud."""
        self.browser.until(lambda: self.browser.has("#action"), "the line of an action")
        share = self.browser.run("const bar = document.getElementById('action-progress'); return bar.value / bar.max")
        said = self.browser.run("const said = document.getElementById('action-said'); return said.ariaLive === 'polite' && said.textContent")
        return self.browser.text("#action-text"), share, said

    def search(self, text):
        self.browser.fill("#filter-search", text)
        self._filtered()

    def show(self, state):
        """all (""), unlabelled, labelled, empty or errors."""
        self.browser.click(f'#state-chips [data-state="{state}"]')
        self._filtered()

    def choose_filter(self, which, value):
        """label, version, verdict or sort."""
        self.browser.choose_option(f"#filter-{which}", value)
        self._filtered()

    def _filtered(self):
        # The search waits a fifth of a second for more letters.
        self.browser.run("return new Promise(done => setTimeout(done, 300))")
        self.total()


def number(text):
    return int(text.replace(",", ""))


def counted(pattern, text):
    found = re.search(pattern, text)
    return number(found[1]) if found else 0
