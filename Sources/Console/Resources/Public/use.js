// Starting, stopping and trying a version.

import { get, pause, post, put, request, withQuery } from "./api.js";
import { boxesOver, busy, confirmWith, el, find, findAll, sayError, svg } from "./dom.js";
import { count, duration, score } from "./words.js";

const { dataset } = find("#use");

async function settle() {
  for (;;) {
    await pause(800);
    try {
      const version = await get(dataset.url);
      find("#status").textContent = find("#state-word").textContent = version.status;
      find("#status").className = `badge ${version.statusKind}`;
      find("#status-text").textContent = version.message ?? "";
      if (!version.isBusy) return location.reload();
    } catch (error) {
      sayError(error);
      await pause(3000);
    }
  }
}

if ("isBusy" in dataset) settle();

find("#start").addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = { minimumUnits: Number(find("#minimum").value) };
  if (find("#maximum").value !== "") body.maximumUnits = Number(find("#maximum").value);
  try {
    await post(`${dataset.url}/start`, body);
    find("#start-dialog").close();
    find("#status").textContent = "starting";
    settle();
  } catch (error) {
    find("#start-error").textContent = error.message;
  }
});

find("#stop")?.addEventListener("click", async (event) => {
  const isSure = await confirmWith({ title: "Stop this version?", text: "It leaves the memory. Served on demand, it comes back with the next request; served by hand, requests are refused until it is started again.", action: "Stop" });
  if (isSure) await busy(event.target, async () => { await post(`${dataset.url}/stop`, {}); settle(); });
});

find("#mode")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const data = new FormData(event.target);
  const idle = String(data.get("idle") ?? "");
  await busy(find("#mode-save"), async () => {
    await put(`${dataset.url}/serving`, { mode: data.get("mode"), idleSeconds: idle === "" ? null : Number(idle) });
    location.reload();
  });
});

find("#mode-default")?.addEventListener("click", async (event) => {
  await busy(event.target, async () => {
    await put(`${dataset.url}/serving`, { mode: null, idleSeconds: null });
    location.reload();
  });
});

// The code, one language at a time

const tabs = findAll('#languages [role="tab"]');

function chooseTab(tab, { hasFocus = false } = {}) {
  for (const one of tabs) {
    const isChosen = one === tab;
    one.setAttribute("aria-selected", String(isChosen));
    one.tabIndex = isChosen ? 0 : -1;
    find(`#${one.getAttribute("aria-controls")}`).hidden = !isChosen;
  }
  if (hasFocus) tab.focus();
}

for (const tab of tabs) tab.addEventListener("click", () => chooseTab(tab));
find("#languages").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = tabs.indexOf(event.target);
  if (!step || at < 0) return;
  event.preventDefault();
  chooseTab(tabs[(at + step + tabs.length) % tabs.length], { hasFocus: true });
});
if (tabs.length > 0) chooseTab(tabs[0]);

// Trying it

let answer = null;
let pictureURL = null;

async function tryPicture(file) {
  find("#try-result").hidden = false;
  find("#try-text").textContent = "Looking. The first time takes longer, as the model is loaded.";
  try {
    answer = await request("POST", withQuery(`${dataset.url}/detect`, { minimumConfidence: 0 }), { body: file });
    if (pictureURL) URL.revokeObjectURL(pictureURL);
    pictureURL = URL.createObjectURL(file);
    drawTry();
  } catch (error) {
    find("#try-text").textContent = error.message;
    find("#try-scene").replaceChildren();
    find("#try-list").replaceChildren();
  }
}

function drawTry() {
  const least = Number(find("#try-confidence").value) / 100;
  find("#try-confidence-text").textContent = least.toFixed(2);
  if (!answer) return;
  const { size } = answer;
  const shown = answer.detections.filter(({ confidence }) => confidence >= least);
  const scene = find("#try-scene");
  const old = scene.querySelector("img");
  const picture = old?.src === pictureURL ? old : el("img", { src: pictureURL, alt: "Your picture" });
  const overlay = boxesOver(size, shown.map(({ box }) => ({ box, kind: "right" })));
  const letter = Math.max(size.width, size.height) / 45;
  overlay.append(...shown.map(({ label, confidence, box: [x, y] }) => svg("text", { class: "name-on right", x: x + letter * 0.3, y: Math.max(y - letter * 0.4, letter), "font-size": letter }, `${label} ${score(confidence)}`)));
  scene.replaceChildren(picture, overlay);
  find("#try-text").textContent = `${shown.length === 0 ? "Nothing that it is so sure of; move the slider to the left to see more" : `${count(shown.length, "thing")} found`}, in ${duration(answer.milliseconds / 1000)}.`;
  find("#try-list").replaceChildren(...shown.map(({ label, confidence }) => el("li", { class: "row spread" }, el("span", {}, label), el("span", { class: "muted number" }, score(confidence)))));
}

find("#try-confidence").addEventListener("input", drawTry);
find("#try-pick").addEventListener("click", () => find("#try-file").click());
find("#try-file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) tryPicture(file);
});
const drop = find("#try-drop");
addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
addEventListener("dragleave", () => drop.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (file) tryPicture(file);
});
drawTry();
