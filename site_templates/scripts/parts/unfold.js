// Opens and closes all parts of a tree.

import { all, one } from "../lib/dom.js";

export function unfold() {
  const tools = one("[data-unfold]");
  if (!tools) return;
  tools.hidden = false;
  for (const button of all("[data-unfold-all]", tools)) {
    button.addEventListener("click", () => {
      for (const part of all(".branches details")) part.toggleAttribute("open", button.dataset.unfoldAll === "open");
    });
  }
}
