"""Two who change the same image: the second is told, and nothing is lost."""

import pytest


@pytest.fixture
def labelled(console, name, photos):
    """A project with two photos, of which the first has a box; its name."""
    console.project(name)
    page = console.dataset(name).open()
    page.choose(*(photos.path(photo) for photo in photos.names[:2]))
    page.uploaded(2)
    first = photos.names[0]
    console.put_boxes(name, console.entries(name)[first], [("board", 30, 30, 60, 50)])
    return name


def test_the_second_tab_is_told_and_both_changes_can_be_kept(console, labelled, photos):
    browser, first = console.browser, photos.names[0]
    editor = console.editor(labelled).open()
    one = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    editor.open()
    editor.draw((120, 120, 50, 40), label="board")
    editor.saved()
    theirs = console.boxes(labelled, first)
    assert len(theirs) == 2

    browser.driver.switch_to.window(one)
    editor.draw((200, 40, 45, 35))
    # Coming back to a tab may be enough for it to look again; then it says so and the new box stands beside theirs.
    browser.until(editor.told, "that the image was changed elsewhere")
    if browser.has("dialog[open]"):
        assert console.boxes(labelled, first) == theirs, "the stale tab has overwritten the other's box"
        editor.take_theirs()
        browser.until(lambda: editor.shown_boxes() == 2, "the other tab's boxes")
        editor.draw((200, 40, 45, 35))
    editor.saved()
    assert len(console.boxes(labelled, first)) == 3
    browser.complaints()  # The refused change.


def test_keeping_ones_own_is_a_choice_not_an_accident(console, labelled, photos):
    first = photos.names[0]
    editor = console.editor(labelled).open()
    console.put_boxes(labelled, console.entries(labelled)[first], [("board", 5, 5, 20, 20)])
    editor.draw((200, 40, 45, 35), label="board")
    editor.conflict()
    editor.keep_mine()
    editor.saved()
    boxes = console.boxes(labelled, first)
    assert any(abs(box[1] - 200) <= 3 and abs(box[2] - 40) <= 3 for box in boxes)
    console.browser.complaints()  # The refused change.


def test_an_undo_overwrites_nothing_either(console, labelled, photos):
    first = photos.names[0]
    editor = console.editor(labelled).open()
    editor.draw((200, 40, 45, 35), label="board")
    editor.saved()
    changed = console.put_boxes(labelled, console.entries(labelled)[first], [("board", 5, 5, 20, 20)])
    editor.undo()
    assert editor.conflict()
    assert console.entries(labelled)[first]["revision"] == changed["revision"]
    console.browser.complaints()  # The refused change.


def test_a_program_that_changes_the_image_is_noticed_too(console, labelled, photos, rekognition):
    first = photos.names[0]
    editor = console.editor(labelled).open()
    description = rekognition.describe_projects(ProjectNames=[labelled])["ProjectDescriptions"][0]
    arn = description["Datasets"][0]["DatasetArn"]
    line = next(each for each in rekognition.list_dataset_entries(DatasetArn=arn)["DatasetEntries"] if first in each)
    rekognition.update_dataset_entries(DatasetArn=arn, Changes={"GroundTruth": line.replace('"left":30', '"left":33').encode()})
    console.settled(labelled)
    assert console.boxes(labelled, first) == [("board", 33, 30, 60, 50)]
    editor.draw((200, 40, 45, 35), label="board")
    assert editor.conflict()
    assert console.boxes(labelled, first) == [("board", 33, 30, 60, 50)]
    console.browser.complaints()  # The refused change.
