// Findings as elements.

import { among } from "./finder.js";
import { pieces } from "./fold.js";

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} inside
 */
export function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/**
 * @param {string} text
 * @param {readonly string[]} terms
 * @param {number} [longest] in characters: of a longer text what is around the first finding
 * @returns {Node[]} the text with what was found marked
 */
export function marked(text, terms, longest = Number.POSITIVE_INFINITY) {
  const wanted = among(terms);
  return pieces(excerpt(text, wanted, longest), wanted).map(([words, found]) =>
    found ? element("mark", {}, words) : document.createTextNode(words),
  );
}

/**
 * @param {string} text
 * @param {(word: string) => boolean} wanted
 * @param {number} longest
 */
function excerpt(text, wanted, longest) {
  if (text.length <= longest) return text;
  const before = pieces(text, wanted)[0] ?? ["", true];
  const at = before[1] ? 0 : before[0].length;
  const start = at < longest / 2 ? 0 : text.indexOf(" ", at - longest / 3) + 1;
  const cut = text.slice(start, start + longest);
  const end = start + longest < text.length ? `${cut.slice(0, cut.lastIndexOf(" "))} …` : cut;
  return start ? `… ${end}` : end;
}

/**
 * @param {string} pattern with `{name}`s
 * @param {Record<string, string | number>} values
 */
export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
