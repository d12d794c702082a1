// The box in the head of a page: names and sentences below it while one writes, chosen by arrows and Enter.

import { all, one } from "../lib/dom.js";
import { pageOf } from "../lib/finder.js";
import { element, filled, marked } from "../lib/show.js";
import { readState, withState } from "../lib/state.js";

/** @typedef {import("../lib/finder.js").Finder} Finder */
/** @typedef {import("../lib/finder.js").FoundName} FoundName */
/** @typedef {import("../lib/finder.js").FoundSentence} FoundSentence */

const NAMES = 7;
const SENTENCES = 4;
const LONGEST = 140;

/**
 * @param {HTMLFormElement} form
 * @param {URL} root the site's
 * @param {Finder} finder
 */
export function searchBox(form, root, finder) {
  const input = /** @type {HTMLInputElement} */ (one("input", form));
  const found = /** @type {HTMLElement} */ (one("[data-found]", form));
  const more = /** @type {HTMLAnchorElement} */ (one("[data-more]", form));
  const told = one("[data-told]", form);
  /** @type {HTMLElement | undefined} */
  let chosen;

  /** @param {string} path */
  const at = (path) => withState(new URL(path, root).href, readState());
  const options = () => all("[role=option]", found);

  /** @param {HTMLElement | undefined} option */
  const choose = (option) => {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  /** @param {boolean} open */
  const show = (open) => {
    found.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(undefined);
  };
  const look = () => {
    choose(undefined);
    const query = input.value.trim();
    if (!query) return show(false);
    const { names, sentences } = finder.find(query);
    fill(
      one("[data-names]", found),
      names.slice(0, NAMES).map((one) => nameOf(one, at)),
    );
    fill(
      one("[data-sentences]", found),
      sentences.slice(0, SENTENCES).map((one) => sentenceOf(one, finder, at)),
    );
    for (const [place, option] of options().entries()) option.id = `-found-${place}`;
    const number = names.length + sentences.length;
    for (const none of all("[data-found] [data-none]", form)) none.hidden = number > 0;
    more.hidden = number === 0;
    more.href = at(`search/index.html?q=${encodeURIComponent(query)}`);
    if (told) told.textContent = number ? filled(told.dataset.words ?? "", { n: number }) : (told.dataset.none ?? "");
    show(true);
  };

  input.addEventListener("input", look);
  input.addEventListener("focus", () => input.value.trim() && look());
  input.addEventListener("keydown", (event) => {
    const all = options();
    const place = chosen ? all.indexOf(chosen) : -1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (found.hidden) look();
      else choose(all.at(event.key === "ArrowDown" ? (place + 1) % all.length : Math.max(place, 0) - 1));
    } else if (event.key === "Enter") {
      const link = /** @type {HTMLAnchorElement | undefined} */ (chosen);
      if (link) link.click();
      else if (input.value.trim()) location.href = at(`search/index.html?q=${encodeURIComponent(input.value.trim())}`);
    } else if (event.key === "Escape" && !found.hidden) {
      show(false);
    } else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    // A click on something that takes no focus, the bar of the list say, is no leaving.
    if (to && !form.contains(to)) show(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(/** @type {Node} */ (event.target))) show(false);
  });
  if (document.activeElement === input) look();
}

/**
 * @param {HTMLElement | null} group
 * @param {HTMLElement[]} options
 */
function fill(group, options) {
  if (!group) return;
  group.hidden = options.length === 0;
  group.replaceChildren(...options);
}

/**
 * @param {string} href
 * @param {...(Node | string)} inside
 */
function option(href, ...inside) {
  return element("a", { role: "option", tabindex: "-1", "aria-selected": "false", href }, ...inside);
}

/**
 * @param {FoundName} found
 * @param {(path: string) => string} at
 */
function nameOf({ entity: [id, label, type], name, terms }, at) {
  const other = name ? [" ", element("bdi", { class: "other" }, ...marked(name, terms))] : [];
  return option(at(pageOf(id)), element("bdi", {}, ...marked(label, terms)), ...other, " ", kind(type));
}

/** @param {string} type */
function kind(type) {
  return element("span", { class: "kind" }, type);
}

/**
 * @param {FoundSentence} found
 * @param {Finder} finder
 * @param {(path: string) => string} at
 */
function sentenceOf({ sentence: [document, anchor, , text], terms }, finder, at) {
  const [id = "", label = ""] = finder.data.documents[document] ?? [];
  return option(at(pageOf(id, anchor)), element("q", {}, ...marked(text, terms, LONGEST)), " ", kind(label));
}
