// Keys, buttons and fields of the editor, tied to what they do.

import { el, find, findAll } from "./dom.js";
import { KEYS, keyFor } from "./keys.js";
import { stored } from "./stored.js";

/** Held down, these would do more than was meant. */
const ONCE = ["confirm", "noObject", "copy", "acceptAll", "newBox", "help", "hide", "crosshair"];

/** `run(name, event)` runs a command. */
export function bindKeys(stage, surface, run) {
  let single = stored.get("single-keys", "on") === "on";
  find("#single-keys").checked = single;
  find("#single-keys").addEventListener("change", (event) => {
    single = event.target.checked;
    stored.set("single-keys", single ? "on" : "off");
  });
  find("#keys").replaceChildren(...KEYS.map(({ shows, words }) => el("div", {}, el("span", {}, words), el("kbd", {}, shows))));

  addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.isComposing || find("dialog[open]")) return;
    if (target.matches("input:not([type=range]):not([type=checkbox]), textarea, select")) return;
    const onList = target.id === "objects";
    if (onList && ["ArrowDown", "ArrowUp"].includes(event.key) && !event.altKey) {
      event.preventDefault();
      run(event.key === "ArrowDown" ? "selectNext" : "selectPrevious", event);
      return;
    }
    // Enter and Space on a button or a link are its own.
    if ((event.key === "Enter" || event.key === " ") && target.closest("a, button, summary")) return;
    const key = keyFor(event, { onStage: target === stage || target === document.body || onList, single });
    if (!key) return;
    event.preventDefault();
    if (!event.repeat || !ONCE.includes(key.does)) run(key.does, event);
  });
  addEventListener("keyup", (event) => { if (event.key === " ") surface.setPanning(false); });
  addEventListener("blur", () => surface.setPanning(false));
  for (const button of findAll("[data-command]")) button.addEventListener("click", (event) => { run(button.dataset.command, event); });
}

/** The field that names a new label; a box that waits for a name gets it. */
export function bindNewLabel(stage, desk, surface, { drawn, message }) {
  const field = find("#new-label");
  find("#new-label-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = field.value.trim();
    if (name === "") return;
    field.value = "";
    const waiting = surface.pendingBox;
    surface.pendingBox = null;
    desk.useLabel(name);
    if (waiting) drawn(waiting);
    stage.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    surface.pendingBox = null;
    message("");
    surface.changed();
    stage.focus();
  });
}

/** The slider and the choice of the version that suggests. */
export function bindSuggestions(project, desk, suggesting, changed) {
  const slider = find("#threshold");
  desk.threshold = Number(stored.get("threshold", "0.5"));
  slider.value = String(Math.round(desk.threshold * 100));
  slider.addEventListener("input", () => {
    desk.threshold = Number(slider.value) / 100;
    stored.set("threshold", desk.threshold);
    changed();
  });
  const choice = find("#version");
  const last = stored.get(`version-${project}`, "");
  if ([...choice.options].some(({ value }) => value === last)) {
    choice.value = last;
    suggesting.choose(last);
  }
  choice.addEventListener("change", () => {
    suggesting.choose(choice.value);
    stored.set(`version-${project}`, choice.value);
    if (desk.entry) suggesting.use(desk.entry);
  });
}
