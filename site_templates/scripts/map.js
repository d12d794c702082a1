// The map's page: which kinds are shown, what is so on the day that is set, and zooming. Without it all of the map is there.

import { all, one } from "./lib/dom.js";
import { onState, writeState } from "./lib/state.js";
import { isOutside, verdict } from "./lib/when.js";
import { moved, viewOf, zoomed } from "./lib/zoom.js";
import { labels } from "./parts/labels.js";

const STEP = 1.5;
const PAN = 0.15;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const form = one("form[data-map-kinds]");
const frame = one("[data-map]");
const picture = /** @type {SVGSVGElement | null} */ (frame && one("svg", frame));
if (form instanceof HTMLFormElement && frame && picture) {
  kinds(form);
  moment(picture);
  centre(frame, picture);
  zoom(form, frame, picture);
}

/** @param {HTMLFormElement} form */
function kinds(form) {
  form.hidden = false;
  const boxes = /** @type {HTMLInputElement[]} */ (all("input[type=checkbox]", form));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const off = boxes.filter((box) => !box.checked).map((box) => box.name);
    writeState({ hide: off.join(",") });
  });
  onState((state) => {
    const off = new Set((state.hide ?? "").split(","));
    for (const box of boxes) box.checked = !off.has(box.name);
    for (const shown of all("[data-kind]")) shown.toggleAttribute("data-off", off.has(shown.dataset.kind ?? ""));
  });
}

/** @param {SVGSVGElement} picture */
function moment(picture) {
  onState((state) => {
    for (const part of all("[data-map-day]")) part.hidden = !state.date;
    for (const pin of all("[data-placed]", picture)) {
      const outside = state.period && isOutside(pin.dataset.during, state.period);
      const found = outside ? "outside" : state.date && verdict(pin.dataset.when, state.date);
      if (found) pin.dataset.verdict = found;
      else delete pin.dataset.verdict;
    }
  });
}

/**
 * Where the map is wider than its region, begin where most is.
 *
 * @param {HTMLElement} frame
 * @param {SVGSVGElement} picture
 */
function centre(frame, picture) {
  const all = [...picture.querySelectorAll(".stand")].map((stand) => stand.getBoundingClientRect().left);
  const middle = all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
  if (middle !== undefined) frame.scrollLeft += middle - frame.getBoundingClientRect().left - frame.clientWidth / 2;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} frame
 * @param {SVGSVGElement} picture
 */
function zoom(form, frame, picture) {
  const height = Number(picture.dataset.height);
  const whole = viewOf(1000, height);
  const named = labels(frame);
  let view = whole;
  /** @param {import("./lib/zoom.js").View} next */
  const show = (next) => {
    view = next;
    picture.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));
    // Signs and names keep their size.
    picture.style.setProperty("--zoom", String(whole.width / view.width));
    frame.toggleAttribute("data-zoomed", view.width < whole.width);
    for (const button of all("[data-zoom]", form)) {
      const off = button.dataset.zoom === "in" ? view.width <= whole.width / 12 : view.width >= whole.width;
      button.setAttribute("aria-disabled", String(off));
    }
    named();
  };
  /** @type {Record<string, () => void>} */
  const acts = {
    in: () => show(zoomed(view, whole, STEP)),
    out: () => show(zoomed(view, whole, 1 / STEP)),
    reset: () => show(whole),
  };
  for (const button of all("[data-zoom]", form)) {
    button.addEventListener("click", () => acts[button.dataset.zoom ?? ""]?.());
  }
  for (const part of all("[data-map-keys]")) part.hidden = false;
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const act = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.reset }[event.key];
    // What is whole scrolls with the arrows, as any region does.
    if (arrow && view.width < whole.width) {
      show(moved(view, whole, arrow[0] * view.width * PAN, arrow[1] * view.height * PAN));
    } else if (act) act();
    else return;
    event.preventDefault();
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      // The plain wheel scrolls the page; with Ctrl, which a pinch sends too, it zooms.
      if (!event.ctrlKey) return;
      event.preventDefault();
      const [x, y] = within(picture, event);
      show(zoomed(view, whole, event.deltaY < 0 ? 1.2 : 1 / 1.2, x, y));
    },
    { passive: false },
  );
  drag(frame, picture, (x, y) => show(moved(view, whole, x * view.width, y * view.height)));
  show(whole);
}

/**
 * @param {SVGSVGElement} picture
 * @param {MouseEvent} event
 * @returns {[number, number]} where it is in the picture, as parts of its width and height
 */
function within(picture, event) {
  const box = picture.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

/**
 * @param {HTMLElement} frame
 * @param {SVGSVGElement} picture
 * @param {(x: number, y: number) => void} told by which parts of what is seen it is moved
 */
function drag(frame, picture, told) {
  /** @type {[number, number] | null} */
  let at = null;
  let far = 0;
  picture.addEventListener("pointerdown", (event) => {
    // A finger scrolls the region and the page.
    if (event.pointerType === "touch" || event.button !== 0 || !frame.hasAttribute("data-zoomed")) return;
    at = within(picture, event);
    far = 0;
  });
  addEventListener("pointermove", (event) => {
    if (!at) return;
    const next = within(picture, event);
    far += Math.abs(next[0] - at[0]) + Math.abs(next[1] - at[1]);
    told(at[0] - next[0], at[1] - next[1]);
    at = next;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => {
      at = null;
    });
  }
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  // Who drags from a sign does not want to follow its link.
  picture.addEventListener(
    "click",
    (event) => {
      if (far > 0.01) event.preventDefault();
      far = 0;
    },
    { capture: true },
  );
}
