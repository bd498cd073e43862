"""The parts of Benchmarks/console.py: what is set up, done and timed in the browser for each."""

import itertools, json, time

import custom_labels as labels
import pages
from measuring import percentile, stop
from waiting import eventually

# Resolves, at the frame after the one in which `is` holds, with the milliseconds since the next event of `kind`, and with how many frames went by.
AFTER_EVENT = """
    const [kind, is] = [arguments[0], new Function('return ' + arguments[1])]
    window.measured = new Promise(done => addEventListener(kind, event => {
        let frames = 0
        const look = () => requestAnimationFrame(() => {
            frames += 1
            if (is()) requestAnimationFrame(() => done(performance.now() - event.timeStamp))
            else look()
        })
        look()
    }, {once: true, capture: true}))"""

# Moves the mouse with every frame and notes the time between frames; the button is down already, by the browser's own event.
DRAG = """
    const [x, y, count] = arguments
    const target = document.elementFromPoint(x, y)
    const move = step => target.dispatchEvent(new PointerEvent('pointermove', {
        pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true, cancelable: true, buttons: 1, button: -1,
        clientX: x + 60 * Math.sin(step / 9), clientY: y + 40 * Math.sin(step / 7)}))
    return new Promise(done => {
        const times = []
        let before = null, step = 0
        const frame = now => {
            if (before !== null) times.push(now - before)
            before = now
            if (step === count) return done(times)
            move(step += 1)
            requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
    })"""


