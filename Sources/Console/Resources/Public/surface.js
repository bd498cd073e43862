// The stage with its two sheets: what is drawn where, redrawn at most once a frame.

import { fit, showing, toPicture, zoomed } from "./camera.js";
import { find } from "./dom.js";
import { Painter } from "./painter.js";
import { Pointing } from "./pointing.js";

const same = (a, b) => Math.abs(a.scale - b.scale) < 1e-6 && Math.abs(a.x - b.x) < 0.5;

export class Surface {
  #stage;
  #desk;
  #painter;
  #background = getComputedStyle(document.documentElement).getPropertyValue("--stage").trim();
  #due = new Set();
  #panels;
  #dragged;
  /** The decoded picture, or null. */
  bitmap = null;
  /** A box that was drawn and waits for the name of its label. */
  pendingBox = null;
  camera = { scale: 1, x: 0, y: 0 };
  rect = { left: 0, top: 0 };
  isHidden = false;
  isCrosshair = true;

  /** `drawn(draft)` takes a new box, `panels()` builds what stands beside the stage, `dragged(box)` shows a box on its way. */
  constructor(stage, desk, { drawn, panels, dragged }) {
    this.#stage = stage;
    this.#desk = desk;
    this.#panels = panels;
    this.#dragged = dragged;
    this.drawn = drawn;
    this.#painter = new Painter(find("#below"), find("#above"));
    this.pointing = new Pointing(stage, desk, this);
    new ResizeObserver(() => this.#resize()).observe(stage);
  }

  get size() { return this.#desk.size; }
  get bounds() { return this.#painter.view; }

  moved() { this.#ask("above"); }
  changed() {
    this.#ask("below");
    this.#ask("above");
  }

  /** The desk holds something else; the panels follow in the same frame. */
  renew() {
    this.changed();
    this.#ask("panels");
  }

  fit() {
    if (!this.size) return;
    this.camera = fit(this.size, this.bounds);
    this.changed();
  }

  /** Closer or further, at the pointer where it is over the stage. */
  zoom(factor) {
    if (!this.size) return;
    const middle = { x: this.bounds.width / 2, y: this.bounds.height / 2 };
    this.camera = zoomed(this.camera, this.pointing.at ?? middle, factor, this.size, this.bounds);
    this.changed();
  }

  /** Moves the picture just so far that a box is seen. */
  show(box) {
    this.camera = showing(this.camera, box, this.bounds);
    this.changed();
  }

  /** A box in the middle of what is seen, a quarter as wide and as high. */
  middleBox() {
    const { width, height } = this.size;
    const middle = toPicture(this.camera, { x: this.bounds.width / 2, y: this.bounds.height / 2 });
    const reach = { x: this.bounds.width / 8 / this.camera.scale, y: this.bounds.height / 8 / this.camera.scale };
    const x = Math.max(0, Math.min(Math.max(middle.x, 0), width) - reach.x);
    const y = Math.max(0, Math.min(Math.max(middle.y, 0), height) - reach.y);
    return { x, y, width: Math.min(2 * reach.x, width - x), height: Math.min(2 * reach.y, height - y) };
  }

  setPanning(isPanning) {
    this.pointing.isPanning = isPanning;
    this.#stage.style.cursor = isPanning ? "grab" : "crosshair";
  }

  #ask(part) {
    if (this.#due.size === 0) requestAnimationFrame(() => this.#paint());
    this.#due.add(part);
  }

  #paint() {
    const due = this.#due;
    this.#due = new Set();
    const { selected, suggestion, suggestions, boxes, shown } = this.#desk;
    const { moving, draft, at, isPanning } = this.pointing;
    const { bitmap, size, camera, isHidden } = this;
    if (due.has("below")) {
      this.#painter.paintBelow({
        bitmap, size, camera, boxes, suggestions: shown, without: selected ?? suggestion, isHidden, stage: this.#background,
      });
    }
    if (due.has("above")) {
      this.#painter.paintAbove({
        camera, box: moving ?? this.#desk.box, suggestion: suggestions.find(({ id }) => id === suggestion) ?? null,
        draft: draft ?? this.pendingBox, crosshair: this.isCrosshair && !isPanning && !moving ? at : null, isHidden,
      });
      if (moving) this.#dragged(moving);
    }
    if (due.has("panels")) this.#panels();
  }

  #resize() {
    const wasFit = this.size && same(this.camera, fit(this.size, this.bounds));
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    this.rect = { left, top };
    this.#painter.resize(width, height);
    if (wasFit) this.camera = fit(this.size, this.bounds);
    this.changed();
  }
}
