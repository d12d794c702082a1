// Which part of a picture is seen. The whole is [0, width] by [0, height]; a view never leaves it.

/** @typedef {{x: number, y: number, width: number, height: number}} View */

const MOST = 12;

/**
 * @param {number} width
 * @param {number} height
 * @returns {View} the whole
 */
export function viewOf(width, height) {
  return { x: 0, y: 0, width, height };
}

/**
 * @param {View} view
 * @param {View} whole
 * @param {number} times more than one: nearer
 * @param {number} x what stays where it is, as a part of the view's width
 * @param {number} y and of its height
 * @returns {View}
 */
export function zoomed(view, whole, times, x = 0.5, y = 0.5) {
  const width = Math.min(Math.max(view.width / times, whole.width / MOST), whole.width);
  const height = (width * whole.height) / whole.width;
  return moved({ x: view.x, y: view.y, width, height }, whole, (view.width - width) * x, (view.height - height) * y);
}

/**
 * @param {View} view
 * @param {View} whole
 * @param {number} x
 * @param {number} y
 * @returns {View}
 */
export function moved(view, whole, x, y) {
  return {
    ...view,
    x: Math.min(Math.max(view.x + x, 0), whole.width - view.width),
    y: Math.min(Math.max(view.y + y, 0), whole.height - view.height),
  };
}
