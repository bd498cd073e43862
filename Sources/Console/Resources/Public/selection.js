// Which images are selected: some by their ids, or all that pass the filter but a few. All of 100,000 are never listed.

export class Selection {
  #ids = new Set();
  #isAll = false;

  /** Whether it is all that pass the filter, less `except`. */
  get isAll() { return this.#isAll; }
  get except() { return this.#isAll ? [...this.#ids] : []; }
  get ids() { return this.#isAll ? [] : [...this.#ids]; }

  has(id) { return this.#ids.has(id) !== this.#isAll; }

  set(id, isOn) {
    if (isOn === this.#isAll) this.#ids.delete(id);
    else this.#ids.add(id);
  }

  all() {
    this.#isAll = true;
    this.#ids.clear();
  }

  clear() {
    this.#isAll = false;
    this.#ids.clear();
  }

  /** How many they are, where so many pass the filter. */
  count(total) { return this.#isAll ? Math.max(0, (total ?? 0) - this.#ids.size) : this.#ids.size; }
}
