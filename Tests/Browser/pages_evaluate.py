"""What a version gets right and wrong."""

import math
import re

from pages_page import Gallery


class Evaluate(Gallery):
    # Whether the figures or a label's counts are others than those words.
    CHANGED = "(document.getElementById('figures').textContent + document.getElementById('labels').textContent) !== %s"

    def __init__(self, console, project, version):
        super().__init__(console)
        self.address = f"projects/{project}/versions/{version}"
        self.path = f"/_/{self.address}/evaluate"

    def open(self):
        super().open()
        self.shown()
        return self

    def shown(self):
        """Waits until the figures and the results stand there."""
        return self.browser.until(lambda: self.browser.text("#results-count"), "the results")

    def document(self, evaluation):
        """What the server has counted."""
        return self.console.get(f"{self.address}/evaluations/{evaluation}")

    # Figures

    def figure(self, name):
        return self.browser.text(f'[data-figure="{name}"]')

    def interval(self, name):
        return self.browser.text(f'[data-range="{name}"]')

    def tested(self):
        """How many test images the page speaks of."""
        return int(self.browser.text('[data-verdict=""] [data-images]'))

    def counts(self):
        """correct, invented and missed, as the table of the labels has them."""
        # Labels without test images have none.
        def total(verdict):
            return sum(int(text or 0) for text in self.browser.texts(f'#labels [data-cell="{verdict}"]'))

        return {verdict: total(verdict) for verdict in ("correct", "invented", "missed")}

    def alarms(self):
        """What was invented in test images without an object; None where there are none."""
        return int(self.browser.text("#alarms")) if self.browser.has("#alarms") else None

    def totals(self):
        """invented and missed, as the figures have them."""
        return {verdict: int(self.browser.text(f'[data-total="{verdict}"]').split()[0]) for verdict in ("invented", "missed")}

    def summary(self):
        return self.browser.run("return document.getElementById('figures').textContent + document.getElementById('labels').textContent")

    # The slider

    def slide(self, threshold):
        """Moves the slider to the hundredth at or below."""
        self.browser.run(
            """const slider = document.getElementById('threshold')
            slider.value = arguments[0]
            for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, {bubbles: true}))
            return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))""",
            math.floor(threshold * 100),
        )

    def focus_slider(self):
        self.browser.run("document.getElementById('threshold').focus()")

    def threshold(self):
        return int(self.browser.run("return document.getElementById('threshold').value")) / 100

    def serve_threshold(self):
        self.browser.click("#threshold-serve")
        self.browser.until(lambda: "chosen here" in self.browser.text("#served-text"), "the threshold kept")

    # What is to be expected

    @staticmethod
    def judged(image, threshold):
        """correct, invented and missed in an image, by the pairs that the server has made."""
        found = [each for each in image["detections"] if each["verdict"] != "not_evaluated" and each["confidence"] >= threshold]
        correct = sum(each.get("partner") is not None for each in found)
        there = [each for each in image["objects"] if each["verdict"] != "not_evaluated"]
        missed = sum(
            each.get("partner") is None or image["detections"][each["partner"]]["confidence"] < threshold for each in there
        )
        return {"correct": correct, "invented": len(found) - correct, "missed": missed}

    @classmethod
    def expected(cls, document, threshold):
        judged = [cls.judged(image, threshold) for image in document["images"]]
        return {verdict: sum(each[verdict] for each in judged) for verdict in ("correct", "invented", "missed")}

    @classmethod
    def images_with(cls, document, verdict, threshold):
        return [image for image in document["images"] if cls.judged(image, threshold)[verdict]]

    # Test results

    def filter(self, verdict):
        self.browser.click(f'[data-verdict="{verdict}"]')

    def follow(self, verdict, label=None):
        """Follows the number of a verdict, or of the images, in the table of the labels, of the first one or of a certain one."""
        row = "" if label is None else f'[data-label="{label}"] '
        self.browser.click(f'#labels {row}[data-cell="{verdict}"] a')

    def total(self, name):
        """found, there, invented or missed of all labels, as the figures have it."""
        return int(re.search(r"[\d,]+", self.browser.text(f'[data-total="{name}"]'))[0].replace(",", ""))

    def follow_total(self, name):
        self.browser.click(f'[data-total="{name}"]')

    def cell(self, label, column):
        """A count of a label, as the table has it: images, correct, invented or missed."""
        return int(self.browser.text(f'#labels [data-label="{label}"] [data-cell="{column}"]'))

    def follow_empty_images(self):
        self.browser.click('[data-verdict-link="empty"]')

    def follow_alarms(self):
        self.browser.click("#alarms")

    def result_names(self):
        self.shown()
        return sorted(self.names()) if self.browser.has(self.TILE) else []

    def drawn_boxes(self):
        """How many boxes of each kind stand on all pictures together."""
        counted = self.walk("['right', 'wrong', 'missed'].map(kind => tile.querySelectorAll(`.box.${kind}`).length)")
        return dict(zip(("right", "wrong", "missed"), map(sum, zip((0, 0, 0), *(counts for _, counts in counted)))))

    def enlarge(self, name):
        self.tile(name).find_element("css selector", "a").click()
        self.browser.find("#viewer[open]")

    def large_name(self):
        return self.browser.text("#viewer-name").rsplit("/", 1)[-1]

    def large_next(self):
        self.browser.press("ArrowRight")

    def large_previous(self):
        self.browser.press("ArrowLeft")

    def fix_labels(self):
        self.browser.click("#viewer-fix a")

    # Other evaluations

    def evaluations(self):
        return self.console.get(f"{self.address}/evaluations")["evaluations"]

    def evaluation_count(self):
        self.shown()
        return len(self.browser.all("[data-evaluation]"))

    def evaluate_again(self):
        """Judges the version by the labels as they are now; the number of the new evaluation, which the page then shows."""
        before = {each["id"] for each in self.evaluations()}
        self.browser.click("#again")
        self.browser.until(lambda: "evaluation=" in self.browser.path, "the new evaluation", 300)
        self.shown()
        (made,) = {each["id"] for each in self.evaluations()} - before
        return made
