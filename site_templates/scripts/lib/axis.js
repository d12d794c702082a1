// The axis of a timeline: from days to places in percent of what is shown, and back. A window is two days, the second
// not in it.

/** @typedef {[from: string, to: string]} Window */

const DAY = 86_400_000;
const STEPS = /** @type {const} */ ([
  ["day", 1, 1],
  ["day", 7, 7],
  ["month", 1, 30],
  ["month", 3, 91],
  ["year", 1, 365],
  ["year", 2, 730],
  ["year", 5, 1826],
  ["year", 10, 3652],
  ["year", 20, 7305],
]);

/**
 * @param {string} day
 * @returns {number} days since 1970
 */
export function dayNumber(day) {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

/**
 * @param {number} number
 * @returns {string}
 */
export function dayOf(number) {
  return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
}

/**
 * @param {Window} whole what the pictures are drawn for
 * @param {Window} shown
 * @returns {{x: number, width: number}} where the whole lies when `shown` fills the picture, in percent
 */
export function placed(whole, shown) {
  const [first, last] = whole.map(dayNumber);
  const [from, to] = shown.map(dayNumber);
  if (first === undefined || last === undefined || from === undefined || to === undefined) return { x: 0, width: 100 };
  return { x: (100 * (first - from)) / (to - from), width: (100 * (last - first)) / (to - from) };
}

/**
 * @param {Window} whole
 * @param {string} day
 * @returns {number} its place in percent of the whole
 */
export function placeOf(whole, day) {
  const [first = 0, last = 0] = whole.map(dayNumber);
  return (100 * (dayNumber(day) - first)) / (last - first);
}

/**
 * @param {Window} whole
 * @param {Window} shown
 * @param {"in" | "out" | "left" | "right"} by
 * @returns {Window} a window that is half, twice, or half of itself to one side; never outside the whole, never below four days
 */
export function moved(whole, shown, by) {
  const [first = 0, last = 0] = whole.map(dayNumber);
  let [from = 0, to = 0] = shown.map(dayNumber);
  const length = to - from;
  if (by === "left") [from, to] = [from - length / 2, to - length / 2];
  if (by === "right") [from, to] = [from + length / 2, to + length / 2];
  if (by === "in" && length > 7) [from, to] = [from + length / 4, to - length / 4];
  if (by === "out") [from, to] = [from - length / 2, to + length / 2];
  const wanted = Math.min(to - from, last - first);
  from = Math.min(Math.max(from, first), last - wanted);
  return [dayOf(from), dayOf(from + wanted)];
}

/**
 * @param {Window} shown
 * @param {number} most
 * @returns {{day: string, label: string}[]} the days to name, at most so many
 */
export function ticks(shown, most) {
  const [from = 0, to = 0] = shown.map(dayNumber);
  const [unit, count] = STEPS.find(([, , days]) => (to - from) / days <= most) ?? ["year", 50];
  const found = [];
  for (let at = beginning(shown[0], unit, count); dayNumber(at) < to; at = next(at, unit, count)) {
    if (dayNumber(at) >= from)
      found.push({ day: at, label: unit === "year" ? at.slice(0, 4) : unit === "month" ? at.slice(0, 7) : at });
  }
  return found;
}

/**
 * @param {string} day
 * @param {string} unit
 * @param {number} count
 */
function beginning(day, unit, count) {
  const year = Number(day.slice(0, 4));
  if (unit === "year") return `${String(Math.floor(year / count) * count).padStart(4, "0")}-01-01`;
  if (unit === "month") return `${day.slice(0, 4)}-01-01`;
  return day;
}

/**
 * @param {string} day
 * @param {string} unit
 * @param {number} count
 */
function next(day, unit, count) {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === "year") date.setUTCFullYear(date.getUTCFullYear() + count);
  else if (unit === "month") date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
