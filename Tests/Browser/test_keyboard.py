"""The editor without a mouse: everything that it is for can be done by keys alone."""

import pytest

from browser import SHIFT
from selenium.webdriver.common.keys import Keys

ALT = 1


@pytest.fixture
def editor(console, name, photos):
    console.project(name)
    page = console.dataset(name).open()
    page.choose(*(photos.path(photo) for photo in photos.names[:3]))
    page.uploaded(3)
    return console.editor(name).open()


def test_an_image_is_labelled_by_keys_alone(console, editor, name, photos):
    browser, first, second = console.browser, *photos.names[:2]
    # A box in the middle, whose label is asked for, then moved and made larger.
    editor.press(editor.KEYS["new box"])
    browser.find("#new-label").send_keys("board" + Keys.ENTER)
    editor.saved()
    ((_, left, top, width, height),) = console.boxes(name, first)
    editor.press("ArrowLeft", SHIFT, times=2)
    editor.press("ArrowDown", times=3)
    editor.press("ArrowRight", ALT, times=5)
    editor.press("ArrowUp", ALT)
    editor.saved()
    assert console.boxes(name, first) == [("board", left - 20, top + 3, width + 5, height - 1)]
    # A second one, with another label; then the first one is chosen again and goes.
    editor.press(editor.KEYS["new box"])
    editor.press(editor.KEYS["new label"])
    browser.find("#new-label").send_keys("chip" + Keys.ENTER)
    editor.saved()
    assert [box[0] for box in console.boxes(name, first)] == ["board", "chip"]
    editor.press(editor.KEYS["select previous"])
    editor.press("Delete")
    editor.saved()
    assert [box[0] for box in console.boxes(name, first)] == ["chip"]
    editor.undo()
    browser.until(lambda: len(console.boxes(name, first)) == 2, "the undo")
    # Confirm, copy the boxes, relabel by a digit, and on to an image with nothing in it.
    editor.press(editor.KEYS["confirm"])
    editor.shows(second)
    editor.press(editor.KEYS["copy"])
    editor.press(editor.KEYS["select next"])
    editor.press(editor.key_of("chip"))
    editor.saved()
    assert [box[0] for box in console.boxes(name, second)] == ["chip", "chip"]
    editor.press(editor.KEYS["next unlabelled"])
    editor.shows(photos.names[2])
    editor.press(editor.KEYS["empty"])
    editor.saved()
    assert console.entries(name)[photos.names[2]]["state"] == "empty"


def test_the_keys_are_told_and_the_dialog_lets_go_of_the_focus(console, editor):
    editor.show_keys()
    text = console.browser.text("#help")
    assert all(words in text for words in ("undo", "next image", "no object here"))
    console.browser.press("Escape")
    console.browser.until(lambda: not console.browser.has("#help"), "the list closed")


def walk_by_tab(browser, root):
    """Goes through a page by Tab: what cannot be reached, and what is not seen to have the focus when it has it."""
    browser.run("document.activeElement.blur(); document.body.focus(); scrollTo(0, 0)")
    wanted = browser.run(
        """const all = [...document.querySelectorAll(`${arguments[0]} :is(a[href], button, input, select, summary, [tabindex="0"])`)]
        // Of the choices of one question Tab reaches the one that is made.
        window.wanted = all.filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility() && !(each.type === 'radio' && !each.checked))
        window.unseen = new Set()
        window.reached = new Set()
        return window.wanted.length""",
        root,
    )
    for _ in range(wanted + 20):
        browser.press("Tab")
        browser.run(
            """const now = document.activeElement
            // Between the last control and the first one nothing has the focus.
            if (now === document.body || !now?.closest(arguments[0])) return
            window.reached.add(now)
            const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(now)
            if (!(outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 || boxShadow !== 'none')) window.unseen.add(now)""",
            root,
        )
    return browser.run(
        """const words = each => each.outerHTML.slice(0, 120)
        return [window.wanted.filter(each => !window.reached.has(each)).map(words), [...window.unseen].map(words)]"""
    )


def test_every_control_is_reached_by_tab_and_is_seen_to_have_the_focus(console, editor):
    assert walk_by_tab(console.browser, "#editor") == [[], []]


@pytest.mark.parametrize("path", ["", "train", "versions/v1/training", "versions/v1/use"])
def test_every_control_of_a_page_is_reached_by_tab_too(console, trained, path):
    browser = console.browser
    browser.open(f"/_/projects/bearcam/{path}".rstrip("/"))
    browser.quiet()
    browser.run("for (const folded of document.querySelectorAll('details:not(.menu)')) folded.open = true")
    assert walk_by_tab(browser, "body") == [[], []]
