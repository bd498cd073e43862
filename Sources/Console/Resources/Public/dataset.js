// The page of a dataset: bringing images, the gallery, its filters and what can be done with many images at once.

import { get, pause, post, remove, withQuery } from "./api.js";
import { Chunks } from "./chunks.js";
import { boxesOver, busy, confirmWith, el, find, findAll, say, sayError } from "./dom.js";
import { Grid } from "./grid.js";
import { acceptUploads } from "./uploads.js";
import { bytes, count, number } from "./words.js";

const { dataset } = find("#dataset");
const hasEntries = "hasEntries" in dataset;
const FILTERS = ["label", "state", "errors", "version", "evaluation", "verdict", "search", "sort"];
const ACTION_SIZE = 1000;

function reloadWith(note) {
  if (note) sessionStorage.setItem("katmai-note", note);
  location.reload();
}

/** The filter as the address has it. */
function filter() {
  const params = new URLSearchParams(location.search);
  const query = {};
  for (const name of FILTERS) {
    const values = params.getAll(name).filter((value) => value !== "");
    if (values.length > 0) query[name] = name === "label" ? values : values[0];
  }
  return query;
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
    gallery?.reload({ keep: true });
    return refreshCounts();
  },
});

async function refreshCounts() {
  try {
    const status = await get(dataset.url);
    const unlabelled = status.entries - status.labelled;
    for (const [name, value] of Object.entries({ entries: status.entries, labelled: status.labelled, unlabelled })) {
      for (const place of findAll(`[data-count="${name}"]`)) place.textContent = number(value);
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
    try {
      await post(dataset.url, body);
      reloadWith();
    } catch (error) {
      find("#create-error").textContent = error.message;
    }
  });
}

