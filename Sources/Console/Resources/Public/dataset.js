// The page of a dataset: bringing images, watching an import, problems; the gallery is in a module of its own.

import { get, pause, post, remove, withQuery } from "./api.js";
import { busy, confirmWith, el, find, findAll, say, sayError } from "./dom.js";
import { makeGallery } from "./gallery.js";
import { acceptUploads } from "./uploads.js";
import { bytes, count, number } from "./words.js";

const { dataset } = find("#dataset");
const hasEntries = "hasEntries" in dataset;

function reloadWith(note) {
  if (note) sessionStorage.setItem("katmai-note", note);
  location.reload();
}

// Bringing images

acceptUploads({
  url: dataset.url,
  knownURL: `/_/api/projects/${dataset.project}/known`,
  mayKnow: "mayKnow" in dataset,
  added: () => { if (hasEntries) gallery?.reload({ keep: true }); },
  finished: (queue, summary) => {
    if (!hasEntries && queue.added > 0) {
      if (queue.failures.length === 0) return reloadWith(summary);
      return say(summary, { stays: true, action: "Show the images", onaction: () => reloadWith() });
    }
    say(summary);
    if (!hasEntries) return undefined;
    gallery.reload({ keep: true });
    return refreshCounts();
  },
});

async function refreshCounts() {
  try {
    const status = await get(dataset.url);
    const unlabelled = status.entries - status.labelled;
    for (const [name, value] of Object.entries({ entries: count(status.entries, "image"), labelled: number(status.labelled), unlabelled: number(unlabelled) })) {
      for (const place of findAll(`[data-count="${name}"]`)) place.textContent = value;
    }
  } catch (error) {
    sayError(error);
  }
}

async function watchImport() {
  for (;;) {
    await pause(1000);
    try {
      const status = await get(dataset.url);
      if (!status.isBusy) return reloadWith();
      const text = find("[data-status]");
      if (text) text.textContent = importText(status);
      const bar = find("[data-progress]");
      if (bar && status.total > 0) {
        bar.max = status.total;
        bar.value = status.done ?? 0;
      }
    } catch (error) {
      sayError(error);
      await pause(4000);
    }
  }
}

function importText(status) {
  if (status.total > 0) return `Importing: ${bytes(status.done ?? 0)} of ${bytes(status.total)} read, ${count(status.entries, "image")} so far.`;
  return `${status.message ?? `The set is ${status.status}`}.`;
}

if ("isBusy" in dataset) watchImport();

const create = find("#create");
if (create) {
  create.addEventListener("change", () => {
    const source = new FormData(create).get("source");
    for (const field of findAll("[data-for]", create)) {
      field.hidden = !field.dataset.for.split(" ").includes(source);
      const input = find("input, select", field);
      input.required = !field.hidden && input.name !== "prefix";
    }
    find("#create-submit").disabled = !source;
  });
  create.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(create);
    const source = data.get("source");
    const body = { source };
    if (source === "folder") Object.assign(body, { bucket: data.get("bucket"), prefix: data.get("prefix") });
    if (source === "manifest") Object.assign(body, { bucket: data.get("bucket"), key: data.get("key") });
    if (source === "dataset") {
      const [project, set] = String(data.get("dataset") ?? "").split("/");
      Object.assign(body, { project, set });
    }
    const submit = find("#create-submit");
    find("#create-error").textContent = "";
    submit.disabled = true;
    const making = post(dataset.url, body);
    if (source === "folder") tellListing(making);
    try {
      await making;
      reloadWith();
    } catch (error) {
      find("#create-error").textContent = error.message;
      submit.disabled = false;
    }
  });
}

/** Says how many images a folder is found to have, until `making` is through. */
async function tellListing(making) {
  const place = find("#create-progress");
  let isOver = false;
  const end = () => { isOver = true; place.textContent = ""; };
  making.then(end, end);
  place.textContent = "Looking through the folder.";
  for (;;) {
    await pause(700);
    if (isOver) return;
    try {
      const { found } = await get(`${dataset.url}/listing`);
      if (!isOver && found !== null) place.textContent = `Looking through the folder: ${count(found, "image")} so far.`;
    } catch {
      // What fails here fails the request itself too, which says so.
    }
  }
}

find("#split")?.addEventListener("click", async (event) => {
  const isSure = await confirmWith({
    title: "Split off a test set",
    text: "Katmai moves a fifth of the training images to the test set, chosen so that every label is in both. Test images are never learned from.",
    action: "Split",
  });
  if (!isSure) return;
  await busy(event.target, async () => {
    await post(`/_/api/projects/${dataset.project}/split`, {});
    say("Splitting.", { stays: true });
    await settled(dataset.url);
    await settled(dataset.otherUrl);
    reloadWith("A fifth of the images is in the test set now.");
  });
});

async function settled(url) {
  for (;;) {
    const { isBusy } = await get(url);
    if (!isBusy) return;
    await pause(700);
  }
}

find("#delete-dataset")?.addEventListener("click", async (event) => {
  const isSure = await confirmWith({
    title: `Delete the ${dataset.set === "train" ? "training" : "test"} set of ${dataset.project}?`,
    text: `Its ${event.target.dataset.images} and their labels go. Image files stay in their bucket, and versions trained with them stay. This cannot be undone.`,
    action: "Delete",
    isDanger: true,
  });
  if (isSure) await busy(event.target, async () => { await remove(dataset.url); reloadWith("The set is being deleted."); });
});

// Problems

const problems = find("#problems");
let problemsNext = null;

async function moreProblems() {
  try {
    const answer = await get(withQuery(`${dataset.url}/problems`, { after: problemsNext, limit: 100 }));
    problemsNext = answer.next ?? null;
    find("#problems-more").hidden = problemsNext === null;
    find("#problems-list").append(...answer.problems.map(problemItem));
  } catch (error) {
    sayError(error);
  }
}

function problemItem({ line, message, detail, entry, name }) {
  const where = line ? `line ${number(line)}` : name;
  const link = entry !== null && el("a", { class: "small", href: withQuery(dataset.editor, { entry, errors: name && "1" }) }, line ? "Open the image that was there first" : "Open the image");
  return el(
    "li",
    { class: "problem" },
    el("span", { class: "small muted number" }, where),
    el("div", {}, el("p", {}, message), detail && el("p", { class: "small muted" }, detail), link && el("p", {}, link)),
  );
}

find("[data-opens-problems]")?.addEventListener("click", (event) => {
  event.preventDefault();
  find("#problems-list").replaceChildren();
  problemsNext = null;
  problems.showModal();
  moreProblems();
});
find("#problems-more").addEventListener("click", moreProblems);

const gallery = hasEntries ? makeGallery(dataset, { reloadWith, refreshCounts }) : null;
