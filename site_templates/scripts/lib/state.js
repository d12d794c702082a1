// What the reader has set stands in the page's address (`?date=2021-09-01&period=wartime`), so that a link to it can be
// sent, and goes along to other pages. Works on file:// too, where a page may change its own query.

import { isDay } from "./when.js";

/** @typedef {Record<string, string>} State */

/**
 * What goes along from page to page: a name, and whether a value will do. Other parameters are a page's own; `read`
 * and `write` take them all the same.
 *
 * @type {Record<string, (value: string) => boolean>}
 */
const CARRIED = {
  date: isDay,
  period: (value) => /^[a-z0-9-]+$/.test(value),
  only: (value) => value === "1",
};
const CHANGED = "pincite:state";

/**
 * @param {string} search the query of an address, with or without its question mark
 * @returns {State} what it says, without carried values that will not do
 */
export function parseState(search) {
  /** @type {State} */
  const state = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if (value && (CARRIED[name]?.(value) ?? true)) state[name] = value;
  }
  return state;
}

/**
 * @param {string} href a link within the site
 * @param {State} state
 * @returns {string} the link with what is carried of the state, and without what is carried but not set
 */
export function withState(href, state) {
  const [, path = "", query = "", fragment = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(href) ?? [];
  const parameters = new URLSearchParams(query);
  for (const name of Object.keys(CARRIED)) {
    const value = state[name];
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  return `${path}${text && `?${text}`}${fragment}`;
}

/** @returns {State} what the page's address says now */
export function readState() {
  return parseState(location.search);
}

/**
 * Put values into the address (empty: take it out), and tell everybody who listens.
 *
 * @param {State} changes
 */
export function writeState(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(history.state, "", url);
  document.dispatchEvent(new CustomEvent(CHANGED));
}

/**
 * Call `told` with the state, now and after each change of it.
 *
 * @param {(state: State) => void} told
 */
export function onState(told) {
  document.addEventListener(CHANGED, () => told(readState()));
  addEventListener("popstate", () => told(readState()));
  told(readState());
}
