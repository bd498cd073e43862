import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../Sources/Console/Resources/Public/history.js";

const step = (entry, before, after, key) => ({ entry, before, after, key });

test("steps go back and forth across images", () => {
  const history = new History();
  history.record(step(1, "a", "b"));
  history.record(step(2, "x", "y"));
  assert.equal(history.toUndo.entry, 2);
  history.didUndo();
  assert.equal(history.toUndo.entry, 1);
  assert.equal(history.toRedo.after, "y");
  history.didUndo();
  assert.equal(history.canUndo, false);
  assert.equal(history.toUndo, null);
});

test("a new step lets go of what was undone", () => {
  const history = new History();
  history.record(step(1, "a", "b"));
  history.didUndo();
  history.record(step(1, "a", "c"));
  assert.equal(history.canRedo, false);
  assert.equal(history.toUndo.after, "c");
});

test("nudges of one box in a row are one step, other steps are not", () => {
  const history = new History();
  history.record(step(1, "a", "b", "nudge 7"));
  history.record(step(1, "b", "c", "nudge 7"));
  history.record(step(1, "c", "d"));
  history.record(step(1, "d", "e"));
  history.didUndo();
  history.didUndo();
  assert.deepEqual([history.toUndo.before, history.toUndo.after], ["a", "c"]);
});

test("there is no limit", () => {
  const history = new History();
  for (let index = 0; index < 10_000; index += 1) history.record(step(index, index, index + 1));
  for (let index = 0; index < 9_999; index += 1) history.didUndo();
  assert.equal(history.toUndo.entry, 0);
});

test("a step that no longer fits can be forgotten without losing the others", () => {
  const history = new History();
  for (const entry of [1, 2, 3]) history.record(step(entry, "a", "b"));
  history.didUndo();
  history.forget(history.toUndo);
  assert.equal(history.toUndo.entry, 1);
  assert.equal(history.toRedo.entry, 3);
});
