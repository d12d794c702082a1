import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, fold, indexed, pieces } from "../lib/fold.js";

test("accents, case and the kind of dash make no difference", () => {
  assert.equal(fold("Łódź–Žižkov’s"), "lodz-zizkovs");
  for (const dash of ["-", "–", "—", "‑", "−", "‐"]) assert.deepEqual(asked(`North${dash}7`), ["north", "7"]);
  assert.deepEqual(asked("  (The) “North”, 7. "), ["the", "north", "7"]);
  assert.deepEqual(asked("–"), []);
});

test("a word with a hyphen is indexed with and without it", () => {
  assert.deepEqual(indexed("S-300 of type Su–30"), ["s", "300", "s300", "of", "type", "su", "30", "su30"]);
});

test("pieces of a text are the text", () => {
  const text = "The Guard’s bridge, the guard-house.";
  const cut = pieces(text, (word) => word.startsWith("guard"));
  assert.equal(cut.map(([words]) => words).join(""), text);
  assert.deepEqual(
    cut.filter(([, found]) => found).map(([words]) => words),
    ["Guard’s", "guard"],
  );
});
