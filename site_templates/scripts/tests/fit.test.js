import assert from "node:assert/strict";
import { test } from "node:test";
import { shift } from "../lib/fit.js";

test("what lies within stays", () => {
  assert.equal(shift(10, 90, 0, 100), 0);
});

test("what the edge would cut moves just as far as it must", () => {
  assert.equal(shift(-20, 40, 0, 100), 24);
  assert.equal(shift(70, 120, 0, 100), -24);
});

test("what is longer than the room cannot", () => {
  assert.equal(shift(-20, 120, 0, 100), 0);
});
