// The search box of every page: shows it, brings the focus to it, and loads the search when it is first used.

import { one } from "../lib/dom.js";
import { loadScript } from "../lib/load.js";

/** @typedef {{box: (form: HTMLFormElement, root: URL) => Promise<void>}} Search */

// Taken while this script starts: later nobody knows where it came from.
const source =
  typeof document === "undefined" ? null : /** @type {HTMLScriptElement | null} */ (document.currentScript);

export function search() {
  const form = /** @type {HTMLFormElement | null} */ (one("[data-search]"));
  const input = form && one("input", form);
  if (!source || !form || !input) return;
  const assets = new URL(".", source.src);
  form.hidden = false;
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    loadScript(new URL("search.js", assets))
      .then(() => /** @type {{pinciteSearch?: Search}} */ (globalThis).pinciteSearch?.box(form, new URL("..", assets)))
      .catch(() => {
        begun = false; // It is tried again with the next word.
      });
  };
  input.addEventListener("focus", begin);
  input.addEventListener("input", begin);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event)) return;
    event.preventDefault();
    (one("[data-search-page]:not([hidden]) input[type=search]") ?? input).focus();
  });
}

/**
 * @param {Event} event
 * @returns {boolean} whether its key is for a field that is written in
 */
function writes(event) {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
