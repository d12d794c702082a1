// "As of" and the period: marks each fact as certain, possible or not so on the day and in the period that are set.
// The words of the marks stand in the template; a fact has its bounds in `data-when`, its periods in `data-during`.

import { all, one } from "../lib/dom.js";
import { onState, writeState } from "../lib/state.js";
import { isDay, isOutside, together } from "../lib/when.js";

/** @typedef {import("../lib/state.js").State} State */

const MARKED = "[data-dated]";

export function moment() {
  const form = one("[data-moment]");
  if (!(form instanceof HTMLFormElement)) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const set = new FormData(form);
    const date = String(set.get("date") ?? "");
    const [period, only] = [String(set.get("period") ?? ""), String(set.get("only") ?? "")];
    writeState({ date: isDay(date) ? date : "", period, only });
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    writeState({ date: "", period: "", only: "" });
  });
  onState((state) => {
    show(form, state);
    const counted = mark(form, state);
    for (const number of all("[data-count]", form))
      number.textContent = String(counted[number.dataset.count ?? ""] ?? 0);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {State} state
 */
function show(form, state) {
  const date = form.elements.namedItem("date");
  // While somebody types, what is typed is theirs.
  if (date instanceof HTMLInputElement && date !== document.activeElement) date.value = state.date ?? "";
  for (const choice of all("input[name=period]", form)) {
    if (choice instanceof HTMLInputElement) choice.checked = choice.value === (state.period ?? "");
  }
  const only = form.elements.namedItem("only");
  if (only instanceof HTMLInputElement) only.checked = Boolean(state.only);
  document.documentElement.classList.toggle("only", Boolean(state.only));
  const isSet = Boolean(state.date || state.period);
  for (const part of all("[data-when-set]", form)) part.hidden = !isSet;
}

/**
 * @param {HTMLFormElement} form
 * @param {State} state
 * @returns {Record<string, number>} how many facts have each mark
 */
function mark(form, state) {
  /** @type {Record<string, number>} */
  const counted = {};
  for (const fact of all(MARKED)) {
    one(":scope > .verdict", fact)?.remove();
    const found = judge(fact.dataset, state);
    if (found) {
      counted[found] = (counted[found] ?? 0) + 1;
      const badge = one(`template[data-badge="${found}"]`, form);
      const rest = one(":scope > :is(.detail, .remark, .who)", fact);
      if (badge instanceof HTMLTemplateElement) fact.insertBefore(badge.content.cloneNode(true), rest);
      fact.dataset.verdict = found;
    } else {
      delete fact.dataset.verdict;
    }
  }
  return counted;
}

/**
 * @param {DOMStringMap} known
 * @param {State} state
 * @returns {string | null} the mark, when there is something to say
 */
function judge(known, state) {
  if (state.period && isOutside(known.during, state.period)) return "outside";
  return state.date ? together(known.when, state.date) : null;
}
