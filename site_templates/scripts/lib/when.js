// Four bounds tell what is known of a time: it began in [from, fromLatest] and ended in [until, untilLatest]. Days are
// ISO dates of four-digit years, which compare as text. What follows is docs/model.md, section Time, to the letter.

/** @typedef {"certain" | "possible" | "no" | "unknown"} Verdict */

/**
 * @param {string | undefined} bounds `fromEarliest/fromLatest/untilEarliest/untilLatest`, each a day or empty
 * @param {string} day
 * @returns {Verdict}
 */
export function verdict(bounds, day) {
  const [from = "", fromLatest = "", until = "", untilLatest = ""] = (bounds ?? "").split("/");
  if (!(from || fromLatest || until || untilLatest)) return "unknown";
  if (fromLatest && until && fromLatest <= day && day <= until) return "certain";
  return (!from || from <= day) && (!untilLatest || day <= untilLatest) ? "possible" : "no";
}

/**
 * What rests on several statements holds when all that have a date do.
 *
 * @param {string | undefined} all bounds as of `verdict`, parted by spaces
 * @param {string} day
 * @returns {Verdict}
 */
export function together(all, day) {
  const found = (all ?? "").split(" ").map((bounds) => verdict(bounds, day));
  const dated = found.filter((one) => one !== "unknown");
  if (dated.includes("no")) return "no";
  if (dated.includes("possible")) return "possible";
  return dated.length ? "certain" : "unknown";
}

/**
 * @param {string} text
 * @returns {boolean} whether it is a day that there is, as YYYY-MM-DD
 */
export function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * @param {string | undefined} during the periods in which something holds, by name, parted by spaces; empty: not limited.
 *   What rests on several statements has the lists of each, parted by commas
 * @param {string} period
 * @returns {boolean} whether it is limited to other periods
 */
export function isOutside(during, period) {
  const lists = (during ?? "").split(",").map((list) => list.split(" ").filter(Boolean));
  return lists.some((periods) => periods.length > 0 && !periods.includes(period));
}
