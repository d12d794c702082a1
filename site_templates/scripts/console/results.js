// An answer as a table, and triples as a picture, too. Labels come after, from the graph, for the rows that are shown.

import { all, one } from "../lib/dom.js";
import { element, filled } from "../lib/show.js";
import { draw, graphOf } from "./picture.js";
import { noteOf, placeOf, shortOf } from "./values.js";

/** @typedef {import("./values.js").Term} Term */
/** @typedef {import("./values.js").Known} Known */
/** @typedef {import("./runner.js").Answer} Answer */
/** @typedef {{columns: string[], rows: (Term | undefined)[][]}} Table */

const CHUNK = 200;
const MOST_NODES = 60;

/**
 * @param {Answer} answer
 * @param {HTMLElement} titles has the titles of triples
 * @returns {Table | null} null for yes or no
 */
export function tableOf({ triples, text }, titles) {
  if (triples) {
    return { columns: ["subject", "predicate", "object"].map((key) => titles.dataset[key] ?? key), rows: triples };
  }
  const { head, results } = JSON.parse(text ?? "");
  if (!results) return null;
  /** @type {string[]} */
  const columns = head.vars;
  /** @param {Record<string, Term>} binding */
  const row = (binding) => columns.map((column) => binding[column]);
  return { columns, rows: results.bindings.map(row) };
}

/** @typedef {(iris: string[]) => Promise<Record<string, string>>} Labels */

export class Results {
  /** @type {Map<string, string>} */
  #labels = new Map();
  #shown = 0;
  /** @type {Table} */
  #table = { columns: [], rows: [] };

  /**
   * @param {HTMLElement} place
   * @param {Known} known
   * @param {URL} root the site's
   * @param {Labels} labels
   */
  constructor(place, known, root, labels) {
    this.place = place;
    this.known = known;
    this.root = root;
    this.ask = labels;
    this.iris = /** @type {HTMLInputElement} */ (one("[data-iris]", place));
    this.iris.addEventListener("change", () => this.#name());
    this.more = /** @type {HTMLElement} */ (one("[data-more]", place));
    this.more.addEventListener("click", () => this.#add());
  }

  /** @param {Answer} answer */
  async show(answer) {
    const { place } = this;
    this.hide();
    const table = /** @type {HTMLElement} */ (one("[data-table]", place));
    const found = tableOf(answer, table);
    const made = answer.triples ? "triples" : found ? "rows" : "answer";
    for (const button of all("[data-save]", place)) {
      const format = button.dataset.save ?? "";
      button.hidden = made === "triples" ? format === "json" : !["csv", "json"].includes(format);
      if (made === "answer") button.hidden = format !== "json";
    }
    place.hidden = false;
    if (!found) return;
    this.#table = found;
    show("[data-none]", place, found.rows.length === 0);
    show("[data-table-place]", place, found.rows.length > 0);
    const cells = found.columns.map((column) => element("th", { scope: "col" }, column));
    one("thead", table)?.replaceChildren(element("tr", {}, ...cells));
    one("tbody", table)?.replaceChildren();
    this.#shown = 0;
    await this.#add();
    if (answer.triples?.length) await this.#picture(answer.triples);
  }

  hide() {
    this.place.hidden = true;
    this.#table = { columns: [], rows: [] };
    for (const name of ["answer", "picture", "table-place", "none"]) show(`[data-${name}]`, this.place, false);
    this.more.hidden = true;
  }

  async #add() {
    const { rows } = this.#table;
    const next = rows.slice(this.#shown, this.#shown + CHUNK);
    this.#shown += next.length;
    const body = one("tbody", this.place);
    const first = body?.children.length ?? 0;
    body?.append(...next.map((row) => element("tr", {}, ...row.map((term) => element("td", {}, ...this.#cell(term))))));
    this.more.hidden = this.#shown >= rows.length;
    this.more.textContent = filled(this.more.dataset.words ?? "", { n: this.#shown, all: rows.length });
    if (first) /** @type {HTMLElement | null | undefined} */ (body?.children[first]?.querySelector("a"))?.focus();
    await this.#learn(next.flat());
    this.#name();
  }

  /** @param {(Term | undefined)[]} terms */
  async #learn(terms) {
    const new_ = terms.flatMap((term) => (term?.type === "uri" && !this.#labels.has(term.value) ? [term.value] : []));
    if (!new_.length) return;
    const labels = await this.ask([...new Set(new_)]);
    for (const iri of new_) this.#labels.set(iri, labels[iri] ?? "");
  }

  /** Put labels, or IRIs, into all links of the table. */
  #name() {
    for (const link of all("[data-iri]", this.place)) {
      const iri = link.dataset.iri ?? "";
      link.textContent = (!this.iris.checked && this.#labels.get(iri)) || shortOf(iri, this.known);
    }
  }

  /**
   * @param {Term | undefined} term
   * @returns {(Node | string)[]}
   */
  #cell(term) {
    if (!term) return [];
    if (term.type === "uri") {
      const href = this.#href(term.value);
      return [element(href ? "a" : "span", { ...(href ? { href } : {}), "data-iri": term.value, title: term.value })];
    }
    const note = noteOf(term, this.known);
    const words = element("bdi", {}, term.type === "bnode" ? `_:${term.value}` : term.value);
    return note ? [words, " ", element("span", { class: "kind" }, note)] : [words];
  }

  /** @param {string} iri */
  #href(iri) {
    const place = placeOf(iri, this.known);
    if (place !== null) return new URL(place, this.root).href;
    return /^https?:/.test(iri) ? iri : null;
  }

  /** @param {Term[][]} triples */
  async #picture(triples) {
    const figure = /** @type {HTMLElement} */ (one("[data-picture]", this.place));
    const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (one("svg", figure)));
    const words = /** @type {HTMLElement} */ (one("figcaption", figure));
    const graph = graphOf(triples);
    if (!graph.edges.length) return;
    const fits = graph.nodes.length <= MOST_NODES;
    const numbers = { nodes: graph.nodes.length, edges: graph.edges.length };
    words.textContent = filled((fits ? words.dataset.words : words.dataset.many) ?? "", numbers);
    svg.toggleAttribute("hidden", !fits);
    figure.hidden = false;
    if (!fits) return;
    await this.#learn(graph.nodes.map(({ iri }) => ({ type: "uri", value: iri })));
    /** @param {string} iri */
    const shown = (iri) => ({ text: this.#labels.get(iri) || shortOf(iri, this.known), href: this.#href(iri) });
    draw(svg, graph, shown);
  }
}

/**
 * @param {string} selector
 * @param {ParentNode} within
 * @param {boolean} shown
 */
function show(selector, within, shown) {
  for (const found of all(selector, within)) found.hidden = !shown;
}
