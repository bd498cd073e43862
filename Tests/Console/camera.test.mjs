import assert from "node:assert/strict";
import { test } from "node:test";
import * as camera from "../../Sources/Console/Resources/Public/camera.js";

const size = { width: 400, height: 200 };
const view = { width: 848, height: 648 };

test("a picture fits with a margin, in the middle", () => {
  assert.deepEqual(camera.fit(size, view), { scale: 2, x: 24, y: 124 });
});

test("a tiny picture is not blown up without end", () => {
  assert.equal(camera.fit({ width: 4, height: 4 }, view).scale, 8);
});

test("what is under the pointer stays there while zooming", () => {
  const before = camera.fit(size, view);
  const pointer = { x: 300, y: 300 };
  const after = camera.zoomed(before, pointer, 3, size, view);
  const [a, b] = [camera.toPicture(before, pointer), camera.toPicture(after, pointer)];
  assert.equal(after.scale, 6);
  assert.ok(Math.abs(a.x - b.x) < 1e-9 && Math.abs(a.y - b.y) < 1e-9);
});

test("zooming ends, in and out", () => {
  const fitted = camera.fit(size, view);
  assert.equal(camera.zoomed(fitted, { x: 0, y: 0 }, 1e9, size, view).scale, camera.LARGEST);
  assert.equal(camera.zoomed(fitted, { x: 0, y: 0 }, 1e-9, size, view).scale, fitted.scale / 2);
});

test("the picture cannot be moved out of sight", () => {
  const far = camera.panned(camera.fit(size, view), 1e6, -1e6, size, view);
  assert.ok(far.x < view.width && far.y + size.height * far.scale > 0);
});

test("a box out of sight is brought in by the smallest move", () => {
  const before = { scale: 10, x: 0, y: 0 };
  const after = camera.showing(before, { x: 100, y: 5, width: 10, height: 10 }, view);
  assert.equal(after.y, 0);
  assert.equal(camera.toWindow(after, { x: 110, y: 0 }).x, view.width - 24);
});