class Bench:
    """A console with a browser before it, and what its parts share."""

    def __init__(self, console, folder, photographs, options):
        self.console, self.browser, self.server = console, console.browser, console.server
        self.folder, self.photographs, self.options = folder, photographs, options
        self.s3, self.rekognition = self.server.client("s3"), self.server.client("rekognition")
        self._trained = None

    def after(self, act, event, condition):
        """Milliseconds from the event that an act brings about to the frame after the one in which a condition (JavaScript) holds."""
        self.browser.run(AFTER_EVENT, event, condition)
        act()
        return self.browser.run("return window.measured")

    def bucket(self, name, pictures, prefix="images"):
        """A bucket with these pictures, sent by several threads; their keys."""
        import concurrent.futures

        self.s3.create_bucket(Bucket=name)

        def put(numbered):
            key = f"{prefix}/{numbered[0] // 1000:03}/photo-{numbered[0]:06}.jpg"
            self.s3.put_object(Bucket=name, Key=key, Body=numbered[1])
            return key

        keys, numbered = [], enumerate(pictures)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            # Not all at once: a pool takes what it is given into memory, and these may be gigabytes.
            while some := list(itertools.islice(numbered, 1000)):
                keys += pool.map(put, some)
        return keys

    @staticmethod
    def line(bucket, key, size, boxes, label="thing"):
        line = labels.box_line(f"s3://{bucket}/{key}", *[label] * len(boxes))
        line["BB"]["image_size"] = [{"width": size[0], "height": size[1], "depth": 3}]
        for annotation, box in zip(line["BB"]["annotations"], boxes):
            annotation.update(zip(("left", "top", "width", "height"), box))
        return line

    def trained(self):
        """A project with a model of one epoch, whose test set has as many boxes as were asked for, a hundred an image."""
        if self._trained is None:
            count, size = max(1, self.options.boxes // 100), (1280, 960)
            keys = self.bucket("measured", self.photographs(count + 40, size, 200, seed=1))
            grid = [(20 + 120 * (place % 10), 20 + 90 * (place // 10), 100, 70) for place in range(100)]
            self.project = self.rekognition.create_project(ProjectName="measured")["ProjectArn"]
            for kind, chosen, boxes in (("TRAIN", keys[count:], grid[:3]), ("TEST", keys[:count], grid)):
                lines = [self.line("measured", key, size, boxes) for key in chosen]
                labels.make_dataset(self.rekognition, self.project, lines, self.s3, "measured", kind)
            labels.train(self.rekognition, self.project, "v1", "measured")
            self.console.trained("measured", "v1", 3600)
            self._trained = "measured"
        return self._trained


def summary(times):
    return f"{percentile(times, 50):.0f}, {percentile(times, 95):.0f}, {max(times):.0f}"


def editor(bench):
    """Next image, and dragging among a thousand boxes."""
    project, console = bench.trained(), bench.console
    page = console.editor(project, "test").open()
    times = []
    for _ in range(30):
        time.sleep(0.4)  # A person looks at the image; the next one is fetched meanwhile.
        bench.browser.run(pages.Editor.PAINTED)
        page.press(page.KEYS["next"])
        times.append(bench.browser.run("return window.measured"))
    entry = next(iter(console.entries(project, "test").values()))
    boxes = [("thing", 10 + 30 * (place % 40), 10 + 36 * (place // 40), 24, 30) for place in range(1000)]
    console.put_boxes(project, entry, boxes)
    page.open(entry["id"])
    bench.browser.until(lambda: page.shown_boxes() == 1000, "a thousand boxes")
    x, y = page.on_screen(10 + 30 * 20 + 12, 10 + 36 * 12 + 15)
    frames = []
    for _ in range(3):
        bench.browser.point(x, y)
        bench.browser.mouse("mousePressed", x, y, buttons=1)
        frames += bench.browser.run(DRAG, x, y, 200)
        bench.browser.mouse("mouseReleased", x, y)
        page.undo()
        time.sleep(0.5)
        page.saved()
        page.press("Escape")
    return [
        ("next image in the editor, 100 boxes, prefetched, to painted: median, 95th percentile, most, ms", summary(times), "50"),
        ("dragging among 1,000 boxes, a frame: median, 95th percentile, most, ms", summary(frames), "16"),
    ]


def suggestions(bench):
    """Accepting and confirming by keys, with a version's boxes."""
    project, console = bench.trained(), bench.console
    page = console.editor(project, "test").open().suggest("v1")
    time.sleep(2)
    count, begin = 40, time.perf_counter()
    for _ in range(count):
        name = page.name()
        page.press(page.KEYS["accept all"])
        page.press(page.KEYS["confirm"])
        bench.browser.until(lambda: page.name() != name and page.suggested(), "the next image with its suggestions", 60)
    seconds = time.perf_counter() - begin
    page.saved()
    return [(f"confirming suggestions by keyboard, {count} images, images a second", count / seconds, "2")]


def slider(bench):
    """The threshold over a large test set, a key press at a time."""
    page = bench.console.evaluate(bench.trained(), "v1").open()
    page.slide(0.3)
    times = []
    for step in range(40):
        before = json.dumps(page.summary())
        key = "ArrowLeft" if step % 8 < 6 else "ArrowRight"
        page.focus_slider()
        times.append(bench.after(lambda: bench.browser.press(key), "keydown", pages.Evaluate.CHANGED % before))
    boxes = sum(label["objects"] for label in page.document("training")["labels"])
    return [(f"slider on {boxes:,} test boxes, to the new numbers: median, 95th percentile, most, ms", summary(times), "100")]


def uploads(bench):
    """A folder dropped, until every thumbnail can be had."""
    count, console = bench.options.photos, bench.console
    folder = bench.folder / "photos"
    folder.mkdir()
    for number, data in enumerate(bench.photographs(count, (1600, 1200), 200, seed=2)):
        (folder / f"photo-{number:04}.jpg").write_bytes(data)
    bench.rekognition.create_project(ProjectName="uploads")
    page = console.dataset("uploads").open()
    begin = time.perf_counter()
    page.drop(folder)
    page.uploaded(count, seconds=600)
    sent = time.perf_counter() - begin
    # One that has to be made is slow; the last one cannot be behind the others, so all are asked for.
    missing = bench.browser.run(
        """return Promise.all(arguments[0].map(address => fetch(address).then(got => got.status)))
               .then(all => all.filter(status => status !== 200).length)""",
        [entry["thumbnail"] for entry in console.entries("uploads").values()],
    )
    if missing:
        stop(f"{missing} thumbnails of {count} cannot be had")
    size = sum(path.stat().st_size for path in folder.iterdir()) / count / 1000
    return [
        (f"{count:,} photos of {size:.0f} KB dropped, until the last is in, s", sent, "30"),
        ("and all thumbnails fetched, s", time.perf_counter() - begin, "30"),
    ]


def size(bench):
    """JavaScript and style sheets of Katmai's own, page by page."""
    project, console = bench.trained(), bench.console
    rows = []
    for page in ("", f"projects/{project}", f"projects/{project}/images", f"projects/{project}/label", f"projects/{project}/train",
                 f"projects/{project}/versions/v1/training", f"projects/{project}/versions/v1/evaluate",
                 f"projects/{project}/versions/v1/use", "settings"):
        console.browser.open(f"/_/{page}")
        time.sleep(1)
        rows.append((f"JavaScript and CSS of /_/{page}, KB", console.browser.own_bytes() / 1000, "150"))
    return rows
