// An action on many images: asked for once, watched while it works, and found again by who comes back to the page.

import { count, number } from "./words.js";

const DOING = { move: "Moving", delete: "Removing", assign: "Changing", empty: "Marking as without an object" };
const DONE = { move: "moved", delete: "removed", assign: "changed", empty: "marked as without an object" };
/** Milliseconds between two looks; what is over before the first is not spoken of. */
const PERIOD = 500;
/** Looks that may fail in a row: half a minute, in which a server is started anew. */
const PATIENCE = 60;

/** "Moving: 12,000 of 100,000 images." */
export function progressText({ action, done, total }) {
  return `${DOING[action]}: ${number(done)} of ${count(total, "image")}.`;
}

/** "12 images moved. 1 image left as before: …" */
export function outcomeText(action, { changed, skipped, skippedCount }) {
  const left = skippedCount === 0 ? "" : ` ${count(skippedCount, "image")} left as before: ${skipped[0].reason}`;
  return `${count(changed, "image")} ${DONE[action]}.${left}`;
}

/** What is said aloud of an action: its beginning and each quarter, or nobody would hear anything else. */
export class Speech {
  #last = null;

  /** The words for how far it is, with `more` the first time; null where nothing is to be said again. */
  words(action, more) {
    const quarter = action.total === 0 ? 0 : Math.floor((4 * action.done) / action.total);
    if (quarter === this.#last) return null;
    const isFirst = this.#last === null;
    this.#last = quarter;
    return isFirst ? `${progressText(action)} ${more}` : progressText(action);
  }
}

/** A word for an action that no other has. */
export function newTicket(random = Math.random, now = Date.now) {
  return `${now().toString(36)}-${Math.floor(random() * 2 ** 48).toString(36)}`;
}

/**
 * Watches actions of one set. `look()` gets the list of them from the server, `told(action)` hears how far one is, and null when that
 * is over; `pause(milliseconds)` waits.
 */
export class Watch {
  #look;
  #told;
  #pause;

  constructor({ look, told, pause }) {
    this.#look = look;
    this.#told = told;
    this.#pause = pause;
  }

  /**
   * Has an action done, which `send()` asks for, and answers what became of it.
   *
   * The answer may be lost on the way, as behind a proxy that waits no more than a minute; then its end is learned by looking.
   */
  async run(ticket, send) {
    const isIt = (action) => action.ticket === ticket;
    const sent = send();
    const settled = sent.then(() => true, () => true);
    let last = null;
    try {
      while (!(await Promise.race([settled, this.#pause(PERIOD)]))) {
        last = (await this.#glimpse(isIt)) ?? last;
        if (last) this.#told(last);
      }
      try {
        return await sent;
      } catch (error) {
        if (!isLost(error)) throw error;
        return (await this.#end(isIt, last, error)).outcome;
      }
    } finally {
      this.#told(null);
    }
  }

  /** Waits for an action that is under way when somebody comes to the page; answers it as it ended, or null where there was none. */
  async resume() {
    const first = (await this.#look()).find(({ status }) => status === "working");
    if (!first) return null;
    const isIt = ({ ticket, action, total }) => ticket === first.ticket && action === first.action && total === first.total;
    this.#told(first);
    try {
      await this.#pause(PERIOD);
      return await this.#end(isIt, first, null);
    } finally {
      this.#told(null);
    }
  }

  /** An action as it is, while the request for it is under way too; null where that cannot be said. */
  async #glimpse(isIt) {
    try {
      return (await this.#look()).find(isIt) ?? null;
    } catch {
      // What fails here fails the request itself too, which says so.
      return null;
    }
  }

  /** Looks until an action has ended; `last` is what is known of it, and `lost` says why nothing is. */
  async #end(isIt, last, lost) {
    for (let failures = 0; ; await this.#pause(PERIOD)) {
      let action;
      try {
        action = (await this.#look()).find(isIt);
        failures = 0;
      } catch (error) {
        if (!isLost(error)) throw error;
        if (!last) throw lost;
        failures += 1;
        if (failures > PATIENCE) throw unfinished(error.message, last);
        continue;
      }
      if (!action) throw last ? unfinished("Katmai was started anew meanwhile.", last) : lost;
      if (action.status === "done") return action;
      if (action.status === "failed") throw Object.assign(new Error(action.error.message), { code: action.error.code });
      last = action;
      this.#told(action);
    }
  }
}

/** Whether an error comes from what lies between the page and Katmai, and not from Katmai. */
function isLost({ status, code }) {
  return status === 0 || code === "unreadable" || (code === "unknown" && status >= 500);
}

function unfinished(why, { done, total }) {
  const words = `${why} ${number(done)} of ${count(total, "image")} were done when last heard of; what is done stays, the rest is as it was.`;
  return Object.assign(new Error(words), { code: "unfinished" });
}
