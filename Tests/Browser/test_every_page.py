"""Every page in every state: axe-core has nothing to say, nothing overflows, nothing is loaded from elsewhere or too large."""

import pytest

import custom_labels as labels
import states

WIDTHS = (1280, 820)
# What is dark is judged at the first width alone, unless pictures are wanted: colours are the same at every width.
SCHEMES = ("light", "dark")
OWN_BYTES = 150_000
# Tables that do not fit scroll in a region of their own, which is for small windows.
CUT_OFF = """return [...document.querySelectorAll('.scrolls')].filter(each => each.checkVisibility() && each.scrollWidth > each.clientWidth)
    .map(each => each.getAttribute('aria-label'))"""


class Scene:
    """What the states are made of: projects trained, bare, brought and broken, and a console without any."""

    def __init__(self, console, empty_server, folder, photo):
        self.console, self.empty_server, self.browser = console, empty_server, console.browser
        self.folder, self.photo = folder, photo
        self.trained, self.bare, self.brought, self.broken = "bearcam", "bare", "brought", "broken"


@pytest.fixture(scope="module")
def prepared(server, rekognition, s3, trained):
    """Fills the server once for all states: a project without anything, one to bring to, one with problems and a failed training."""
    for project in ("bare", "brought"):
        rekognition.create_project(ProjectName=project)
    project = rekognition.create_project(ProjectName="broken")["ProjectArn"]
    s3.create_bucket(Bucket="broken")
    lines = [labels.box_line(f"s3://broken/none-{number}.jpg", "board") for number in range(9)]  # One bad line of ten is no failure.
    for kind in ("TRAIN", "TEST"):
        dataset = rekognition.create_dataset(
            ProjectArn=project, DatasetType=kind,
            DatasetSource=labels.manifest("broken", labels.put_manifest(s3, "broken", f"{kind}.json", [*lines, "no line"])),
        )["DatasetArn"]
        labels.settled(rekognition, dataset)
    # Its images do not exist.
    arn = labels.train(rekognition, project, "failed", "broken")
    assert labels.ended(rekognition, arn)["Status"] == "TRAINING_FAILED"


def judge(scene, state, screenshots):
    """What is wrong with a page as it stands: a list of sentences."""
    browser, wrong = scene.browser, []
    for width in WIDTHS:
        browser.size(width)
        for scheme in SCHEMES if width == WIDTHS[0] or screenshots is not None else SCHEMES[:1]:
            browser.look(scheme)
            wrong += [f"{scheme}, {width} px: {each}" for each in browser.violations()]
            if screenshots is not None:
                browser.picture(screenshots / f"{state}-{width}-{scheme}.png")
        over = browser.run("return document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wrong.append(f"{width} px: the page is {over} px too wide")
        if width == WIDTHS[0]:
            wrong += [f"{width} px: {table} is cut off" for table in browser.run(CUT_OFF)]
    foreign = [name for name, _ in browser.loaded() if not name.startswith((browser.origin, "data:", "blob:"))]
    wrong += [f"loaded from elsewhere: {name}" for name in foreign]
    own = browser.own_bytes()
    if own > OWN_BYTES:
        wrong.append(f"JavaScript and CSS have {own} bytes, more than {OWN_BYTES}")
    return wrong


def test_every_page_in_every_state(console, prepared, empty_server, tmp_path, photo, request):
    browser, screenshots = console.browser, request.config.getoption("--screenshots")
    scene = Scene(console, empty_server, tmp_path, photo)
    wrong = {}
    for state in states.ALL:
        browser.size(1280)
        state(scene)
        found = judge(scene, state.__name__, screenshots)
        found += [f"the browser complains: {each}" for each in browser.complaints()]
        if found:
            wrong[state.__name__] = found
    report = "\n".join(f"{state}\n  " + "\n  ".join(dict.fromkeys(found)) for state, found in wrong.items())
    assert not wrong, report
