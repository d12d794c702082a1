// Triples as a picture: things and the links between them, laid out by d3-force, the same for the same triples.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

/** @typedef {import("./values.js").Term} Term */
/** @typedef {{iri: string, x: number, y: number}} Node */
/** @typedef {{source: Node, target: Node, properties: string[]}} Edge */

const SVG = "http://www.w3.org/2000/svg";
const STEPS = 200;
const LONGEST = 28;
const ROOM = 60;

/**
 * @param {readonly Term[][]} triples
 * @returns {{nodes: Node[], edges: Edge[]}} things that are linked to things; literals are in the table
 */
export function graphOf(triples) {
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  /** @type {Map<string, Edge>} */
  const edges = new Map();
  /** @param {Term} term */
  const node = ({ value }) => {
    const known = nodes.get(value) ?? /** @type {Node} */ ({ iri: value });
    nodes.set(value, known);
    return known;
  };
  for (const [subject, property, value] of triples) {
    if (!subject || !property || !value || value.type === "literal" || value.type === "triple") continue;
    const key = `${subject.value} ${value.value}`;
    const edge = edges.get(key) ?? { source: node(subject), target: node(value), properties: [] };
    edge.properties.push(property.value);
    edges.set(key, edge);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/**
 * @param {SVGSVGElement} svg
 * @param {{nodes: Node[], edges: Edge[]}} graph
 * @param {(iri: string) => {text: string, href: string | null}} shown
 */
export function draw(svg, { nodes, edges }, shown) {
  forceSimulation(nodes)
    .force("link", forceLink(edges).distance(150))
    .force("charge", forceManyBody().strength(-500))
    .force("apart", forceCollide(40))
    .force("x", forceX().strength(0.06))
    .force("y", forceY().strength(0.12))
    .stop()
    .tick(STEPS);
  const [left, right] = bounds(nodes.map((node) => node.x));
  const [top, bottom] = bounds(nodes.map((node) => node.y));
  const box = [left - 2 * ROOM, top - ROOM, right - left + 4 * ROOM, bottom - top + 2 * ROOM];
  svg.setAttribute("viewBox", box.map(Math.round).join(" "));
  svg.replaceChildren(
    ...edges.flatMap((edge) => [
      line(edge),
      words(edge.properties.map((one) => shown(one).text).join(", "), middle(edge)),
    ]),
    ...nodes.map((node) => thing(node, shown(node.iri))),
  );
}

/** @param {number[]} numbers */
function bounds(numbers) {
  return /** @type {const} */ ([Math.min(...numbers), Math.max(...numbers)]);
}

/** @param {Edge} edge */
function middle({ source, target }) {
  return { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 - 4 };
}

/** @param {Edge} edge */
function line({ source, target }) {
  const length = Math.hypot(target.x - source.x, target.y - source.y) || 1;
  const [x, y] = [(target.x - source.x) / length, (target.y - source.y) / length];
  const [endX, endY] = [target.x - x * 9, target.y - y * 9];
  // With its head, so that no marker has to be looked up by id.
  const head = [1, -1].map((side) => `${round(endX - x * 8 - y * 4 * side)} ${round(endY - y * 8 + x * 4 * side)}`);
  const d = `M${round(source.x)} ${round(source.y)}L${round(endX)} ${round(endY)}M${head[0]}L${round(endX)} ${round(endY)}L${head[1]}`;
  return made("path", { d });
}

/**
 * @param {string} text
 * @param {{x: number, y: number}} place
 */
function words(text, { x, y }) {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  const element = made("text", { x: round(x), y: round(y) });
  element.textContent = shown;
  return element;
}

/**
 * @param {Node} node
 * @param {{text: string, href: string | null}} shown
 */
function thing(node, { text, href }) {
  const group = made(href ? "a" : "g", href ? { href } : {});
  group.append(
    made("circle", { cx: round(node.x), cy: round(node.y), r: "6" }),
    words(text, { x: node.x, y: node.y + 20 }),
  );
  return group;
}

/** @param {number} number */
function round(number) {
  return String(Math.round(number));
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function made(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
