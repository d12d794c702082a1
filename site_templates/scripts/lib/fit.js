// Keeping something within something.

const ROOM = 4;

/**
 * @param {number} from
 * @param {number} to
 * @param {number} low where it must be, both with a little room
 * @param {number} high
 * @returns {number} by how much what reaches `from` ... `to` must move to lie within; 0 when it does, or is too long
 */
export function shift(from, to, low, high) {
  if (to - from > high - low - 2 * ROOM) return 0;
  if (from < low + ROOM) return low + ROOM - from;
  if (to > high - ROOM) return high - ROOM - to;
  return 0;
}
