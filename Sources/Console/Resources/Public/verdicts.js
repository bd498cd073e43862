// The large view of a test image: what was found, what was invented, what was missed.

import { boxesOver, el, find, svg } from "./dom.js";
import { score } from "./words.js";

export const WORDS = { right: "correct", wrong: "invented", missed: "missed" };

/** "1 missed, 2 invented", or "correct". */
export function inWords({ correct, invented, missed }) {
  const parts = [missed && `${missed} missed`, invented && `${invented} invented`].filter(Boolean);
  if (parts.length > 0) return parts.join(", ");
  return correct > 0 ? "correct" : "nothing there";
}

export const sizeOf = (image) => ({ width: image.size[0], height: image.size[1] });

export class Viewer {
  #images = [];
  #at = 0;
  #seen;
  #fixURL;
  #moved;

  /** `seen(image)` gives what is shown at the thresholds of the page; `fixURL(image)` its page in the editor, or null; `moved(image)` is told. */
  constructor({ seen, fixURL, moved }) {
    this.#seen = seen;
    this.#fixURL = fixURL;
    this.#moved = moved;
    find("#viewer-previous").addEventListener("click", () => this.step(-1));
    find("#viewer-next").addEventListener("click", () => this.step(1));
    find("#viewer-truth").addEventListener("change", () => this.draw());
    find("#viewer").addEventListener("close", () => moved(null));
    find("#viewer").addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        event.preventDefault();
        this.step(step);
      }
    });
  }

  get isOpen() { return find("#viewer").open; }

  open(images, at) {
    this.#images = images;
    this.#at = at;
    if (!this.isOpen) find("#viewer").showModal();
    this.draw();
    this.#moved(images[at]);
  }

  step(step) {
    const next = this.#at + step;
    if (next >= 0 && next < this.#images.length) this.open(this.#images, next);
  }

  draw() {
    const image = this.#images[this.#at];
    if (!image) return;
    const { shown } = this.#seen(image);
    find("#viewer-name").textContent = image.name;
    find("#viewer-place").textContent = `${this.#at + 1} of ${this.#images.length}`;
    // Not `disabled`: a button that has the focus would lose it at the last image.
    find("#viewer-previous").setAttribute("aria-disabled", String(this.#at === 0));
    find("#viewer-next").setAttribute("aria-disabled", String(this.#at === this.#images.length - 1));
    const truths = find("#viewer-truth").checked ? image.objects.map(({ box }) => ({ kind: "", box })) : [];
    const scene = find("#viewer-scene");
    const old = scene.querySelector("img");
    const picture = (old?.dataset.wanted ?? old?.getAttribute("src")) === image.picture ? old : el("img", { src: image.picture, alt: image.name });
    scene.replaceChildren(picture, boxesOver(sizeOf(image), [...truths, ...shown]), names(image, shown));
    find("#viewer-list").replaceChildren(
      ...(shown.length === 0
        ? [el("li", { class: "muted" }, "Nothing is shown at these thresholds.")]
        : shown.map(({ kind, label, confidence }) => el(
          "li",
          { class: "row spread" },
          el("span", {}, el("span", { class: `key ${kind === "right" ? "" : kind}` }), label),
          el("span", { class: "muted number" }, confidence === undefined ? WORDS[kind] : `${WORDS[kind]}, ${score(confidence)}`),
        ))),
    );
    const fix = this.#fixURL(image);
    find("#viewer-fix").replaceChildren(
      fix ? el("a", { class: "button small", href: fix }, "Fix the labels") : el("span", { class: "muted" }, "This image is no longer in the test set."),
    );
  }
}

/** Labels beside the boxes; in pixels of the picture, so their size follows it. */
function names(image, shown) {
  const size = sizeOf(image);
  const letter = Math.max(size.width, size.height) / 55;
  return svg(
    "svg",
    { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: "xMidYMid meet", "aria-hidden": "true" },
    ...shown.map(({ kind, label, box: [x, y] }) => svg("text", { class: `name-on ${kind}`, x: x + letter * 0.3, y: Math.max(y - letter * 0.4, letter), "font-size": letter }, `${label}, ${WORDS[kind]}`)),
  );
}
