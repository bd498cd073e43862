"""Labelling with the mouse: what is drawn is what the server has, to the pixel or two that a hand is off."""

import pytest

from browser import SHIFT


@pytest.fixture
def three(console, name, photos, tmp_path):
    """A project with the labels board and chip, and three photos without a box; its name."""
    console.project(name)
    page = console.dataset(name).open()
    page.choose(*(photos.path(photo) for photo in photos.names[:3]))
    page.uploaded(3)
    return name


@pytest.fixture
def editor(console, three, photos):
    """The editor on the first photo, with one box drawn and called board."""
    editor = console.editor(three).open()
    assert editor.name() == photos.names[0]
    editor.draw(photos.boxes[photos.names[0]][0], label="board")
    editor.saved()
    return editor


def near(found, wanted, pixels=3):
    """Whether boxes are the same, but for what a hand is off."""
    return len(found) == len(wanted) and all(
        one[0] == other[0] and max(abs(a - b) for a, b in zip(one[1:], other[1:])) <= pixels
        for one, other in zip(sorted(found), sorted(wanted))
    )


def test_a_drawn_box_is_saved_where_it_was_drawn(console, three, editor, photos):
    first = photos.names[0]
    assert near(console.boxes(three, first), [("board", *photos.boxes[first][0])])
    assert console.entries(three)[first]["state"] == "labelled"


def test_a_box_is_moved_and_resized(console, three, editor, photos):
    first = photos.names[0]
    left, top, width, height = photos.boxes[first][0]
    editor.drag_from_to((left + width / 2, top + height / 2), (left + width / 2 + 20, top + height / 2 - 10))
    editor.saved()
    assert near(console.boxes(three, first), [("board", left + 20, top - 10, width, height)])
    editor.drag_from_to((left + 20 + width, top - 10 + height), (left + 20 + width - 30, top - 10 + height - 15))
    editor.saved()
    assert near(console.boxes(three, first), [("board", left + 20, top - 10, width - 30, height - 15)])


def test_arrows_nudge_a_pixel_and_ten_with_shift(console, three, editor, photos):
    first = photos.names[0]
    ((label, left, top, width, height),) = console.boxes(three, first)
    editor.press("ArrowRight", times=3)
    editor.press("ArrowUp", SHIFT)
    editor.saved()
    assert console.boxes(three, first) == [(label, left + 3, top - 10, width, height)]


def test_a_digit_changes_the_label_and_the_box_stays(console, three, editor, photos):
    first = photos.names[0]
    editor.add_label("chip")
    before = console.boxes(three, first)
    editor.select(photos.boxes[first][0])
    editor.press(editor.key_of("chip"))
    editor.saved()
    assert console.boxes(three, first) == [("chip", *before[0][1:])]


def test_a_box_is_drawn_inside_a_box(console, three, editor, photos):
    first = photos.names[0]
    left, top, width, height = photos.boxes[first][0]
    inner = (left + width / 4, top + height / 4, width / 2, height / 2)
    editor.draw(inner, inside=True)
    editor.saved()
    assert near(console.boxes(three, first), [("board", left, top, width, height), ("board", *inner)])


def test_undo_and_redo_go_back_to_the_first_change_across_images(console, three, editor, photos):
    first, second = photos.names[:2]
    drawn = console.boxes(three, first)
    editor.press("ArrowRight")
    editor.saved()
    moved = console.boxes(three, first)
    editor.next()
    editor.draw(photos.boxes[second][0], label="board")
    editor.saved()
    there = console.boxes(three, second)
    states = [(moved, there), (moved, []), (drawn, []), ([], [])]
    for step, way in [(each, editor.undo) for each in states[1:]] + [(each, editor.redo) for each in reversed(states[:-1])]:
        way()
        # It may go to the other image first.
        console.browser.until(lambda: (console.boxes(three, first), console.boxes(three, second)) == step, f"{way.__name__} to {step}")
        editor.saved()


