import assert from "node:assert/strict";
import { test } from "node:test";
import { Saver } from "../../Sources/Console/Resources/Public/saving.js";

const content = (...labels) => ({ state: "labelled", boxes: labels.map((label) => ({ id: label, label, x: 0, y: 0, width: 5, height: 5 })) });

/** A server of one image, whose answers are let out one by one. */
function server() {
  const asked = [];
  const later = [];
  const saver = new Saver({
    send: (id, wanted, revision) => new Promise((resolve, reject) => asked.push({ id, wanted, revision, resolve, reject })),
    changed: () => {},
    later: (wait, work) => later.push({ wait, work }),
  });
  saver.know(1, "r0");
  return { saver, asked, later };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const stale = (theirs) => Object.assign(new Error("changed"), { code: "stale", theirs });

test("a change is sent at once, with the revision it was made on", async () => {
  const { saver, asked } = server();
  const saving = saver.save(1, content("a"));
  assert.equal(saver.status(1), "saving");
  assert.equal(asked[0].revision, "r0");
  asked[0].resolve({ revision: "r1" });
  await saving;
  assert.equal(saver.status(1), "saved");
  assert.equal(saver.revision(1), "r1");
  assert.equal(saver.isSettled, true);
});

test("while one save is on its way the newest waits, the ones between are never sent", async () => {
  const { saver, asked } = server();
  const saving = saver.save(1, content("a"));
  saver.save(1, content("b"));
  saver.save(1, content("c"));
  assert.equal(asked.length, 1);
  asked[0].resolve({ revision: "r1" });
  await turn();
  assert.equal(asked.length, 2);
  assert.equal(asked[1].revision, "r1");
  assert.equal(asked[1].wanted.boxes[0].label, "c");
  asked[1].resolve({ revision: "r2" });
  await saving;
  assert.equal(saver.status(1), "saved");
});

test("someone else's change is never written over without being asked", async () => {
  const { saver, asked } = server();
  const saving = saver.save(1, content("mine"));
  asked[0].reject(stale({ revision: "r9", content: content("theirs") }));
  await saving;
  assert.equal(saver.status(1), "conflict");
  saver.save(1, content("mine", "more"));
  assert.equal(asked.length, 1);
  assert.deepEqual(saver.unsaved, [1]);
  const kept = saver.keepMine(1);
  assert.equal(asked[1].revision, "r9");
  assert.equal(asked[1].wanted.boxes.length, 2);
  asked[1].resolve({ revision: "r10" });
  await kept;
  assert.equal(saver.status(1), "saved");
});

test("theirs can be taken, and the next change is made on it", async () => {
  const { saver, asked } = server();
  const saving = saver.save(1, content("mine"));
  asked[0].reject(stale({ revision: "r9", content: content("theirs") }));
  await saving;
  assert.equal(saver.takeTheirs(1).boxes[0].label, "theirs");
  assert.equal(saver.isSettled, true);
  saver.save(1, content("theirs", "new"));
  assert.equal(asked[1].revision, "r9");
});

test("a save whose answer was lost is no conflict", async () => {
  const { saver, asked } = server();
  const saving = saver.save(1, content("a"));
  asked[0].reject(stale({ revision: "r1", content: content("a") }));
  await saving;
  assert.equal(saver.status(1), "saved");
  assert.equal(saver.revision(1), "r1");
});

test("a server that does not answer is asked again, more and more slowly", async () => {
  const { saver, asked, later } = server();
  saver.save(1, content("a"));
  asked[0].reject(Object.assign(new Error("gone"), { mayPass: true }));
  await turn();
  assert.equal(saver.status(1), "failed");
  later[0].work();
  asked[1].reject(Object.assign(new Error("gone"), { mayPass: true }));
  await turn();
  assert.deepEqual(later.map(({ wait }) => wait), [1000, 2000]);
  later[1].work();
  asked[2].resolve({ revision: "r1" });
  await turn();
  assert.equal(saver.status(1), "saved");
});

test("a change that is refused is not sent again and again", async () => {
  const { saver, asked, later } = server();
  saver.save(1, content("a"));
  asked[0].reject(Object.assign(new Error("no such label"), { mayPass: false }));
  await turn();
  assert.equal(later.length, 0);
  assert.equal(saver.error(1).message, "no such label");
});

test("a revision read while a save is on its way is not believed", () => {
  const { saver } = server();
  saver.save(1, content("a"));
  saver.know(1, "old");
  assert.equal(saver.revision(1), "r0");
});
