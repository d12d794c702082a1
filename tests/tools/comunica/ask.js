// Asks an endpoint by Comunica, an engine that plans queries itself and takes what it needs from sources.
//
//     node ask.js ENDPOINT < QUERY
//
// prints rows as JSON objects, triples as N-Triples terms, or what an ASK says, as one JSON array.

import { text } from "node:stream/consumers";
import { QueryEngine } from "@comunica/query-sparql";

const [endpoint] = process.argv.slice(2);
const context = { sources: [{ type: "sparql", value: endpoint }] };
const answer = await new QueryEngine().query(await text(process.stdin), context);
const found = await answer.execute();
if (answer.resultType === "boolean") {
  console.log(JSON.stringify([found]));
} else if (answer.resultType === "bindings") {
  const rows = await found.toArray();
  console.log(JSON.stringify(rows.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])))));
} else {
  const quads = await found.toArray();
  console.log(JSON.stringify(quads.map((quad) => [quad.subject.value, quad.predicate.value, quad.object.value])));
}
