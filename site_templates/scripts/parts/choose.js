// A list to choose from (`data-choose="NAME"`): the page then shows that section (`data-choice`) alone, and the address says
// which. A link to a section chooses it, too, as long as one is chosen.

import { all, one } from "../lib/dom.js";
import { onState, readState, writeState } from "../lib/state.js";

export function choose() {
  const form = one("form[data-choose]");
  const list = form && one("select", form);
  const name = form?.dataset.choose;
  if (!form || !(list instanceof HTMLSelectElement) || !name) return;
  const sections = all("[data-choice]");
  const known = new Set(sections.map((section) => section.dataset.choice));
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("change", () => writeState({ [name]: list.value }));
  addEventListener("hashchange", () => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (readState()[name] && known.has(wanted)) writeState({ [name]: wanted });
  });
  onState((state) => {
    const chosen = known.has(state[name]) ? state[name] : "";
    list.value = chosen ?? "";
    for (const section of sections) section.hidden = Boolean(chosen) && section.dataset.choice !== chosen;
    for (const links of all("[data-choose-links]")) links.hidden = Boolean(chosen);
  });
}
