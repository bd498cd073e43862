// The label editor: puts the desk, the stage, the keys and the server together.

import { get, pause, put, withQuery } from "./api.js";
import { fit, showing, toPicture, zoomed } from "./camera.js";
import { Desk, contentOf, nextID } from "./desk.js";
import { el, find, findAll, say, sayError } from "./dom.js";
import { KEYS, keyFor } from "./keys.js";
import { Painter } from "./painter.js";
import { inWords, showLabels, showObjects, showRemarks, showSize, showStrip, showSuggestions } from "./panels.js";
import { Pictures } from "./pictures.js";
import { Pointing } from "./pointing.js";
import { Saver } from "./saving.js";
import { askConflict, askUndo } from "./asking.js";
import { Trail } from "./trail.js";
import { count, number } from "./words.js";

const root = find("#editor");
const stage = find("#stage");
const { url } = root.dataset;
const query = Object.fromEntries([...new URLSearchParams(location.search).keys()].map((name) => [name, new URLSearchParams(location.search).getAll(name)]));
delete query.entry;
const filter = { ...query };
delete filter.set;

const stored = {
  get: (name, otherwise) => { try { return localStorage.getItem(`katmai-editor-${name}`) ?? otherwise; } catch { return otherwise; } },
  set: (name, value) => { try { localStorage.setItem(`katmai-editor-${name}`, value); } catch { /* Private windows may refuse; the choice then lasts as long as the page. */ } },
};

const saver = new Saver({ send: saveEntry, changed: showSaving });
const desk = new Desk({ saver, changed: deskChanged });
const trail = new Trail(async (id) => {
  const { previous, next, nextUnlabelled: unlabelled, total, ...entry } = await get(withQuery(`${url}/entries/${id}`, { ...filter, around: 1 }));
  return { entry, previous, next, nextUnlabelled: unlabelled ?? null, total };
});
const pictures = new Pictures();
const painter = new Painter(find("#below"), find("#above"));
const version = { name: "", message: null, cache: new Map() };
const dataset = { entries: null, labelled: null };
let isCrosshair = stored.get("crosshair", "on") === "on";
let single = stored.get("single-keys", "on") === "on";
let bitmap = null;
let turn = 0;
let pendingBox = null;
let frame = { below: false, above: false, asked: false };

desk.labels = findAll("[data-label]").map(({ dataset: { label } }) => label);
desk.label = desk.labels[0] ?? null;
desk.threshold = Number(stored.get("threshold", "0.5"));

async function saveEntry(id, content, revision) {
  try {
    const entry = await put(`${url}/entries/${id}`, desk.draft(id, content), { headers: { "If-Match": `"${revision}"` } });
    desk.learn(entry, content);
    countLabelled(trail.entry(id), entry);
    trail.remember(entry);
    if (desk.id === id) {
      desk.entry = entry;
      showRemarks(entry);
    }
    return entry;
  } catch (error) {
    const now = error.body?.entry;
    if (error.code === "stale" && now) {
      trail.remember(now);
      desk.learn(now, content);
      error.theirs = { revision: now.revision, content: contentOf(now) };
    }
    throw error;
  }
}

function countLabelled(before, after) {
  if (dataset.labelled === null || !before) return;
  dataset.labelled += Number(after.state !== "unlabelled") - Number(before.state !== "unlabelled");
  showProgress();
}

// Drawing

const view = {
  camera: { scale: 1, x: 0, y: 0 },
  rect: { left: 0, top: 0 },
  isHidden: false,
  get size() { return desk.size; },
  get bounds() { return painter.view; },
  moved: () => repaint("above"),
  changed: () => { repaint("below"); repaint("above"); },
  drawn: (draft) => drawn(draft),
};
const pointing = new Pointing(stage, desk, view);

function repaint(sheet) {
  frame[sheet] = true;
  if (frame.asked) return;
  frame.asked = true;
  requestAnimationFrame(paint);
}

const stageColour = getComputedStyle(document.documentElement).getPropertyValue("--stage").trim();

function paint() {
  const { below, above } = frame;
  frame = { below: false, above: false, asked: false };
  const moving = pointing.moving ?? desk.box;
  const suggestion = desk.suggestions.find(({ id }) => id === desk.suggestion) ?? null;
  if (below) {
    painter.paintBelow({
      bitmap, size: desk.size, camera: view.camera, boxes: desk.boxes, suggestions: desk.shown,
      without: desk.selected ?? desk.suggestion, isHidden: view.isHidden, stage: stageColour,
    });
  }
  if (above) {
    painter.paintAbove({
      camera: view.camera, box: moving, suggestion, draft: pointing.draft ?? pendingBox,
      crosshair: isCrosshair && !pointing.isPanning && !pointing.moving ? pointing.at : null, isHidden: view.isHidden,
    });
    if (pointing.moving) showSize(pointing.moving);
  }
}

