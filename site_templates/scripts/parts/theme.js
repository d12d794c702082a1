// The button in the header: light, dark, or as the system has it. Its words stand in the template.

import { all } from "../lib/dom.js";
import { applyTheme, storedTheme, storeTheme, THEMES } from "../lib/theme.js";

export function theme() {
  for (const button of all("[data-theme-switch]")) {
    show(button, storedTheme());
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(storedTheme()) + 1) % THEMES.length] ?? "auto";
      storeTheme(next);
      applyTheme(next);
      show(button, next);
    });
  }
}

/**
 * @param {HTMLElement} button
 * @param {import("../lib/theme.js").Theme} chosen
 */
function show(button, chosen) {
  for (const word of all("[data-theme-word]", button)) word.hidden = word.dataset.themeWord !== chosen;
}
