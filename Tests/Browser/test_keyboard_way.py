"""The whole way from nothing to a served version without a mouse: by Tab, arrows, Enter, Space and the editor's own keys."""

import pytest

from keyboard import Keyboard

COUNT = 10
LABELS = ("left", "right")
MOUSE = ("click", "mouse", "drag", "point", "drop", "choose_option")


@pytest.fixture
def keyboard(console, monkeypatch):
    """The keyboard of a browser that has no mouse."""

    def refuse(*_):
        raise AssertionError("there is no mouse here")

    for each in MOUSE:
        monkeypatch.setattr(console.browser, each, refuse)
    return Keyboard(console.browser)


def test_from_nothing_to_a_served_version_by_keys(console, keyboard, name, photos):
    begin(console, keyboard, name)
    bring(console, keyboard, name, photos)
    label(console, keyboard, name, photos)
    split(console, keyboard, name)
    version = train(console, keyboard, name)
    evaluate(console, keyboard, name, version)
    follow_numbers(console, keyboard, name, version)
    look_at_images(console, keyboard, name, version)
    use(console, keyboard, name, version, photos)


def arrives(browser, path):
    browser.until(lambda: browser.path.split("?")[0] == path, path)
    browser.quiet()


def begin(console, keyboard, name):
    console.projects.open()
    keyboard.use("New project|Make your first project")
    keyboard.focused("#project-name")
    keyboard.type(name)
    keyboard.use("Make project")
    console.browser.until(lambda: console.browser.path.startswith(f"/_/projects/{name}"), "the new project")


def bring(console, keyboard, name, photos):
    """The buttons open the dialog of the browser, which is not the page's; what is chosen there is given to the field."""
    browser = console.browser
    if not browser.path.startswith(f"/_/projects/{name}/images"):
        keyboard.use(r"(\d|done:)?\s*Images.*")
        arrives(browser, f"/_/projects/{name}/images")
    page = console.dataset(name)
    opens(browser, keyboard, "Choose files", "#pick-files")
    page.choose(*(photos.path(photo) for photo in photos.names[:COUNT]))
    page.uploaded(COUNT)
    browser.quiet()


def opens(browser, keyboard, name, field):
    """That a button opens the dialog in which files are chosen."""
    browser.command("Page.setInterceptFileChooserDialog", enabled=True)
    browser.run("document.querySelector(arguments[0]).addEventListener('click', () => { window.isAsked = true })", field)
    keyboard.use(name)
    browser.until(lambda: browser.run("return window.isAsked"), "the dialog of the browser")
    browser.command("Page.setInterceptFileChooserDialog", enabled=False)