new ResizeObserver(() => {
  const wasFit = desk.size && sameCamera(view.camera, fit(desk.size, painter.view));
  const { left, top, width, height } = stage.getBoundingClientRect();
  view.rect = { left, top };
  painter.resize(width, height);
  if (desk.size && (wasFit || view.camera.scale === 1)) view.camera = fit(desk.size, painter.view);
  view.changed();
}).observe(stage);

const sameCamera = (a, b) => Math.abs(a.scale - b.scale) < 1e-6 && Math.abs(a.x - b.x) < 0.5;

// One image after another

async function open(entry, { mark } = {}) {
  const mine = (turn += 1);
  pendingBox = null;
  pointing.abandon();
  bitmap = pictures.ready(entry);
  const size = entry.size ?? (bitmap && { width: bitmap.width, height: bitmap.height });
  desk.lay(entry, size);
  if (size) view.camera = fit(size, painter.view);
  useSuggestions(entry);
  find("#name").textContent = entry.name;
  document.title = `${entry.name} - Katmai`;
  history.replaceState(null, "", withQuery(location.pathname, { ...query, entry: entry.id }));
  stage.dataset.entry = String(entry.id);
  stage.dataset.painted = "";
  message(bitmap ? "" : "Loading the picture");
  showSaving(entry.id);
  showProgress();
  if (!bitmap) {
    try {
      bitmap = await pictures.load(entry);
    } catch (error) {
      if (mine === turn) message(entry.pictureProblem ?? error.message);
      return;
    }
    if (mine !== turn) return;
    message("");
    if (!desk.size) {
      desk.size = { width: bitmap.width, height: bitmap.height };
      view.camera = fit(desk.size, painter.view);
    }
    view.changed();
  }
  requestAnimationFrame(() => {
    // After the frame that painted it; what the measuring scripts wait for.
    setTimeout(() => {
      if (mine !== turn) return;
      stage.dataset.painted = String(entry.id);
      if (mark) performance.measure("katmai-next", { start: mark });
    });
  });
  setTimeout(() => { if (mine === turn) lookAhead(entry, mine); }, 0);
}

/** After an image is shown: is it still what the server has, what comes next, what does the version suggest there. */
async function lookAhead(entry, mine) {
  try {
    await trail.grow({ ahead: 2, behind: 1 });
    if (mine !== turn) return;
    showStrip(trail, { query, open: (id) => go(id) });
    for (const step of [1, 2, -1]) {
      const near = trail.entry(trail.ids[trail.at + step]);
      if (near) pictures.load(near).catch(() => {}); // Said when it is its turn.
      if (near && step === 1) suggestionsFor(near).catch(() => {}); // The same.
    }
    await refresh();
    if (mine !== turn) return;
    await trail.grow({ ahead: 9, behind: 4 });
    if (mine === turn) showStrip(trail, { query, open: (id) => go(id) });
    showProgress();
  } catch (error) {
    if (mine === turn) sayError(error);
  }
}

/** Reads the image on the desk again; another tab, person or program may have changed it. */
async function refresh() {
  const { id } = desk;
  if (id === null || saver.status(id) !== "saved" || pointing.isBusy) return;
  const before = saver.revision(id);
  const entry = await get(`${url}/entries/${id}`);
  if (entry.revision === before || saver.revision(id) !== before || saver.status(id) !== "saved" || pointing.isBusy) return;
  trail.remember(entry);
  if (desk.id === id) desk.entry = entry;
  if (desk.take(entry) && desk.id === id) say("Someone else changed this image. You see its newest labels.");
}

async function go(id, options) {
  try {
    const entry = await trail.go(id);
    await open(entry, options);
    return true;
  } catch (error) {
    sayError(error);
    return false;
  }
}

async function step(direction) {
  const mark = performance.now();
  try {
    const entry = await trail.step(direction);
    if (entry) await open(entry, { mark });
    else message(direction > 0 ? "That was the last image." : "This is the first image.");
  } catch (error) {
    sayError(error);
  }
}

async function nextUnlabelled() {
  try {
    const { nextUnlabelled: id } = await trail.around(desk.id, { isFresh: true });
    if (id === null || id === desk.id) message("Every image here has its labels.");
    else await go(id);
  } catch (error) {
    sayError(error);
  }
}

