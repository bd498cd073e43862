// Judging a version anew, by the labels as they are now: begun by a button, and watched until the figures are there.

import { get, pause, post } from "./api.js";
import { busy, find, say, sayError } from "./dom.js";
import { count, number } from "./words.js";

/** Ties the button, goes on watching what is under way, and says how many images have changed; `url` is the version's. */
export function followEvaluations({ url }) {
  find("#again")?.addEventListener("click", (event) => busy(event.target, async () => {
    const { id } = await post(`${url}/evaluations`, {});
    watch(url, id);
  }));
  get(`${url}/evaluations`).then(({ evaluations }) => {
    const working = evaluations.find(({ status }) => status === "working" || status === "waiting");
    if (working) watch(url, working.id);
    const changed = evaluations[0]?.changedSince ?? 0;
    const hint = find("#changed-since");
    if (hint && changed > 0) {
      hint.hidden = false;
      hint.textContent = `${count(changed, "test image")} changed since this evaluation. Evaluate again to see what that does to the figures; nothing is trained for it.`;
    }
  }, sayError);
}

/** Waits for an evaluation under way, and goes to it. */
async function watch(url, id) {
  const note = find("#evaluating");
  if (note) note.hidden = false;
  else say("Evaluating.", { stays: true });
  try {
    for (;;) {
      const { evaluations } = await get(`${url}/evaluations`);
      const one = evaluations.find((evaluation) => evaluation.id === id);
      if (one?.status === "done") return location.assign(`?evaluation=${encodeURIComponent(id)}`);
      if (!one || one.status === "failed") {
        if (note) note.hidden = true;
        return say(`The evaluation failed. ${one?.message ?? ""}`, { stays: true });
      }
      const place = find("#evaluating-progress");
      if (place && one.of > 0) place.textContent = `${number(one.done ?? 0)} of ${count(one.of, "image")} seen.`;
      await pause(1000);
    }
  } catch (error) {
    return sayError(error);
  }
}
