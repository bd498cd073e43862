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

# Watches the window of the gallery with every frame: for each place that is seen, how long it stayed without its picture.
WATCH_TILES = """
    const tiles = arguments[0]
    const waiting = new Map(), waited = []
    const tileAt = (x, y) => document.elementsFromPoint(x, y).find(each => each.matches(tiles))
    window.gallery = {waited, frames: 0, stop: false, firstFilled: null}
    const frame = () => {
        const now = performance.now(), seen = new Set()
        let filled = 0, empty = 0
        const spots = []
        for (const fx of [.3, .5, .7, .9]) for (const fy of [.15, .35, .55, .75, .95]) spots.push([innerWidth * fx, innerHeight * fy])
        for (const [x, y] of spots) {
            const within = document.elementsFromPoint(x, y).some(each => each.matches(arguments[1] ?? '.gallery'))
            // A place between two tiles is that of the one below or on the right.
            const tile = tileAt(x, y) ?? tileAt(x, y + 13) ?? tileAt(x + 13, y)
            if (!tile && !within) continue
            const picture = tile?.querySelector('img')
            const done = picture && picture.complete && picture.naturalWidth > 0
            const key = `${Math.round(x)},${Math.round(y)}`
            seen.add(key)
            if (done) {
                filled += 1
                if (waiting.has(key)) { waited.push(now - waiting.get(key)); waiting.delete(key) }
            } else {
                empty += 1
                if (!waiting.has(key)) waiting.set(key, now)
            }
        }
        for (const key of waiting.keys()) if (!seen.has(key)) waiting.delete(key)
        window.gallery.frames += 1
        if (filled > 0 && empty === 0 && window.gallery.firstFilled === null) {
            window.gallery.firstFilled = now
            // What was waited for until here is the first thumbnails' own figure.
            waited.length = 0
        }
        if (window.gallery.stop) for (const since of waiting.values()) waited.push(now - since)
        else requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)"""


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


def gallery(bench):
    """A large dataset: the first thumbnails, and scrolling."""
    rows = fill_gallery(bench)
    first, ways = watch_gallery(bench)
    rows.append(
        ("gallery: all thumbnails in the window, from the navigation: median, most, ms", f"{percentile(first, 50):.0f}, {max(first):.0f}", "500")
    )
    for way, (waits, frames) in ways.items():
        late = sum(wait > 200 for wait in waits)
        rows.append(
            (f"{way}: places without their picture, {len(waits)} in {frames} frames: 95th percentile, most, ms; longer than 200 ms",
             f"{percentile(waits, 95):.0f}, {max(waits):.0f}; {late}", "200; 0")
        )
    return rows


def fill_gallery(bench):
    """Puts the photos, imports a manifest of them, and waits for the thumbnails."""
    count, size, begin = bench.options.images, (1920, 1080), time.perf_counter()
    keys = bench.bucket("gallery", bench.photographs(count, size, 60, seed=3))
    put = time.perf_counter() - begin
    lines = [bench.line("gallery", key, size, [(100, 100, 400, 300)]) for key in keys]
    project = bench.rekognition.create_project(ProjectName="gallery")["ProjectArn"]
    begin = time.perf_counter()
    key = labels.put_manifest(bench.s3, "gallery", "gallery.json", lines)
    source = labels.manifest("gallery", key)
    dataset = bench.rekognition.create_dataset(ProjectArn=project, DatasetType="TRAIN", DatasetSource=source)["DatasetArn"]
    # The tests' patience is for small sets.
    eventually(lambda: bench.rekognition.describe_dataset(DatasetArn=dataset)["DatasetDescription"]["Status"] == "CREATE_COMPLETE", 3600)
    imported, begin = time.perf_counter() - begin, time.perf_counter()
    kept = bench.server.home / "cache/thumbnails"
    eventually(lambda: sum(1 for _ in kept.glob("*/*.jpg")) >= count, 24 * 3600, pause=1)
    return [
        (f"{count:,} photos of 1920 x 1080 put by boto3, and imported, s", f"{put:.0f}, {imported:.0f}", ""),
        ("then until all thumbnails are made, s", time.perf_counter() - begin, ""),
    ]


def watch_gallery(bench):
    """Milliseconds to the first thumbnails, and for each way to scroll those that places of the window waited for their picture
    and how many frames were watched."""
    browser, page = bench.browser, bench.console.dataset("gallery")
    browser.size(1280, 900)
    script = f"(function () {{ {WATCH_TILES} }})({json.dumps(page.TILE)}, {json.dumps(page.GALLERY)})"
    identifier = browser.command("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
    first, ways = [], {}
    for attempt in range(3):
        for way, scroll in WAYS.items():
            browser.open(page.path)
            first.append(browser.until(lambda: browser.run("return window.gallery.firstFilled"), "the first thumbnails", 30))
            scroll(browser, attempt)
            time.sleep(0.5)
            watched = browser.run("window.gallery.stop = true; return new Promise(done => setTimeout(() => done(window.gallery), 100))")
            waits, frames = ways.get(way, ([], 0))
            ways[way] = (waits + (watched["waited"] or [0]), frames + watched["frames"])
    browser.command("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)
    return first, ways


def wheel(browser, pixels):
    """Turns the wheel for six seconds, so many pixels a second."""
    end = time.perf_counter() + 6
    while time.perf_counter() < end:
        browser.mouse("mouseWheel", 700, 500, deltaX=0, deltaY=pixels / 50)
        time.sleep(0.02)


def jump(browser, times, seed):
    """Drags the scroll bar, as it were: to places far apart, with a look at each."""
    for step in range(times):
        browser.run("scrollTo(0, arguments[0] * (document.documentElement.scrollHeight - innerHeight))", (step * 7 + seed) % 13 / 13)
        time.sleep(0.6)


WAYS = {
    "wheel, 3,000 pixels a second": lambda browser, _: wheel(browser, 3000),
    "wheel, 12,000 pixels a second, 13 windows": lambda browser, _: wheel(browser, 12_000),
    "jumps to places far apart": lambda browser, attempt: jump(browser, 12, seed=attempt),
}
