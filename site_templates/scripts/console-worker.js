// The console's worker: loads the graph once, answers queries. Who asks may end it at any time.

import init, { Store } from "oxigraph/web.js";
import * as bundled from "oxigraph/web_bg.wasm";
import { formOf } from "./console/queries.js";

/** @typedef {import("./console/values.js").Term} Term */
/** @typedef {{type: string, id: number, dump: string, base: string, prologue: string, query: string, format: string, iris: string[]}} Order */
/** @typedef {{termType: string, value: string, datatype?: {value: string}, language?: string, toString: () => string}} Native */

// What esbuild makes of it is the name of the file beside the bundles.
const wasm = /** @type {{default: string}} */ (/** @type {unknown} */ (bundled)).default;

/** @type {Store | undefined} */
let store;

addEventListener("message", async ({ data }) => {
  const order = /** @type {Order} */ (data);
  try {
    tell({ id: order.id, ...(await DONE[order.type]?.(order)) });
  } catch (error) {
    tell({ id: order.id, failed: error instanceof Error ? error.message : String(error) });
  }
});

/** @type {Record<string, (order: Order) => object | Promise<object>>} */
const DONE = { load, query, save, labels };

/** @param {object} message */
function tell(message) {
  postMessage(message);
}

/** @param {Order} order */
async function load({ dump }) {
  const [graph] = await Promise.all([
    fetched(dump, (got, size) => tell({ got, size })).then(unzipped),
    fetched(wasm).then((module_or_path) => init({ module_or_path })),
  ]);
  tell({ reading: true });
  store = new Store();
  store.load(graph, { format: "application/n-triples", lenient: true, no_transaction: true });
  return { triples: store.size };
}

/**
 * @param {string} address relative to this script
 * @param {(got: number, size: number) => void} [progress] in bytes; size is 0 when it is not known
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function fetched(address, progress) {
  const url = new URL(address, location.href);
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) throw new Error(`${url.pathname}: ${answer.status} ${answer.statusText}`.trim());
  const size = Number(answer.headers.get("content-length") ?? 0);
  const parts = [];
  let got = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    got += value.length;
    progress?.(got, size);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>} without compression; some hosts take it off themselves
 */
async function unzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Order} order */
function query({ query, prologue, base }) {
  const graph = ready();
  const form = formOf(query);
  const start = performance.now();
  const took = () => Math.round(performance.now() - start);
  if (form === "SELECT" || form === "ASK") {
    // As text: a million small objects would take far longer to make and to send.
    const text = graph.query(prologue + query, { base_iri: base, results_format: "json" });
    return { form, text, ms: took() };
  }
  const quads = /** @type {{subject: Native, predicate: Native, object: Native}[]} */ (
    /** @type {unknown} */ (graph.query(prologue + query, { base_iri: base }))
  );
  const triples = quads.map(({ subject, predicate, object }) => [subject, predicate, object].map(plain));
  return { form, triples, ms: took() };
}

/**
 * @param {Native} term
 * @returns {Term}
 */
function plain(term) {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType !== "Literal") return { type: "triple", value: term.toString() };
  const language = term.language ? { "xml:lang": term.language } : {};
  return { type: "literal", value: term.value, datatype: term.datatype?.value ?? "", ...language };
}

/** @param {Order} order */
function save({ query, prologue, base, format }) {
  return { text: ready().query(prologue + query, { base_iri: base, results_format: format }) };
}

/** @param {Order} order */
function labels({ iris }) {
  const values = iris.filter((iri) => !/[<>"{}|^`\\\s]/.test(iri)).map((iri) => `<${iri}>`);
  const text = `SELECT ?thing (SAMPLE(?label) AS ?name) WHERE { VALUES ?thing { ${values.join(" ")} }
    ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label } GROUP BY ?thing`;
  const rows = /** @type {Map<string, {value: string}>[]} */ (/** @type {unknown} */ (ready().query(text)));
  return { labels: Object.fromEntries(rows.map((row) => [row.get("thing")?.value, row.get("name")?.value])) };
}

function ready() {
  if (!store) throw new Error("the graph is not loaded");
  return store;
}
