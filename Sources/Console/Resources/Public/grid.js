// A gallery of any length: only the tiles in the window exist. The page scrolls, not the gallery.

import { el } from "./dom.js";
import { arrange, neighbour, place, visible } from "./layout.js";

export class Grid {
  #host;
  #fill;
  #need;
  #count = 0;
  #layout = arrange(0, 1000);
  #tiles = new Map();
  #active = 0;
  #frame = 0;

  /** `fill(item, index)` builds a tile; `need(first, end)` is told what is looked at. */
  constructor(host, { fill, need = () => {} }) {
    this.#host = host;
    this.#fill = fill;
    this.#need = need;
    addEventListener("scroll", () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#arrange()).observe(host);
    host.addEventListener("keydown", (event) => this.#key(event));
    host.addEventListener("focusin", (event) => {
      const item = event.target.closest("li");
      if (item) this.#activate(Number(item.dataset.index));
    });
  }

  get count() { return this.#count; }
  set count(value) {
    this.#count = value;
    this.#active = Math.min(this.#active, Math.max(0, value - 1));
    this.#arrange();
  }

  /** Builds tiles again whose content changed. */
  refresh(first = 0, end = this.#count) {
    for (const [index, item] of this.#tiles) if (index >= first && index < end) this.#build(item, index);
  }

  item(index) { return this.#tiles.get(index) ?? null; }

  /** Scrolls to a tile and sets the focus on it. */
  focus(index) {
    const { y } = place(this.#layout, index);
    const top = this.#host.getBoundingClientRect().top + scrollY + y;
    if (top < scrollY + 8) scrollTo({ top: top - 8 });
    else if (top + this.#layout.tileHeight > scrollY + innerHeight - 8) scrollTo({ top: top + this.#layout.tileHeight - innerHeight + 8 });
    this.#activate(index);
    this.#draw();
    this.item(index)?.querySelector("[data-focus]")?.focus({ preventScroll: true });
  }

  #soon() {
    if (!this.#frame) this.#frame = requestAnimationFrame(() => { this.#frame = 0; this.#draw(); });
  }

  #arrange() {
    const width = this.#host.clientWidth;
    if (width === 0) return;
    this.#layout = arrange(this.#count, width);
    this.#host.style.height = `${this.#layout.height}px`;
    for (const [index, item] of this.#tiles) {
      if (index >= this.#count) this.#drop(index, item);
      else this.#place(item, index);
    }
    this.#draw();
  }

  #place(item, index) {
    const { x, y } = place(this.#layout, index);
    item.style.width = `${this.#layout.tileWidth}px`;
    item.style.height = `${this.#layout.tileHeight}px`;
    item.style.transform = `translate(${x}px, ${y}px)`;
  }

  #draw() {
    if (this.#count === 0) return;
    const top = -this.#host.getBoundingClientRect().top;
    const { first, end } = visible(this.#layout, top, innerHeight);
    for (const [index, item] of this.#tiles) {
      if ((index < first || index >= end) && !item.contains(document.activeElement)) this.#drop(index, item);
    }
    if (this.#active < first || this.#active >= end) if (!this.#tiles.has(this.#active)) this.#active = Math.min(first, this.#count - 1);
    let before = null;
    for (let index = end - 1; index >= first; index -= 1) {
      let item = this.#tiles.get(index);
      if (!item) {
        item = el("li", { class: "tile", "data-index": index, "aria-posinset": String(index + 1), "aria-setsize": String(this.#count) });
        this.#tiles.set(index, item);
        this.#place(item, index);
        this.#build(item, index);
        // In their order in the document too, so that reading and Tab follow what is seen.
        this.#host.insertBefore(item, before);
      }
      before = item;
    }
    this.#need(first, end);
  }

  #build(item, index) {
    const hadFocus = item.contains(document.activeElement);
    this.#fill(item, index);
    item.setAttribute("aria-setsize", String(this.#count));
    this.#tabStops(item, index);
    if (hadFocus) item.querySelector("[data-focus]")?.focus({ preventScroll: true });
  }

  #drop(index, item) {
    // Without its address a picture stops loading, so that fast scrolling leaves no queue behind.
    for (const image of item.querySelectorAll("img")) image.removeAttribute("src");
    item.remove();
    this.#tiles.delete(index);
  }

  #activate(index) {
    const before = this.#active;
    this.#active = index;
    for (const one of [before, index]) {
      const item = this.#tiles.get(one);
      if (item) this.#tabStops(item, one);
    }
  }

  #tabStops(item, index) {
    for (const stop of item.querySelectorAll("a, input, button")) stop.tabIndex = index === this.#active ? 0 : -1;
  }

  #key(event) {
    const item = event.target.closest("li");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(this.#layout, Number(item.dataset.index), event.key);
    if (next === null) return;
    event.preventDefault();
    this.focus(next);
  }
}
