// RDF terms of a result: what is shown of them, and where on the site they lead.

/** @typedef {{type: string, value: string, datatype?: string, "xml:lang"?: string}} Term as in SPARQL 1.1 JSON results */
/** @typedef {{base: string, prologue: string, prefixes: Record<string, string>, places: Record<string, string>, terms: [name: string, kind: string, label: string, definition: string][]}} Known */

const XSD = "http://www.w3.org/2001/XMLSchema#";

/**
 * @param {string} iri
 * @param {Known} known
 * @returns {string | null} its page below the site's root; null when it has none here
 */
export function placeOf(iri, known) {
  const cut = Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1;
  const place = known.places[iri.slice(0, cut)];
  if (place !== undefined) return place + iri.slice(cut);
  const inside = iri.startsWith(`${known.base}id/`) ? /^id\/[^/#?]+\/[^/#?]+/.exec(iri.slice(known.base.length)) : null;
  if (!inside) return null;
  const rest = iri.slice(known.base.length + inside[0].length);
  return rest === "" || rest.startsWith("#") ? `${inside[0]}/index.html${rest}` : null;
}

/**
 * @param {string} iri
 * @param {Known} known
 * @returns {string} its short form: with a prefix, as within the site, or itself
 */
export function shortOf(iri, known) {
  /** @type {[string, string]} */
  let best = ["", ""];
  for (const [prefix, namespace] of Object.entries(known.prefixes)) {
    if (iri.startsWith(namespace) && namespace.length > best[1].length) best = [prefix, namespace];
  }
  const local = iri.slice(best[1].length);
  if (best[1] && /^[A-Za-z_][\w-]*$/.test(local)) return `${best[0]}:${local}`;
  return iri.startsWith(known.base) ? `<${iri.slice(known.base.length)}>` : `<${iri}>`;
}

/**
 * @param {Term} term
 * @param {Known} known
 * @returns {string} what is said of a literal beside its words: language or type, empty for plain text
 */
export function noteOf(term, known) {
  if (term["xml:lang"]) return `@${term["xml:lang"]}`;
  if (!term.datatype || term.datatype === `${XSD}string`) return "";
  return shortOf(term.datatype, known);
}

/**
 * @param {readonly Term[][]} rows subject, property, value
 * @returns {string} as CSV with a header line (RFC 4180)
 */
export function triplesAsCsv(rows) {
  /** @param {string} value */
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = [["subject", "predicate", "object"], ...rows.map((row) => row.map((term) => term.value))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}
