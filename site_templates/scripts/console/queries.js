// What the console knows of queries without running them: their form, their place in an address, the parser's words.

/** @typedef {{question?: string, behind?: string, of?: string, query?: string}} Asked */
/** @typedef {{kind: "syntax" | "prefix" | "iri" | "service" | "other", line: number, column: number, what: string}} Fault */

const NOT_CODE = /<[^<>"{}|^`\\\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;
const FORM = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b/i;
const DECLARED = /\b(?:PREFIX\s+[\w.-]*:|BASE)/gi;
const READS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const STANDS_FOR_ONE = /(VALUES\s+\?\w+\s*\{\s*)(<id\/[^>]*>|"[^"]*")(\s*\})/i;

/**
 * @param {string} text
 * @returns {string} the form of a query; empty when it is none that reads, `EMPTY` when there is nothing
 */
export function formOf(text) {
  const code = text.replace(NOT_CODE, " ").replace(DECLARED, " ");
  if (!text.replace(/#[^\n]*/g, "").trim()) return "EMPTY";
  const form = FORM.exec(code)?.[1]?.toUpperCase();
  // What begins with no word that we know is for the parser, which says where it stopped.
  return form === undefined ? "SELECT" : READS.includes(form) ? form : "";
}

/**
 * @param {string} search
 * @param {string} hash
 * @returns {Asked} what a page's address asks for; a query written in it goes before a named one
 */
export function askedOf(search, hash) {
  const written = new URLSearchParams(hash.replace(/^#/, "")).get("query");
  if (written) return { query: written };
  const given = new URLSearchParams(search);
  const [question, behind, of] = ["question", "behind", "of"].map((name) => given.get(name) ?? undefined);
  if (question) return { question };
  return behind ? { behind, ...(of ? { of } : {}) } : {};
}

/**
 * @param {string} href
 * @param {Asked} asked
 * @returns {string} the address that asks for it; other parameters stay
 */
export function addressOf(href, { query, ...named }) {
  const url = new URL(href);
  for (const name of ["question", "behind", "of"]) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(named)) if (value) url.searchParams.set(name, value);
  url.hash = query ? new URLSearchParams({ query }).toString() : "";
  return url.href;
}

/**
 * @param {string} text a query that is written for one thing, in a block `VALUES ?name { <id/kind/slug> }`
 * @param {string | undefined} of another thing (`kind/slug`) or kind
 * @returns {string} the query for that one
 */
export function queryFor(text, of) {
  if (!of || !/^[\p{L}\p{N}_~-][\p{L}\p{N}._~-]*(?:\/[\p{L}\p{N}_~-][\p{L}\p{N}._~-]*)?$/u.test(of)) return text;
  return text.replace(STANDS_FOR_ONE, (_, before, one, after) => {
    return before + (one.startsWith("<") ? `<id/${of}>` : `"${of}"`) + after;
  });
}

/**
 * @param {string} message the engine's
 * @param {number} before lines that were put before the query
 * @returns {Fault} lines and columns begin at 1
 */
export function faultOf(message, before) {
  const place = /error at (\d+):(\d+)/.exec(message);
  const [line, column] = place ? [Math.max(Number(place[1]) - before, 1), Number(place[2])] : [0, 0];
  const what = message.replace(/\s+/g, " ").trim();
  if (/Prefix not found/.test(message)) return { kind: "prefix", line, column, what };
  if (/IRI parsing failed/.test(message)) return { kind: "iri", line, column, what };
  if (/The service .* is not supported/.test(message)) return { kind: "service", line, column, what };
  return { kind: place ? "syntax" : "other", line, column, what };
}
