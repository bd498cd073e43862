import assert from "node:assert/strict";
import { test } from "node:test";
import * as boxes from "../../Sources/Console/Resources/Public/boxes.js";

const size = { width: 100, height: 80 };
const box = (x, y, width, height, more = {}) => ({ id: 1, label: "cat", x, y, width, height, ...more });

test("a box may be drawn from any corner and ends at the picture's edge", () => {
  assert.deepEqual(boxes.between({ x: 90, y: 70 }, { x: 200, y: 10.4 }, size), { x: 90, y: 10, width: 10, height: 60 });
  assert.deepEqual(boxes.between({ x: -5, y: -5 }, { x: 5, y: 5 }, size), { x: 0, y: 0, width: 5, height: 5 });
});

test("a click is no box", () => {
  assert.equal(boxes.isDrawable(boxes.between({ x: 5, y: 5 }, { x: 6, y: 40 }, size)), false);
  assert.equal(boxes.isDrawable(boxes.between({ x: 5, y: 5 }, { x: 7, y: 7 }, size)), true);
});

test("moving stops at the edges and keeps the size", () => {
  assert.deepEqual(boxes.moved(box(10, 10, 20, 20), 500, -500, size), box(80, 0, 20, 20));
});

test("a box that stood over an edge can be moved back, not further out", () => {
  const outside = box(-10, 0, 20, 20);
  assert.equal(boxes.moved(outside, -5, 0, size).x, -10);
  assert.equal(boxes.moved(outside, 15, 0, size).x, 5);
});

test("resizing moves only the edges that the handle names, and turns over", () => {
  assert.deepEqual(boxes.resized(box(10, 10, 20, 20), "e", { x: 50, y: 0 }, size), box(10, 10, 40, 20));
  assert.deepEqual(boxes.resized(box(10, 10, 20, 20), "nw", { x: 40, y: 50 }, size), box(30, 30, 10, 20));
});

test("resizing by keys never makes a box vanish or leave the picture", () => {
  assert.deepEqual(boxes.grown(box(90, 70, 5, 5), 50, -50, size), box(90, 70, 10, 2));
});

test("a corner is taken before an edge at the same distance", () => {
  assert.equal(boxes.handleAt(box(10, 10, 2, 20), { x: 10.5, y: 10 }, 4), "nw");
  assert.equal(boxes.handleAt(box(10, 10, 40, 40), { x: 30, y: 10 }, 4), "n");
  assert.equal(boxes.handleAt(box(10, 10, 40, 40), { x: 30, y: 30 }, 4), null);
});

test("clicks go from the smallest box outwards, and round again", () => {
  const all = [box(0, 0, 80, 80, { id: "outer" }), box(10, 10, 20, 20, { id: "inner" })];
  const point = { x: 15, y: 15 };
  assert.equal(boxes.boxToSelect(all, point, null), "inner");
  assert.equal(boxes.boxToSelect(all, point, "inner"), "outer");
  assert.equal(boxes.boxToSelect(all, point, "outer"), "inner");
  assert.equal(boxes.boxToSelect(all, { x: 90, y: 79 }, "outer"), null);
});

test("overlap is that of the areas", () => {
  assert.equal(boxes.overlap(box(0, 0, 10, 10), box(0, 0, 10, 10)), 1);
  assert.equal(boxes.overlap(box(0, 0, 10, 10), box(5, 0, 10, 10)), 50 / 150);
  assert.equal(boxes.overlap(box(0, 0, 10, 10), box(10, 0, 10, 10)), 0);
});

test("copied boxes are cut to the picture, and none comes twice", () => {
  let id = 100;
  const next = () => (id += 1);
  const from = [box(0, 0, 10, 10), box(95, 0, 30, 10), box(200, 200, 5, 5)];
  const fresh = boxes.copied(from, [box(0, 0, 10, 10, { id: 7 })], size, next);
  assert.deepEqual(fresh, [{ id: 101, label: "cat", x: 95, y: 0, width: 5, height: 10 }]);
});

test("what the server sends comes back as it was, fractions too", () => {
  const entry = [{ label: "cat", box: [1.5, 2, 3, 4.25] }];
  assert.deepEqual(boxes.toEntry(boxes.fromEntry(entry, () => 1)), entry);
});

test("labels are the same whatever the order of their boxes", () => {
  const a = { state: "labelled", boxes: [box(0, 0, 1, 1), box(5, 5, 2, 2)] };
  const b = { state: "labelled", boxes: [box(5, 5, 2, 2, { id: 9 }), box(0, 0, 1, 1, { id: 8 })] };
  assert.equal(boxes.sameContent(a, b), true);
  assert.equal(boxes.sameContent(a, { ...b, boxes: [b.boxes[0], b.boxes[0]] }), false);
  assert.equal(boxes.sameContent({ state: "empty", boxes: [] }, { state: "unlabelled", boxes: [] }), false);
});

test("the server's names of boxes follow them when they are moved, and are not given to others", () => {
  const entry = { boxes: [{ id: "a:0", label: "cat", box: [0, 0, 1, 1] }, { id: "a:1", label: "cat", box: [0, 0, 1, 1] }] };
  const here = [box(0, 0, 1, 1, { id: 5 }), box(0, 0, 1, 1, { id: 6 }), box(3, 3, 2, 2, { id: 7 })];
  const names = boxes.namesOf(entry, here);
  assert.deepEqual([...names], [[5, "a:0"], [6, "a:1"]]);
  const moved = [box(4, 4, 1, 1, { id: 6 }), here[2]];
  assert.deepEqual(boxes.toEntry(moved, names), [{ id: "a:1", label: "cat", box: [4, 4, 1, 1] }, { label: "cat", box: [3, 3, 2, 2] }]);
});
