// The panel that shows an upload, and the drop target that starts one.

import { post, withQuery } from "./api.js";
import { digest } from "./digests.js";
import { el, find, findAll, say } from "./dom.js";
import { fromDrop, fromInput, sort } from "./folders.js";
import { UploadQueue } from "./queue.js";
import { bytes, count, duration, list, number } from "./words.js";

const SHOWN_FAILURES = 200;
/** Files that are asked for at once, whether they are known. */
const ASKED = 64;

/** Makes the page take files; `finished(queue)` is called when all are through, `added()` now and then before. */
export function acceptUploads({ url, knownURL, mayKnow, added, finished }) {
  const panel = find("#uploads");
  let began = 0;
  let isDrawn = false;
  let left = 0;
  let lastAdded = 0;
  let lastSaid = 0;

  const queue = new UploadQueue({
    send: ({ file, path }, signal) => post(withQuery(`${url}/images`, { name: path }), file, { signal }),
    changed: () => {
      if (isDrawn) return;
      isDrawn = true;
      requestAnimationFrame(() => { isDrawn = false; draw(); });
    },
  });

  function draw() {
    const { added: isAdded, known, failures, done, total } = queue;
    panel.hidden = total === 0;
    const progress = find("#upload-progress");
    progress.max = Math.max(total, 1);
    progress.value = done;
    const parts = [`${number(isAdded)} of ${number(total)} added`];
    if (known > 0) parts.push(`${number(known)} here already`);
    if (left > 0) parts.push(`${count(left, "other file")} left out`);
    if (failures.length > 0) parts.push(`${number(failures.length)} failed`);
    const seconds = (performance.now() - began) / 1000;
    if (!queue.isFinished && !queue.isPaused && done > 5 && seconds > 2) parts.push(`${duration((seconds / done) * (total - done))} left`);
    if (queue.bytes > 0) parts.push(bytes(queue.bytes));
    find("#upload-text").textContent = queue.halt ? `Stopped: ${queue.halt} ${parts.join(", ")}.` : `${parts.join(", ")}.`;
    find("#upload-pause").textContent = queue.isPaused ? "Go on" : "Pause";
    find("#upload-pause").hidden = find("#upload-cancel").hidden = queue.isFinished;
    const failed = find("#upload-failures");
    failed.hidden = failures.length === 0;
    if (failures.length > 0) {
      find("#upload-failures-title").textContent = `${count(failures.length, "file")} could not be added`;
      const shown = find("#upload-failures-list");
      if (shown.children.length !== Math.min(failures.length, SHOWN_FAILURES)) {
        shown.replaceChildren(...failures.slice(0, SHOWN_FAILURES).map(({ item, message }) => el("li", {}, el("span", { class: "strong" }, item.path), ` ${message}`)));
      }
    }
    const now = performance.now();
    if (now - lastSaid > 5000 || queue.isFinished) {
      lastSaid = now;
      find("#upload-said").textContent = find("#upload-text").textContent;
    }
    if (queue.isFinished && !queue.wasFinished) {
      queue.wasFinished = true;
      finished(queue, summary());
    } else if (now - lastAdded > 2000 && isAdded > 0 && !queue.isFinished) {
      lastAdded = now;
      added();
    }
  }

  function summary() {
    const parts = [];
    if (queue.added > 0) parts.push(`${count(queue.added, "image")} added`);
    if (queue.known > 0) parts.push(`${count(queue.known, "image")} here already and left as ${queue.known === 1 ? "it was" : "they were"}`);
    if (queue.failures.length > 0) parts.push(`${count(queue.failures.length, "file")} refused`);
    return parts.length === 0 ? "Nothing was added." : `${list(parts)}.`;
  }

  function take(files) {
    find("#add").close();
    const { pictures, others } = sort(files);
    if (pictures.length === 0) {
      say("There is no JPEG, PNG or WebP picture in that.");
      return;
    }
    if (queue.total === 0 || queue.isFinished) began = performance.now();
    left += others.length;
    queue.wasFinished = false;
    queue.plan(pictures.length);
    panel.scrollIntoView({ block: "nearest" });
    send(pictures);
  }

  /** What is here already is found by its content before anything is sent: so a folder can be dropped again after an interruption. */
  async function send(pictures) {
    const { signal } = queue;
    for (let at = 0; at < pictures.length && !signal.aborted; at += ASKED) {
      const some = pictures.slice(at, at + ASKED);
      const fresh = await unknown(some);
      if (signal.aborted) return;
      queue.skip(some.length - fresh.length);
      queue.add(fresh, { isPlanned: true });
    }
  }

  async function unknown(some) {
    if (!mayKnow || !globalThis.crypto?.subtle) return some;
    try {
      const digests = await Promise.all(some.map(({ file }) => digest(file)));
      const { known } = await post(knownURL, { digests });
      const here = new Set(known);
      return some.filter((_, index) => !here.has(digests[index]));
    } catch {
      // Asking only spares sending: the server judges each file by its content all the same, and says what is wrong with it.
      return some;
    }
  }

  find("#upload-pause").addEventListener("click", () => (queue.isPaused ? queue.resume() : queue.pause()));
  find("#upload-cancel").addEventListener("click", () => { queue.cancel(); say("Stopped. What was added stays."); added(); });
  find("#upload-retry").addEventListener("click", () => { queue.wasFinished = false; queue.retryFailures(); });
  for (const button of findAll("[data-pick]")) button.addEventListener("click", () => find(`#pick-${button.dataset.pick}`).click());
  for (const kind of ["files", "folder"]) {
    const input = find(`#pick-${kind}`);
    input.addEventListener("change", () => { take(fromInput(input.files)); input.value = ""; });
  }

  let depth = 0;
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const over = (isOver) => document.body.classList.toggle("dropping", isOver);
  addEventListener("dragenter", (event) => { if (holdsFiles(event)) { depth += 1; over(true); event.preventDefault(); } });
  addEventListener("dragleave", (event) => { if (holdsFiles(event)) { depth = Math.max(0, depth - 1); over(depth > 0); } });
  addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    try {
      take(await fromDrop(event.dataTransfer));
    } catch (error) {
      say(`That could not be read: ${error.message}`);
    }
  });
  addEventListener("online", () => { if (queue.isPaused && queue.halt) queue.resume(); });
  addEventListener("offline", () => { if (!queue.isFinished && queue.total > 0) queue.pause("there is no network."); });
  addEventListener("beforeunload", (event) => { if (queue.total > 0 && !queue.isFinished) event.preventDefault(); });
  return queue;
}

