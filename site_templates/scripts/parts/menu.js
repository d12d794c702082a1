// The site's menu on a narrow screen: a button that opens and closes it. Without scripts all of it is there.

import { one } from "../lib/dom.js";

export function menu() {
  const button = one("[data-menu]");
  const list = button && document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!button || !list) return;
  /** @param {boolean} open */
  const set = (open) => button.setAttribute("aria-expanded", String(open));
  button.hidden = false;
  set(false);
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  for (const part of [button, list]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      set(false);
      button.focus();
    });
  }
}