def label(console, keyboard, name, photos):
    """A box in the middle of each picture, moved in the first one; half of them have one label, half the other."""
    browser, editor = console.browser, console.editor(name)
    keyboard.use("Label images")
    for number in range(COUNT):
        title = editor.name()
        keyboard.focused("#stage")
        browser.press("b")
        if number % (COUNT // 2) == 0:
            # The first box asks for its label; the other label is asked for by a key.
            if number > 0:
                browser.press("l")
            keyboard.focused("#new-label")
            keyboard.type(LABELS[number * 2 // COUNT])
            browser.press("Enter")
            editor.saved()
        if number == 0:
            browser.press("ArrowLeft", times=3)
        editor.saved()
        browser.press("Enter")
        if number < COUNT - 1:
            browser.until(lambda: editor.name() != title, "the next image")
    browser.until(lambda: "last image" in editor.message(), "the end")
    labels = [each["label"] for entry in console.entries(name).values() for each in entry["boxes"]]
    assert sorted(labels) == sorted(LABELS * (COUNT // 2))
    keyboard.use("← Images")
    arrives(browser, f"/_/projects/{name}/images")


def split(console, keyboard, name):
    browser = console.browser
    keyboard.use("Split off a test set")
    browser.find("dialog[open]")
    keyboard.use("Split")
    browser.until(lambda: "test set" in browser.run("return document.querySelector('[data-note]')?.textContent ?? ''"), "the split", 120)
    assert console.settled(name, "test")["entries"] == COUNT // 5
    browser.quiet()


def train(console, keyboard, name):
    """Settings are reached too: the folded ones by Enter, a number by typing it."""
    browser = console.browser
    keyboard.use(r"(\d|done:)?\s*Train\b.*")
    arrives(browser, f"/_/projects/{name}/train")
    keyboard.use("Advanced settings")
    keyboard.reach("Passes over the images")
    keyboard.type("1")
    keyboard.use("Train")
    browser.until(lambda: browser.path.endswith("/training"), "the live page")
    version = browser.path.split("/")[-2]
    ended = console.trained(name, version)
    assert ended["status"] == "finished", ended
    console.training(name, version).shows_the_end()
    browser.quiet()
    keyboard.use("See how good it is")
    arrives(browser, f"/_/projects/{name}/versions/{version}/evaluate")
    return version


def evaluate(console, keyboard, name, version):
    """The slider by arrows, a filter by Space."""
    browser, page = console.browser, console.evaluate(name, version)
    page.shown()
    keyboard.reach("Threshold")
    before = page.threshold()
    browser.press("ArrowRight", times=2)
    browser.press("ArrowLeft", times=5)
    browser.until(lambda: page.threshold() == pytest.approx(before - 0.03), "the slider")
    document, threshold = page.document("training"), page.threshold()
    browser.until(lambda: page.counts() == page.expected(document, threshold), "the counts at the threshold")
    keyboard.reach(r"missed [\d,]+")
    browser.press(" ")
    assert page.result_names() == sorted(image["name"] for image in page.images_with(document, "missed", threshold))


def follow_numbers(console, keyboard, name, version):
    """A number leads to its images, at its own threshold: with the slider meant for one label, the other one keeps the assumed one."""
    browser, page = console.browser, console.evaluate(name, version)
    keyboard.reach("Label")
    browser.press("ArrowDown")
    browser.until(lambda: f"label={LABELS[0]}" in browser.path, "the label")
    keyboard.reach("Threshold")
    browser.press("ArrowLeft", times=3)
    browser.until(lambda: "t=" in browser.path.split("?")[1], "the slider")
    keyboard.use(rf"\d+ missed of {LABELS[1]}")
    keyboard.focused("#results-title")
    assert browser.path.split("?")[1] == f"label={LABELS[1]}&verdict=missed"
    images = page.document("training")["images"]
    keyboard.use(rf"\d+ images? with {LABELS[1]}")
    shown = [image["name"] for image in images if any(each["label"] == LABELS[1] for each in image["objects"])]
    assert page.result_names() == sorted(shown) and page.cell(LABELS[1], "images") == len(shown)
    keyboard.use(r"\d+ test images")
    assert page.result_names() == sorted(image["name"] for image in images)


def look_at_images(console, keyboard, name, version):
    """From the number that was followed the next stops are the results; arrows go through them, in the gallery and in the large view."""
    browser, page = console.browser, console.evaluate(name, version)
    keyboard.focused("#results-title")
    first = keyboard.reach(r".+\.(jpg|jpeg|png), .+").accessible_name
    browser.press("ArrowRight")
    second = browser.driver.switch_to.active_element.accessible_name
    assert second != first
    browser.press("Enter")
    browser.find("#viewer[open]")
    assert second.startswith(page.large_name())
    page.large_previous()
    browser.until(lambda: first.startswith(page.large_name()), "the image before")
    keyboard.use("Close")
    browser.until(lambda: not browser.has("#viewer"), "the large view closed")
    assert browser.driver.switch_to.active_element.accessible_name == second


def use(console, keyboard, name, version, photos):
    browser, page = console.browser, console.use(name, version)
    keyboard.use("Use")
    arrives(browser, f"/_/projects/{name}/versions/{version}/use")
    opens(browser, keyboard, "Choose a picture", "#try-file")
    browser.all("#try-file")[0].send_keys(str(photos.path(photos.names[0])))
    page.detections()
    keyboard.use("Start")
    browser.find("#start-dialog[open]")
    keyboard.use("Start")
    browser.find("#stop", 60)
    assert console.get(f"projects/{name}/versions/{version}")["status"].lower() == "running"
    keyboard.use("Stop")
    browser.find("dialog[open]")
    keyboard.use("Stop")
    browser.find('[data-opens="start-dialog"]', 60)
    assert not browser.has("#stop")
