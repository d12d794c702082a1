import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, placed, placeOf, ticks } from "../lib/axis.js";

/** @typedef {import("../lib/axis.js").Window} Window */

/** @type {Window} */
const WHOLE = ["1990-01-01", "2030-01-01"];

test("the whole fills the picture when all is shown", () => {
  assert.deepEqual(placed(WHOLE, WHOLE), { x: 0, width: 100 });
});

test("a window lies in the picture, what is before it to the left", () => {
  const { x, width } = placed(["2000-01-01", "2004-12-31"], ["2002-07-02", "2004-12-31"]);
  assert.equal(Math.round(x), -100);
  assert.equal(Math.round(width), 200);
});

test("a day has its place", () => {
  assert.equal(placeOf(WHOLE, "1990-01-01"), 0);
  assert.equal(placeOf(WHOLE, "2030-01-01"), 100);
  assert.equal(Math.round(placeOf(WHOLE, "2010-01-01")), 50);
});

for (const [by, expected] of /** @type {const} */ ([
  ["in", ["2012-10-01", "2017-04-03"]],
  ["left", ["2005-12-31", "2015-01-01"]],
  ["right", ["2015-01-01", "2024-01-02"]],
  ["out", ["2005-12-31", "2024-01-02"]],
])) {
  test(`to move ${by}`, () => {
    const found = moved(WHOLE, ["2010-07-02", "2019-07-03"], by);
    for (const [at, day] of found.entries()) {
      assert.ok(Math.abs(Date.parse(day) - Date.parse(expected[at] ?? "")) <= 2 * 86_400_000, `${found}`);
    }
  });
}

test("a window never leaves the whole, and has some days at least", () => {
  assert.deepEqual(moved(WHOLE, WHOLE, "out"), WHOLE);
  assert.deepEqual(moved(WHOLE, ["1990-01-01", "1991-01-01"], "left"), ["1990-01-01", "1991-01-01"]);
  assert.deepEqual(moved(WHOLE, ["2029-01-01", "2030-01-01"], "right"), ["2029-01-01", "2030-01-01"]);
  assert.deepEqual(moved(WHOLE, ["2016-09-19", "2016-09-23"], "in"), ["2016-09-19", "2016-09-23"]);
});

test("days are named as finely as there is room", () => {
  const named = (/** @type {Window} */ shown, /** @type {number} */ most) =>
    ticks(shown, most).map(({ label }) => label);
  assert.deepEqual(named(["2013-01-01", "2017-01-01"], 5), ["2013", "2014", "2015", "2016"]);
  assert.deepEqual(named(["2013-06-01", "2022-01-01"], 5), ["2014", "2016", "2018", "2020"]);
  assert.deepEqual(named(["2021-01-01", "2022-01-01"], 5), ["2021-01", "2021-04", "2021-07", "2021-10"]);
  assert.deepEqual(named(["2016-09-19", "2016-09-23"], 5), ["2016-09-19", "2016-09-20", "2016-09-21", "2016-09-22"]);
  for (const most of [2, 5, 12]) assert.ok(named(WHOLE, most).length <= most + 1);
});
