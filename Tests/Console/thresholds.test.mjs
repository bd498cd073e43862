import assert from "node:assert/strict";
import { test } from "node:test";
import * as thresholds from "../../Sources/Console/Resources/Public/thresholds.js";

const cat = {
  name: "cat", objects: 4, threshold: 0.5,
  curve: { thresholds: [0.9, 0.7, 0.7, 0.5, 0.1], truePositives: [1, 2, 2, 3, 3], falsePositives: [0, 0, 1, 1, 2], falseNegatives: [3, 2, 2, 1, 1] },
};

test("a threshold between two detections takes the higher one's counts", () => {
  assert.deepEqual(thresholds.countsAt(cat, 0.8), { correct: 1, invented: 0, missed: 3 });
});

test("equal confidences count together, and a detection at the threshold is shown", () => {
  assert.deepEqual(thresholds.countsAt(cat, 0.7), { correct: 2, invented: 1, missed: 2 });
  assert.deepEqual(thresholds.countsAt(cat, 0), { correct: 3, invented: 2, missed: 1 });
});

test("above every detection all objects are missed", () => {
  assert.deepEqual(thresholds.countsAt(cat, 0.95), { correct: 0, invented: 0, missed: 4 });
  assert.deepEqual(thresholds.figures(thresholds.countsAt(cat, 0.95)), { precision: null, recall: 0, f1: 0 });
});

test("means are over labels that have test images, a precision of nothing found being 0", () => {
  const none = { name: "dog", objects: 2, threshold: null, curve: { thresholds: [], truePositives: [], falsePositives: [], falseNegatives: [] } };
  const absent = { name: "bird", objects: 0, threshold: null, curve: { thresholds: [0.9], truePositives: [0], falsePositives: [1], falseNegatives: [0] } };
  const mean = thresholds.means([cat, none, absent], () => 0.5);
  assert.equal(mean.precision, 0.75 / 2);
  assert.equal(mean.recall, 0.75 / 2);
});

const image = {
  objects: [{ label: "cat", box: [0, 0, 1, 1], partner: 0, verdict: "correct" }, { label: "cat", box: [5, 5, 1, 1], partner: null, verdict: "missed" }],
  detections: [
    { label: "cat", confidence: 0.6, box: [0, 0, 1, 1], partner: 0, verdict: "correct" },
    { label: "cat", confidence: 0.4, box: [8, 8, 1, 1], partner: null, verdict: "below_threshold" },
    { label: "bird", confidence: 0.9, box: [8, 8, 1, 1], partner: null, verdict: "not_evaluated" },
  ],
};
const at = (t) => (name) => (name === "cat" ? t : undefined);

test("pictures follow the threshold as the counts do", () => {
  assert.deepEqual(thresholds.seen(image, at(0.5)).counts, { correct: 1, invented: 0, missed: 1 });
  assert.deepEqual(thresholds.seen(image, at(0.3)).counts, { correct: 1, invented: 1, missed: 1 });
  assert.deepEqual(thresholds.seen(image, at(0.7)).counts, { correct: 0, invented: 0, missed: 2 });
});

test("labels that are not evaluated, or not asked for, are not shown", () => {
  assert.deepEqual(thresholds.seen(image, at(0.3)).shown.map(({ label }) => label), ["cat", "cat", "cat"]);
  assert.deepEqual(thresholds.seen(image, at(0.3), "dog").shown, []);
});

test("the sum over the images is what the curve says", () => {
  const label = { name: "cat", objects: 2, curve: { thresholds: [0.6, 0.4], truePositives: [1, 1], falsePositives: [0, 1], falseNegatives: [1, 1] } };
  for (const t of [0, 0.4, 0.5, 0.6, 0.7, 1]) {
    assert.deepEqual(thresholds.seen(image, at(t)).counts, thresholds.countsAt(label, t));
  }
});

test("with errors means invented or missed", () => {
  assert.equal(thresholds.passes({ correct: 1, invented: 0, missed: 0 }, "errors"), false);
  assert.equal(thresholds.passes({ correct: 1, invented: 0, missed: 1 }, "errors"), true);
  assert.equal(thresholds.passes({ correct: 0, invented: 0, missed: 0 }, ""), true);
});
