// What the gallery shows, kept in the address so that it can be passed on and comes back with the page.

import { withQuery } from "./api.js";
import { find, findAll } from "./dom.js";

const NAMES = ["label", "state", "errors", "version", "evaluation", "verdict", "search", "sort"];

/** The filter as the address has it. */
export function filter() {
  const params = new URLSearchParams(location.search);
  const query = {};
  for (const name of NAMES) {
    const values = params.getAll(name).filter((value) => value !== "");
    if (values.length > 0) query[name] = name === "label" ? values : values[0];
  }
  return query;
}

/** The filter as an action takes it: what passes, in no order. */
export function passing() {
  const { sort, label, ...others } = filter();
  return label ? { ...others, label: label[0] } : others;
}

/** Ties the chips and fields to the filter; `changed()` when there is another one. `editor` is the address of the editor. */
export function bindFilters(editor, changed) {
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
    if (link) link.href = withQuery(editor, now);
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
  find("#filter-clear").addEventListener("click", () => set(Object.fromEntries(NAMES.map((name) => [name, ""]))));
  show();
}
