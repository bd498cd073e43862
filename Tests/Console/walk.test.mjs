import assert from "node:assert/strict";
import { test } from "node:test";
import { Walk } from "../../Sources/Console/Resources/Public/walk.js";

globalThis.requestAnimationFrame = (work) => work();

/** Four images, and pictures that are there when the test lets them. */
function world() {
  const entries = new Map([1, 2, 3, 4].map((id) => [id, { id, name: `${id}.jpg`, revision: "1", size: { width: 10, height: 10 } }]));
  const waiting = new Map();
  const said = { opened: [], painted: [], messages: [], notices: [], failures: [] };
  const saver = { status: () => "saved", revision: (id) => entries.get(id).held ?? "1" };
  const desk = {
    id: null, entry: null, size: null, taken: [],
    lay(entry, size) { Object.assign(this, { id: entry.id, entry, size }); },
    take(entry) { this.taken.push(entry.revision); return true; },
  };
  const surface = { pointing: { isBusy: false, abandon() {} }, bitmap: null, fit() {}, changed() {} };
  const pictures = {
    ready: () => null,
    load: (entry) => new Promise((done, fail) => waiting.set(entry.id, { done: () => done({ width: 10, height: 10 }), fail })),
  };
  const load = async (path) => {
    const id = Number(path.match(/entries\/(\d+)/)[1]);
    const near = (at) => entries.get(at) ?? null;
    return { ...entries.get(id), ...(path.includes("around=1") ? { previous: near(id - 1), next: near(id + 1), nextUnlabelled: null, total: 4 } : {}) };
  };
  const page = {
    opened: ({ id }) => said.opened.push(id), painted: ({ id }) => said.painted.push(id), strip() {},
    message: (text) => said.messages.push(text), notice: (text) => said.notices.push(text), failed: (error) => said.failures.push(error.message),
  };
  const suggesting = { use() {}, ask: async () => [] };
  const walk = new Walk({ url: "/d", query: { set: ["train"] }, desk, saver, surface, suggesting, page, load, pictures });
  return { walk, desk, surface, entries, waiting, said };
}

const settle = () => new Promise((done) => setTimeout(done, 5));

test("a picture that comes late does not take the place of the image that is there by then", async () => {
  const { walk, surface, waiting, said } = world();
  const first = walk.go(1);
  await settle();
  const second = walk.step(1);
  await settle();
  assert.deepEqual(said.opened, [1, 2]);
  waiting.get(1).done();
  await first;
  assert.equal(surface.bitmap, null);
  waiting.get(2).done();
  await second;
  await settle();
  assert.deepEqual(said.painted, [2]);
});

test("a picture that is not to be had is said where it belongs, and one goes on", async () => {
  const { walk, waiting, said } = world();
  const first = walk.go(1);
  await settle();
  waiting.get(1).fail(new Error("This picture cannot be read."));
  assert.equal(await first, true);
  assert.equal(said.messages.at(-1), "This picture cannot be read.");
  walk.step(1);
  await settle();
  assert.deepEqual(said.opened, [1, 2]);
});

test("what someone else has saved is taken over at rest, and not while a box is being drawn", async () => {
  const { walk, desk, surface, entries, waiting, said } = world();
  const first = walk.go(1);
  await settle();
  waiting.get(1).done();
  await first;
  await settle();
  entries.set(1, { ...entries.get(1), revision: "2", held: "1" });
  surface.pointing.isBusy = true;
  await walk.refresh();
  assert.deepEqual(desk.taken, []);
  surface.pointing.isBusy = false;
  await walk.refresh();
  assert.deepEqual([desk.taken, said.notices.length], [["2"], 1]);
});

test("the ends of the row are told", async () => {
  const { walk, waiting, said } = world();
  const first = walk.go(1);
  await settle();
  waiting.get(1).done();
  await first;
  await walk.step(-1);
  assert.equal(said.messages.at(-1), "This is the first image.");
  assert.deepEqual(said.failures, []);
});
