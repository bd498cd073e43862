// The gallery of a dataset, and what can be done with many images at once.

import { get, post, withQuery } from "./api.js";
import { Chunks } from "./chunks.js";
import { boxesOver, busy, confirmWith, el, find, findAll, say, sayError, tilePicture } from "./dom.js";
import { bindFilters, filter, passing } from "./filters.js";
import { Grid } from "./grid.js";
import { Selection } from "./selection.js";
import { count, number } from "./words.js";

/** Images that the server changes in one request. */
const ACTION_SIZE = 1000;

/**
 * Makes the gallery work; `dataset` has `url` and `editor`. `reloadWith(note)` loads the page anew, `refreshCounts()` its numbers.
 * Answers { reload }.
 */
export function makeGallery(dataset, { reloadWith, refreshCounts }) {
  const selected = new Selection();
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
    if (selected.isAll && total !== null) showSelected();
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
    const described = describe(entry);
    item.replaceChildren(
      ...[
        tilePicture(item, entry.thumbnail, "This picture cannot be read"),
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
      if (one) selected.set(one.id, isOn);
    }
    anchor = index;
    showSelection(from, to + 1);
  }

  function showSelected() {
    const many = selectedCount();
    find("#selection").hidden = many === 0;
    host.classList.toggle("selecting", many > 0);
    find("#selection-count").textContent = `${number(many)} selected`;
  }

  function showSelection(first, end) {
    showSelected();
    grid.refresh(first, end);
  }

  host.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    if (event.key === " " && event.target.matches("a")) {
      event.preventDefault();
      pick(Number(item.dataset.index), event.shiftKey);
    } else if (event.key === "Escape" && selectedCount() > 0) {
      selected.clear();
      showSelection();
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selectAll();
    }
  });

  const selectedCount = () => selected.count(chunks.total);

  function selectAll() {
    selected.all();
    showSelection();
  }

  /** By their ids, so many at a time; all that pass the filter in one request, with the number that the person was told. */
  async function send(action, told, more) {
    if (selected.isAll) {
      const order = { action, filter: passing(), except: selected.except, count: told, ...more };
      find("#selection-count").textContent = `Working on ${count(told, "image")}`;
      return post(`${dataset.url}/actions`, order);
    }
    const { ids } = selected;
    const sum = { changed: 0, skipped: [], skippedCount: 0 };
    for (let at = 0; at < ids.length; at += ACTION_SIZE) {
      const part = ids.slice(at, at + ACTION_SIZE);
      const answer = await post(`${dataset.url}/actions`, { action, entries: part, ...more });
      sum.changed += answer.changed;
      sum.skipped.push(...answer.skipped);
      sum.skippedCount += answer.skippedCount;
      if (ids.length > ACTION_SIZE) find("#selection-count").textContent = `${number(at + part.length)} of ${number(ids.length)}`;
    }
    return sum;
  }

  async function act(button, action, told, more = {}) {
    await busy(button, async () => {
      let answer;
      try {
        answer = await send(action, told, more);
      } catch (error) {
        showSelection();
        if (error.code === "changed") api.reload({ keep: true }).then(() => showSelection());
        throw error;
      }
      const { changed, skipped, skippedCount } = answer;
      const words = { move: "moved", delete: "removed", assign: "changed", empty: "marked as without an object" }[action];
      const note = skippedCount === 0 ? "" : ` ${count(skippedCount, "image")} left as before: ${skipped[0].reason}`;
      selected.clear();
      showSelection();
      if (action === "move" || action === "delete") return reloadWith(`${count(changed, "image")} ${words}.${note}`);
      say(`${count(changed, "image")} ${words}.${note}`);
      api.reload({ keep: true });
      return refreshCounts();
    });
  }

  /** The number that the dialog for a label has told. */
  let assigned = 0;
  for (const button of findAll("[data-action]")) {
    button.addEventListener("click", async () => {
      const { action } = button.dataset;
      const told = selectedCount();
      const some = count(told, "image");
      if (action === "assign") {
        find("#assign-text").textContent = `Every box in ${some} gets this label.`;
        assigned = told;
        find("#assign").showModal();
        return;
      }
      const asks = {
        delete: { title: `Remove ${some}?`, text: "The images and their labels leave this dataset. This cannot be undone.", action: "Remove", isDanger: true },
        empty: { title: "No object here", text: `Boxes in ${some} are removed, and the images count as showing nothing to find.`, action: "Mark" },
      };
      if (selected.isAll) asks.move = { title: `${button.textContent}?`, text: `${some} that pass the filter move to the other set.`, action: "Move" };
      if (!asks[action] || (await confirmWith(asks[action]))) await act(button, action, told);
    });
  }
  find("#assign-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    find("#assign").close();
    await act(find('[data-action="assign"]'), "assign", assigned, { label: find("#assign-label").value.trim() });
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
  bindFilters(dataset.editor, () => { selected.clear(); showSelection(); api.reload(); });
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
