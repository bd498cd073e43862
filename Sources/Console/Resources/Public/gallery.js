// The gallery of a dataset, and what can be done with many images at once.

import { newTicket, outcomeText, progressText, Speech, Watch } from "./actions.js";
import { get, pause, post, withQuery } from "./api.js";
import { Chunks } from "./chunks.js";
import { boxesOver, busy, confirmWith, el, find, findAll, say, sayError, tilePicture } from "./dom.js";
import { bindFilters, filter, passing } from "./filters.js";
import { Grid } from "./grid.js";
import { Selection } from "./selection.js";
import { count, number } from "./words.js";

/**
 * Makes the gallery work; `dataset` has `url` and `editor`. `reloadWith(note)` loads the page anew, `refreshCounts()` its numbers.
 * Answers { reload }.
 */
export function makeGallery(dataset, { reloadWith, refreshCounts }) {
  const selected = new Selection();
  let anchor = null;
  const host = find("#gallery");
  const chunks = new Chunks({
    ahead: 60,
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

  const actionsURL = `${dataset.url}/actions`;
  let speech = new Speech();
  const watch = new Watch({ look: async () => (await get(actionsURL)).actions, told: showProgress, pause });

  /** The line with the bar, while an action is at work. */
  function showProgress(action) {
    find("#action").hidden = action === null;
    for (const button of findAll("[data-action]")) button.disabled = action !== null;
    if (action === null) {
      speech = new Speech();
      find("#action-said").textContent = "";
      return;
    }
    find("#action-text").textContent = progressText(action);
    find("#action-progress").max = Math.max(action.total, 1);
    find("#action-progress").value = action.done;
    const words = speech.words(action, find("#action-leaving").textContent);
    if (words) find("#action-said").textContent = words;
  }

  /** Some by their ids, or all that pass the filter with the number that the person was told. */
  function send(action, told, more) {
    const ticket = newTicket();
    const chosen = selected.isAll ? { filter: passing(), except: selected.except, count: told } : { entries: selected.ids };
    return watch.run(ticket, () => post(actionsURL, { action, ticket, ...chosen, ...more }));
  }

  /** Shows what an action has done, in whatever page it was asked for. */
  function end(action, outcome) {
    const text = outcomeText(action, outcome);
    if (action === "move" || action === "delete") return reloadWith(text);
    say(text);
    api.reload({ keep: true });
    return refreshCounts();
  }

  async function act(button, action, told, more = {}) {
    await busy(button, async () => {
      let outcome;
      try {
        outcome = await send(action, told, more);
      } catch (error) {
        await showAgain();
        throw error;
      }
      selected.clear();
      showSelection();
      return end(action, outcome);
    });
  }

  /** After a failure: a part may be done. Why it failed is said last, so that it is what stays to be read. */
  async function showAgain() {
    await Promise.allSettled([api.reload({ keep: true }), refreshCounts()]);
    showSelection();
  }

  /** Shows what was begun before the page was left, or is done in another one. */
  async function resume() {
    try {
      const action = await watch.resume();
      if (action) await end(action.action, action.outcome);
    } catch (error) {
      await showAgain();
      sayError(error);
    }
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
  resume();
  return api;
}

function describe(entry) {
  if (entry.state === "unlabelled") return "no label yet";
  if (entry.state === "empty") return "no object";
  if (entry.boxes.length === 0) return entry.imageLabels.join(", ");
  const names = new Set(entry.boxes.map(({ label }) => label));
  return names.size === 1 ? `${entry.boxes.length} ${[...names][0]}` : count(entry.boxes.length, "box", "boxes");
}
