import assert from "node:assert/strict";
import { test } from "node:test";
import { Chunks } from "../../Sources/Console/Resources/Public/chunks.js";
import { GAP, arrange, neighbour, place, visible } from "../../Sources/Console/Resources/Public/layout.js";

test("a hundred thousand tiles are as few in the window as forty", () => {
  const layout = arrange(100_000, 998);
  assert.equal(layout.columns, 5);
  const { first, end } = visible(layout, layout.height / 2, 900);
  assert.ok(end - first <= 60);
  assert.ok(place(layout, first).y <= layout.height / 2 && place(layout, end).y >= layout.height / 2 + 900);
});

test("the last row may be short, and the window may be past it", () => {
  const layout = arrange(7, 998);
  assert.deepEqual([layout.rows, layout.height], [2, 2 * layout.tileHeight + GAP]);
  const past = visible(layout, 1e6, 900);
  assert.ok(past.first >= past.end || past.end <= 7);
  assert.deepEqual(visible(arrange(0, 998), 0, 900), { first: 0, end: 0 });
});

test("arrow keys move in the rows and stop at the ends", () => {
  const layout = arrange(12, 998);
  assert.equal(neighbour(layout, 3, "ArrowDown"), 8);
  assert.equal(neighbour(layout, 9, "ArrowDown"), 9);
  assert.equal(neighbour(layout, 0, "ArrowLeft"), 0);
  assert.equal(neighbour(layout, 4, "End"), 11);
  assert.equal(neighbour(layout, 4, "a"), null);
});

function list(total, { takesOffset, ahead = 0 }) {
  const asked = [];
  const load = async ({ offset, after, limit, signal }) => {
    const from = after === undefined ? (takesOffset ? offset : 0) : Number(after);
    asked.push(from);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw Object.assign(new Error("aborted"), { name: "AbortError" });
    const entries = Array.from({ length: Math.min(limit, total - from) }, (_, index) => from + index);
    const answer = { entries, total, next: from + limit < total ? String(from + limit) : null };
    return takesOffset ? { ...answer, offset: from, total: from === 0 ? total : undefined } : answer;
  };
  return { asked, chunks: new Chunks({ load, changed: () => {}, size: 10, ahead }) };
}

test("a list is entered anywhere, and only what is looked at is read", async () => {
  const { asked, chunks } = list(1000, { takesOffset: true });
  await chunks.need(0, 10);
  await chunks.need(505, 515);
  assert.deepEqual(asked, [0, 500, 510]);
  assert.equal(chunks.get(512), 512);
  assert.equal(chunks.get(499), null);
});

test("what is near is read once what is looked at is there", async () => {
  const { asked, chunks } = list(1000, { takesOffset: true, ahead: 5 });
  await chunks.need(0, 10);
  await chunks.need(502, 508);
  assert.deepEqual(asked, [0, 500, 490, 510]);
  await chunks.need(995, 1000);
  assert.deepEqual(asked.slice(4), [990]);
  await chunks.need(0, 4);
  assert.deepEqual(asked.slice(5), []);
});

test("an empty list has nothing near", async () => {
  const { asked, chunks } = list(0, { takesOffset: true, ahead: 5 });
  await chunks.need(0, 10);
  await chunks.need(0, 10);
  assert.deepEqual(asked, [0]);
});

test("what is near is not read by who has scrolled on", async () => {
  const { asked, chunks } = list(1000, { takesOffset: true, ahead: 5 });
  await chunks.need(0, 10);
  await Promise.all([chunks.need(302, 308), chunks.need(702, 708)]);
  assert.deepEqual(asked.filter((from) => from < 690), [0, 300]);
});

test("nothing is read twice", async () => {
  const { asked, chunks } = list(100, { takesOffset: true });
  await chunks.need(0, 10);
  await Promise.all([chunks.need(10, 20), chunks.need(10, 20)]);
  assert.deepEqual(asked, [0, 10]);
});

test("a server that gives pages only is read page by page", async () => {
  const { asked, chunks } = list(100, { takesOffset: false });
  await chunks.need(0, 10);
  await chunks.need(30, 40);
  assert.deepEqual(asked, [0, 10, 20, 30]);
  assert.equal(chunks.get(35), 35);
});

test("an answer to an old filter is not believed", async () => {
  const { chunks } = list(100, { takesOffset: true });
  const old = chunks.need(0, 10);
  chunks.reset();
  await old;
  assert.equal(chunks.total, null);
  assert.equal(chunks.get(0), null);
});
