import assert from "node:assert/strict";
import { test } from "node:test";
import { isDay, isOutside, together, verdict } from "../lib/when.js";

const YEARS = "2013-01-01/2013-12-31/2017-01-01/2017-12-31";

for (const [bounds, day, expected] of /** @type {const} */ ([
  [YEARS, "2012-12-31", "no"],
  [YEARS, "2013-01-01", "possible"],
  [YEARS, "2013-12-30", "possible"],
  [YEARS, "2013-12-31", "certain"],
  [YEARS, "2017-01-01", "certain"],
  [YEARS, "2017-01-02", "possible"],
  [YEARS, "2017-12-31", "possible"],
  [YEARS, "2018-01-01", "no"],
  ["2018-01-01/2018-12-31/2021-06-07/", "2030-01-01", "possible"],
  ["/2016-09-20/2016-09-20/", "1900-01-01", "possible"],
  ["/2016-09-20/2016-09-20/", "2016-09-20", "certain"],
  ["2020-05-05/2020-05-05/2020-05-05/2020-05-05", "2020-05-06", "no"],
  ["///", "2020-05-06", "unknown"],
  [undefined, "2020-05-06", "unknown"],
])) {
  test(`${bounds} on ${day} is ${expected}`, () => assert.equal(verdict(bounds, day), expected));
}

test("a day is a day that there is", () => {
  for (const day of ["2024-02-29", "1999-12-31"]) assert.ok(isDay(day), day);
  for (const other of ["2023-02-29", "2023-13-01", "2023-1-1", "2023", "", "x2023-01-01"])
    assert.ok(!isDay(other), other);
});

test("only what is limited to other periods is outside", () => {
  assert.ok(isOutside("wartime", "peacetime"));
  assert.ok(!isOutside("threatened-period wartime", "wartime"));
  assert.ok(!isOutside("", "wartime"));
  assert.ok(!isOutside(undefined, "wartime"));
});

test("what rests on several is outside when one of them is", () => {
  assert.ok(isOutside("peacetime,wartime", "peacetime"));
  assert.ok(!isOutside("peacetime wartime,peacetime", "peacetime"));
});

test("what rests on several holds when all that have a date do", () => {
  const later = "2018-01-01/2018-12-31/2021-09-30/";
  assert.equal(together(`${YEARS} ${later}`, "2015-06-01"), "no");
  assert.equal(together(`${YEARS} ///`, "2015-06-01"), "certain");
  assert.equal(together(`${YEARS} /2016-09-20/2016-09-20/`, "2015-06-01"), "possible");
  assert.equal(together("", "2015-06-01"), "unknown");
  assert.equal(together(undefined, "2015-06-01"), "unknown");
});
