// What lies on the editor's desk: one image, its boxes, what is selected, what is proposed; and everything that can be done with them.
// Knows nothing of the page. Every change is a step that can be undone and goes to the saver at once.

import { between, copied, fromEntry, grown, isDrawable, moved, namesOf, sameContent, toEntry } from "./boxes.js";
import { History } from "./history.js";
import { accepted, shownSuggestions } from "./suggestions.js";

const NUDGE_PAUSE = 1000;

let lastID = 0;
export const nextID = () => (lastID += 1);

/** An entry's labels as { state, boxes }. */
export function contentOf(entry) {
  return { state: entry.state, boxes: fromEntry(entry.boxes, nextID) };
}

export class Desk {
  #saver;
  #changed;
  #contents = new Map();
  #dismissed = new Map();
  #names = new Map();
  #now;
  #nudge = { at: -Infinity, run: 0 };
  history = new History();
  entry = null;
  size = null;
  labels = [];
  label = null;
  selected = null;
  suggestion = null;
  suggestions = [];
  threshold = 0.5;

  /** `changed()` is called after every change of what is on the desk. */
  constructor({ saver, changed, now = () => performance.now() }) {
    this.#now = now;
    this.#saver = saver;
    this.#changed = changed;
  }

  get id() { return this.entry?.id ?? null; }
  get content() { return this.#contents.get(this.id) ?? { state: "unlabelled", boxes: [] }; }
  get boxes() { return this.content.boxes; }
  get box() { return this.boxes.find(({ id }) => id === this.selected) ?? null; }
  get shown() {
    return shownSuggestions(this.suggestions, { threshold: this.threshold, dismissed: this.#dismissedHere(), boxes: this.boxes });
  }

  #dismissedHere() {
    if (!this.#dismissed.has(this.id)) this.#dismissed.set(this.id, new Set());
    return this.#dismissed.get(this.id);
  }

  /** The labels of an image that was here before, or null. */
  remembered(id) { return this.#contents.get(id) ?? null; }

  /** Puts an image on the desk. Work of this page that the server does not hold yet stays. */
  lay(entry, size) {
    this.entry = entry;
    this.size = size;
    this.selected = null;
    this.suggestion = null;
    this.suggestions = [];
    if (!this.#contents.has(entry.id) || this.#saver.status(entry.id) === "saved") this.take(entry);
    this.#changed();
  }

  /** Takes the server's labels of an image; answers whether they differ from what was here. */
  take(entry) {
    const before = this.#contents.get(entry.id);
    const content = contentOf(entry);
    this.#saver.know(entry.id, entry.revision);
    const isSame = before !== undefined && sameContent(before, content);
    this.learn(entry, isSame ? before : content);
    if (isSame) return false;
    this.put(entry.id, content);
    return before !== undefined;
  }

  /** Learns by which ids the server knows these boxes at the entry's revision. */
  learn(entry, content) { this.#names.set(entry.id, namesOf(entry, content.boxes)); }

  /** What is sent to save these labels. */
  draft(id, { state, boxes, isConfirmed }) {
    return { state, boxes: toEntry(boxes, this.#names.get(id)), ...(isConfirmed ? { confirmed: true } : {}) };
  }

  /** Shows these labels without saving them: they are the server's. */
  put(id, content) {
    this.#contents.set(id, content);
    if (id === this.id) {
      if (!this.box) this.selected = null;
      this.#changed();
    }
  }

  #change(boxes, { state, key, isConfirmed = false } = {}) {
    const before = this.content;
    const after = { boxes, state: state ?? (boxes.length > 0 ? "labelled" : "unlabelled"), isConfirmed };
    if (sameContent(before, after)) return false;
    this.history.record({ entry: this.id, before, after, key });
    this.#apply(this.id, after);
    return true;
  }

  #apply(id, content) {
    this.put(id, content);
    this.#saver.save(id, content);
  }

  // Boxes

  /** A box between two corners with the label in hand; answers null when it is too small to be meant. */
  draw(a, b, label = this.label) {
    const box = { id: nextID(), label, ...between(a, b, this.size) };
    if (!isDrawable(box)) return null;
    this.selected = box.id;
    this.suggestion = null;
    this.#change([...this.boxes, box]);
    return box;
  }

  /** Puts a changed box in the old one's place. */
  replace(box, key) {
    return this.#change(this.boxes.map((one) => (one.id === box.id ? box : one)), { key });
  }

  nudge(dx, dy, isGrowing = false) {
    if (!this.box) return false;
    const box = (isGrowing ? grown : moved)(this.box, dx, dy, this.size);
    // Nudges in a row are one step to undo; after a pause another begins.
    if (this.#now() - this.#nudge.at > NUDGE_PAUSE) this.#nudge.run += 1;
    this.#nudge.at = this.#now();
    return this.replace(box, `nudge ${this.#nudge.run} ${this.selected} ${isGrowing}`);
  }

  /** Gives the selected box or suggestion a label; without one, the label is for the next box. */
  useLabel(name) {
    if (!this.labels.includes(name)) this.labels.push(name);
    this.label = name;
    if (this.box) this.replace({ ...this.box, label: name });
    else if (this.suggestion !== null) this.accept(this.suggestion, name);
    this.#changed();
  }

  removeSelected() {
    if (this.suggestion !== null) {
      this.#dismissedHere().add(this.suggestion);
      this.suggestion = null;
      this.#changed();
      return true;
    }
    if (!this.box) return false;
    const at = this.boxes.indexOf(this.box);
    const rest = this.boxes.filter(({ id }) => id !== this.selected);
    this.selected = rest[Math.min(at, rest.length - 1)]?.id ?? null;
    return this.#change(rest);
  }

  noObject() {
    this.selected = null;
    return this.#change([], { state: "empty" });
  }

  /** Takes over the boxes of another image; answers how many are new. */
  copyFrom(boxes) {
    const fresh = copied(boxes, this.boxes, this.size, nextID);
    if (fresh.length > 0) this.#change([...this.boxes, ...fresh]);
    return fresh.length;
  }

  // Selecting

  select(id) {
    this.selected = id;
    this.suggestion = null;
    if (this.box) this.label = this.box.label;
    this.#changed();
  }

  selectSuggestion(id) {
    this.selected = null;
    this.suggestion = id;
    this.#changed();
  }

  /** The next box or suggestion, or the one before, round and round. */
  selectNext(step) {
    const all = [...this.boxes.map(({ id }) => ({ id })), ...this.shown.map(({ id }) => ({ id, isSuggestion: true }))];
    if (all.length === 0) return;
    const at = all.findIndex(({ id, isSuggestion }) => (isSuggestion ? id === this.suggestion : id === this.selected));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
    if (next.isSuggestion) this.selectSuggestion(next.id);
    else this.select(next.id);
  }

  // Suggestions

  accept(id, label) {
    const one = this.suggestions.find((suggestion) => suggestion.id === id);
    if (!one) return false;
    const box = accepted(one, this.size, nextID(), label);
    this.#dismissedHere().add(id);
    this.suggestion = null;
    this.selected = box.id;
    return this.#change([...this.boxes, box]);
  }

  /** Accepts every suggestion shown; answers how many. */
  acceptAll({ isConfirmed = false } = {}) {
    const { shown } = this;
    if (shown.length === 0) return 0;
    const boxes = shown.map((one) => accepted(one, this.size, nextID()));
    for (const { id } of shown) this.#dismissedHere().add(id);
    this.suggestion = null;
    this.#change([...this.boxes, ...boxes], { isConfirmed });
    return boxes.length;
  }

  dismissAll() {
    const { shown } = this;
    for (const { id } of shown) this.#dismissedHere().add(id);
    this.suggestion = null;
    this.#changed();
    return shown.length;
  }

  /**
   * Says that the image is labelled right as it stands, with the suggestions shown. Answers false when there is nothing to say that of:
   * an image without boxes counts as empty only when a person says so.
   */
  confirm() {
    if (this.acceptAll({ isConfirmed: true }) > 0) return true;
    const { content } = this;
    if (content.boxes.length === 0 && content.state !== "empty" && !this.entry.imageLabels?.length) return false;
    if (!this.entry.confirmed) {
      const state = content.state === "empty" ? "empty" : "labelled";
      this.#apply(this.id, { ...content, state, isConfirmed: true });
    }
    return true;
  }

  // Undoing

  /** The step to take back next, and whether the image still holds what that step made. */
  undoing() { return this.#facing(this.history.toUndo, "after"); }
  redoing() { return this.#facing(this.history.toRedo, "before"); }

  #facing(step, side) {
    if (!step) return null;
    const now = this.#contents.get(step.entry);
    return { step, isAsLeft: now !== undefined && sameContent(now, step[side]) };
  }

  undo() {
    const step = this.history.toUndo;
    this.history.didUndo();
    this.#apply(step.entry, step.before);
  }

  redo() {
    const step = this.history.toRedo;
    this.history.didRedo();
    this.#apply(step.entry, step.after);
  }
}
