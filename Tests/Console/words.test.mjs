import assert from "node:assert/strict";
import { test } from "node:test";
import { withQuery } from "../../Sources/Console/Resources/Public/api.js";
import { roundTop, runs, thinned } from "../../Sources/Console/Resources/Public/charts.js";
import { Events } from "../../Sources/Console/Resources/Public/events.js";
import { ago, bytes, count, duration, list, range, score } from "../../Sources/Console/Resources/Public/words.js";

test("one is not many", () => {
  assert.equal(count(1, "image"), "1 image");
  assert.equal(count(1204, "image"), "1,204 images");
  assert.equal(count(2, "box", "boxes"), "2 boxes");
});

test("times are said as people say them", () => {
  assert.deepEqual([0.4, 40, 180, 3600, 4800, 86_400].map(duration), ["under a second", "40 s", "3 min", "60 min", "80 min", "24 h"]);
  const now = new Date("2026-01-02T12:00:00Z");
  assert.equal(ago(new Date("2026-01-02T11:59:50Z"), now), "just now");
  assert.equal(ago(new Date("2026-01-02T09:00:00Z"), now), "3 hours ago");
  assert.equal(ago(new Date("2026-01-01T12:00:00Z"), now), "1 day ago");
});

test("sizes, scores and lists", () => {
  assert.deepEqual([999, 1500, 25_000_000].map(bytes), ["999 bytes", "1.5 kB", "25 MB"]);
  assert.deepEqual([score(null), score(0.914), range([0.5, 0.75]), range(null)], ["–", "0.91", "between 0.50 and 0.75", ""]);
  assert.equal(list(["a", "b", "c"]), "a, b and c");
});

test("a query carries any file name and leaves out what is empty", () => {
  assert.equal(withQuery("/x", { name: "<img onerror>&.jpg", label: ["a b", "c"], state: "", after: null }), "/x?name=%3Cimg+onerror%3E%26.jpg&label=a+b&label=c");
});

test("a chart's line breaks where there is no value", () => {
  assert.deepEqual(runs([[0, 1], [1, null], [2, 3], [3, 4]]), [[[0, 1]], [[2, 3], [3, 4]]]);
  assert.deepEqual([roundTop(0.93), roundTop(2.1), roundTop(1), roundTop(0)], [1, 2.5, 1, 1]);
  const points = Array.from({ length: 10_000 }, (_, index) => [index, index]);
  const few = thinned(points, 100);
  assert.deepEqual([few.length, few[0], few.at(-1)], [100, points[0], points.at(-1)]);
});

test("a training that went on after a restart says some steps twice, and they are drawn once", () => {
  const events = new Events();
  const progress = (step, loss) => ({ kind: "progress", step, loss });
  events.take({ next: 3, events: [progress(1, 9), progress(2, 8), progress(3, 7)] });
  events.take({ next: 5, events: [progress(2, 6), { kind: "validated", epoch: 1, ap50: 0.5, ap: 0.2, isBest: true }] });
  assert.deepEqual(events.losses, [[1, 9], [2, 6]]);
  assert.deepEqual([events.validations, events.best], [[[1, 0.5, 0.2]], 1]);
});

test("a server that began anew is read anew", () => {
  const events = new Events();
  events.take({ next: 3, events: [{ kind: "progress", step: 1, loss: 9 }] });
  assert.equal(events.take({ next: 1, events: [] }), false);
  assert.deepEqual([events.next, events.losses], [0, []]);
});
