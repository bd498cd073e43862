// The pointer on the stage: draw, select, move, resize, pan, zoom; mouse, pen and fingers alike.

import { between, boxToSelect, boxesAt, contains, handleAt, moved, resized } from "./boxes.js";
import { panned, toPicture, zoomed } from "./camera.js";

/** Pixels of the window that a press may stray and still be a click. */
const SLACK = 4;
const CURSORS = { nw: "nwse-resize", se: "nwse-resize", ne: "nesw-resize", sw: "nesw-resize", n: "ns-resize", s: "ns-resize", e: "ew-resize", w: "ew-resize" };

export class Pointing {
  #stage;
  #desk;
  #view;
  #press = null;
  #fingers = new Map();
  #pinch = null;
  /** Where the pointer is over the stage, or null. */
  at = null;
  /** The box being drawn, moved or resized, not yet on the desk. */
  moving = null;
  draft = null;
  isPanning = false;

  /** `view` has `camera`, `size`, `rect`, `moved()` (redraw what moves), `changed()` (redraw all) and `drawn(a, b)` for a new box. */
  constructor(stage, desk, view) {
    this.#stage = stage;
    this.#desk = desk;
    this.#view = view;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", (event) => this.#up(event, true));
    stage.addEventListener("pointerleave", () => { this.at = null; view.moved(); });
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  get isBusy() { return this.#press !== null; }

  /** Lets go of what is under way. */
  abandon() {
    const was = this.#press !== null;
    this.#press = null;
    this.moving = null;
    this.draft = null;
    this.#view.changed();
    return was;
  }

  #window(event) {
    const { left, top } = this.#view.rect;
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #reach(event) { return (event.pointerType === "touch" ? 18 : 8) / this.#view.camera.scale; }

  #down(event) {
    if (!this.#view.size) return;
    const at = this.#window(event);
    if (event.pointerType === "touch") {
      this.#fingers.set(event.pointerId, at);
      if (this.#fingers.size === 2) {
        this.abandon();
        this.#pinch = this.#spread();
        return;
      }
    }
    if (this.#press) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#stage.focus({ preventScroll: true });
    const point = toPicture(this.#view.camera, at);
    const press = { id: event.pointerId, at, point, kind: "draw", isMoved: false, shift: event.shiftKey };
    const { box } = this.#desk;
    const reach = this.#reach(event);
    const handle = box && !event.shiftKey ? handleAt(box, point, reach) : null;
    if (event.button === 1 || this.isPanning) Object.assign(press, { kind: "pan" });
    else if (event.button !== 0) return;
    else if (handle) Object.assign(press, { kind: "resize", handle, box });
    else if (box && !event.shiftKey && contains(box, point, reach / 2)) Object.assign(press, { kind: "move", box });
    this.#press = press;
    event.preventDefault();
  }

  #move(event) {
    const at = this.#window(event);
    this.at = at;
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, at);
    if (this.#pinch && this.#fingers.size === 2) {
      const now = this.#spread();
      const { camera, size, bounds } = this.#view;
      const closer = zoomed(camera, now.middle, now.distance / this.#pinch.distance, size, bounds);
      this.#view.camera = panned(closer, now.middle.x - this.#pinch.middle.x, now.middle.y - this.#pinch.middle.y, size, bounds);
      this.#pinch = now;
      this.#view.changed();
      return;
    }
    const press = this.#press;
    if (!press) {
      this.#hover(event, at);
      this.#view.moved();
      return;
    }
    if (press.id !== event.pointerId) return;
    if (!press.isMoved && Math.hypot(at.x - press.at.x, at.y - press.at.y) < SLACK) return;
    const isFirst = !press.isMoved;
    press.isMoved = true;
    const { camera, size, bounds } = this.#view;
    const point = toPicture(camera, at);
    if (press.kind === "pan") {
      this.#view.camera = panned(camera, at.x - press.at.x, at.y - press.at.y, size, bounds);
      press.at = at;
      this.#view.changed();
      return;
    }
    if (press.kind === "draw") this.draft = between(press.point, point, size);
    if (press.kind === "move") this.moving = moved(press.box, point.x - press.point.x, point.y - press.point.y, size);
    if (press.kind === "resize") this.moving = resized(press.box, press.handle, point, size);
    if (isFirst) this.#view.changed();
    else this.#view.moved();
  }

  #up(event, isCancelled = false) {
    this.#fingers.delete(event.pointerId);
    if (this.#fingers.size < 2) this.#pinch = null;
    const press = this.#press;
    if (!press || press.id !== event.pointerId) return;
    this.#press = null;
    const { moving, draft } = this;
    this.moving = null;
    this.draft = null;
    if (isCancelled || press.kind === "pan") this.#view.changed();
    else if (!press.isMoved) this.#click(press, event);
    else if (press.kind === "draw") this.#view.drawn(draft);
    else this.#desk.replace(moving);
    this.#view.changed();
  }

  /** A press that did not move selects: the smallest box first, at the next press the one around it; suggestions after the boxes. */
  #click(press, event) {
    const desk = this.#desk;
    if (this.#view.isHidden) return;
    const reach = this.#reach(event) / 2;
    const id = boxToSelect(desk.boxes, press.point, desk.selected, reach);
    if (id !== null) desk.select(id);
    else {
      const [suggestion] = boxesAt(desk.shown, press.point, reach);
      if (suggestion) desk.selectSuggestion(suggestion.id);
      else desk.select(null);
    }
  }

  #hover(event, at) {
    const { camera } = this.#view;
    if (!camera || !this.#view.size) return;
    const point = toPicture(camera, at);
    const { box } = this.#desk;
    const reach = this.#reach(event);
    const handle = box && !event.shiftKey ? handleAt(box, point, reach) : null;
    const inside = box && !event.shiftKey && contains(box, point, reach / 2);
    this.#stage.style.cursor = this.isPanning ? "grab" : handle ? CURSORS[handle] : inside ? "move" : "crosshair";
  }

  #spread() {
    const [a, b] = [...this.#fingers.values()];
    return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, distance: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
  }

  #wheel(event) {
    event.preventDefault();
    if (!this.#view.size) return;
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0015));
    this.#view.camera = zoomed(this.#view.camera, this.#window(event), factor, this.#view.size, this.#view.bounds);
    this.#view.changed();
  }
}
