import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../../Sources/Console/Resources/Public/desk.js";

const size = { width: 100, height: 100 };

function entry(id, boxes = [], more = {}) {
  return { id, name: `${id}.jpg`, revision: "r0", size, state: boxes.length > 0 ? "labelled" : "unlabelled", boxes, confirmed: false, ...more };
}

function desk() {
  const saved = [];
  const saver = { save: (id, content) => saved.push([id, content]), status: () => "saved", know: () => {} };
  const clock = { now: 0 };
  const made = new Desk({ saver, changed: () => {}, now: () => clock.now });
  made.labels = ["cat", "dog"];
  made.label = "cat";
  return { desk: made, saved, clock };
}

const cat = (x) => ({ label: "cat", box: [x, 10, 20, 20] });

test("drawing selects the new box and saves it", () => {
  const { desk: made, saved } = desk();
  made.lay(entry(1), size);
  made.draw({ x: 0, y: 0 }, { x: 10, y: 10 });
  assert.equal(made.box.label, "cat");
  assert.deepEqual([saved[0][0], saved[0][1].state, saved[0][1].boxes.length], [1, "labelled", 1]);
});

test("a label is changed without drawing anew", () => {
  const { desk: made, saved } = desk();
  made.lay(entry(1, [cat(0)]), size);
  made.select(made.boxes[0].id);
  made.useLabel("dog");
  assert.deepEqual([made.boxes.length, made.boxes[0].label, made.boxes[0].x], [1, "dog", 0]);
  assert.equal(saved.length, 1);
});

test("no object is a state of its own, and deleting the last box is not it", () => {
  const { desk: made } = desk();
  made.lay(entry(1, [cat(0)]), size);
  made.select(made.boxes[0].id);
  made.removeSelected();
  assert.equal(made.content.state, "unlabelled");
  made.noObject();
  assert.equal(made.content.state, "empty");
  made.draw({ x: 0, y: 0 }, { x: 10, y: 10 });
  assert.equal(made.content.state, "labelled");
});

test("undo gives back what was there, of another image too", () => {
  const { desk: made, saved } = desk();
  made.lay(entry(1, [cat(0)]), size);
  made.noObject();
  made.lay(entry(2), size);
  assert.equal(made.undoing().step.entry, 1);
  assert.equal(made.undoing().isAsLeft, true);
  made.undo();
  assert.deepEqual([saved.at(-1)[0], saved.at(-1)[1].boxes.length], [1, 1]);
  made.redo();
  assert.deepEqual([saved.at(-1)[0], saved.at(-1)[1].state], [1, "empty"]);
});

test("an undo over someone else's labels is noticed before it is done", () => {
  const { desk: made } = desk();
  made.lay(entry(1), size);
  made.draw({ x: 0, y: 0 }, { x: 10, y: 10 });
  assert.equal(made.take(entry(1, [cat(50)], { revision: "r5" })), true);
  assert.equal(made.undoing().isAsLeft, false);
});

test("reading the same labels again changes nothing, ids included", () => {
  const { desk: made } = desk();
  made.lay(entry(1, [cat(0), cat(50)]), size);
  const [first] = made.boxes;
  made.select(first.id);
  assert.equal(made.take(entry(1, [cat(0), cat(50)], { revision: "r1" })), false);
  assert.equal(made.box, first);
});

test("suggestions below the threshold, dismissed or already drawn are not shown", () => {
  const { desk: made } = desk();
  made.lay(entry(1, [cat(0)]), size);
  made.suggestions = [
    { id: "same", label: "cat", confidence: 0.9, x: 1, y: 10, width: 20, height: 20 },
    { id: "sure", label: "cat", confidence: 0.8, x: 50, y: 10, width: 20, height: 20 },
    { id: "other", label: "dog", confidence: 0.7, x: 1, y: 10, width: 20, height: 20 },
    { id: "low", label: "dog", confidence: 0.2, x: 70, y: 70, width: 20, height: 20 },
  ];
  assert.deepEqual(made.shown.map(({ id }) => id), ["sure", "other"]);
  made.selectSuggestion("other");
  made.removeSelected();
  assert.deepEqual(made.shown.map(({ id }) => id), ["sure"]);
  made.threshold = 0.1;
  assert.deepEqual(made.shown.map(({ id }) => id), ["sure", "low"]);
});

test("confirming takes the suggestions shown, in one step", () => {
  const { desk: made, saved } = desk();
  made.lay(entry(1), size);
  made.suggestions = [
    { id: "a", label: "cat", confidence: 0.9, x: -3, y: 10.4, width: 20, height: 20 },
    { id: "b", label: "dog", confidence: 0.8, x: 50, y: 10, width: 20, height: 20 },
  ];
  assert.equal(made.confirm(), true);
  assert.equal(saved.length, 1);
  assert.deepEqual(made.boxes.map(({ label, x, y, width }) => [label, x, y, width]), [["cat", 0, 10, 17], ["dog", 50, 10, 20]]);
  made.undo();
  assert.equal(made.boxes.length, 0);
});

test("an image without boxes is not confirmed as empty by the way", () => {
  const { desk: made, saved } = desk();
  made.lay(entry(1), size);
  assert.equal(made.confirm(), false);
  assert.equal(saved.length, 0);
});

test("confirming right labels says so to the server once", () => {
  const { desk: made, saved } = desk();
  made.lay(entry(1, [cat(0)]), size);
  assert.equal(made.confirm(), true);
  assert.equal(saved.length, 1);
  made.lay(entry(2, [cat(0)], { confirmed: true }), size);
  assert.equal(made.confirm(), true);
  assert.equal(saved.length, 1);
});

test("keys walk through boxes and suggestions, round and round", () => {
  const { desk: made } = desk();
  made.lay(entry(1, [cat(0)]), size);
  made.suggestions = [{ id: "s", label: "dog", confidence: 0.9, x: 50, y: 50, width: 20, height: 20 }];
  made.selectNext(1);
  assert.equal(made.selected, made.boxes[0].id);
  made.selectNext(1);
  assert.equal(made.suggestion, "s");
  made.selectNext(1);
  assert.equal(made.selected, made.boxes[0].id);
  made.selectNext(-1);
  assert.equal(made.suggestion, "s");
});

test("boxes go by the names of the newest revision", () => {
  const { desk: made } = desk();
  made.lay(entry(1, [{ id: "a:0", ...cat(0) }, { id: "a:1", ...cat(50) }]), size);
  const [, second] = made.boxes;
  const content = { state: "labelled", boxes: [second] };
  assert.deepEqual(made.draft(1, content).boxes.map(({ id }) => id), ["a:1"]);
  made.learn(entry(1, [{ id: "a:0", ...cat(50) }], { revision: "r1" }), content);
  assert.deepEqual(made.draft(1, content).boxes.map(({ id }) => id), ["a:0"]);
});

test("nudges in a row are one step, and after a pause another", () => {
  const { desk: made, clock } = desk();
  made.lay(entry(1, [cat(0)]), size);
  made.select(made.boxes[0].id);
  made.nudge(1, 0);
  made.nudge(1, 0);
  clock.now += 5000;
  made.nudge(1, 0);
  made.undo();
  assert.equal(made.boxes[0].x, 2);
  made.undo();
  assert.equal(made.boxes[0].x, 0);
});
