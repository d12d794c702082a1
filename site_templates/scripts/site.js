// Runs on every page, when its document is there. A part finds its own elements and does nothing where there are none.

import { copiers } from "./parts/cite.js";
import { fold } from "./parts/fold.js";
import { links } from "./parts/links.js";
import { menu } from "./parts/menu.js";
import { moment } from "./parts/moment.js";
import { panel } from "./parts/panel.js";
import { search } from "./parts/search.js";
import { theme } from "./parts/theme.js";

for (const part of [theme, menu, links, moment, panel, copiers, fold, search]) part();
