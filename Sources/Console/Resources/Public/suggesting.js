// Asks a trained version what it sees, for the image on the desk and, ahead of time, for the next.

import { get, pause, withQuery } from "./api.js";
import { nextID } from "./desk.js";

const NOT_YET = ["not-ready", "busy", "in-use"];

export class Suggesting {
  #url;
  #desk;
  #changed;
  #cache = new Map();
  version = "";
  /** What there is to say instead of suggestions, or null. */
  message = null;

  /** `url` of the dataset; `changed()` when there is something else to show. */
  constructor({ url, desk, changed }) {
    this.#url = url;
    this.#desk = desk;
    this.#changed = changed;
  }

  /** Changes the version that is asked; none for "". */
  choose(version) {
    this.version = version;
    this.#cache = new Map();
    this.#desk.suggestions = [];
    this.#say(null);
  }

  /** Puts the suggestions for an image on the desk, where it still lies there when they come. */
  async use(entry) {
    if (this.version === "") return this.#say(null);
    this.#say("Looking");
    try {
      const suggestions = await this.ask(entry);
      if (this.#desk.id !== entry.id) return undefined;
      this.#desk.suggestions = suggestions;
      return this.#say(null);
    } catch (error) {
      return this.#desk.id === entry.id ? this.#say(error.message) : undefined;
    }
  }

  /** Asks once for each image; a failure is asked again the next time. */
  ask(entry) {
    if (this.version === "") return Promise.resolve([]);
    const cache = this.#cache;
    if (!cache.has(entry.id)) {
      const asked = this.#fetch(entry, this.version);
      cache.set(entry.id, asked);
      asked.catch(() => cache.delete(entry.id));
    }
    return cache.get(entry.id);
  }

  async #fetch(entry, version) {
    for (;;) {
      try {
        const { suggestions } = await get(withQuery(`${this.#url}/entries/${entry.id}/suggestions`, { version }));
        return suggestions.map(({ label, confidence, box: [x, y, width, height] }) => ({ id: nextID(), label, confidence, x, y, width, height }));
      } catch (error) {
        if (!NOT_YET.includes(error.code) || this.version !== version) throw error;
        // The version is being started.
        if (this.#desk.id === entry.id) this.#say(error.message);
        await pause(1500);
      }
    }
  }

  #say(message) {
    this.message = message;
    this.#changed();
  }
}
