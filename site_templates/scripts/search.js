// Loaded when somebody begins to search, and by the search page: the index, what the box does, what the page does.

import { all, one } from "./lib/dom.js";
import { Finder } from "./lib/finder.js";
import { loadScript } from "./lib/load.js";
import { searchBox } from "./parts/search-box.js";
import { searchPage } from "./parts/search-page.js";

/** @typedef {import("./lib/finder.js").Data} Data */

/** @type {Promise<Finder> | undefined} */
let made;

/**
 * @param {URL} root the site's
 * @returns {Promise<Finder>} made once; rejected when the index cannot be loaded
 */
function finder(root) {
  made ??= loadScript(new URL("search/data.js", root)).then(() => {
    const data = /** @type {{pinciteFound?: Data}} */ (globalThis).pinciteFound;
    if (!data) throw new Error("search/data.js holds no index");
    return new Finder(data);
  });
  made.catch(() => {
    made = undefined;
  });
  return made;
}

const source = /** @type {HTMLScriptElement} */ (document.currentScript);
Object.assign(globalThis, {
  pinciteSearch: {
    finder,
    /** @type {import("./parts/search.js").Search["box"]} */
    box: async (form, root) => searchBox(form, root, await finder(root)),
  },
});
for (const form of all("form[data-search-page]")) {
  const root = new URL("..", new URL(".", source.src));
  searchPage(/** @type {HTMLFormElement} */ (form), root, () => finder(root));
  // Its box would do the same beside it.
  one("[data-search]")?.remove();
}
