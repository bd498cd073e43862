// Rows of a long list, read in pieces where they are looked at.

export class Chunks {
  #load;
  #changed;
  #size;
  #ahead;
  #looks = 0;
  #chunks = new Map(); // piece -> { rows, controller, cursor }
  #takesOffset = null;
  #generation = 0;
  total = null;
  error = null;

  /**
   * `load({ offset, after, limit, signal })` gives { entries, next, total, offset? }. `changed(first, end)` says which rows are new.
   * `ahead` rows on either side of those looked at are read too, once these are there.
   */
  constructor({ load, changed, size = 120, ahead = 0 }) {
    this.#load = load;
    this.#changed = changed;
    this.#size = size;
    this.#ahead = ahead;
  }

  /** Forgets everything, as when the filter changes. */
  reset() {
    this.#generation += 1;
    for (const chunk of this.#chunks.values()) chunk.controller?.abort();
    this.#chunks.clear();
    this.total = null;
    this.error = null;
  }

  get(index) {
    return this.#chunks.get(Math.floor(index / this.#size))?.rows?.[index % this.#size] ?? null;
  }

  /** Puts a newer row in an old one's place. */
  replace(match, row) {
    for (const [piece, { rows }] of this.#chunks) {
      const at = rows?.findIndex(match) ?? -1;
      if (at < 0) continue;
      rows[at] = row;
      this.#changed(piece * this.#size + at, piece * this.#size + at + 1);
    }
  }

  /** Reads what is missing of these rows, and stops reading what is no longer looked at. */
  need(first, end) {
    if (this.#takesOffset === null) return this.#fetch(0); // The first answer tells whether the list can be entered anywhere.
    const from = Math.floor(first / this.#size);
    const to = Math.max(from, Math.floor((end - 1) / this.#size));
    for (const [piece, chunk] of this.#chunks) {
      if (chunk.controller && (piece < from - 1 || piece > to + 1) && this.#takesOffset) {
        chunk.controller.abort();
        this.#chunks.delete(piece);
      }
    }
    const last = this.total === null ? to : Math.min(to, Math.floor((this.total - 1) / this.#size));
    if (!this.#takesOffset) return this.#readUpTo(last);
    return this.#readAround(from, last, first, end);
  }

  async #readAround(from, last, first, end) {
    this.#looks += 1;
    const look = this.#looks;
    await Promise.all(Array.from({ length: last - from + 1 }, (_, index) => this.#fetch(from + index)));
    // Whoever scrolls on by then looks at something else.
    if (look !== this.#looks) return;
    const rest = this.total === null ? Infinity : this.total;
    const beyond = [Math.max(0, first - this.#ahead), Math.min(end - 1 + this.#ahead, rest - 1)];
    await Promise.all(beyond.filter((row) => row >= 0 && row < rest).map((row) => this.#fetch(Math.floor(row / this.#size))));
  }

  async #readUpTo(last) {
    for (let piece = 0; piece <= last; piece += 1) {
      if (!this.#chunks.get(piece)?.rows) await this.#fetch(piece);
      if (!this.#chunks.get(piece)?.rows) return;
    }
  }

  async #fetch(piece) {
    if (this.#chunks.has(piece)) return;
    const generation = this.#generation;
    const controller = new AbortController();
    const chunk = { rows: null, controller, cursor: null };
    this.#chunks.set(piece, chunk);
    try {
      const offset = piece * this.#size;
      const after = this.#takesOffset === false && piece > 0 ? this.#chunks.get(piece - 1).cursor : undefined;
      const answer = await this.#load({ offset: after === undefined ? offset : undefined, after, limit: this.#size, signal: controller.signal });
      if (generation !== this.#generation) return;
      this.#takesOffset ??= answer.offset !== undefined;
      chunk.rows = answer.entries;
      chunk.cursor = answer.next;
      chunk.controller = null;
      this.total = answer.total ?? this.total; // Said with the first piece alone.
      this.error = null;
      this.#changed(offset, offset + answer.entries.length);
    } catch (error) {
      if (generation !== this.#generation) return;
      if (this.#chunks.get(piece) === chunk) this.#chunks.delete(piece);
      if (error.name === "AbortError") return;
      this.error = error;
      this.#changed(0, 0);
    }
  }
}