// Suggestions

async function suggestionsFor(entry) {
  const { name, cache } = version;
  if (name === "") return [];
  if (!cache.has(entry.id)) {
    const asked = (async () => {
      for (;;) {
        try {
          const { suggestions } = await get(withQuery(`${url}/entries/${entry.id}/suggestions`, { version: name }));
          return suggestions.map(({ label, confidence, box: [x, y, width, height] }) => ({ id: nextID(), label, confidence, x, y, width, height }));
        } catch (error) {
          if (!["not-ready", "busy", "in-use"].includes(error.code) || version.name !== name) throw error;
          if (desk.id === entry.id) suggestionMessage(error.message);
          await pause(1500);
        }
      }
    })();
    cache.set(entry.id, asked);
    asked.catch(() => cache.delete(entry.id));
  }
  return cache.get(entry.id);
}

async function useSuggestions(entry) {
  suggestionMessage(version.name === "" ? null : "Looking");
  try {
    const suggestions = await suggestionsFor(entry);
    if (desk.id !== entry.id) return;
    version.message = null;
    desk.suggestions = suggestions;
    deskChanged();
  } catch (error) {
    if (desk.id === entry.id) suggestionMessage(error.message);
  }
}

function suggestionMessage(text) {
  version.message = text;
  showSuggestions(desk, { version: version.name, message: text });
}

// What the page shows

function deskChanged() {
  view.changed();
  showLabels(desk);
  showObjects(desk);
  if (desk.entry) showRemarks(desk.entry);
  showSuggestions(desk, { version: version.name, message: version.message });
  find("#undo").disabled = !desk.history.canUndo;
  find("#redo").disabled = !desk.history.canRedo;
  clearTimeout(telling);
  telling = setTimeout(tell, 400);
}

let spoken = "";
let telling;

/** Tells a screen reader where one is. */
function tell() {
  if (!desk.entry) return;
  const text = `${desk.entry.name}, ${inWords(desk.content)}`;
  if (text !== spoken) find("#spoken").textContent = spoken = text;
}

function message(text) { find("#message").textContent = text; }

const BADGES = { saved: ["saved", "right"], saving: ["saving", ""], failed: ["not saved", "wrong"], conflict: ["changed elsewhere", "warn"] };

function showSaving(id) {
  const status = saver.status(desk.id);
  const others = saver.unsaved.filter((one) => one !== desk.id);
  const [text, kind] = BADGES[status];
  const badge = find("#saving");
  badge.textContent = others.length === 0 || status !== "saved" ? text : `saved, ${count(others.length, "other image")} not yet`;
  badge.className = `badge ${others.length === 0 || status !== "saved" ? kind : "warn"}`;
  badge.title = saver.error(desk.id)?.message ?? "";
  const state = saver.status(id);
  if (state === "failed") {
    const error = saver.error(id);
    if (error.code === "signed-out") sayError(error);
    else say(`Not saved: ${error.message}`, { stays: true, action: "Try again", onaction: () => { find("#toast").replaceChildren(); saver.unsaved.forEach((one) => saver.retry(one)); } });
  } else if (state === "saved" && saver.isSettled && find("#toast").textContent.startsWith("Not saved")) say("Saved.");
  if (state === "conflict") solveConflict(id);
}

let isAsking = false;

async function solveConflict(id) {
  if (isAsking) return;
  if (id !== desk.id) {
    say(`${trail.entry(id)?.name ?? "Another image"} was changed by someone else.`, { stays: true, action: "Look", onaction: () => go(id).then(() => solveConflict(id)) });
    return;
  }
  isAsking = true;
  const choice = await askConflict({ entry: trail.entry(id), mine: desk.remembered(id), theirs: saver.theirs(id).content });
  isAsking = false;
  if (choice === "mine") await saver.keepMine(id);
  else if (choice === "theirs") desk.put(id, saver.takeTheirs(id));
  stage.focus();
}

function showProgress() {
  if (dataset.labelled === null) return;
  const bar = find("#progress");
  bar.max = Math.max(dataset.entries, 1);
  bar.value = dataset.labelled;
  find("#position").textContent = `${number(dataset.labelled)} of ${number(dataset.entries)} labelled`;
}

function drawn(draft) {
  if (desk.label === null) {
    // The box waits until it has a name.
    pendingBox = draft;
    find("#new-label").focus();
    message("Give the label a name, and the box is made.");
    return;
  }
  const made = desk.draw({ x: draft.x, y: draft.y }, { x: draft.x + draft.width, y: draft.y + draft.height });
  if (!made) message("That box is too small.");
  else message("");
}

