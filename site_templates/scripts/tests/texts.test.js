import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbours } from "../lib/texts.js";

const TEXT = ["The light is old.", "It was lit in 1890.", "It went out.", "Nobody knows why."];

for (const [first, quoted, expected] of /** @type {[number, string, [string, string]][]} */ ([
  [2, "It was lit in 1890.", ["The light is old.", "It went out."]],
  [1, "The light is old.", ["", "It was lit in 1890."]],
  [4, "Nobody knows why.", ["It went out.", ""]],
  [2, "It was lit in 1890.\n\nIt went out.", ["The light is old.", "Nobody knows why."]],
  [4, "Longer than all that is left of the text.", ["It went out.", ""]],
])) {
  test(`around ${JSON.stringify(quoted)}`, () => assert.deepEqual(neighbours(TEXT, first, quoted), expected));
}
