// Runs in the head, before anything is drawn, so that nothing flashes: the chosen theme, and that there are scripts.

import { applyTheme, storedTheme } from "./lib/theme.js";

document.documentElement.classList.add("js");
applyTheme(storedTheme());