// Commands

const commands = {
  confirm: async () => {
    if (desk.confirm()) await step(1);
    else message("There are no boxes. Press 0 if there is no object here.");
  },
  next: () => step(1),
  previous: () => step(-1),
  nextUnlabelled,
  noObject: () => { if (desk.noObject()) message(""); },
  label: (event) => {
    const name = desk.labels[Number(event.key) - 1];
    if (name !== undefined) desk.useLabel(name);
  },
  newLabel: () => find("#new-label").focus(),
  newBox: () => {
    const middle = toPicture(view.camera, { x: painter.view.width / 2, y: painter.view.height / 2 });
    const reach = { x: painter.view.width / 8 / view.camera.scale, y: painter.view.height / 8 / view.camera.scale };
    const { width, height } = desk.size;
    const centre = { x: Math.min(Math.max(middle.x, 0), width), y: Math.min(Math.max(middle.y, 0), height) };
    const x = Math.max(0, centre.x - reach.x);
    const y = Math.max(0, centre.y - reach.y);
    drawn({ x, y, width: Math.min(2 * reach.x, width - x), height: Math.min(2 * reach.y, height - y) });
    if (!pendingBox) stage.focus();
  },
  selectNext: () => { desk.selectNext(1); showSelected(); },
  selectPrevious: () => { desk.selectNext(-1); showSelected(); },
  nudge: (event) => {
    const far = event.shiftKey ? 10 : 1;
    const [dx, dy] = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
    desk.nudge(dx, dy, event.altKey);
  },
  remove: () => desk.removeSelected(),
  release: () => {
    if (pendingBox) {
      pendingBox = null;
      message("");
      view.changed();
    } else if (!pointing.abandon()) desk.select(null);
  },
  copy: () => {
    const before = trail.ids[trail.at - 1];
    const from = before === undefined ? null : (desk.remembered(before) ?? contentOf(trail.entry(before)));
    if (!from) message("There is no image before this one.");
    else message(desk.copyFrom(from.boxes) === 0 ? "The image before has no boxes that are not here." : "");
  },
  acceptAll: () => message(desk.acceptAll() === 0 ? "There is no suggestion to accept." : ""),
  acceptOne: () => { if (!desk.accept(desk.suggestion ?? desk.shown[0]?.id)) message("There is no suggestion to accept."); },
  dismissAll: () => desk.dismissAll(),
  undo: () => travel("undo"),
  redo: () => travel("redo"),
  zoomIn: () => zoom(1.25),
  zoomOut: () => zoom(0.8),
  fit: () => { if (desk.size) { view.camera = fit(desk.size, painter.view); view.changed(); } },
  hide: () => {
    view.isHidden = !view.isHidden;
    find("#hide").setAttribute("aria-pressed", String(view.isHidden));
    view.changed();
  },
  crosshair: () => {
    isCrosshair = !isCrosshair;
    stored.set("crosshair", isCrosshair ? "on" : "off");
    find("#crosshair").setAttribute("aria-pressed", String(isCrosshair));
    view.moved();
  },
  help: () => find("#help").showModal(),
  pan: () => { pointing.isPanning = true; stage.style.cursor = "grab"; },
};

let isTravelling = false;

/** Undo and redo; they go to the image that the step belongs to. */
async function travel(direction) {
  if (isTravelling) return;
  isTravelling = true;
  try {
    const facing = () => (direction === "undo" ? desk.undoing() : desk.redoing());
    const step = facing()?.step;
    if (!step) return message(`Nothing to ${direction}.`);
    if (step.entry !== desk.id && !(await go(step.entry))) return undefined;
    if (saver.status(step.entry) === "conflict") return solveConflict(step.entry);
    if (!facing().isAsLeft) {
      const isSure = await askUndo({ entry: desk.entry, now: desk.content, then: direction === "undo" ? step.before : step.after, direction });
      if (!isSure) return desk.history.forget(step);
    }
    if (direction === "undo") desk.undo();
    else desk.redo();
    return message("");
  } finally {
    isTravelling = false;
    deskChanged();
  }
}

function zoom(factor) {
  if (!desk.size) return;
  const middle = { x: painter.view.width / 2, y: painter.view.height / 2 };
  view.camera = zoomed(view.camera, pointing.at ?? middle, factor, desk.size, painter.view);
  view.changed();
}

