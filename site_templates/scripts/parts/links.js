// Links within the site take along what the reader has set, by whatever way they are opened, copied or sent.

import { all } from "../lib/dom.js";
import { onState, withState } from "../lib/state.js";

// A page of this site: a relative address (no scheme, no host, not of this page alone) of a page.
const PAGE = /^(?![a-z][a-z0-9+.-]*:|\/\/|#)[^?#]*(?:\/|\.html)(?:[?#]|$)/i;

export function links() {
  let touched = false;
  onState((state) => {
    // Most readers set nothing: a page may have thousands of links.
    if (!touched && withState("", state) === "") return;
    touched = true;
    for (const link of all("a[href]")) {
      const href = link.getAttribute("href") ?? "";
      if (PAGE.test(href)) link.setAttribute("href", withState(href, state));
    }
  });
}