def test_delete_takes_the_selected_box_away(console, three, editor, photos):
    editor.press("Delete")
    editor.saved()
    assert console.boxes(three, photos.names[0]) == []


def test_boxes_are_copied_from_the_image_before(console, three, editor, photos):
    first, second = photos.names[:2]
    editor.next()
    editor.press(editor.KEYS["copy"])
    editor.saved()
    assert console.boxes(three, second) == console.boxes(three, first)


def test_no_object_is_a_state_of_its_own(console, three, editor, photos):
    second = photos.names[1]
    editor.next()
    editor.press(editor.KEYS["empty"])
    editor.saved()
    entry = console.entries(three)[second]
    assert (entry["state"], entry["boxes"]) == ("empty", [])
    assert [each["name"] for each in console.entries(three, query="state=empty").values()] == [second]
    editor.undo()
    console.browser.until(lambda: console.entries(three)[second]["state"] == "unlabelled", "the undo")


def test_next_previous_and_next_unlabelled(console, three, editor, photos):
    first, second, third = photos.names[:3]
    editor.next()
    assert editor.name() == second
    editor.press(editor.KEYS["empty"])
    editor.saved()
    editor.previous()
    assert editor.name() == first
    editor.press(editor.KEYS["next unlabelled"])
    editor.shows(third)


def test_confirm_keeps_the_boxes_and_goes_on(console, three, editor, photos):
    first, second = photos.names[:2]
    before = console.boxes(three, first)
    editor.press(editor.KEYS["confirm"])
    editor.shows(second)
    entry = console.entries(three)[first]
    assert entry["confirmed"] and console.boxes(three, first) == before


def test_zoom_keeps_the_point_under_the_mouse_and_space_moves_the_picture(console, three, editor, photos):
    """What is drawn around the mouse lies around the same point of the picture, and is the smaller the closer one is."""
    left, top, width, height = photos.boxes[photos.names[0]][0]
    point = (left + width / 2, top + height / 2)
    x, y = editor.on_screen(*point)

    def drawn_around(x, y):
        """The box that 80 pixels of the window make."""
        for _ in console.boxes(three, photos.names[0]):
            editor.press(".")
            editor.press("Delete")
        editor.press("Escape")
        editor.drag_on_screen((x - 40, y - 40), (x + 40, y + 40))
        editor.saved()
        ((_, left, top, width, height),) = console.boxes(three, photos.names[0])
        assert abs(left + width / 2 - point[0]) <= 2 and abs(top + height / 2 - point[1]) <= 2
        return width

    fitted = drawn_around(x, y)
    editor.zoom((x, y), 3)
    closer = drawn_around(x, y)
    assert closer < fitted * 0.8
    editor.press("Escape")
    editor.pan((x, y), 40, 25)
    assert abs(drawn_around(x + 40, y + 25) - closer) <= 2
    editor.press(editor.KEYS["fit"])
    assert abs(drawn_around(x, y) - fitted) <= 2


def test_boxes_are_hidden_and_shown(console, three, editor):
    shown = editor.drawing()
    editor.press(editor.KEYS["hide"])
    hidden = editor.drawing()
    assert hidden != shown
    editor.press(editor.KEYS["hide"])
    assert editor.drawing() == shown


def test_the_label_is_asked_for_before_the_first_box_is_made(console, three, photos):
    editor = console.editor(three).open()
    editor.draw((40, 40, 60, 60))
    assert console.boxes(three, photos.names[0]) == []
    assert "label" in editor.message()
    editor.call("board")
    editor.saved()
    assert len(console.boxes(three, photos.names[0])) == 1


def test_a_reload_shows_what_was_saved(console, three, editor, photos):
    before = console.boxes(three, photos.names[0])
    console.browser.reload()
    editor.shows(photos.names[0])
    console.browser.until(lambda: editor.shown_boxes() == 1, "the box")
    assert console.boxes(three, photos.names[0]) == before
