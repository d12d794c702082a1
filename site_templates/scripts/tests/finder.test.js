import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder, pageOf, slugOf } from "../lib/finder.js";

/** @type {import("../lib/finder.js").Data} */
const DATA = {
  kinds: [
    ["light", "Lights"],
    ["person", "Persons"],
  ],
  documents: [
    ["document/book", "The book"],
    ["document/notice", "A notice"],
  ],
  modes: [
    ["reported", "reported"],
    ["claimed", "claimed"],
  ],
  entities: [
    ["light/north", "North Point Light", "Light", ["the old tower", "NP–7"], 9],
    ["light/south", "South Pier Light", "Light", [], 1],
    ["light/north-2021", "North 2021", "Light", [], 1],
    ["light/north-2022", "North 2022", "Light", [], 40],
    ["person/los", "Ada Łoś", "Person", ["the keeper"], 3],
    ["person/keeper", "Keeper of North Point Light", "Person", [], 90],
    ["light/echo", "Light, North Point Light, North Point Light", "Echo", [], 99],
  ],
  sentences: [
    [0, "char=0,20", [0], "The keeper lit the lamp at North Point."],
    [0, "char=30,50", [0, 1], "He says the lamp was broken."],
    [1, "sentence-1", [], "Mariners are told of a lamp."],
  ],
};
const finder = new Finder(DATA);

/** @param {string} query @param {import("../lib/finder.js").Narrowed} [narrowed] */
const ids = (query, narrowed) => finder.find(query, narrowed).names.map(({ entity }) => entity[0]);

test("a name is found as it is, by its beginning, with slips, without accents", () => {
  // Before what has it in a longer name, more often, and more said of it.
  assert.equal(ids("North Point Light")[0], "light/north");
  assert.equal(ids("sou pie")[0], "light/south");
  assert.equal(ids("Suoth Pier")[0], "light/south");
  assert.equal(ids("ada los")[0], "person/los");
  for (const query of ["np-7", "NP‑7", "np7", "np 7"]) assert.equal(ids(query)[0], "light/north", query);
});

test("another name says which it is", () => {
  const [first] = finder.find("old tower").names;
  assert.equal(first?.name, "the old tower");
  assert.equal(finder.find("keeper").names.find(({ entity }) => entity[0] === "person/los")?.name, "the keeper");
  assert.equal(finder.find("ada").names[0]?.name, "");
});

test("numbers are found to the digit", () => {
  assert.deepEqual(ids("north 2021"), ["light/north-2021"]);
});

test("sentences are narrowed by document and mode, names by kind", () => {
  /** @param {import("../lib/finder.js").Narrowed} narrowed */
  const found = (narrowed) => finder.find("lamp", narrowed).sentences.map(({ sentence }) => sentence[1]);
  assert.equal(found({}).length, 3);
  assert.deepEqual(found({ document: ["notice"] }), ["sentence-1"]);
  assert.deepEqual(found({ mode: ["claimed"] }), ["char=30,50"]);
  assert.deepEqual(found({ mode: ["claimed"], document: ["notice"] }), []);
  assert.deepEqual(ids("keeper", { kind: ["light"] }), []);
  assert.equal(ids("keeper", { kind: ["person"] }).length, 2);
});

test("a facet counts what the other facets leave", () => {
  const { counts } = finder.find("lamp", { document: ["book"], mode: ["claimed"] });
  assert.deepEqual(counts.document, { book: 1 });
  assert.deepEqual(counts.mode, { reported: 2, claimed: 1 });
});

test("where nothing has all words, what has some is shown, and said to be near", () => {
  const found = finder.find("lamp elephant");
  assert.ok(found.near);
  assert.equal(found.sentences.length, 3);
  assert.ok(!finder.find("lamp broken").near);
  assert.deepEqual(finder.find(" – ").names, []);
});

test("pages and ids", () => {
  assert.equal(pageOf("light/north"), "id/light/north/index.html");
  assert.equal(pageOf("document/book", "char=0,20"), "id/document/book/index.html#char=0,20");
  assert.equal(slugOf("document/book"), "book");
});
