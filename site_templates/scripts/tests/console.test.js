import assert from "node:assert/strict";
import { test } from "node:test";
import { termsOf } from "../console/completion.js";
import { graphOf } from "../console/picture.js";
import { addressOf, askedOf, faultOf, formOf, queryFor } from "../console/queries.js";
import { noteOf, placeOf, shortOf, triplesAsCsv } from "../console/values.js";

/** @type {import("../console/values.js").Known} */
const KNOWN = {
  base: "https://example.org/lights/",
  prologue: "",
  prefixes: { ex: "https://example.org/lights/ontology#", xsd: "http://www.w3.org/2001/XMLSchema#", rdfs: "http://r#" },
  places: { "https://example.org/lights/ontology#": "ontology/index.html#" },
  terms: [
    ["ex:Light", "class", "Light", "What shines."],
    ["ex:keeper", "object property", "keeper", ""],
  ],
};

test("the form of a query is not that of its comments, strings and IRIs", () => {
  assert.equal(formOf("# CONSTRUCT\nPREFIX select: <http://ask>\nDESCRIBE <http://x/SELECT>"), "DESCRIBE");
  assert.equal(formOf('SELECT ?x { ?x ?y "DELETE # not" }'), "SELECT");
  assert.equal(formOf("ask { ?a < 3 }"), "ASK");
  assert.equal(formOf("PREFIX a: <http://a#> DELETE WHERE { ?a ?b ?c }"), "");
  assert.equal(formOf(" \n# nothing yet\n"), "EMPTY");
  assert.equal(formOf("SELEC ?x"), "SELECT");
});

test("an address and what it asks for", () => {
  assert.deepEqual(askedOf("?question=keepers&date=2020-01-01", ""), { question: "keepers" });
  assert.deepEqual(askedOf("?behind=thing&of=light/north", ""), { behind: "thing", of: "light/north" });
  const home = "https://example.org/sparql/index.html?question=a&date=2020-01-01";
  const query = "SELECT * { ?a <b#c> '+&=%' }\n# ü";
  const own = addressOf(home, { query });
  assert.ok(own.startsWith("https://example.org/sparql/index.html?date=2020-01-01#query="));
  const { search, hash } = new URL(own);
  assert.deepEqual(askedOf(search, hash), { query });
  assert.equal(addressOf(own, { question: "b" }), "https://example.org/sparql/index.html?date=2020-01-01&question=b");
});

test("a query for one thing becomes that for another", () => {
  const text = 'SELECT ?x { VALUES ?page { <id/light/north> } VALUES ?kind { "light" } ?page ?p ?x }';
  assert.ok(queryFor(text, "light/south").includes('VALUES ?page { <id/light/south> } VALUES ?kind { "light" }'));
  assert.ok(queryFor('{ VALUES ?kind { "light" } }', "person").includes('VALUES ?kind { "person" }'));
  for (const bad of [undefined, "", "a/b/c", "a/..", "a> } DROP", '" }', "../x"])
    assert.equal(queryFor(text, bad), text);
});

test("the parser's words become a place and a reason", () => {
  const prefix = faultOf("error at 20:31: expected one of Prefix not found, ['%'], [':']", 18);
  assert.deepEqual([prefix.kind, prefix.line, prefix.column], ["prefix", 2, 31]);
  const brace = faultOf("error at 21:11: expected {", 18);
  assert.deepEqual(brace, { kind: "syntax", line: 3, column: 11, what: "error at 21:11: expected {" });
  assert.equal(faultOf("error at 1:1: expected [_]", 18).line, 1);
  assert.equal(faultOf("error at 1:27: expected IRI parsing failed", 0).kind, "iri");
  assert.equal(faultOf("The service <http://e.org/> is not supported", 5).kind, "service");
  assert.deepEqual(faultOf("out of memory", 5), { kind: "other", line: 0, column: 0, what: "out of memory" });
});

test("IRIs lead to pages of the site, have short forms, and literals a note", () => {
  const at = (/** @type {string} */ rest) => placeOf(`https://example.org/lights/${rest}`, KNOWN);
  assert.equal(at("id/light/north"), "id/light/north/index.html");
  assert.equal(at("id/light/north#s-12"), "id/light/north/index.html#s-12");
  assert.equal(at("ontology#Light"), "ontology/index.html#Light");
  assert.equal(at("id/light"), null);
  assert.equal(at("id/light/north/more"), null);
  assert.equal(placeOf("https://elsewhere.org/id/a/b", KNOWN), null);
  assert.equal(shortOf("https://example.org/lights/ontology#Light", KNOWN), "ex:Light");
  assert.equal(shortOf("https://example.org/lights/id/light/north", KNOWN), "<id/light/north>");
  assert.equal(shortOf("https://elsewhere.org/x", KNOWN), "<https://elsewhere.org/x>");
  assert.equal(
    noteOf({ type: "literal", value: "1", datatype: "http://www.w3.org/2001/XMLSchema#int" }, KNOWN),
    "xsd:int",
  );
  assert.equal(noteOf({ type: "literal", value: "a", "xml:lang": "en" }, KNOWN), "@en");
  assert.equal(noteOf({ type: "literal", value: "a" }, KNOWN), "");
});

test("triples as CSV and as a graph", () => {
  const [a, p, b] = ["a", "p", "b"].map((value) => ({ type: "uri", value }));
  const text = { type: "literal", value: 'say "x",\ny' };
  assert.ok(a && p && b);
  assert.equal(triplesAsCsv([[a, p, text]]), 'subject,predicate,object\r\na,p,"say ""x"",\ny"\r\n');
  const { nodes, edges } = graphOf([
    [a, p, b],
    [a, { type: "uri", value: "q" }, b],
    [a, p, text],
  ]);
  assert.deepEqual(
    nodes.map(({ iri }) => iri),
    ["a", "b"],
  );
  assert.deepEqual(
    edges.map(({ properties }) => properties),
    [["p", "q"]],
  );
});

test("our terms, prefixes and what the queries use of others are completed", () => {
  const labels = termsOf(KNOWN, ["?a rdfs:label ?b ; ex:keeper <http://x:y> ; foo:bar 1"]).map(({ label }) => label);
  assert.deepEqual(labels, ["ex:", "xsd:", "rdfs:", "ex:Light", "ex:keeper", "rdfs:label"]);
});
