import assert from "node:assert/strict";
import { test } from "node:test";
import { isPicture, sort } from "../../Sources/Console/Resources/Public/folders.js";
import { UploadQueue } from "../../Sources/Console/Resources/Public/queue.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const items = (count) => Array.from({ length: count }, (_, index) => ({ path: `${index}.jpg`, file: { size: 10 } }));

function queue(answer = async () => ({ outcome: "added" })) {
  const sent = [];
  const later = [];
  const made = new UploadQueue({
    send: (item, signal) => { sent.push(item.path); return answer(item, signal, sent.length); },
    changed: () => {},
    later: (wait, work) => later.push({ wait, work }),
  });
  return { queue: made, sent, later };
}

test("four files are on their way at once, each in its own request", async () => {
  const answers = [];
  const { queue: made, sent } = queue(() => new Promise((resolve) => answers.push(resolve)));
  made.add(items(6));
  assert.deepEqual([made.active, made.waiting, sent.length], [4, 2, 4]);
  answers[0]({ outcome: "added" });
  await turn();
  assert.equal(sent.length, 5);
  for (let round = 0; round < 6; round += 1) { answers.forEach((resolve) => resolve({ outcome: "added" })); await turn(); }
  assert.equal(made.isFinished, true);
  assert.equal(made.bytes, 60);
});

test("what is here already is counted apart", async () => {
  const { queue: made } = queue(async (item) => ({ outcome: item.path === "0.jpg" ? "known" : "added" }));
  made.add(items(3));
  await turn();
  assert.deepEqual([made.known, made.added, made.isFinished], [1, 2, true]);
});

test("a refused file is listed with its reason and holds nothing up", async () => {
  const { queue: made } = queue(async (item) => {
    if (item.path === "1.jpg") throw Object.assign(new Error("not an image"), { status: 422, mayPass: false });
    return { outcome: "added" };
  });
  made.add(items(3));
  await turn();
  assert.deepEqual(made.failures.map(({ item, message }) => [item.path, message]), [["1.jpg", "not an image"]]);
  assert.equal(made.isFinished, true);
});

test("a failing connection is tried again, and given up in the end", async () => {
  const { queue: made, sent, later } = queue(async () => { throw Object.assign(new Error("gone"), { status: 0, mayPass: true }); });
  made.add(items(1));
  for (let round = 0; round < 8; round += 1) {
    await turn();
    later.splice(0).forEach(({ work }) => work());
  }
  assert.equal(sent.length, 6);
  assert.deepEqual([made.failures.length, made.active, made.isFinished], [1, 0, true]);
});

test("a full disk stops the queue without losing a file, and it goes on", async () => {
  let isFull = true;
  const { queue: made } = queue(async () => {
    if (isFull) throw Object.assign(new Error("The disk is full."), { status: 507, mayPass: false });
    return { outcome: "added" };
  });
  made.add(items(10));
  await turn();
  assert.deepEqual([made.isPaused, made.halt, made.failures.length, made.waiting], [true, "The disk is full.", 0, 10]);
  isFull = false;
  made.resume();
  await turn();
  await turn();
  await turn();
  assert.deepEqual([made.added, made.isFinished], [10, true]);
});

test("cancelling keeps what was added and forgets the rest", async () => {
  const { queue: made } = queue((item) => (item.path === "0.jpg" ? Promise.resolve({ outcome: "added" }) : new Promise(() => {})));
  made.add(items(9));
  await turn();
  made.cancel();
  assert.deepEqual([made.added, made.total, made.active, made.isFinished], [1, 1, 0, true]);
});

test("failures can be tried again", async () => {
  let isBad = true;
  const { queue: made } = queue(async () => { if (isBad) throw Object.assign(new Error("no"), { status: 422 }); return { outcome: "added" }; });
  made.add(items(2));
  await turn();
  isBad = false;
  made.retryFailures();
  await turn();
  assert.deepEqual([made.added, made.total, made.failures.length], [2, 2, 0]);
});

test("pictures are told from other files, and hidden ones are left out quietly", () => {
  const of = (path, type = "") => ({ path, file: { type } });
  const { pictures, others } = sort([of("a/b.JPG"), of("c", "image/webp"), of("notes.txt"), of("a/.DS_Store"), of("Thumbs.db")]);
  assert.deepEqual(pictures.map(({ path }) => path), ["a/b.JPG", "c"]);
  assert.deepEqual(others.map(({ path }) => path), ["notes.txt"]);
  assert.equal(isPicture("<img onerror>.jpg"), true);
});

test("what is known before it is sent counts, and the end waits for what is planned", async () => {
  const { queue: made, sent } = queue();
  made.plan(3);
  made.add(items(1), { isPlanned: true });
  await turn();
  assert.equal(made.isFinished, false);
  made.skip(2);
  assert.deepEqual([made.isFinished, made.known, sent.length], [true, 2, 1]);
});
