// Undo and redo without limit, across images. A step is { entry, before, after }; contents are values, never changed in place.

export class History {
  #steps = [];
  #done = 0;

  get canUndo() { return this.#done > 0; }
  get canRedo() { return this.#done < this.#steps.length; }

  /** A new step; what had been undone is gone. Steps in a row with the same `key` become one, as when a box is nudged along. */
  record(step) {
    this.#steps.length = this.#done;
    const last = this.#steps.at(-1);
    if (step.key !== undefined && last?.key === step.key && last.entry === step.entry) {
      last.after = step.after;
      return;
    }
    this.#steps.push(step);
    this.#done += 1;
  }

  /** The step that an undo would take back, and that a redo would do again; null where there is none. */
  get toUndo() { return this.canUndo ? this.#steps[this.#done - 1] : null; }
  get toRedo() { return this.canRedo ? this.#steps[this.#done] : null; }

  didUndo() { if (this.canUndo) this.#done -= 1; }
  didRedo() { if (this.canRedo) this.#done += 1; }

  /** Lets go of a step that no longer fits what the image holds. */
  forget(step) {
    const index = this.#steps.indexOf(step);
    if (index < 0) return;
    this.#steps.splice(index, 1);
    if (index < this.#done) this.#done -= 1;
  }
}
