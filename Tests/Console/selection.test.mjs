import assert from "node:assert/strict";
import { test } from "node:test";
import { Selection } from "../../Sources/Console/Resources/Public/selection.js";

test("images are selected one by one", () => {
  const selection = new Selection();
  selection.set(3, true);
  selection.set(5, true);
  selection.set(3, false);
  assert.deepEqual([selection.ids, selection.except, selection.isAll], [[5], [], false]);
  assert.deepEqual([selection.has(5), selection.has(3), selection.count(100)], [true, false, 1]);
});

test("all that pass are selected without their ids, and some of them let go", () => {
  const selection = new Selection();
  selection.set(3, true);
  selection.all();
  assert.deepEqual([selection.ids, selection.has(3), selection.has(4), selection.count(100_000)], [[], true, true, 100_000]);
  selection.set(4, false);
  assert.deepEqual([selection.except, selection.has(4), selection.count(100_000)], [[4], false, 99_999]);
  selection.set(4, true);
  assert.deepEqual(selection.except, []);
  selection.clear();
  assert.deepEqual([selection.isAll, selection.count(100_000)], [false, 0]);
});
