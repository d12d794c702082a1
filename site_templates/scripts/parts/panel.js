// The side panel: a footnote's sentence beside what it supports. A click or Enter on the number opens it and goes into
// it, coming to the number by the keyboard shows it; Esc closes it, and the focus is where it was. What it shows is
// copied from the page, so it says no more and no less than the note does; its own words stand in the template.

import { all, copyOf, one } from "../lib/dom.js";
import { neighbours, sentencesOf } from "../lib/texts.js";
import { citing } from "./cite.js";

const NUMBER = 'sup a[href^="#n"]';
// What a footnote supports: a fact, a claim, a premise, a row of an answer.
const SUPPORTED = "dd, .claim, li[data-dated], .reasons li, .notes > li li, .disputes li li, tr";

export function panel() {
  const dialog = one("dialog[data-panel]");
  if (dialog instanceof HTMLDialogElement) new Panel(dialog).listen();
}

class Panel {
  /** @type {HTMLElement[]} the numbers that were followed, the last one last */
  #trail = [];

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
  }

  listen() {
    document.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("focusin", (event) => this.#focused(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.dialog.open) this.close();
    });
    one("[data-close]", this.dialog)?.addEventListener("click", () => this.close());
    one("[data-back]", this.dialog)?.addEventListener("click", () => this.#back());
  }

  close() {
    const inside = this.dialog.contains(document.activeElement) || document.activeElement === document.body;
    this.dialog.open = false;
    const opener = this.#trail[0];
    this.#trail = [];
    for (const number of all("[data-noted]")) delete number.dataset.noted;
    if (inside) opener?.focus({ preventScroll: false });
  }

  /**
   * Show the sentences before and after, when the publication gives its texts.
   *
   * @param {HTMLElement} number what is shown now
   */
  async #context(number) {
    const source = one("[data-source] a", this.dialog);
    const sentence = Number(one("[data-source] [data-sentence]", this.dialog)?.dataset.sentence);
    const [before, after] = [one("[data-before]", this.dialog), one("[data-after]", this.dialog)];
    if (!before || !after) return;
    before.hidden = after.hidden = true;
    if (!(source instanceof HTMLAnchorElement) || !sentence || !("texts" in this.dialog.dataset)) return;
    const quoted = one("[data-note] blockquote", this.dialog)?.textContent?.trim() ?? "";
    const sentences = await sentencesOf(new URL(source.href)).catch(() => null);
    // Meanwhile another note may have been opened.
    if (!sentences || this.#trail.at(-1) !== number) return;
    const around = neighbours(sentences, sentence, quoted);
    [before.textContent, after.textContent] = around;
    [before.hidden, after.hidden] = [!around[0], !around[1]];
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const number = numberOf(event.target);
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const within = this.dialog.contains(number);
    const trail = within ? [...this.#trail, copyTarget(number)] : [number];
    if (!this.#show(trail)) return;
    event.preventDefault();
    one("[data-title]", this.dialog)?.focus();
  }

  /** @param {FocusEvent} event */
  #focused(event) {
    const number = numberOf(event.target);
    // Only what the keyboard does: a mouse's click comes by itself, and returning to a number after Esc shows nothing.
    if (!number?.matches(":focus-visible") || this.dialog.contains(number)) return;
    if (this.#closing(event)) return;
    this.#show([number]);
  }

  /** @param {FocusEvent} event */
  #closing(event) {
    return event.relatedTarget instanceof Node && this.dialog.contains(event.relatedTarget);
  }

  #back() {
    if (this.#trail.length > 1) this.#show(this.#trail.slice(0, -1));
    one("[data-title]", this.dialog)?.focus();
  }

  /**
   * @param {HTMLElement[]} trail
   * @returns {boolean} whether there is such a note
   */
  #show(trail) {
    const number = trail.at(-1);
    const note = number && document.getElementById((number.getAttribute("href") ?? "").slice(1));
    if (!number || !note) return false;
    this.#trail = trail;
    for (const other of all("[data-noted]")) delete other.dataset.noted;
    if (trail[0]) trail[0].dataset.noted = "";
    fill(this.dialog, number, note);
    const back = one("[data-back]", this.dialog);
    if (back) back.hidden = trail.length < 2;
    // Not show(), which would take the focus from whoever only comes by.
    this.dialog.open = true;
    this.dialog.scrollTop = 0;
    keepInSight(trail[0], this.dialog);
    this.#context(number);
    return true;
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function numberOf(target) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(NUMBER)) : null;
}

/**
 * A number within the panel goes away with what the panel shows; the same in the page stays.
 *
 * @param {HTMLElement} number
 * @returns {HTMLElement}
 */
function copyTarget(number) {
  const href = CSS.escape(number.getAttribute("href") ?? "");
  return all(`main sup a[href="${href}"]`).find((other) => other.closest(".notes")) ?? number;
}

/**
 * @param {HTMLElement} dialog
 * @param {HTMLElement} number
 * @param {HTMLElement} note
 */
function fill(dialog, number, note) {
  for (const slot of all("[data-number]", dialog)) slot.textContent = number.textContent;
  // A number of the lead names the statement, which stands further down.
  const from = number.dataset.of ? document.getElementById(number.dataset.of) : number;
  const said = /** @type {HTMLElement | null} */ (from?.closest(SUPPORTED) ?? null);
  const statement = one("[data-statement]", dialog);
  if (statement) {
    statement.replaceChildren(...(said ? saying(said) : []));
    statement.hidden = !statement.textContent?.trim();
    statement.dataset.verdict = said?.dataset.verdict ?? "";
  }
  const copied = copyOf(note);
  for (const back of all(".back", copied)) back.remove();
  // The sentence that follows stands between what is quoted and where it comes from.
  one("[data-source]", dialog)?.replaceChildren(...all(".source", copied));
  one("[data-note]", dialog)?.replaceChildren(...copied.childNodes);
  const source = one("[data-source] a", dialog);
  const open = one("[data-open]", dialog);
  if (open instanceof HTMLAnchorElement) {
    open.hidden = !source;
    if (source) open.href = source.getAttribute("href") ?? "";
  }
  for (const part of all("[data-if-quoted]", dialog)) part.hidden = !source;
  citing(dialog, said);
}

/**
 * @param {Element} said
 * @returns {(Node | string)[]} the statement as the page says it: the property before the value
 */
function saying(said) {
  const copied = copyOf(said);
  for (const extra of all("sup, .remark, .title, .detail", copied)) extra.remove();
  if (said.matches("tr")) return [];
  const property = said.matches("dd") ? said.parentElement?.querySelector("dt") : null;
  if (!property) return [...copied.childNodes];
  const name = document.createElement("span");
  name.className = "of";
  name.textContent = property.textContent;
  return [name, ": ", ...copied.childNodes];
}

/**
 * On a phone the panel covers the lower part of the screen; what it is about must not lie under it.
 *
 * @param {HTMLElement | undefined} number
 * @param {HTMLElement} dialog
 */
function keepInSight(number, dialog) {
  if (!number) return;
  const place = number.getBoundingClientRect();
  const covered = dialog.getBoundingClientRect();
  const under = place.bottom > covered.top && place.right > covered.left;
  if (under && place.top < covered.bottom) scrollBy({ top: place.bottom - covered.top + 24 });
}
