// What the editor completes: variables of the query, our terms and prefixes, keywords, and things by any of their names.

import { fold } from "../lib/fold.js";

/** @typedef {import("@codemirror/autocomplete").Completion} Completion */
/** @typedef {import("@codemirror/autocomplete").CompletionContext} CompletionContext */
/** @typedef {import("@codemirror/autocomplete").CompletionResult} CompletionResult */
/** @typedef {import("./values.js").Known} Known */
/** @typedef {import("../lib/finder.js").Entity} Entity */

const KEYWORDS =
  `SELECT DISTINCT REDUCED WHERE FILTER OPTIONAL UNION MINUS VALUES BIND AS GRAPH CONSTRUCT DESCRIBE ASK PREFIX
 BASE GROUP ORDER BY HAVING LIMIT OFFSET ASC DESC COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR COALESCE IF
 BOUND EXISTS NOT IN STR LANG LANGMATCHES DATATYPE IRI STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE
 STRAFTER CONCAT REPLACE REGEX ABS ROUND CEIL FLOOR YEAR MONTH DAY NOW ISIRI ISBLANK ISLITERAL ISNUMERIC SAMETERM`
    .split(/\s+/)
    .map((label) => ({ label, type: "keyword" }));
const MOST = 60;

/**
 * @param {Known} known
 * @param {readonly string[]} queries that stand on the page: what they use of other vocabularies is completed, too
 * @param {() => Promise<readonly Entity[]>} entities asked for when a name is first written
 * @returns {(context: CompletionContext) => CompletionResult | Promise<CompletionResult | null> | null}
 */
export function completion(known, queries, entities) {
  const names = termsOf(known, queries);
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return { from: variable.from, options: variables(context, variable.text), validFor: /^[?$]\w*$/ };
    const opened = context.matchBefore(/<[^<>\n]*/);
    if (opened) return things(opened, entities);
    const word = context.matchBefore(/[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const options = word.text.includes(":") ? names : [...names, ...KEYWORDS];
    return { from: word.from, options, validFor: /^[\w-]*:?[\w-]*$/ };
  };
}

/**
 * @param {Known} known
 * @param {readonly string[]} queries
 * @returns {Completion[]}
 */
export function termsOf({ prefixes, terms }, queries) {
  /** @type {Map<string, Completion>} */
  const found = new Map();
  for (const prefix of Object.keys(prefixes)) {
    found.set(`${prefix}:`, { label: `${prefix}:`, type: "namespace", detail: prefixes[prefix] ?? "" });
  }
  for (const [label, kind, detail, info] of terms) {
    const type = kind === "class" ? "class" : kind === "individual" ? "constant" : "property";
    found.set(label, { label, type, detail, ...(info ? { info } : {}) });
  }
  for (const [name, prefix = ""] of queries.join("\n").matchAll(/(?<![\w<?$:/-])([a-z]+):[A-Za-z][\w-]*/g)) {
    if (prefixes[prefix] && !found.has(name)) found.set(name, { label: name, type: "property" });
  }
  return [...found.values()];
}

/**
 * @param {CompletionContext} context
 * @param {string} written
 * @returns {Completion[]}
 */
function variables(context, written) {
  const all = context.state.doc.toString().match(/[?$]\w+/g) ?? [];
  return [...new Set(all)].filter((label) => label !== written).map((label) => ({ label, type: "variable" }));
}

/**
 * @param {{from: number, text: string}} opened
 * @param {() => Promise<readonly Entity[]>} entities
 * @returns {Promise<CompletionResult | null>}
 */
async function things({ from, text }, entities) {
  const words = fold(text.slice(1)).split(/[\s/]+/);
  const all = await entities().catch(() => /** @type {readonly Entity[]} */ ([]));
  const options = all
    .filter(([id, label, , names]) => {
      const called = fold([id, label, ...names].join(" "));
      return words.every((word) => word === "id" || called.includes(word));
    })
    .sort((one, other) => other[4] - one[4])
    .slice(0, MOST)
    .map(([id, label, type]) => ({ label: `<id/${id}>`, displayLabel: label, detail: type, type: "constant" }));
  return options.length ? { from, options, filter: false } : null;
}
