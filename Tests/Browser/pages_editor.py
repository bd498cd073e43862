"""The label editor by mouse and keys. Points and boxes are in pixels of the picture, as in its file."""

from browser import CONTROL, SHIFT
from pages_page import Page
from selenium.webdriver.common.keys import Keys

# Room around the picture when it is fitted into the window.
MARGIN = 24


class Editor(Page):
    KEYS = {
        "confirm": "Enter", "next": "d", "previous": "a", "next unlabelled": "u", "empty": "0", "new label": "l", "new box": "b",
        "select next": ".", "select previous": ",", "copy": "c", "accept all": "y", "dismiss all": "n", "fit": "f", "hide": "h",
    }
    # Resolves after the frame that painted another image than the present one, with the milliseconds since the next key.
    PAINTED = """
        const stage = document.getElementById('stage'), before = stage.dataset.entry
        window.measured = new Promise(done => addEventListener('keydown', event => {
            new MutationObserver((_, observer) => {
                if (stage.dataset.entry === before || stage.dataset.painted !== stage.dataset.entry) return
                observer.disconnect()
                done(performance.now() - event.timeStamp)
            }).observe(stage, {attributes: true})
        }, {once: true, capture: true}))"""

    def __init__(self, console, project, kind):
        super().__init__(console)
        # By name, since several files are brought at a time, and which comes first is left to chance.
        self.path = f"/_/projects/{project}/label?set={kind}&sort=name"

    def open(self, entry=None):
        """Opens the first image, or the entry with a number, and waits until nothing more is read."""
        self.browser.open(self.path + (f"&entry={entry}" if entry else ""))
        self._painted()
        self.browser.quiet()
        return self

    def _painted(self):
        self.browser.until(
            lambda: self.browser.run("const {entry, painted} = document.getElementById('stage').dataset; return entry && entry === painted"),
            "the picture",
        )

    # What is shown

    def name(self):
        """The file name of the image, once it is painted."""
        self._painted()
        return self.title().rsplit("/", 1)[-1]

    def title(self):
        return self.browser.text("#name")

    def shows(self, name):
        """Waits until an image is there."""
        self.browser.until(lambda: self.browser.path.split("?")[0].endswith("/label") and self.name() == name, name)

    def shown_boxes(self):
        return len(self.browser.all("#objects .swatch:not(.suggested)"))

    def suggested(self):
        return len(self.browser.all("#objects .swatch.suggested"))

    def message(self):
        return self.browser.text("#message")

    def drawing(self):
        """What the two canvases hold, to be compared."""
        return self.browser.run(
            """return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
                   done(['below', 'above'].map(id => document.getElementById(id).toDataURL())))))"""
        )

    def saved(self):
        """Waits until the editor says so."""
        self.browser.until(lambda: self.browser.text("#saving") == "saved", "saved")

    # Where things are

    def on_screen(self, x, y):
        """Where a point of the picture is in the window, while the whole picture is shown."""
        rect = self.browser.run("const {x, y, width, height} = document.getElementById('stage').getBoundingClientRect(); return {x, y, width, height}")
        entry = self.browser.run("return document.getElementById('stage').dataset.entry")
        width, height = self._size(entry)
        scale = min((rect["width"] - 2 * MARGIN) / width, (rect["height"] - 2 * MARGIN) / height, 8)
        return (
            rect["x"] + (rect["width"] - width * scale) / 2 + x * scale,
            rect["y"] + (rect["height"] - height * scale) / 2 + y * scale,
        )

    def _size(self, entry):
        url = self.browser.run("return document.getElementById('editor').dataset.url")
        picture = self.console.ask("GET", f"{url}/entries/{entry}")["picture"]
        return self.browser.run(
            """return fetch(arguments[0]).then(got => got.blob()).then(createImageBitmap).then(picture => [picture.width, picture.height])""",
            picture,
        )

    # Mouse

    def draw(self, box, label=None, inside=False):
        """Draws a box, and calls it so; with `inside` while another one is selected, in it."""
        left, top, width, height = box
        if not inside:
            self.press("Escape")
        corners = self.on_screen(left, top), self.on_screen(left + width, top + height)
        self.browser.drag(*corners, modifiers=SHIFT if inside else 0)
        if label is not None:
            self.call(label)

    def call(self, label):
        """Gives the box in hand a label, a new one where there is none of that name."""
        if label in self.labels():
            self.press(self.key_of(label))
            return
        if self.browser.run("return document.activeElement.id") != "new-label":
            self.press(self.KEYS["new label"])
        self.browser.find("#new-label").send_keys(label + Keys.ENTER)

    def add_label(self, label):
        """Makes a label while no box is selected."""
        self.press("Escape")
        self.call(label)

    def labels(self):
        # The first nine stand behind their digit.
        texts = self.browser.texts("#labels .chip")
        return [text.split(maxsplit=1)[1] if place < 9 else text for place, text in enumerate(texts)]

    def key_of(self, label):
        return str(self.labels().index(label) + 1)

    def select(self, box):
        """Clicks into the middle of a box."""
        self.press("Escape")
        left, top, width, height = box
        self.browser.point(*self.on_screen(left + width / 2, top + height / 2))

    def drag_from_to(self, start, end):
        self.browser.drag(self.on_screen(*start), self.on_screen(*end))

    def drag_on_screen(self, start, end):
        """Drags between points of the window, as when the picture is enlarged."""
        self.browser.drag(start, end)

    def zoom(self, at, notches):
        """Turns the wheel at a point of the window."""
        self.browser.mouse("mouseMoved", *at)
        for _ in range(notches):
            self.browser.mouse("mouseWheel", *at, deltaX=0, deltaY=-120)

    def pan(self, start, dx, dy):
        """Moves the picture with the space bar held."""
        self.focus()
        self.browser.hold(" ", True)
        self.browser.drag(start, (start[0] + dx, start[1] + dy))
        self.browser.hold(" ", False)

    # Keys

    def focus(self):
        self.browser.run("document.getElementById('stage').focus()")

    def press(self, key, modifiers=0, times=1):
        self.browser.press(key, modifiers, times)

    def undo(self):
        self.press("z", CONTROL)

    def redo(self):
        self.press("y", CONTROL)

    def next(self):
        self._to_other("next")

    def previous(self):
        self._to_other("previous")

    def _to_other(self, key):
        before = self.title()
        self.press(self.KEYS[key])
        self.browser.until(lambda: self.title() != before or "image" in self.message(), f"the {key} image")
        self._painted()

    def show_keys(self):
        self.press("?", SHIFT)
        self.browser.find("#help[open]")

    def suggest(self, version):
        """Lets a version propose boxes, all that it is in the least sure of."""
        self.browser.choose_option("#version", version)
        self.browser.find("#threshold")
        self.browser.run("document.getElementById('threshold').focus()")
        self.press("Home")
        self.browser.until(self.suggested, "suggestions", 60)
        self.focus()
        return self

    # Others

    def conflict(self):
        """Waits for the question of whose change stays; its words."""
        return self.browser.text("dialog[open] form")

    def take_theirs(self):
        self.browser.click('dialog[open] button[value="theirs"]')

    def keep_mine(self):
        self.browser.click('dialog[open] button[value="mine"]')

    def told(self):
        """Whether the editor asks, or says that it has taken over what another one did."""
        return self.browser.has("dialog[open] #asking-title") or "changed this image" in self.browser.run(
            "return document.getElementById('toast').textContent")
