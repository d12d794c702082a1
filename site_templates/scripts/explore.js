// Runs on the pages that show many things at once. A part finds its own elements and does nothing where there are none.

import { choose } from "./parts/choose.js";
import { unfold } from "./parts/unfold.js";
import { zoom } from "./parts/zoom.js";

for (const part of [choose, unfold, zoom]) part();
