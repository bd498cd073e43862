// The editor's side: labels, the boxes of this image as a list, suggestions; and the strip of images below.

import { withQuery } from "./api.js";
import { el, find } from "./dom.js";
import { count } from "./words.js";

const KEYED = 9;

/** The label buttons, the first nine with their keys. */
export function showLabels(desk) {
  const active = desk.box?.label ?? desk.label;
  find("#labels").replaceChildren(
    ...desk.labels.map((name, index) =>
      el(
        "button",
        { type: "button", class: "chip", "aria-pressed": String(name === active), onclick: () => desk.useLabel(name) },
        el("span", {}, index < KEYED && el("kbd", {}, String(index + 1)), index < KEYED ? " " : "", name),
      ),
    ),
  );
}

/** Boxes first, then suggestions, as one list to walk through by arrow keys. */
export function showObjects(desk) {
  const list = find("#objects");
  const rows = [
    ...desk.boxes.map((box) => ({ id: box.id, name: box.label, detail: `${box.width} × ${box.height}`, isNow: box.id === desk.selected })),
    ...desk.shown.map((one) => ({ id: one.id, name: one.label, detail: one.confidence.toFixed(2), isSuggestion: true, isNow: one.id === desk.suggestion })),
  ];
  list.replaceChildren(
    ...rows.map((row) =>
      el(
        "li",
        {
          class: "object", role: "option", id: `object-${row.id}`, "aria-selected": String(row.isNow),
          "aria-label": row.isSuggestion ? `${row.name}, suggested, ${row.detail}` : `${row.name}, ${row.detail} pixels`,
          onclick: () => (row.isSuggestion ? desk.selectSuggestion(row.id) : desk.select(row.id)),
        },
        el("span", { class: row.isSuggestion ? "swatch suggested" : "swatch" }),
        el("span", { class: "label" }, row.isSuggestion ? `${row.name}, suggested` : row.name),
        el("span", { class: "muted small number" }, row.detail),
      ),
    ),
  );
  const now = rows.find(({ isNow }) => isNow);
  if (now) {
    list.setAttribute("aria-activedescendant", `object-${now.id}`);
    find(`#object-${now.id}`).scrollIntoView({ block: "nearest" });
  } else list.removeAttribute("aria-activedescendant");
  list.hidden = rows.length === 0;
  find("#no-objects").hidden = rows.length > 0;
  find("#no-objects").textContent = desk.content.state === "empty" ? "Nothing to find here: marked as without an object." : "No boxes yet. Drag over the picture to draw one, or press B.";
  find("#remove").disabled = desk.box === null && desk.suggestion === null;
  find("#no-object").setAttribute("aria-pressed", String(desk.content.state === "empty"));
}

/** What is wrong with the labels as they stand, and what is said of the image as a whole. */
export function showRemarks({ problems = [], imageLabels = [] }) {
  const remarks = problems.filter(({ isError }) => isError).map(({ message, detail }) => (detail ? `${message} ${detail}` : message));
  if (imageLabels.length > 0) remarks.push(`The whole image is called ${imageLabels.join(", ")}.`);
  find("#remarks").replaceChildren(...remarks.map((text) => el("li", {}, text)));
  find("#remarks").hidden = remarks.length === 0;
}

/** The size beside a box while it is dragged, without building the list anew. */
export function showSize(box) {
  const detail = find(`#object-${box.id} .number`);
  if (detail) detail.textContent = `${box.width} × ${box.height}`;
}

export function showSuggestions(desk, { version, message }) {
  const shown = desk.shown.length;
  find("#suggesting").hidden = version === "";
  find("#threshold-text").textContent = `at least ${desk.threshold.toFixed(2)} sure`;
  find("#suggestion-text").textContent = message ?? (version === "" ? "" : shown === 0 ? "Nothing new to suggest. Slide to the left for suggestions that it is less sure of." : count(shown, "suggestion"));
  find("#accept-all").disabled = find("#dismiss-all").disabled = shown === 0;
}

const BADGES = { saved: ["saved", "right"], saving: ["saving", ""], failed: ["not saved", "wrong"], conflict: ["changed elsewhere", "warn"] };

/** Whether the image on the desk, and those left behind, are saved. */
export function showSaved(saver, id) {
  const status = saver.status(id);
  const others = saver.unsaved.filter((one) => one !== id).length;
  const [text, kind] = status === "saved" && others > 0 ? [`saved, ${count(others, "other image")} not yet`, "warn"] : BADGES[status];
  const badge = find("#saving");
  badge.textContent = text;
  badge.className = `badge ${kind}`.trim();
  badge.title = saver.error(id)?.message ?? "";
}

/** What a lot of labels says, in words: "3 boxes: 2 cat, 1 dog". */
export function inWords({ state, boxes }) {
  if (boxes.length === 0) return state === "empty" ? "no object here" : "no label yet";
  const counts = new Map();
  for (const { label } of boxes) counts.set(label, (counts.get(label) ?? 0) + 1);
  return `${count(boxes.length, "box", "boxes")}: ${[...counts].map(([label, many]) => `${many} ${label}`).join(", ")}`;
}

/** The strip keeps its pictures between images; only what is new is built. */
export function showStrip(trail, { query, open }) {
  const strip = find("#strip");
  const from = Math.max(0, trail.at - 4);
  const ids = trail.ids.slice(from, from + 14);
  const have = new Map([...strip.children].map((item) => [Number(item.dataset.id), item]));
  const items = ids.map((id) => {
    const entry = trail.entry(id);
    const item = have.get(id) ?? el(
      "li",
      { "data-id": id },
      el(
        "a",
        {
          href: withQuery(location.pathname, { ...query, entry: id }), "aria-label": entry.name, title: entry.name, tabindex: "-1",
          onclick: (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            open(id);
          },
        },
        el("img", { src: entry.thumbnail, alt: "", width: "93", height: "70", decoding: "async" }),
      ),
    );
    const link = item.firstElementChild;
    if (id === trail.id) {
      link.setAttribute("aria-current", "true");
      link.tabIndex = 0;
    } else {
      link.removeAttribute("aria-current");
      link.tabIndex = -1;
    }
    return item;
  });
  const isSame = items.length === strip.children.length && items.every((item, index) => strip.children[index] === item);
  if (!isSame) strip.replaceChildren(...items);
}
