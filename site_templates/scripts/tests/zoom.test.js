import assert from "node:assert/strict";
import test from "node:test";

import { moved, viewOf, zoomed } from "../lib/zoom.js";

const whole = viewOf(1000, 500);

test("zooming keeps the point that is named where it is", () => {
  const view = zoomed(whole, whole, 2, 0.25, 0.5);
  assert.deepEqual(view, { x: 125, y: 125, width: 500, height: 250 });
  assert.equal(view.x + 0.25 * view.width, 250);
});

test("a view never leaves the whole, nor is larger, nor all too small", () => {
  assert.deepEqual(zoomed(whole, whole, 0.5), whole);
  assert.deepEqual(moved(whole, whole, 10, -10), whole);
  const near = zoomed(whole, whole, 1e6);
  assert.ok(near.width > 50);
  const corner = moved(near, whole, 5000, 5000);
  assert.equal(corner.x + corner.width, 1000);
  assert.equal(corner.y + corner.height, 500);
  assert.deepEqual(zoomed(corner, whole, 1e-6), whole);
});
