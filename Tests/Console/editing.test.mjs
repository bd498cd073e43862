import assert from "node:assert/strict";
import { test } from "node:test";
import { KEYS, keyFor } from "../../Sources/Console/Resources/Public/keys.js";
import { Trail } from "../../Sources/Console/Resources/Public/trail.js";

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

test("keys mean what the list says", () => {
  assert.equal(keyFor(press("Enter")).does, "confirm");
  assert.equal(keyFor(press("z", { ctrlKey: true })).does, "undo");
  assert.equal(keyFor(press("Z", { metaKey: true, shiftKey: true })).does, "redo");
  assert.equal(keyFor(press("?", { shiftKey: true })).does, "help");
  assert.equal(keyFor(press("ArrowUp", { altKey: true, shiftKey: true })).does, "nudge");
  assert.equal(keyFor(press("z")), null);
  assert.equal(keyFor(press("d", { ctrlKey: true })), null);
});

test("single keys can be kept to the picture, and arrows always are", () => {
  assert.equal(keyFor(press("d"), { onStage: false, single: true }).does, "next");
  assert.equal(keyFor(press("d"), { onStage: false, single: false }), null);
  assert.equal(keyFor(press("z", { ctrlKey: true }), { onStage: false, single: false }).does, "undo");
  assert.equal(keyFor(press("ArrowUp"), { onStage: false }), null);
});

test("no key means two things", () => {
  const seen = new Set();
  for (const { keys, mod, shift } of KEYS) {
    for (const key of keys) {
      const name = `${mod ?? false} ${shift === "any" ? false : (shift ?? false)} ${key}`;
      assert.ok(!seen.has(name), name);
      seen.add(name);
    }
  }
});

/** Images 1 to `count`; those in `gone` no longer pass the filter. */
function trail(count, gone = new Set()) {
  const asked = [];
  const near = (id, step) => {
    for (let at = id + step; at >= 1 && at <= count; at += step) if (!gone.has(at)) return { id: at, revision: "1" };
    return null;
  };
  const made = new Trail(async (id) => {
    asked.push(id);
    return { entry: { id, revision: "1" }, previous: near(id, -1), next: near(id, 1), nextUnlabelled: null, position: id, total: count };
  });
  return { trail: made, asked, gone };
}

test("one goes along the row and stops at its ends", async () => {
  const { trail: made } = trail(3);
  await made.go(2);
  assert.equal((await made.step(1)).id, 3);
  assert.equal(await made.step(1), null);
  assert.equal(made.id, 3);
  await made.step(-1);
  assert.equal((await made.step(-1)).id, 1);
  assert.equal(await made.step(-1), null);
});

test("the row is read ahead, so that the next image needs no request", async () => {
  const { trail: made, asked } = trail(100);
  await made.go(50);
  await made.grow({ ahead: 3, behind: 1 });
  const before = asked.length;
  assert.equal((await made.step(1)).id, 51);
  assert.equal((await made.step(1)).id, 52);
  assert.equal(asked.length, before);
});

test("an image that no longer passes the filter stays where it was in the row", async () => {
  const { trail: made, gone } = trail(5);
  await made.go(1);
  await made.step(1);
  gone.add(1);
  gone.add(2);
  await made.step(1);
  assert.equal((await made.step(-1)).id, 2);
  assert.equal((await made.step(-1)).id, 1);
});

test("images added at the end while one works are reached", async () => {
  let count = 1;
  const made = new Trail(async (id) => ({ entry: { id, revision: "1" }, previous: null, next: id < count ? { id: id + 1, revision: "1" } : null }));
  await made.go(1);
  assert.equal(await made.step(1), null);
  count = 2;
  assert.equal((await made.step(1)).id, 2);
});

test("an answer that was overtaken on its way is not believed", async () => {
  const { trail: made } = trail(3);
  await made.go(1);
  made.remember({ id: 1, revision: "12" });
  made.remember({ id: 1, revision: "9" });
  assert.equal(made.entry(1).revision, "12");
});
