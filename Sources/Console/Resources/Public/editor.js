// The label editor: puts the desk, the stage, the row of images and the server together.

import { get, put, withQuery } from "./api.js";
import { askConflict, askUndo } from "./asking.js";
import { makeCommands } from "./commands.js";
import { bindKeys, bindNewLabel, bindSuggestions } from "./controls.js";
import { Desk, contentOf } from "./desk.js";
import { find, findAll, say, sayError } from "./dom.js";
import { inWords, showLabels, showObjects, showRemarks, showSaved, showSize, showStrip, showSuggestions } from "./panels.js";
import { Saver } from "./saving.js";
import { stored } from "./stored.js";
import { Suggesting } from "./suggesting.js";
import { Surface } from "./surface.js";
import { Walk } from "./walk.js";
import { number } from "./words.js";

const root = find("#editor");
const stage = find("#stage");
const { url, project } = root.dataset;
const params = new URLSearchParams(location.search);
/** What the address says besides the image: the set, and the gallery's filter. */
const query = Object.fromEntries([...params.keys()].filter((name) => name !== "entry").map((name) => [name, params.getAll(name)]));
const { set, ...filter } = query;

const saver = new Saver({ send: saveEntry, changed: savingChanged });
const desk = new Desk({ saver, changed: () => surface.renew() });
const surface = new Surface(stage, desk, { drawn, panels: showPanels, dragged: showSize });
const suggesting = new Suggesting({ url, desk, changed: () => surface.renew() });
const walk = new Walk({ url, query, desk, saver, surface, suggesting, page: { opened, painted, strip, message, notice: say, failed: sayError } });
const { trail } = walk;
const counts = { entries: null, labelled: null };

desk.labels = findAll("[data-label]").map(({ dataset }) => dataset.label);
desk.label = desk.labels[0] ?? null;
surface.isCrosshair = stored.get("crosshair", "on") === "on";
find("#crosshair").setAttribute("aria-pressed", String(surface.isCrosshair));

// Saving

