// Saves every change at once, one request at a time for each image, the newest content last. Nothing is overwritten without being asked:
// each save names the revision it was made on, and where the server holds another one, the image waits in "conflict".

import { sameContent } from "./boxes.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

export class Saver {
  #images = new Map();
  #send;
  #changed;
  #later;

  /**
   * `send(id, content, revision)` gives the entry as saved, with its new `revision`, or throws; an error with `code` "stale" carries the
   * server's entry in `theirs`, as { revision, content }. `changed(id)` is called at every change of status. `later(milliseconds, work)` waits.
   */
  constructor({ send, changed, later = (milliseconds, work) => setTimeout(work, milliseconds) }) {
    this.#send = send;
    this.#changed = changed;
    this.#later = later;
  }

  #image(id) {
    if (!this.#images.has(id)) {
      this.#images.set(id, { revision: null, wanted: null, sending: null, status: "saved", error: null, theirs: null, waits: 0 });
    }
    return this.#images.get(id);
  }

  /** "saved", "saving", "failed" or "conflict". */
  status(id) { return this.#images.get(id)?.status ?? "saved"; }
  error(id) { return this.#images.get(id)?.error ?? null; }
  theirs(id) { return this.#images.get(id)?.theirs ?? null; }
  revision(id) { return this.#images.get(id)?.revision ?? null; }

  /** Whether the server holds everything that was done here. */
  get isSettled() { return this.unsaved.length === 0; }
  get unsaved() { return [...this.#images].filter(([, image]) => image.status !== "saved").map(([id]) => id); }

  /** The revision that was just read of the server. Not taken while something of this image is on its way. */
  know(id, revision) {
    const image = this.#image(id);
    if (image.status === "saved") image.revision = revision;
  }

  save(id, content) {
    const image = this.#image(id);
    image.wanted = content;
    if (image.status === "conflict") return Promise.resolve();
    return this.#work(id);
  }

  /** Tries again at once, as when the network is back. */
  retry(id) {
    const image = this.#image(id);
    return image.status === "failed" ? this.#work(id) : Promise.resolve();
  }

  /** Writes what was made here over what the other one made, knowingly. */
  keepMine(id) {
    const image = this.#image(id);
    if (image.status !== "conflict") return Promise.resolve();
    image.revision = image.theirs.revision;
    image.theirs = null;
    image.status = "failed";
    return this.#work(id);
  }

  /** Lets go of what was made here; answers what stands on the server. */
  takeTheirs(id) {
    const image = this.#image(id);
    if (image.status !== "conflict") return null;
    const { theirs } = image;
    Object.assign(image, { revision: theirs.revision, theirs: null, wanted: null, status: "saved", error: null });
    this.#changed(id);
    return theirs.content;
  }

  async #work(id) {
    const image = this.#image(id);
    if (image.sending) return image.sending;
    image.sending = this.#drain(id, image);
    try {
      await image.sending;
    } finally {
      image.sending = null;
    }
  }

  async #drain(id, image) {
    while (image.wanted !== null) {
      const content = image.wanted;
      image.wanted = null;
      this.#set(id, image, "saving");
      try {
        const saved = await this.#send(id, content, image.revision);
        image.revision = saved.revision;
        image.waits = 0;
      } catch (error) {
        image.wanted ??= content;
        if (error.code === "stale") {
          // An answer that was lost on the way looks like this too: then the server holds just what is wanted here.
          if (sameContent(error.theirs.content, image.wanted)) {
            image.revision = error.theirs.revision;
            image.wanted = null;
            continue;
          }
          image.theirs = error.theirs;
          this.#set(id, image, "conflict", error);
          return;
        }
        this.#set(id, image, "failed", error);
        if (error.mayPass) {
          const wait = Math.min(FIRST_WAIT * 2 ** image.waits, LONGEST_WAIT);
          image.waits += 1;
          this.#later(wait, () => this.retry(id));
        }
        return;
      }
    }
    this.#set(id, image, "saved");
  }

  #set(id, image, status, error = null) {
    image.status = status;
    image.error = error;
    this.#changed(id);
  }
}
