"""The gallery's part of Benchmarks/console.py: 100,000 images, scrolled in several ways while the tiles are watched."""

import json, time

import custom_labels as labels
from measuring import percentile
from waiting import eventually

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
