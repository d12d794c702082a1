// Names on the map keep within what is seen of it: one that the edge would cut goes to its sign's other side, or moves
// as far as it must; the name of what is out of sight goes with it.

import { shift } from "../lib/fit.js";

const GAP = 11;

/**
 * @param {HTMLElement} frame what shows the map
 * @returns {() => void} puts the names where they are seen; to be called when what is seen has changed
 */
export function labels(frame) {
  const names = /** @type {SVGTextElement[]} */ ([...frame.querySelectorAll(".stand .name")]);
  const lands = /** @type {SVGTextElement[]} */ ([...frame.querySelectorAll(".ground > text")]);
  let waits = false;
  const fit = () => {
    waits = false;
    const seen = frame.getBoundingClientRect();
    for (const name of names) beside(name, seen);
    for (const land of lands) within(land, seen, 0.5);
  };
  const soon = () => {
    if (!waits) requestAnimationFrame(fit);
    waits = true;
  };
  frame.addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  return soon;
}

/**
 * @param {SVGTextElement} name
 * @param {DOMRect} seen
 */
function beside(name, seen) {
  const spot = name.parentElement?.querySelector(".spot, .touch")?.getBoundingClientRect();
  const at = spot ? (spot.left + spot.right) / 2 : 0;
  const out = at < seen.left || at > seen.right;
  if (name.hasAttribute("data-out") !== out) name.toggleAttribute("data-out", out);
  if (out) return;
  const drawn = name.closest(".left") ? "left" : "right";
  if (name.dataset.side) put(name, drawn);
  if (cut(name, seen)) put(name, drawn === "left" ? "right" : "left");
  // Neither side has room: the drawn one, moved.
  if (cut(name, seen)) {
    put(name, drawn);
    within(name, seen, 1);
  }
}

/**
 * @param {SVGTextElement} name
 * @param {"left" | "right"} side
 */
function put(name, side) {
  // What stands as it should is not touched: each change would have the page laid out again.
  if (name.dataset.side === side && !name.hasAttribute("dx")) return;
  name.dataset.side = side;
  name.setAttribute("x", String(side === "left" ? -GAP : GAP));
  name.removeAttribute("dx");
}

/**
 * @param {SVGTextElement} name
 * @param {DOMRect} seen
 */
function cut(name, seen) {
  const box = name.getBoundingClientRect();
  return shift(box.left, box.right, seen.left, seen.right) !== 0;
}

/**
 * @param {SVGTextElement} text
 * @param {DOMRect} seen
 * @param {number} most what part of itself it may move by; beyond that it is out of sight
 */
function within(text, seen, most) {
  for (const was of ["dx", "data-out"]) if (text.hasAttribute(was)) text.removeAttribute(was);
  const box = text.getBoundingClientRect();
  const by = shift(box.left, box.right, seen.left, seen.right);
  if (Math.abs(by) > most * box.width) text.toggleAttribute("data-out", true);
  else if (by) text.setAttribute("dx", String(by / (text.getScreenCTM()?.a ?? 1)));
}
