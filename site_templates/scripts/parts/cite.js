// Citing one fact from the side panel, and copying citations. What is cited stands in the page; its words in templates.

import { all, copyOf, one } from "../lib/dom.js";

/** Put a button beside each citation, once what holds it is opened. */
export function copiers() {
  document.addEventListener("toggle", (event) => put(event.target), true);
  for (const open of all("details.cite[open]")) put(open);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.copy") : null;
    if (button instanceof HTMLElement) copy(button);
  });
}

/**
 * Show how to cite what the panel tells: here when it stands on this page, else a link to where it does.
 *
 * @param {HTMLElement} dialog
 * @param {HTMLElement | null} said what a footnote supports
 */
export function citing(dialog, said) {
  const [here, there] = [one("[data-cite]", dialog), one("[data-cite-there]", dialog)];
  const slot = one("[data-cited]", dialog);
  if (!(here instanceof HTMLDetailsElement) || !there || !slot) return;
  const anchors = said ? [said.id, ...all("span[id]", said).map((inner) => inner.id)] : [];
  const found = anchors.map((id) => document.getElementById(id.replace(/^s-/, "c-"))).filter((item) => item !== null);
  const away = said && !found.length ? one('a[href*="#s-"]', said) : null;
  here.hidden = !found.length;
  here.open = false;
  slot.replaceChildren(...found.flatMap((item) => [...copyOf(item).childNodes]));
  for (const button of all("button.copy", slot)) button.remove();
  there.hidden = !away;
  const link = one("a", there);
  if (link instanceof HTMLAnchorElement && away) link.href = away.getAttribute("href")?.replace("#s-", "#c-") ?? "";
}

/** @param {EventTarget | null} opened */
function put(opened) {
  const template = one("template[data-copier]");
  if (!(opened instanceof HTMLDetailsElement) || !opened.open || !opened.matches(".cite")) return;
  if (!(template instanceof HTMLTemplateElement)) return;
  for (const cited of all("p.plain, pre", opened)) {
    if (cited.nextElementSibling?.matches("button.copy")) continue;
    cited.after(template.content.cloneNode(true));
  }
}

/** @param {HTMLElement} button */
async function copy(button) {
  const cited = button.previousElementSibling;
  if (!cited) return;
  const text = cited.textContent ?? "";
  // Where a page may not write to the clipboard, the browser's own command still copies what is selected.
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (!done && !selected(cited)) return;
  const word = button.textContent;
  button.textContent = button.dataset.done ?? word;
  setTimeout(() => {
    button.textContent = word;
  }, 2000);
}

/**
 * @param {Element} cited
 * @returns {boolean} whether it was copied
 */
function selected(cited) {
  getSelection()?.selectAllChildren(cited);
  return document.execCommand("copy");
}
