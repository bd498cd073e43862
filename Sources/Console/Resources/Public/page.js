// What every page does: the theme switch, buttons that open dialogs, copying, times that stay true, and pictures that cannot be read.

import { el, find, findAll, say } from "./dom.js";
import { ago } from "./words.js";

const themes = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

function theme() {
  return document.documentElement.dataset.theme ?? "system";
}

function show(button) {
  const name = themes[theme()];
  button.title = name;
  const text = find("[data-theme-name]", button);
  if (text) text.textContent = name;
}

for (const button of findAll("[data-theme-switch]")) {
  show(button);
  button.addEventListener("click", () => {
    const names = Object.keys(themes);
    const next = names[(names.indexOf(theme()) + 1) % names.length];
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("katmai-theme", next);
    } catch {
      say("This browser does not let Katmai keep the theme.");
    }
    findAll("[data-theme-switch]").forEach(show);
  });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) find(`#${opener.dataset.opens}`).showModal();
  const closer = event.target.closest?.("[data-closes]");
  if (closer) closer.closest("dialog").close();
  const copier = event.target.closest?.("[data-copies]");
  if (copier) copy(copier);
});

// A menu closes when one turns to something else, or with Escape.
document.addEventListener("click", ({ target }) => {
  for (const menu of findAll(".menu[open]")) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.(".menu[open]");
  if (!menu) return;
  menu.open = false;
  find("summary", menu).focus();
});

async function copy(button) {
  const source = find(`#${button.dataset.copies}`);
  try {
    await navigator.clipboard.writeText(source.textContent);
    const before = button.textContent;
    button.textContent = "Copied";
    say("Copied.");
    setTimeout(() => { button.textContent = before; }, 2000);
  } catch {
    // The clipboard is refused without a secure origin: then the text is marked, ready to be copied by hand.
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    say("Marked. Copy it with Ctrl C.");
  }
}

setInterval(() => {
  for (const time of findAll("time[datetime]")) time.textContent = ago(new Date(time.dateTime));
}, 60_000);

// A picture that cannot be read gets a calm place instead of the browser's torn one. Errors of pictures do not rise, so they are caught on
// their way down; those that failed before this script ran are looked up.
function calm(picture) {
  if (picture.classList.contains("unreadable") || !picture.hasAttribute("src")) return;
  picture.classList.add("unreadable");
  picture.dataset.wanted = picture.getAttribute("src");
  picture.alt = picture.title = "This picture cannot be read";
  picture.src = "/_/static/unreadable.svg";
}

document.addEventListener("error", ({ target }) => { if (target instanceof HTMLImageElement) calm(target); }, true);
for (const picture of document.images) if (picture.complete && picture.naturalWidth === 0) calm(picture);

// A note left by the page before, where that one had to be loaded again.
const note = sessionStorage.getItem("katmai-note");
if (note) {
  sessionStorage.removeItem("katmai-note");
  const place = find("[data-note]");
  if (place) place.append(el("div", { class: "note right below", role: "status" }, note));
  else say(note);
}
