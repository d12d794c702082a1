// The search page: everything that has the words, narrowed by facets; what is asked stands in the address.

import { all, one } from "../lib/dom.js";
import { kindOf, pageOf } from "../lib/finder.js";
import { element, filled, marked } from "../lib/show.js";
import { readState, withState, writeState } from "../lib/state.js";

/** @typedef {import("../lib/finder.js").Finder} Finder */
/** @typedef {import("../lib/finder.js").Findings} Findings */

const FACETS = /** @type {const} */ (["kind", "document", "mode"]);
// As wide as the page sets what is found in two columns; on a narrower one the facets would push it out of sight.
const WIDE = "(min-width: 60rem)";
const FIRST = { names: 30, sentences: 20 };

/**
 * @param {HTMLFormElement} form
 * @param {URL} root the site's
 * @param {() => Promise<Finder>} finder
 */
export function searchPage(form, root, finder) {
  const input = /** @type {HTMLInputElement} */ (one("input[type=search]", form));
  const told = /** @type {HTMLElement} */ (one("[data-search-told]"));
  const results = /** @type {HTMLElement} */ (one("[data-search-results]"));
  const boxes = /** @type {HTMLInputElement[]} */ (all("input[type=checkbox]", form));
  /** @type {Set<string>} */
  const whole = new Set();

  const read = () => {
    const state = readState();
    input.value = state.q ?? "";
    for (const box of boxes) box.checked = (state[box.name] ?? "").split(",").includes(box.value);
  };
  /** @param {string} name */
  const chosen = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
  const look = async () => {
    /** @type {Finder} */
    let ready;
    try {
      ready = await finder();
    } catch {
      told.textContent = told.dataset.missing ?? "";
      return;
    }
    const narrowed = Object.fromEntries(FACETS.map((facet) => [facet, chosen(facet)]));
    show(ready, ready.find(input.value, narrowed), narrowed);
  };
  /**
   * @param {Finder} ready
   * @param {Findings} found
   * @param {Record<string, string[]>} narrowed
   */
  const show = (ready, found, narrowed) => {
    const asked = input.value.trim();
    // Whoever narrows names down by kind does not want sentences, and the other way round.
    const names = narrowed.kind?.length || !(narrowed.document?.length || narrowed.mode?.length) ? found.names : [];
    const ofSentences = narrowed.document?.length || narrowed.mode?.length || !narrowed.kind?.length;
    const sentences = ofSentences ? found.sentences : [];
    list(
      "names",
      names.length,
      names.slice(0, limit("names")).map((one) => nameOf(one, at)),
    );
    list(
      "sentences",
      sentences.length,
      sentences.slice(0, limit("sentences")).map((one) => sentenceOf(one, ready, at)),
    );
    results.hidden = !names.length && !sentences.length;
    const near = found.near ? `${told.dataset.near ?? ""} ` : "";
    const words = filled(told.dataset.words ?? "", { names: names.length, sentences: sentences.length });
    told.textContent = !asked ? "" : results.hidden ? (told.dataset.none ?? "") : near + words;
    for (const box of boxes) count(box, found.counts[/** @type {"kind"} */ (box.name)][box.value] ?? 0);
    for (const facet of all("[data-facet]", form)) facet.hidden = !all("label:not([hidden])", facet).length;
  };
  /** @param {"names" | "sentences"} name */
  const limit = (name) => (whole.has(name) ? Number.POSITIVE_INFINITY : FIRST[name]);
  /** @param {string} path */
  const at = (path) => withState(new URL(path, root).href, readState());
  /**
   * @param {"names" | "sentences"} name
   * @param {number} number
   * @param {HTMLElement[]} items
   */
  const list = (name, number, items) => {
    const place = /** @type {HTMLElement} */ (one(`[data-list=${name}]`));
    place.replaceChildren(...items);
    /** @type {HTMLElement} */ (place.closest("section")).hidden = number === 0;
    for (const button of all(`[data-all=${name}]`)) button.hidden = number <= items.length;
  };

  const write = () => {
    whole.clear();
    writeState({ q: input.value.trim(), ...Object.fromEntries(FACETS.map((name) => [name, chosen(name).join(",")])) });
    look();
  };
  for (const button of all("[data-all]")) {
    button.addEventListener("click", () => {
      whole.add(button.dataset.all ?? "");
      look();
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", write);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") one("[data-search-results] a")?.focus();
  });
  addEventListener("popstate", () => {
    read();
    look();
  });
  form.hidden = false;
  read();
  const narrow = /** @type {HTMLDetailsElement | null} */ (one("[data-narrow]", form));
  if (narrow) narrow.open = matchMedia(WIDE).matches || boxes.some((box) => box.checked);
  if (!readState().q) input.focus();
  look();
}

/**
 * @param {HTMLInputElement} box
 * @param {number} number
 */
function count(box, number) {
  const label = /** @type {HTMLElement} */ (box.closest("label"));
  label.hidden = number === 0 && !box.checked;
  const place = one(".count", label);
  if (place) place.textContent = String(number);
}

/**
 * @param {import("../lib/finder.js").FoundName} found
 * @param {(path: string) => string} at
 */
function nameOf({ entity, name, terms }, at) {
  const [id, label, type] = entity;
  const link = element("a", { href: at(pageOf(id)) }, element("bdi", {}, ...marked(label, terms)));
  const other = name ? [" ", element("span", { class: "names" }, element("bdi", {}, ...marked(name, terms)))] : [];
  return element("li", { "data-kind": kindOf(entity) }, link, " ", element("span", { class: "kind" }, type), ...other);
}

/**
 * @param {import("../lib/finder.js").FoundSentence} found
 * @param {Finder} finder
 * @param {(path: string) => string} at
 */
function sentenceOf({ sentence: [document, anchor, modes, text], terms }, finder, at) {
  const [id = "", label = ""] = finder.data.documents[document] ?? [];
  const link = element("a", { href: at(pageOf(id, anchor)) }, element("bdi", {}, label));
  const said = modes.flatMap((mode) => {
    const [key, word] = finder.data.modes[mode] ?? ["", ""];
    return [" ", element("span", { class: `mode ${key}` }, word)];
  });
  const source = element("p", { class: "source" }, link, ...said);
  return element("li", {}, element("blockquote", {}, element("p", {}, ...marked(text, terms))), source);
}
