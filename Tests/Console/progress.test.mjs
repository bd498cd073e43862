import assert from "node:assert/strict";
import { test } from "node:test";
import { progressText } from "../../Sources/Console/Resources/Public/progress.js";

test("a training says in turn what it does", () => {
  assert.equal(progressText({ status: "queued", queue: 1 }), "Waiting for its turn.");
  assert.equal(progressText({ status: "queued", queue: 3 }), "Waiting: 2 trainings go before this one.");
  assert.equal(progressText({ status: "preparing", share: 0 }), "Fetching the images.");
  assert.equal(progressText({ status: "training", share: 0.25, secondsLeft: 60 }), "25 %, about 60 s left, then it is tried on the test images");
});

test("what tries the model on the test images is not called training, and what writes its files is neither", () => {
  assert.equal(progressText({ status: "training", share: 1, secondsLeft: 0, evaluated: 12, toEvaluate: 40 }), "Trained. Trying it on the test images: 12 of 40.");
  assert.equal(progressText({ status: "publishing", share: 1 }), "Trained and tried. The files are being written.");
});
