// The gallery of a dataset, and what can be done with many images at once.

import { get, post, withQuery } from "./api.js";
import { Chunks } from "./chunks.js";
import { boxesOver, busy, confirmWith, el, find, findAll, say, sayError } from "./dom.js";
import { bindFilters, filter } from "./filters.js";
import { Grid } from "./grid.js";
import { count, number } from "./words.js";

/** Images that the server changes in one request. */
const ACTION_SIZE = 1000;

/**
 * Makes the gallery work; `dataset` has `url` and `editor`. `reloadWith(note)` loads the page anew, `refreshCounts()` its numbers.
 * Answers { reload }.
 */
export function makeGallery(dataset, { reloadWith, refreshCounts }) {
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
