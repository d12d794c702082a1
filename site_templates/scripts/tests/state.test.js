import assert from "node:assert/strict";
import { test } from "node:test";
import { parseState, withState } from "../lib/state.js";

test("what is no day and no name of a period is left out; other parameters stay", () => {
  assert.deepEqual(parseState("?date=2021-09-01&period=wartime&kind=force"), {
    date: "2021-09-01",
    period: "wartime",
    kind: "force",
  });
  assert.deepEqual(parseState("date=2021-02-30&period=<b>&q="), {});
});

for (const [href, state, expected] of /** @type {[string, Record<string, string>, string][]} */ ([
  ["../a/index.html#s-1", { date: "2021-09-01" }, "../a/index.html?date=2021-09-01#s-1"],
  ["index.html?q=x", { period: "wartime" }, "index.html?q=x&period=wartime"],
  ["index.html?date=2020-01-01&period=wartime#n1", { date: "2021-09-01" }, "index.html?date=2021-09-01#n1"],
  ["index.html?date=2020-01-01", {}, "index.html"],
  ["index.html#char=1,2", {}, "index.html#char=1,2"],
  ["index.html", { kind: "force" }, "index.html"],
])) {
  test(`${href} with ${JSON.stringify(state)}`, () => assert.equal(withState(href, state), expected));
}