find("#split")?.addEventListener("click", async (event) => {
  const isSure = await confirmWith({
    title: "Split off a test set",
    text: "Katmai moves a fifth of the training images to the test set, chosen so that pictures that look alike stay together. Test images are never learned from.",
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
    title: "Delete this dataset?",
    text: "All its images and labels go. Versions trained with them stay.",
    action: "Delete",
    isDanger: true,
  });
  if (isSure) await busy(event.target, async () => { await remove(dataset.url); reloadWith("The dataset is being deleted."); });
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

function problemItem({ line, message, detail }) {
  const where = line ? `line ${number(line)}` : "";
  return el(
    "li",
    { class: "problem" },
    el("span", { class: "small muted number" }, where),
    el("div", {}, el("p", {}, message), detail && el("p", { class: "small muted" }, detail)),
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

// The gallery

const gallery = hasEntries ? makeGallery() : null;

function makeGallery() {
  const selected = new Set();
  let anchor = null;
  const host = find("#gallery");
  const chunks = new Chunks({
    load: ({ offset, after, limit, signal }) => get(withQuery(`${dataset.url}/entries`, { ...filter(), offset, after, limit }), { signal }),
    changed: (first, end) => {
      if (chunks.error) sayError(chunks.error);
      if (chunks.total !== null && grid.count !== chunks.total) grid.count = chunks.total;
      grid.refresh(first, end);
      showCount();
    },
  });
  const grid = new Grid(host, { fill: tile, need: (first, end) => chunks.need(first, end) });

  function showCount() {
    const { total } = chunks;
    find("#gallery-empty").hidden = total !== 0;
    host.hidden = total === 0;
    find("#gallery-count").textContent = total === null ? "Loading" : count(total, "image");
  }

  function openURL(entry) {
    return withQuery(dataset.editor, { ...filter(), entry: entry.id });
  }

  function tile(item, index) {
    const entry = chunks.get(index);
    item.classList.toggle("skeleton", entry === null);
    item.classList.toggle("selected", entry !== null && selected.has(entry.id));
    if (entry === null) {
      item.replaceChildren();
      return;
    }
    const picture = el("img", { src: entry.thumbnail, alt: "", decoding: "async", draggable: false });
    picture.addEventListener("error", () => picture.replaceWith(el("span", { class: "broken" }, "This picture cannot be read")), { once: true });
    const described = describe(entry);
    item.replaceChildren(
      ...[
        picture,
        entry.size && entry.boxes.length > 0 && boxesOver(entry.size, entry.boxes),
        el("span", { class: "foot" }, el("span", {}, entry.name), el("span", {}, described)),
        el("a", { class: "open", href: openURL(entry), "data-focus": "", "aria-label": `${entry.name}, ${described}` }),
        entry.hasErrors && el("span", { class: "flag badge warn", title: "Its labels have a problem; open it to see which." }, "problem"),
        el("label", { class: "pick" }, el("input", { type: "checkbox", checked: selected.has(entry.id), "aria-label": `Select ${entry.name}`, onclick: (event) => pick(index, event.shiftKey) })),
      ].filter(Boolean),
    );
  }

  async function pick(index, isRange) {
    const entry = chunks.get(index);
    const isOn = !selected.has(entry.id);
    const [from, to] = isRange && anchor !== null ? [Math.min(anchor, index), Math.max(anchor, index)] : [index, index];
    if (from !== to) await chunks.need(from, to + 1);
    for (let at = from; at <= to; at += 1) {
      const one = chunks.get(at);
      if (one && isOn) selected.add(one.id);
      else if (one) selected.delete(one.id);
    }
    anchor = index;
    showSelection(from, to + 1);
  }

  function showSelection(first, end) {
    find("#selection").hidden = selected.size === 0;
    host.classList.toggle("selecting", selected.size > 0);
    find("#selection-count").textContent = `${number(selected.size)} selected`;
    grid.refresh(first, end);
  }

  host.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    if (event.key === " " && event.target.matches("a")) {
      event.preventDefault();
      pick(Number(item.dataset.index), event.shiftKey);
    } else if (event.key === "Escape" && selected.size > 0) {
      selected.clear();
      showSelection();
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selectAll();
    }
  });

  async function selectAll() {
    find("#selection-count").textContent = "Selecting";
    try {
      let after;
      do {
        const answer = await get(withQuery(`${dataset.url}/entries`, { ...filter(), after, limit: 500 }));
        for (const { id } of answer.entries) selected.add(id);
        after = answer.next ?? null;
      } while (after !== null);
    } catch (error) {
      sayError(error);
    }
    showSelection();
  }

  async function act(button, action, more = {}) {
    const ids = [...selected];
    await busy(button, async () => {
      let changed = 0;
      const skipped = [];
      for (let at = 0; at < ids.length; at += ACTION_SIZE) {
        const part = ids.slice(at, at + ACTION_SIZE);
        const answer = await post(`${dataset.url}/actions`, { action, entries: part, ...more });
        changed += answer.changed;
        skipped.push(...answer.skipped);
        if (ids.length > ACTION_SIZE) find("#selection-count").textContent = `${number(at + part.length)} of ${number(ids.length)}`;
      }
      const words = { move: "moved", delete: "removed", assign: "changed", empty: "marked as without an object" }[action];
      const note = skipped.length === 0 ? "" : ` ${count(skipped.length, "image")} left as before: ${skipped[0].reason}`;
      selected.clear();
      showSelection();
      if (action === "move" || action === "delete") return reloadWith(`${count(changed, "image")} ${words}.${note}`);
      say(`${count(changed, "image")} ${words}.${note}`);
      api.reload({ keep: true });
      return refreshCounts();
    });
  }

  for (const button of findAll("[data-action]")) {
    button.addEventListener("click", async () => {
      const { action } = button.dataset;
      const some = count(selected.size, "image");
      if (action === "assign") {
        find("#assign-text").textContent = `Every box in ${some} gets this label.`;
        find("#assign").showModal();
        return;
      }
      const asks = {
        delete: { title: `Remove ${some}?`, text: "The images and their labels leave this dataset. This cannot be undone.", action: "Remove", isDanger: true },
        empty: { title: "No object here", text: `Boxes in ${some} are removed, and the images count as showing nothing to find.`, action: "Mark" },
      };
      if (!asks[action] || (await confirmWith(asks[action]))) await act(button, action);
    });
  }
  find("#assign-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    find("#assign").close();
    await act(find('[data-action="assign"]'), "assign", { label: find("#assign-label").value.trim() });
  });
  find("#select-all").addEventListener("click", selectAll);
  find("#select-none").addEventListener("click", () => { selected.clear(); showSelection(); });

  const api = {
    /** Reads the list again; with `keep` the tiles stay until the new ones are there. */
    reload({ keep = false } = {}) {
      chunks.reset();
      if (!keep) {
        scrollTo({ top: Math.min(scrollY, host.getBoundingClientRect().top + scrollY) });
        grid.refresh();
      }
      showCount();
      return chunks.need(0, 1).then(() => { grid.count = chunks.total ?? grid.count; });
    },
  };
  bindFilters(() => { selected.clear(); showSelection(); api.reload(); });
  api.reload();
  return api;
}

function describe(entry) {
  if (entry.state === "unlabelled") return "no label yet";
  if (entry.state === "empty") return "no object";
  if (entry.boxes.length === 0) return entry.imageLabels.join(", ");
  const names = new Set(entry.boxes.map(({ label }) => label));
  return names.size === 1 ? `${entry.boxes.length} ${[...names][0]}` : count(entry.boxes.length, "box", "boxes");
}

function bindFilters(changed) {
  const place = { label: find("#filter-label"), version: find("#filter-version"), verdict: find("#filter-verdict"), sort: find("#filter-sort"), search: find("#filter-search") };

  function show() {
    const now = filter();
    for (const chip of findAll("#state-chips .chip")) {
      const state = now.errors ? "errors" : (now.state ?? "");
      chip.setAttribute("aria-pressed", String(chip.dataset.state === state));
    }
    place.label.value = now.label?.[0] ?? "";
    for (const name of ["version", "verdict", "search"]) place[name].value = now[name] ?? "";
    place.sort.value = now.sort ?? "added";
    place.version.hidden = place.version.options.length < 2;
    place.verdict.hidden = !now.version;
    const link = find("#label-images");
    if (link) link.href = withQuery(dataset.editor, now);
  }

  function set(values) {
    const params = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      params.delete(name);
      if (value) params.set(name, value);
    }
    history.replaceState(null, "", `?${params}`);
    show();
    changed();
  }

  for (const chip of findAll("#state-chips .chip")) {
    chip.addEventListener("click", () => {
      const { state } = chip.dataset;
      set(state === "errors" ? { errors: "1", state: "" } : { errors: "", state });
    });
  }
  for (const link of findAll("[data-label-link]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); set({ label: link.dataset.labelLink }); });
  }
  place.label.addEventListener("change", () => set({ label: place.label.value }));
  place.version.addEventListener("change", () => set({ version: place.version.value, evaluation: "", verdict: place.version.value && "missed" }));
  place.verdict.addEventListener("change", () => set({ verdict: place.verdict.value }));
  place.sort.addEventListener("change", () => set({ sort: place.sort.value === "added" ? "" : place.sort.value }));
  let typing;
  place.search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => set({ search: place.search.value.trim() }), 200);
  });
  find("#filters").addEventListener("submit", (event) => event.preventDefault());
  find("#filter-clear").addEventListener("click", () => set(Object.fromEntries(FILTERS.map((name) => [name, ""]))));
  show();
}
