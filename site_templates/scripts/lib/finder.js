// The search itself, apart from any page: names and sentences in, ranked and counted findings out.

import MiniSearch from "minisearch";
import { asked, fold, indexed } from "./fold.js";

/** @typedef {[id: string, label: string, type: string, names: string[], statements: number]} Entity */
/** @typedef {[document: number, anchor: string, modes: number[], text: string]} Sentence */
/** @typedef {[key: string, label: string, ...rest: unknown[]]} Named */
/** @typedef {{kinds: Named[], documents: Named[], modes: Named[], entities: Entity[], sentences: Sentence[]}} Data */
/** @typedef {{kind?: readonly string[], document?: readonly string[], mode?: readonly string[]}} Narrowed */
/** @typedef {{entity: Entity, name: string, terms: string[]}} FoundName `name` is the other name that was found, if one was */
/** @typedef {{sentence: Sentence, terms: string[]}} FoundSentence */
/** @typedef {Record<"kind" | "document" | "mode", Record<string, number>>} Counts */
/** @typedef {{names: FoundName[], sentences: FoundSentence[], counts: Counts, near: boolean}} Findings `near`: not all words were found */

/** @typedef {{id: number, score: number, terms: string[]}} Hit */

export class Finder {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.names = new MiniSearch({ fields: ["label", "names"], tokenize: indexed, processTerm: (term) => term });
    this.names.addAll(data.entities.map(([, label, , names], id) => ({ id, label, names: names.join(" \n ") })));
    this.sentences = new MiniSearch({ fields: ["text"], tokenize: indexed, processTerm: (term) => term });
    this.sentences.addAll(data.sentences.map(([, , , text], id) => ({ id, text })));
    /** @type {string[][]} */
    this.folded = data.entities.map(([, label, , names]) => [label, ...names].map((name) => asked(name).join(" ")));
  }

  /**
   * @param {string} query
   * @param {Narrowed} [narrowed] the chosen values of each facet; none: all
   * @returns {Findings} best first. A facet's counts are those that the other facets leave.
   */
  find(query, narrowed = {}) {
    const words = asked(query);
    if (!words.length) return { names: [], sentences: [], counts: { kind: {}, document: {}, mode: {} }, near: false };
    let { names, sentences } = this.#both(words, "AND", 1);
    // Two letters that changed places are two slips, which in a short word would make it like too many others.
    if (!names.length && !sentences.length) ({ names, sentences } = this.#both(words, "AND", 2));
    const near = !names.length && !sentences.length && words.length > 1;
    if (near) ({ names, sentences } = this.#both(words, "OR", 1));
    const whole = words.join(" ");
    const counts = this.#count(names, sentences, narrowed);
    return {
      names: this.#ranked(names, whole)
        .filter(({ id }) => allows(narrowed.kind, [kindOf(this.#entity(id))]))
        .map(({ id, terms }) => ({ entity: this.#entity(id), name: this.#named(id, whole, terms), terms })),
      sentences: sentences
        .filter(({ id }) => allows(narrowed.document, this.#documents(id)) && allows(narrowed.mode, this.#modes(id)))
        .map(({ id, terms }) => ({ sentence: this.#sentence(id), terms })),
      counts,
      near,
    };
  }

  /**
   * @param {string[]} words
   * @param {"AND" | "OR"} how
   * @param {number} slips that a word of four or five letters may have
   */
  #both(words, how, slips) {
    const names = this.#search(this.names, words, how, slips, this.#weight);
    return { names, sentences: this.#search(this.sentences, words, how, slips) };
  }

  /**
   * @param {MiniSearch} index
   * @param {string[]} words
   * @param {"AND" | "OR"} how
   * @param {number} slips
   * @param {(id: number) => number} [weight]
   * @returns {Hit[]}
   */
  #search(index, words, how, slips, weight) {
    return /** @type {Hit[]} */ (
      /** @type {unknown} */ (
        index.search(words.join(" "), {
          combineWith: how,
          // A number is another one when a digit differs, and short words are near to everything.
          fuzzy: (term) => (/\d/.test(term) || term.length < 4 ? false : term.length < 6 ? slips : 2),
          prefix: true,
          boost: { label: 1.5 },
          weights: { prefix: 0.6, fuzzy: 0.25 },
          tokenize: asked,
          ...(weight ? { boostDocument: weight } : {}),
        })
      )
    );
  }

  /** What is said more of comes a little earlier. @type {(id: number) => number} */
  #weight = (id) => 1 + Math.log10(1 + this.#entity(id)[4]) / 8;

  /**
   * What is called just so comes first, then what is called so to begin with.
   *
   * @param {Hit[]} hits
   * @param {string} whole
   */
  #ranked(hits, whole) {
    /** @param {Hit} hit */
    const rank = ({ id }) => {
      const names = this.folded[id] ?? [];
      if (names[0] === whole) return 0;
      if (names.includes(whole)) return 1;
      return names.some((name) => name.startsWith(`${whole} `)) ? 2 : 3;
    };
    return hits.map((hit) => ({ ...hit, rank: rank(hit) })).sort((a, b) => a.rank - b.rank || b.score - a.score);
  }

  /**
   * @param {number} id
   * @param {string} whole
   * @param {string[]} terms
   * @returns {string} the other name that was found, empty when the label itself was
   */
  #named(id, whole, terms) {
    const [label = "", ...others] = this.folded[id] ?? [];
    const [, , , names] = this.#entity(id);
    const exact = others.indexOf(whole);
    if (label !== whole && exact >= 0) return names[exact] ?? "";
    /** @param {string} name */
    const hits = (name) => {
      const words = indexed(name);
      return terms.filter((term) => words.includes(term)).length;
    };
    const best = names.reduce((one, other) => (hits(other) > hits(one) ? other : one), "");
    return hits(best) > hits(label) ? best : "";
  }

  /**
   * @param {Hit[]} names
   * @param {Hit[]} sentences
   * @param {Narrowed} narrowed
   * @returns {Counts}
   */
  #count(names, sentences, narrowed) {
    /** @type {Counts} */
    const counts = { kind: {}, document: {}, mode: {} };
    for (const { id } of names) add(counts.kind, [kindOf(this.#entity(id))]);
    for (const { id } of sentences) {
      if (allows(narrowed.mode, this.#modes(id))) add(counts.document, this.#documents(id));
      if (allows(narrowed.document, this.#documents(id))) add(counts.mode, this.#modes(id));
    }
    return counts;
  }

  /** @param {number} id */
  #entity(id) {
    return /** @type {Entity} */ (this.data.entities[id]);
  }

  /** @param {number} id */
  #sentence(id) {
    return /** @type {Sentence} */ (this.data.sentences[id]);
  }

  /** @param {number} id */
  #documents(id) {
    return [slugOf(this.data.documents[this.#sentence(id)[0]]?.[0] ?? "")];
  }

  /** @param {number} id */
  #modes(id) {
    return this.#sentence(id)[2].map((mode) => this.data.modes[mode]?.[0] ?? "");
  }
}

/** @param {Entity} entity */
export function kindOf(entity) {
  return entity[0].split("/")[0] ?? "";
}

/** @param {string} id */
export function slugOf(id) {
  return id.slice(id.indexOf("/") + 1);
}

/**
 * @param {string} id an entity's, with the anchor of a place on its page if there is one
 * @param {string} [anchor]
 * @returns {string} its page below the site's root
 */
export function pageOf(id, anchor = "") {
  return `id/${id}/index.html${anchor && `#${anchor}`}`;
}

/**
 * @param {readonly string[]} terms what the index found
 * @returns {(word: string) => boolean} whether a word of a text is one of them
 */
export function among(terms) {
  const known = new Set(terms.map(fold));
  return (word) => known.has(word);
}

/**
 * @param {readonly string[] | undefined} chosen
 * @param {readonly string[]} values
 */
function allows(chosen, values) {
  return !chosen?.length || values.some((value) => chosen.includes(value));
}

/**
 * @param {Record<string, number>} counts
 * @param {readonly string[]} values
 */
function add(counts, values) {
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
}
