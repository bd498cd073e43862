import assert from "node:assert/strict";
import { test } from "node:test";
import { newTicket, outcomeText, progressText, Speech, Watch } from "../../Sources/Console/Resources/Public/actions.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const failure = (status, code, message = code) => Object.assign(new Error(message), { status, code });
const at = (done, more = {}) => ({ ticket: "mine", action: "move", done, total: 8, status: "working", outcome: null, error: null, ...more });
const outcome = { changed: 8, skipped: [], skippedCount: 0 };
const doneNote = at(8, { status: "done", outcome });
const gone = () => failure(0, "unreachable", "Katmai does not answer.");

/** A watch whose looks answer one after the other, the last again and again; an answer that is an error is thrown. */
function watching(...answers) {
  const told = [];
  const looks = [...answers];
  const watch = new Watch({
    look: async () => {
      const answer = looks.length > 1 ? looks.shift() : looks[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    told: (action) => told.push(action?.done ?? null),
    pause: turn,
  });
  return { watch, told };
}

/** A request that is answered when the test says so. */
function request() {
  const made = {};
  made.send = () => new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

async function turns(count) {
  for (let round = 0; round < count; round += 1) await turn();
}

test("how far an action is, is told until its answer is there", async () => {
  const { watch, told } = watching([], [at(2, { ticket: "other" })], [at(2, { ticket: "other" }), at(1)], [at(4)]);
  const made = request();
  const running = watch.run("mine", made.send);
  await turns(12);
  made.resolve(outcome);
  assert.equal(await running, outcome);
  assert.deepEqual([told[0], told[1], told.at(-1)], [1, 4, null]);
});

test("what is over at once is not spoken of, and nobody waits for it", async () => {
  const told = [];
  const watch = new Watch({ look: () => assert.fail("looked"), told: (action) => told.push(action), pause: () => new Promise(() => {}) });
  assert.equal(await watch.run("mine", async () => outcome), outcome);
  assert.deepEqual(told, [null]);
});

test("what Katmai refuses is its own word, be it looked at or not", async () => {
  const { watch, told } = watching(failure(500, "internal"), [at(1)]);
  const made = request();
  const running = watch.run("mine", made.send);
  await turns(6);
  made.reject(failure(409, "in-use", "3 of 8 images are done; the other 5 are as they were."));
  await assert.rejects(running, { code: "in-use", message: "3 of 8 images are done; the other 5 are as they were." });
  assert.equal(told.at(-1), null);
});

for (const [name, lost] of [["a proxy", failure(504, "unknown")], ["the network", gone()], ["a page of a proxy", failure(502, "unreadable")]]) {
  test(`an answer that ${name} has lost is found`, async () => {
    const { watch, told } = watching([at(3)], gone(), gone(), [at(6)], [doneNote]);
    assert.equal(await watch.run("mine", async () => { throw lost; }), outcome);
    assert.deepEqual(told, [3, 6, null]);
  });
}

test("an action that fails while its answer is lost says why", async () => {
  const error = { code: "disk-full", message: "4 of 8 images are done; the other 4 are as they were. The server's disk is full." };
  const { watch } = watching([at(4)], [at(4, { status: "failed", error })]);
  await assert.rejects(watch.run("mine", async () => { throw gone(); }), error);
});

test("a request that never arrived fails as it did", async () => {
  await assert.rejects(watching(gone()).watch.run("mine", async () => { throw gone(); }), { code: "unreachable" });
  await assert.rejects(watching([]).watch.run("mine", async () => { throw gone(); }), { code: "unreachable" });
});

test("a server that is stopped in the middle leaves a part done, and that is said", async () => {
  const restarted = watching([at(3)], gone(), []);
  await assert.rejects(restarted.watch.run("mine", async () => { throw gone(); }), {
    code: "unfinished",
    message: "Katmai was started anew meanwhile. 3 of 8 images were done when last heard of; what is done stays, the rest is as it was.",
  });
  const stopped = watching([at(3)], gone());
  await assert.rejects(stopped.watch.run("mine", async () => { throw gone(); }), { code: "unfinished", message: /^Katmai does not answer. 3 of 8/ });
  const signedOut = watching([at(3)], failure(401, "signed-out"));
  await assert.rejects(signedOut.watch.run("mine", async () => { throw gone(); }), { code: "signed-out" });
});

test("who comes back to the page sees what is under way, and how it ends", async () => {
  const { watch, told } = watching([doneNote, at(2, { ticket: "later" })], [doneNote, at(5, { ticket: "later" })], [doneNote, { ...doneNote, ticket: "later" }]);
  const ended = await watch.resume();
  assert.deepEqual([ended.ticket, ended.outcome, told], ["later", outcome, [2, 5, null]]);
  assert.equal(await watching([doneNote]).watch.resume(), null);
  await assert.rejects(watching(gone()).watch.resume(), { code: "unreachable" });
});

test("the words of an action", () => {
  assert.equal(progressText({ action: "move", done: 12_000, total: 100_000 }), "Moving: 12,000 of 100,000 images.");
  assert.equal(outcomeText("delete", { changed: 1, skipped: [], skippedCount: 0 }), "1 image removed.");
  assert.equal(
    outcomeText("assign", { changed: 3, skipped: [{ reason: "a.jpg has no boxes." }], skippedCount: 2 }),
    "3 images changed. 2 images left as before: a.jpg has no boxes.",
  );
});

test("not every step is said aloud", () => {
  const speech = new Speech();
  const said = [0, 1, 24, 25, 26, 99, 100].map((done) => speech.words({ action: "empty", done, total: 100 }, "It goes on."));
  const words = (done) => `Marking as without an object: ${done} of 100 images.`;
  assert.deepEqual(said, [`${words(0)} It goes on.`, null, null, words(25), null, words(99), words(100)]);
});

test("a ticket is a word that the server takes", () => {
  for (const random of [0, 0.5, 0.999999]) assert.match(newTicket(() => random, () => 1_790_000_000_000), /^[a-z0-9-]{1,64}$/);
  assert.notEqual(newTicket(), newTicket());
});
