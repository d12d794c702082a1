// Words as the search compares them: without case, accents, kinds of dash and apostrophe.

// Letters that Unicode does not take apart.
/** @type {Record<string, string>} */
const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const DASHES = /[\p{Pd}\u2212\u00ad\u02d7]/gu;
const APOSTROPHES = /['’‘ʼ`´]/gu;
const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/**
 * @param {string} text
 * @returns {string} lower case, no accents, any dash as a hyphen, no apostrophes
 */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(DASHES, "-")
    .replace(APOSTROPHES, "")
    .replace(/[łøđðþæœıß]/g, (letter) => PLAIN[letter] ?? letter);
}

/**
 * @param {string} text
 * @returns {string[]} its words; one with hyphens as its parts and, so that it is found without them, in one
 */
export function indexed(text) {
  return (fold(text).match(WORD) ?? []).flatMap((word) => {
    const parts = word.split("-");
    return parts.length > 1 ? [...parts, parts.join("")] : parts;
  });
}

/**
 * @param {string} text
 * @returns {string[]} the words that are looked for: those with hyphens as their parts
 */
export function asked(text) {
  return (fold(text).match(WORD) ?? []).flatMap((word) => word.split("-"));
}

/**
 * @param {string} text
 * @param {(word: string) => boolean} wanted told each word, folded
 * @returns {[string, boolean][]} the text in pieces, and whether each is a word that is wanted
 */
export function pieces(text, wanted) {
  /** @type {[string, boolean][]} */
  const found = [];
  let end = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}’']+/gu)) {
    if (!indexed(match[0]).some(wanted)) continue;
    if (match.index > end) found.push([text.slice(end, match.index), false]);
    end = match.index + match[0].length;
    found.push([match[0], true]);
  }
  if (end < text.length) found.push([text.slice(end), false]);
  return found;
}