function showSelected() {
  const box = desk.box ?? desk.suggestions.find(({ id }) => id === desk.suggestion);
  if (!box) return;
  view.camera = showing(view.camera, box, painter.view);
  view.changed();
  find("#spoken").textContent = spoken = desk.box ? `${box.label}, ${box.width} by ${box.height}` : `${box.label}, suggested`;
}

function run(name, event) {
  if (!desk.entry && name !== "help") return;
  if (desk.size || ["next", "previous", "nextUnlabelled", "help"].includes(name)) commands[name](event);
}

addEventListener("keydown", (event) => {
  if (event.isComposing || find("dialog[open]")) return;
  const { target } = event;
  const isTyping = target.matches("input:not([type=range]):not([type=checkbox]), textarea, select");
  if (isTyping) return;
  const onList = target.id === "objects";
  if (onList && ["ArrowDown", "ArrowUp"].includes(event.key) && !event.altKey) {
    event.preventDefault();
    run(event.key === "ArrowDown" ? "selectNext" : "selectPrevious", event);
    return;
  }
  const onStage = target === stage || target === document.body || onList;
  // Enter and Space on a button or link are its own.
  if ((event.key === "Enter" || event.key === " ") && target.closest("a, button, summary")) return;
  const key = keyFor(event, { onStage: onStage && !(target.type === "range"), single });
  if (!key) return;
  event.preventDefault();
  if (event.repeat && ["confirm", "noObject", "copy", "acceptAll", "newBox", "help", "hide", "crosshair"].includes(key.does)) return;
  run(key.does, event);
});
addEventListener("keyup", (event) => {
  if (event.key !== " ") return;
  pointing.isPanning = false;
  stage.style.cursor = "crosshair";
});
addEventListener("blur", () => { pointing.isPanning = false; });

for (const button of findAll("[data-command]")) button.addEventListener("click", (event) => { run(button.dataset.command, event); });
find("#new-label-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = find("#new-label").value.trim();
  if (name === "") return;
  find("#new-label").value = "";
  const waiting = pendingBox;
  pendingBox = null;
  desk.useLabel(name);
  if (waiting) drawn(waiting);
  stage.focus();
});
find("#new-label").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  pendingBox = null;
  message("");
  view.changed();
  stage.focus();
});
find("#threshold").addEventListener("input", (event) => {
  desk.threshold = Number(event.target.value) / 100;
  stored.set("threshold", desk.threshold);
  deskChanged();
});
find("#version").addEventListener("change", (event) => {
  Object.assign(version, { name: event.target.value, message: null, cache: new Map() });
  stored.set(`version-${root.dataset.project}`, version.name);
  desk.suggestions = [];
  deskChanged();
  if (desk.entry) useSuggestions(desk.entry);
});
find("#single-keys").addEventListener("change", (event) => {
  single = event.target.checked;
  stored.set("single-keys", single ? "on" : "off");
});
find("#saving").addEventListener("click", () => saver.unsaved.forEach((id) => (saver.status(id) === "conflict" ? solveConflict(id) : saver.retry(id))));
addEventListener("focus", () => refresh().catch(sayError));
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh().catch(sayError); });
addEventListener("online", () => saver.unsaved.forEach((id) => saver.retry(id)));
addEventListener("beforeunload", (event) => { if (!saver.isSettled) event.preventDefault(); });

// Beginning

find("#keys").replaceChildren(...KEYS.map(({ shows, words }) => el("div", {}, el("span", {}, words), el("kbd", {}, shows))));
find("#threshold").value = String(Math.round(desk.threshold * 100));
find("#single-keys").checked = single;
find("#crosshair").setAttribute("aria-pressed", String(isCrosshair));
const versions = find("#version");
const wanted = stored.get(`version-${root.dataset.project}`, "");
if ([...versions.options].some(({ value }) => value === wanted)) version.name = versions.value = wanted;

async function begin() {
  let id = root.dataset.entry ? Number(root.dataset.entry) : null;
  if (id === null) {
    const { entries } = await get(withQuery(`${url}/entries`, { ...filter, limit: 1 }));
    id = entries[0]?.id ?? null;
  }
  if (id === null) {
    message("No image passes this filter. Go back to the images and choose another.");
    return;
  }
  await Promise.all([
    go(id),
    get(url).then((status) => { Object.assign(dataset, { entries: status.entries, labelled: status.labelled }); showProgress(); }),
  ]);
  stage.focus({ preventScroll: true });
}

deskChanged();
begin().catch((error) => { message(error.message); sayError(error); });