async function saveEntry(id, content, revision) {
  try {
    const entry = await put(`${url}/entries/${id}`, desk.draft(id, content), { headers: { "If-Match": `"${revision}"` } });
    desk.learn(entry, content);
    if (counts.labelled !== null) {
      counts.labelled += Number(entry.state !== "unlabelled") - Number(trail.entry(id).state !== "unlabelled");
      showProgress();
    }
    trail.remember(entry);
    if (desk.id === id) desk.entry = entry;
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

const retryAll = () => saver.unsaved.forEach((id) => (saver.status(id) === "conflict" ? solveConflict(id) : saver.retry(id)));

function savingChanged(id) {
  showSaved(saver, desk.id);
  const status = saver.status(id);
  if (status === "conflict") solveConflict(id);
  else if (status === "failed") {
    const error = saver.error(id);
    if (error.code === "signed-out") sayError(error);
    else say(`Not saved: ${error.message}`, { stays: true, action: "Try again", onaction: retryAll });
  } else if (saver.isSettled && find("#toast").textContent.startsWith("Not saved")) say("Saved.");
}

let isAsking = false;

async function solveConflict(id) {
  if (isAsking) return;
  if (id !== desk.id) {
    const name = trail.entry(id)?.name ?? "Another image";
    say(`${name} was changed by someone else.`, { stays: true, action: "Look", onaction: () => walk.go(id) });
    return;
  }
  isAsking = true;
  const choice = await askConflict({ entry: trail.entry(id), mine: desk.remembered(id), theirs: saver.theirs(id).content });
  isAsking = false;
  if (choice === "mine") await saver.keepMine(id);
  else if (choice === "theirs") desk.put(id, saver.takeTheirs(id));
  stage.focus();
}

let isTravelling = false;

/** Undo and redo; they go to the image that the step belongs to. */
async function travel(direction) {
  if (isTravelling) return;
  isTravelling = true;
  try {
    const facing = () => (direction === "undo" ? desk.undoing() : desk.redoing());
    const step = facing()?.step;
    if (!step) return message(`Nothing to ${direction}.`);
    if (step.entry !== desk.id && !(await walk.go(step.entry))) return undefined;
    if (saver.status(step.entry) === "conflict") return solveConflict(step.entry);
    if (!facing().isAsLeft) {
      const then = direction === "undo" ? step.before : step.after;
      if (!(await askUndo({ entry: desk.entry, now: desk.content, then, direction }))) return desk.history.forget(step);
    }
    if (direction === "undo") desk.undo();
    else desk.redo();
    return message("");
  } finally {
    isTravelling = false;
    surface.renew();
  }
}

// What the page shows

function opened(entry) {
  find("#name").textContent = entry.name;
  document.title = `${entry.name} - Katmai`;
  stage.dataset.entry = String(entry.id);
  stage.dataset.painted = "";
  savingChanged(entry.id);
}

/** `mark` is when one asked for it, where that was a step. */
function painted(entry, mark) {
  stage.dataset.painted = String(entry.id);
  if (mark !== null) performance.measure("katmai-next", { start: mark });
  history.replaceState(null, "", withQuery(location.pathname, { ...query, entry: entry.id }));
}

function strip() { showStrip(trail, { query, open: (id) => walk.go(id) }); }

let telling;

function showPanels() {
  showLabels(desk);
  showObjects(desk);
  if (desk.entry) showRemarks(desk.entry);
  showSuggestions(desk, suggesting);
  find("#undo").disabled = !desk.history.canUndo;
  find("#redo").disabled = !desk.history.canRedo;
  clearTimeout(telling);
  // A screen reader hears where one is and what is there, once it is at rest.
  telling = setTimeout(() => { if (desk.entry) speak(`${desk.entry.name}, ${inWords(desk.content)}`); }, 400);
}

function speak(text) {
  if (find("#spoken").textContent !== text) find("#spoken").textContent = text;
}

function message(text) { find("#message").textContent = text; }

function showProgress() {
  const bar = find("#progress");
  bar.max = Math.max(counts.entries, 1);
  bar.value = counts.labelled;
  find("#position").textContent = `${number(counts.labelled)} of ${number(counts.entries)} labelled`;
}

function drawn(draft) {
  if (desk.label === null) {
    // The box waits until it has a name.
    surface.pendingBox = draft;
    surface.moved();
    find("#new-label").focus();
    message("Give the label a name, and the box is made.");
    return;
  }
  const made = desk.draw({ x: draft.x, y: draft.y }, { x: draft.x + draft.width, y: draft.y + draft.height });
  message(made ? "" : "That box is too small.");
}

// Beginning

const commands = makeCommands({ desk, trail, surface, stage, walk, travel, message, speak, drawn });
const WITHOUT_PICTURE = ["next", "previous", "nextUnlabelled", "undo", "redo"];

bindKeys(stage, surface, (name, event) => {
  if (name === "help" || (desk.entry && (desk.size || WITHOUT_PICTURE.includes(name)))) commands[name](event);
});
bindNewLabel(stage, desk, surface, { drawn, message });
bindSuggestions(project, desk, suggesting, () => surface.renew());
find("#saving").addEventListener("click", retryAll);
addEventListener("focus", () => walk.refresh().catch(sayError));
document.addEventListener("visibilitychange", () => { if (!document.hidden) walk.refresh().catch(sayError); });
addEventListener("online", retryAll);
addEventListener("beforeunload", (event) => { if (!saver.isSettled) event.preventDefault(); });

async function firstID() {
  if (root.dataset.entry) return Number(root.dataset.entry);
  const { entries } = await get(withQuery(`${url}/entries`, { ...filter, limit: 1 }));
  return entries[0]?.id ?? null;
}

async function begin() {
  const id = await firstID();
  if (id === null) return message("There is no such image to label. Go back to the images, add some or show others.");
  await walk.go(id);
  stage.focus({ preventScroll: true });
  const { entries, labelled } = await get(url);
  Object.assign(counts, { entries, labelled });
  return showProgress();
}

surface.renew();
begin().catch((error) => { message(error.message); sayError(error); });
