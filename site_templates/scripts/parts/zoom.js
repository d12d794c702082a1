// The timeline's window and kinds. Every picture is drawn in percent of the whole axis within an inner svg; to zoom is to
// move and stretch that. The address keeps the window (`from`, `to`: the day after it) and the kinds that are left out.

import { moved, placed, placeOf, ticks } from "../lib/axis.js";
import { all, one } from "../lib/dom.js";
import { onState, readState, writeState } from "../lib/state.js";
import { isDay } from "../lib/when.js";

/** @typedef {import("../lib/axis.js").Window} Window */
/** @typedef {import("../lib/state.js").State} State */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH_OF_A_TICK = 74;

export function zoom() {
  const tools = one("[data-zoom]");
  const { first, last } = tools?.dataset ?? {};
  if (!tools || !first || !last) return;
  /** @type {Window} */
  const whole = [first, last];
  tools.hidden = false;
  // What cannot be zoomed is drawn in two parts, the second wider; here it is one.
  for (const part of all(".times .whole")) {
    part.setAttribute("x", "0");
    part.setAttribute("width", "100%");
  }
  for (const still of all(".times .still")) still.remove();
  tools.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const { from = "", to = "", by } = button.dataset;
    if (by === "in" || by === "out" || by === "left" || by === "right")
      show(whole, moved(whole, windowOf(whole, readState()), by));
    else show(whole, from && to ? [from, to] : whole);
  });
  tools.addEventListener("change", () => {
    const left = all("input[name=lane]", tools).filter((box) => box instanceof HTMLInputElement && !box.checked);
    writeState({ without: left.map((box) => (box instanceof HTMLInputElement ? box.value : "")).join(" ") });
  });
  addEventListener("resize", () => draw(whole, windowOf(whole, readState())));
  onState((state) => {
    const shown = windowOf(whole, state);
    draw(whole, shown);
    const inside = all("[data-time]").filter((row) => sift(row, shown)).length;
    for (const count of all("[data-shown]", tools)) count.textContent = String(inside);
    mark(whole, state.date);
    for (const button of all("[data-from]", tools)) {
      const is = button.dataset.from
        ? button.dataset.from === shown[0] && button.dataset.to === shown[1]
        : `${shown}` === `${whole}`;
      button.setAttribute("aria-pressed", String(is));
    }
    const without = new Set((state.without ?? "").split(" "));
    for (const box of all("input[name=lane]", tools)) {
      if (box instanceof HTMLInputElement) box.checked = !without.has(box.value);
    }
    for (const lane of all("[data-lane]")) lane.hidden = without.has(lane.dataset.lane ?? "");
    const told = one("[data-window]", tools);
    if (told) told.textContent = `${shown[0]} – ${shown[1]}`;
  });
}

/**
 * @param {Window} whole
 * @param {Window} shown
 */
function show(whole, shown) {
  const all = `${shown}` === `${whole}`;
  writeState({ from: all ? "" : shown[0], to: all ? "" : shown[1] });
}

/**
 * @param {Window} whole
 * @param {State} state
 * @returns {Window}
 */
function windowOf(whole, { from = "", to = "" }) {
  return isDay(from) && isDay(to) && from < to ? [from, to] : whole;
}

/**
 * @param {Window} whole
 * @param {Window} shown
 */
function draw(whole, shown) {
  const { x, width } = placed(whole, shown);
  for (const inner of all("[data-zoomed]")) {
    inner.setAttribute("x", `${x}%`);
    inner.setAttribute("width", `${width}%`);
  }
  const axes = all(".axis [data-zoomed]");
  const room = axes.map((axis) => axis.closest("th")?.clientWidth ?? 0).find(Boolean) ?? 600;
  const named = ticks(shown, Math.max(2, Math.floor(room / WIDTH_OF_A_TICK))).map(({ day, label }) => ({
    label,
    place: `${placeOf(whole, day)}%`,
  }));
  for (const axis of axes) {
    axis.replaceChildren(...named.map(({ label, place }) => made("text", { x: place, y: "14" }, label)));
  }
  const days = one("#grid .day");
  one("#grid")?.replaceChildren(
    ...named.map(({ place }) => made("line", { x1: place, x2: place, y1: "0", y2: "100%" })),
    ...(days ? [days] : []),
  );
}

/**
 * What certainly lies outside the window is hidden.
 *
 * @param {HTMLElement} row
 * @param {Window} shown
 * @returns {boolean} whether it may lie in it
 */
function sift(row, shown) {
  const [from = "", , , until = ""] = (one("[data-when]", row)?.dataset.when ?? "").split("/");
  row.hidden = Boolean((from && from >= shown[1]) || (until && until < shown[0]));
  return !row.hidden;
}

/**
 * @param {Window} whole
 * @param {string | undefined} date
 */
function mark(whole, date) {
  const grid = one("#grid");
  one(".day", grid ?? document)?.remove();
  if (!grid || !date) return;
  const place = `${placeOf(whole, date)}%`;
  grid.append(made("line", { class: "day", x1: place, x2: place, y1: "0", y2: "100%" }));
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {string} [text]
 */
function made(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}
