// One image after another: which one is on the desk, what lies around it, and whether it is still what the server has.

import { get, withQuery } from "./api.js";
import { Pictures } from "./pictures.js";
import { Trail } from "./trail.js";

export class Walk {
  #url;
  #query;
  #desk;
  #saver;
  #surface;
  #suggesting;
  #page;
  #pictures;
  #load;
  #turn = 0;
  trail;

  /**
   * `url` of the dataset; `query` is what the address says besides the image. `page` shows it: `opened(entry)`, `painted(entry, mark)`,
   * `strip()`, `message(text)`, `notice(text)` and `failed(error)`. `load` and `pictures` take the server's place in tests.
   */
  constructor({ url, query, desk, saver, surface, suggesting, page, load = get, pictures = new Pictures() }) {
    this.trail = new Trail((id) => this.#around(id));
    this.#url = url;
    this.#query = query;
    this.#desk = desk;
    this.#saver = saver;
    this.#surface = surface;
    this.#suggesting = suggesting;
    this.#page = page;
    this.#load = load;
    this.#pictures = pictures;
  }

  async #around(id) {
    const { set, ...filter } = this.#query;
    const { previous, next, nextUnlabelled, total, ...entry } = await this.#load(withQuery(`${this.#url}/entries/${id}`, { ...filter, around: 1 }));
    return { entry, previous, next, nextUnlabelled: nextUnlabelled ?? null, total };
  }

  async #open(entry, mark = null) {
    const mine = (this.#turn += 1);
    const surface = this.#surface;
    surface.pendingBox = null;
    surface.pointing.abandon();
    surface.bitmap = this.#pictures.ready(entry);
    this.#desk.lay(entry, entry.size ?? (surface.bitmap && { width: surface.bitmap.width, height: surface.bitmap.height }));
    surface.fit();
    this.#suggesting.use(entry);
    this.#page.opened(entry);
    this.#page.message(surface.bitmap ? "" : "Loading the picture");
    if (!surface.bitmap && !(await this.#show(entry, mine))) return;
    requestAnimationFrame(() => {
      // After the frame that painted it; what the measuring scripts wait for.
      setTimeout(() => {
        if (mine !== this.#turn) return;
        this.#page.painted(entry, mark);
        this.#lookAhead(mine);
      });
    });
  }

  /** Waits for a picture that was not there yet; false when it is not to be had, or another image is on the desk. */
  async #show(entry, mine) {
    const surface = this.#surface;
    try {
      const bitmap = await this.#pictures.load(entry);
      if (mine !== this.#turn) return false;
      surface.bitmap = bitmap;
    } catch (error) {
      if (mine === this.#turn) this.#page.message(entry.pictureProblem ?? error.message);
      return false;
    }
    this.#page.message("");
    if (!this.#desk.size) {
      this.#desk.size = { width: surface.bitmap.width, height: surface.bitmap.height };
      surface.fit();
    }
    surface.changed();
    return true;
  }

  /** After an image is shown: what comes next, is it still what the server has, and what does the version see in the next. */
  async #lookAhead(mine) {
    const { trail } = this;
    try {
      await trail.grow({ ahead: 2, behind: 1 });
      if (mine !== this.#turn) return;
      this.#page.strip();
      for (const step of [1, 2, -1]) {
        const near = trail.entry(trail.ids[trail.at + step]);
        if (!near) continue;
        // What fails ahead of time is said when it is that image's turn.
        this.#pictures.load(near).catch(() => {});
        if (step === 1) this.#suggesting.ask(near).catch(() => {});
      }
      await this.refresh();
      if (mine !== this.#turn) return;
      await trail.grow({ ahead: 9, behind: 4 });
      if (mine === this.#turn) this.#page.strip();
    } catch (error) {
      if (mine === this.#turn) this.#page.failed(error);
    }
  }

  /** Reads the image on the desk again; another tab, person or program may have changed it. */
  async refresh() {
    const desk = this.#desk;
    const { id } = desk;
    const isAtRest = () => this.#saver.status(id) === "saved" && !this.#surface.pointing.isBusy;
    if (id === null || !isAtRest()) return;
    const before = this.#saver.revision(id);
    const entry = await this.#load(`${this.#url}/entries/${id}`);
    if (entry.revision === before || this.#saver.revision(id) !== before || !isAtRest()) return;
    this.trail.remember(entry);
    if (desk.id === id) desk.entry = entry;
    if (desk.take(entry) && desk.id === id) this.#page.notice("Someone else changed this image. You see its newest labels.");
  }

  /** Goes to an image; false when it is not to be had. */
  async go(id) {
    try {
      await this.#open(await this.trail.go(id));
      return true;
    } catch (error) {
      this.#page.failed(error);
      return false;
    }
  }

  async step(direction) {
    const mark = performance.now();
    try {
      const entry = await this.trail.step(direction);
      if (entry) await this.#open(entry, mark);
      else this.#page.message(direction > 0 ? "That was the last image." : "This is the first image.");
    } catch (error) {
      this.#page.failed(error);
    }
  }

  async nextUnlabelled() {
    try {
      const { nextUnlabelled: id } = await this.trail.around(this.#desk.id, { isFresh: true });
      if (id === null || id === this.#desk.id) this.#page.message("Every image here has its labels.");
      else await this.go(id);
    } catch (error) {
      this.#page.failed(error);
    }
  }
}
