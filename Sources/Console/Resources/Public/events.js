// What a training has said so far, gathered from answers that each bring what is new.

export class Events {
  /** Mean loss by step: [[step, loss], ...]. */
  losses = [];
  /** Average precision on images held out, by pass: [[epoch, ap50, ap], ...]. */
  validations = [];
  best = null;
  next = 0;

  /** Takes an answer in. A smaller `next` than asked for means that the server began anew: what was gathered is let go, and false is answered. */
  take({ events, next }) {
    if (next < this.next) {
      this.losses = [];
      this.validations = [];
      this.best = null;
      this.next = 0;
      return false;
    }
    this.next = next;
    for (const event of events) {
      if (event.kind === "progress") this.#progress(event);
      else if (event.kind === "validated") this.#validated(event);
    }
    return true;
  }

  #progress({ step, loss }) {
    // A run that goes on after a restart says steps again that it said before: the later word counts.
    while (this.losses.length > 0 && this.losses.at(-1)[0] >= step) this.losses.pop();
    this.losses.push([step, loss]);
  }

  #validated({ epoch, ap50, ap, isBest }) {
    while (this.validations.length > 0 && this.validations.at(-1)[0] >= epoch) this.validations.pop();
    this.validations.push([epoch, ap50, ap]);
    if (isBest) this.best = epoch;
  }
}
