// On a phone long pages are made shorter: notes are closed (the side panel shows them), of long lists the first items
// are shown, with a button for the rest. Without scripts, on wide screens and in print everything is open.

import { all, one } from "../lib/dom.js";

const NARROW = "(max-width: 43.99rem)";
const SHOWN = 8;
// For one or two more a button would be longer than they are.
const SPARED = 3;

export function fold() {
  if (!matchMedia(NARROW).matches) return;
  for (const part of all("details[data-fold]")) part.toggleAttribute("open", false);
  for (const list of all("[data-cap]")) cap(list);
  reveal();
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const part of all("details[data-fold]")) part.toggleAttribute("open", true);
  });
}

/** @param {HTMLElement} list what has the items, which are its children, or those of its groups */
function cap(list) {
  const groups = list.matches("dl") ? [...list.children] : [list];
  const template = one("template[data-more]");
  if (!(template instanceof HTMLTemplateElement)) return;
  for (const group of groups) {
    const items = [...group.children].filter((item) => !item.matches("dt"));
    if (items.length < SHOWN + SPARED) continue;
    const rest = items.slice(SHOWN);
    for (const item of rest) item.toggleAttribute("data-folded", true);
    const holder = document.createElement(items[0]?.tagName ?? "li");
    holder.className = "more";
    holder.append(template.content.cloneNode(true));
    for (const count of all("[data-count]", holder)) count.textContent = String(rest.length);
    holder.addEventListener("click", () => {
      open(group);
      const link = rest[0]?.querySelector("a[href]");
      if (link instanceof HTMLElement) link.focus();
    });
    group.append(holder);
  }
}

/** @param {Element} group */
function open(group) {
  for (const item of group.querySelectorAll(":scope > [data-folded]")) item.removeAttribute("data-folded");
  group.querySelector(":scope > .more")?.remove();
}

/** What the address names is shown, wherever it is. */
function reveal() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const item = target?.closest("[data-folded]");
  const part = target?.closest("details[data-fold]");
  part?.toggleAttribute("open", true);
  if (item?.parentElement) open(item.parentElement);
  if (item || part) target?.scrollIntoView();
}
