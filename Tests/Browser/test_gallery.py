"""Finding images among others, and changing many at once."""

import pytest

BOX = (30, 30, 80, 60)


@pytest.fixture
def page(console, name, photos):
    """Six photos: two with a box called board, one with a chip, one without an object, two without labels."""
    console.project(name)
    page = console.dataset(name).open()
    page.choose(*(photos.path(photo) for photo in photos.names[:6]))
    page.uploaded(6)
    entries = console.entries(name)
    for photo, label in zip(photos.names, ("board", "board", "chip")):
        console.put_boxes(name, entries[photo], [(label, *BOX)])
    console.put_boxes(name, entries[photos.names[3]], [], "empty")
    return page.open()


def test_filters_show_what_they_say_and_stand_in_the_address(console, page, photos):
    names = photos.names
    assert sorted(page.names()) == names[:6]
    for state, wanted in (("unlabelled", names[4:6]), ("labelled", names[:3]), ("empty", names[3:4]), ("", names[:6])):
        page.show(state)
        assert sorted(page.names()) == wanted and page.total() == len(wanted)
    page.choose_filter("label", "chip")
    assert page.names() == [names[2]]
    console.browser.reload()
    assert page.names() == [names[2]]


def test_search_and_order(page, photos):
    names = photos.names[:6]
    page.choose_filter("sort", "-name")
    assert page.names() == sorted(names, reverse=True)
    page.search(names[2].rsplit(".", 1)[0])
    assert page.names() == [names[2]]
    page.search("no such image")
    assert page.total() == 0


def test_the_histogram_counts_images_and_boxes(console, page):
    console.browser.run("document.getElementById('histogram').open = true")
    text = console.browser.text("#histogram")
    assert "2 images" in text and "1 image" in text


def test_images_move_to_the_test_set_with_their_labels(console, page, photos, name):
    page.select(*photos.names[:2])
    page.act("move")
    assert sorted(console.entries(name)) == photos.names[2:6]
    assert sorted(console.entries(name, "test")) == photos.names[:2]
    assert console.boxes(name, photos.names[0], "test") == [("board", *BOX)]


def test_many_get_a_label_or_no_object_or_go(console, page, photos, name):
    names = photos.names
    page.select(names[0], names[2])
    page.act("assign", "module")
    assert console.boxes(name, names[0]) == console.boxes(name, names[2]) == [("module", *BOX)]
    page.open().select(names[1])
    page.act("empty")
    assert console.entries(name)[names[1]]["state"] == "empty"
    page.open().select(names[4], names[5])
    page.act("delete")
    assert sorted(console.entries(name)) == names[:4]


def test_a_long_action_shows_how_far_it_is(console, page, photos, name):
    page.hold_actions(1, 4)
    page.select(*photos.names[:2])
    page.begin("empty")
    text, share, said = page.action_progress()
    assert text == "Marking as without an object: 1 of 4 images." and share == 0.25
    assert said.startswith(text) and "when you leave this page" in said
    assert not console.browser.run("return [...document.querySelectorAll('[data-action]')].some(each => !each.disabled)")
    page.let_go()
    page.acted()
    console.browser.until(lambda: not console.browser.has("#action"), "the end of the line")
    assert "2 images marked as without an object." in console.browser.text("#toast")
    assert console.entries(name)[photos.names[0]]["state"] == "empty"


def test_a_tile_shows_its_boxes_and_opens_the_editor_there(console, page, photos, name):
    assert len(page.tile_boxes(photos.names[1])) == 1 and len(page.tile_boxes(photos.names[4])) == 0
    page.open_in_editor(photos.names[1])
    console.editor(name).shows(photos.names[1])


def test_a_dataset_is_made_of_another(console, page, name, photos):
    copy = console.project(f"{name}-copy")
    target = console.dataset(copy).open()
    console.browser.click('.empty [data-opens="add"]')
    console.browser.click('#create input[value="dataset"]')
    console.browser.choose_option("#create-dataset", f"{name}/train")
    console.browser.click("#create-submit")
    console.browser.until(lambda: not console.browser.has("#create-submit"), "the dialog closed")
    console.settled(copy)
    assert target.open().total() == 6
    assert console.boxes(copy, photos.names[0]) == [("board", *BOX)]


def test_the_example_is_drawn_for_who_has_no_photos(console):
    project = console.projects.open().draw_example()
    assert console.settled(project)["labelled"] > 0 and console.settled(project, "test")["labelled"] > 0


def test_the_gallery_is_walked_by_keys(console, page, photos):
    browser = console.browser
    first = page.tiles()[0].find_element("css selector", "a")
    browser.run("arguments[0].focus()", first)
    browser.press("ArrowRight")
    browser.press("ArrowRight")
    browser.press("ArrowLeft")
    focused = browser.run("return document.activeElement.closest('li').dataset.index")
    assert focused == "1"
    browser.press("Enter")
    browser.until(lambda: "/label" in browser.path, "the editor")
