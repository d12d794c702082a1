// The theme: light, dark, or as the system has it (auto). Kept where the browser lets us keep something.

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @type {readonly Theme[]} */
export const THEMES = ["auto", "light", "dark"];
const KEY = "pincite-theme";

/** @returns {Theme} */
export function storedTheme() {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((one) => one === stored) ?? "auto";
  } catch {
    return "auto"; // a browser may refuse storage, on file:// say
  }
}

/** @param {Theme} theme */
export function storeTheme(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // It holds for this page, then.
  }
}

/** @param {Theme} theme */
export function applyTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
