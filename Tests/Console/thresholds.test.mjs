import assert from "node:assert/strict";
import { test } from "node:test";
import * as thresholds from "../../Sources/Console/Resources/Public/thresholds.js";

const curve = {
  thresholds: [0.9, 0.7, 0.7, 0.5, 0.1],
  truePositives: [1, 2, 2, 3, 3], falsePositives: [0, 0, 1, 1, 2], falseNegatives: [3, 2, 2, 1, 1],
  precision: [1, 1, 0.67, 0.75, 0.6], recall: [0.25, 0.5, 0.5, 0.75, 0.75], f1: [0.4, 0.67, 0.57, 0.75, 0.67],
};
const counts = (row) => [row.correct, row.invented, row.missed];

test("a threshold between two rows takes the higher one's", () => {
  assert.deepEqual(counts(thresholds.rowAt(curve, 0.8, 4)), [1, 0, 3]);
});

test("equal thresholds count together, and what is just as sure is shown", () => {
  assert.deepEqual(counts(thresholds.rowAt(curve, 0.7, 4)), [2, 1, 2]);
  assert.equal(thresholds.rowAt(curve, 0.7, 4).precision, 0.67);
  assert.deepEqual(counts(thresholds.rowAt(curve, 0, 4)), [3, 2, 1]);
});

test("above every row all objects are missed", () => {
  assert.deepEqual(thresholds.rowAt(curve, 0.95, 4), { correct: 0, invented: 0, missed: 4, precision: 0, recall: 0, f1: 0 });
});

test("the slider's hundredths are rows of a curve in two hundredths", () => {
  const falling = Array.from({ length: 201 }, (_, index) => (200 - index) / 200);
  for (let hundredth = 0; hundredth <= 100; hundredth += 1) {
    assert.equal(falling[thresholds.indexAt(falling, hundredth / 100)], hundredth / 100);
  }
});

test("a chart's line runs from the left", () => {
  assert.deepEqual(thresholds.line(curve, "recall").slice(0, 2), [[0.1, 0.75], [0.5, 0.75]]);
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
  const figures = { precision: [1, 1], recall: [1, 1], f1: [1, 1] };
  const two = { thresholds: [0.6, 0.4], truePositives: [1, 1], falsePositives: [0, 1], falseNegatives: [1, 1], ...figures };
  for (const t of [0, 0.4, 0.5, 0.6, 0.7, 1]) {
    assert.deepEqual(Object.values(thresholds.seen(image, at(t)).counts), counts(thresholds.rowAt(two, t, 2)));
  }
});

test("with errors means invented or missed", () => {
  assert.equal(thresholds.passes({ correct: 1, invented: 0, missed: 0 }, "errors"), false);
  assert.equal(thresholds.passes({ correct: 1, invented: 0, missed: 1 }, "errors"), true);
  assert.equal(thresholds.passes({ correct: 0, invented: 0, missed: 0 }, ""), true);
});

const passing = (images, t, only, verdict) => images.filter((one) => thresholds.passes(thresholds.seen(one, at(t), only).counts, verdict, one.objects.length === 0));
const seenWrongly = { objects: [], detections: [{ label: "cat", confidence: 0.6, box: [0, 0, 1, 1], partner: null, verdict: "invented" }] };
const bare = { objects: [], detections: [] };

test("a label's images are those that show it, found or not, and none where it is only suspected", () => {
  for (const t of [0, 0.5, 0.7]) assert.deepEqual(passing([image, seenWrongly, bare], t, "cat", "there"), [image]);
});

test("what is found leads to the images with finds, right or wrong, at the threshold", () => {
  assert.deepEqual(passing([image, seenWrongly, bare], 0.5, null, "found"), [image, seenWrongly]);
  assert.deepEqual(passing([image, seenWrongly, bare], 0.7, null, "found"), []);
});

test("images with nothing to find, and those of them where something is invented", () => {
  assert.deepEqual(passing([image, seenWrongly, bare], 0.5, null, "empty"), [seenWrongly, bare]);
  assert.deepEqual(passing([image, seenWrongly, bare], 0.5, null, "alarms"), [seenWrongly]);
  assert.deepEqual(passing([image, seenWrongly, bare], 0.7, null, "alarms"), []);
});

test("what is invented in empty images is looked up too, and nothing is above every threshold", () => {
  const falling = [0.9, 0.5, 0.1];
  assert.equal(thresholds.alarmsAt(falling, [0, 2, 7], 0.5), 2);
  assert.equal(thresholds.alarmsAt(falling, [0, 2, 7], 0.3), 2);
  assert.equal(thresholds.alarmsAt(falling, [1, 2, 7], 0.95), 0);
});
