// What the parts share in asking the document.

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T[]}
 */
export function all(selector, within = document) {
  return /** @type {T[]} */ ([...within.querySelectorAll(selector)]);
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T | null}
 */
export function one(selector, within = document) {
  return /** @type {T | null} */ (within.querySelector(selector));
}

/**
 * @param {Element} element
 * @returns {HTMLElement} a copy to show elsewhere: no id twice, no footnote numbers
 */
export function copyOf(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  copy.removeAttribute("id");
  for (const inner of all("[id]", copy)) inner.removeAttribute("id");
  return copy;
}
