// How far a training is, in one line.

import { count, duration, number } from "./words.js";

/** `toEvaluate` is the number of test images while the model is tried on them, `evaluated` how many of them are through. */
export function progressText({ status, share, secondsLeft, queue, message, evaluated, toEvaluate }) {
  if (status === "queued") return queue > 1 ? `Waiting: ${count(queue - 1, "training goes", "trainings go")} before this one.` : "Waiting for its turn.";
  if (status === "preparing") return "Fetching the images.";
  if (status === "publishing") return "Trained and tried. The files are being written.";
  if (status === "training" && toEvaluate > 0) return `Trained. Trying it on the test images: ${number(evaluated ?? 0)} of ${number(toEvaluate)}.`;
  const parts = [`${Math.round((share ?? 0) * 100)} %`];
  if (secondsLeft !== undefined && secondsLeft !== null && status === "training") parts.push(`about ${duration(secondsLeft)} left, then it is tried on the test images`);
  if (message) parts.push(message);
  return parts.join(", ");
}
