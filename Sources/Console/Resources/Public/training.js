// A training, live. It asks for what is new each second; a reload asks for everything again.

import { get, pause, remove, withQuery } from "./api.js";
import { lineChart, roundTop, thinned } from "./charts.js";
import { busy, confirmWith, find, sayError } from "./dom.js";
import { Events } from "./events.js";
import { progressText } from "./progress.js";
import { number, score } from "./words.js";

const { dataset } = find("#training");
const wasRunning = "isRunning" in dataset;
const events = new Events();
const WORDS = { queued: "waiting", preparing: "fetching images", training: "training", publishing: "writing files", finished: "finished", failed: "failed", cancelled: "cancelled" };
const OVER = ["finished", "failed", "cancelled"];

function show(answer) {
  find("#status").textContent = WORDS[answer.status] ?? answer.status;
  find("#share").value = answer.share ?? 0;
  find("#progress-text").textContent = progressText(answer);
  find("#epoch").textContent = answer.epoch ? `${number(answer.epoch)}${answer.epochs ? ` of ${number(answer.epochs)}` : ""}` : "–";
  find("#speed").textContent = answer.imagesPerSecond ? answer.imagesPerSecond.toFixed(answer.imagesPerSecond < 10 ? 1 : 0) : "–";
  const loss = events.losses.at(-1);
  find("#attempts").textContent = answer.attempts > 1 ? `started ${number(answer.attempts)} times` : "";
  find("#loss").textContent = loss ? loss[1].toFixed(2) : "–";
  const validation = events.validations.at(-1);
  find("#ap50").textContent = validation ? score(validation[1]) : "–";
  const log = find("#log");
  const text = answer.log.join("\n");
  if (log.textContent !== text) {
    const wasAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
    log.textContent = text;
    if (wasAtEnd) log.scrollTop = log.scrollHeight;
  }
}


function drawCharts() {
  if (events.losses.length > 0) {
    const points = thinned(events.losses);
    const top = roundTop(Math.max(...points.map(([, loss]) => loss)));
    const last = Math.max(points.at(-1)[0], 1);
    find("#loss-chart").replaceChildren(lineChart({
      width: find("#loss-chart").clientWidth || undefined,
      label: `Loss by step, now ${points.at(-1)[1].toFixed(2)}`,
      x: { from: 0, to: last, ticks: [0, Math.round(last / 2), last], format: number },
      y: { from: 0, to: top, ticks: [0, top / 2, top], format: (value) => String(Number(value.toPrecision(3))) },
      series: [{ kind: "main-line", points }],
    }).element);
  }
  if (events.validations.length > 0) {
    const last = Math.max(events.validations.at(-1)[0], 2);
    const chart = lineChart({
      width: find("#validation-chart").clientWidth || undefined,
      label: `How well it finds what is on images kept aside, by pass, AP50 now ${score(events.validations.at(-1)[1])}`,
      x: { from: 1, to: last, ticks: [1, last], format: number },
      y: { from: 0, to: 1, ticks: [0, 0.5, 1], format: String },
      series: [
        { points: events.validations.map(([epoch, , ap]) => [epoch, ap]) },
        { kind: "main-line", points: events.validations.map(([epoch, ap50]) => [epoch, ap50]) },
      ],
    });
    if (events.best !== null) chart.mark(events.best, "best");
    find("#validation-chart").replaceChildren(chart.element);
  }
}

let said = "";

/** Screen readers hear each tenth, not each second. */
function tell({ share, status }) {
  const text = `${WORDS[status] ?? status}, ${Math.floor((share ?? 0) * 10) * 10} %`;
  if (text !== said) find("#progress-said").textContent = said = text;
}

async function watch() {
  for (;;) {
    try {
      const answer = await get(withQuery(dataset.url, { after: events.next }));
      const hadNews = answer.events.length > 0;
      if (!events.take(answer)) continue;
      show(answer);
      if (hadNews) drawCharts();
      tell(answer);
      if (OVER.includes(answer.status)) {
        if (wasRunning) location.reload();
        return;
      }
    } catch (error) {
      if (error.code === "signed-out" || error.status === 404) {
        sayError(error);
        return;
      }
      // The server may be starting again; the training goes on and so does this page.
      find("#progress-text").textContent = error.message;
      await pause(2000);
    }
    await pause(document.hidden ? 5000 : 1000);
  }
}

find("#cancel")?.addEventListener("click", async (event) => {
  const isSure = await confirmWith({
    title: "Cancel the training?", text: "What it has learned so far is lost; no version comes of it. Earlier versions stay as they are.", action: "Cancel the training", no: "Let it go on", isDanger: true,
  });
  if (isSure) await busy(event.target, () => remove(dataset.url));
});

watch();
