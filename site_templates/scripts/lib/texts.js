// A document's sentences, loaded when they are first asked for. A script beside the document's page holds them, since a
// page on file:// may run a script of the site but may not fetch a file.

import { loadScript } from "./load.js";

/** @type {Map<string, Promise<readonly string[]>>} */
const asked = new Map();

/**
 * @param {URL} page the document's page
 * @returns {Promise<readonly string[]>} its sentences in order; rejected when they cannot be had
 */
export function sentencesOf(page) {
  const source = new URL("text.js", page);
  source.search = source.hash = "";
  const name = source.pathname.split("/").slice(-3, -1).join("/");
  let loading = asked.get(source.href);
  if (!loading) {
    loading = loadScript(source).then(() => {
      const all = /** @type {{pinciteTexts?: Record<string, string[]>}} */ (globalThis).pinciteTexts;
      const found = all?.[name];
      if (!found) throw new Error(`${source} holds no text of ${name}`);
      return found;
    });
    asked.set(source.href, loading);
  }
  return loading;
}

/**
 * @param {readonly string[]} sentences
 * @param {number} first the number of the first quoted sentence; numbers begin at 1
 * @param {string} quoted what is quoted, which may be several sentences
 * @returns {[string, string]} the sentence before and the one after, empty where there is none
 */
export function neighbours(sentences, first, quoted) {
  const length = inkOf(quoted);
  let last = first;
  for (let seen = inkOf(sentences[first - 1]); last < sentences.length && seen < length; last++) {
    seen += inkOf(sentences[last]);
  }
  return [sentences[first - 2] ?? "", sentences[last] ?? ""];
}

/**
 * @param {string | undefined} text
 * @returns {number} how long it is without white space, which differs between a page and a text
 */
function inkOf(text) {
  return (text ?? "").replace(/\s+/g, "").length;
}
