// The images one after another, as the filter gives them. The row stays as it was read: an image that has just been labelled does not
// vanish from "no label yet" under the hand.

export class Trail {
  #load;
  #around = new Map();
  #entries = new Map();
  #growing = null;
  ids = [];
  at = -1;

  /** `load(id)` gives { entry, previous, next, nextUnlabelled, total }. */
  constructor(load) {
    this.#load = load;
  }

  get id() { return this.ids[this.at] ?? null; }
  entry(id) { return this.#entries.get(id) ?? null; }
  /** Keeps what was read of an image; an answer that was overtaken by a newer revision on the way is not believed. */
  remember(entry) {
    const known = this.#entries.get(entry.id);
    if (!known || Number(entry.revision) >= Number(known.revision)) this.#entries.set(entry.id, entry);
  }

  async around(id, { isFresh = false } = {}) {
    if (isFresh || !this.#around.has(id)) {
      const answer = await this.#load(id);
      this.#around.set(id, answer);
      this.remember(answer.entry);
      for (const near of [answer.previous, answer.next]) if (near) this.remember(near);
    }
    return this.#around.get(id);
  }

  /** Goes to an image, along the row where it is in it. */
  async go(id) {
    const at = this.ids.indexOf(id);
    if (at >= 0) {
      this.at = at;
    } else {
      await this.around(id);
      this.ids = [id];
      this.at = 0;
    }
    return this.entry(id);
  }

  /** The image `step` further, or null at the end of the row. */
  async step(step) {
    const next = this.at + step;
    if (next < 0) await this.#reach(-1);
    else if (next >= this.ids.length) await this.#reach(1);
    else {
      this.at = next;
      return this.entry(this.id);
    }
    const again = this.at + step;
    if (again < 0 || again >= this.ids.length) return null;
    this.at = again;
    return this.entry(this.id);
  }

  /** Reads the row further, `ahead` images and `behind`; one request after another, so that other work comes first. */
  async grow({ ahead, behind }) {
    if (this.#growing) return this.#growing;
    this.#growing = (async () => {
      while (this.ids.length - 1 - this.at < ahead && (await this.#reach(1)));
      while (this.at < behind && (await this.#reach(-1)));
    })();
    try {
      await this.#growing;
    } finally {
      this.#growing = null;
    }
  }

  async #reach(direction) {
    const edge = direction > 0 ? this.ids.at(-1) : this.ids[0];
    let answer = await this.around(edge);
    let near = direction > 0 ? answer.next : answer.previous;
    // The edge may have been the end of the row when it was read, and no longer be: images are added while one works.
    if (!near) {
      answer = await this.around(edge, { isFresh: true });
      near = direction > 0 ? answer.next : answer.previous;
    }
    if (!near || this.ids.includes(near.id)) return false;
    if (direction > 0) this.ids.push(near.id);
    else {
      this.ids.unshift(near.id);
      this.at += 1;
    }
    return true;
  }
}
