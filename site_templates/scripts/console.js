// The console's page: the query from the address, the editor, the worker, the answer, files and a link of it.

import { completion } from "./console/completion.js";
import { editor } from "./console/editor.js";
import { addressOf, askedOf, faultOf, formOf, queryFor } from "./console/queries.js";
import { Results } from "./console/results.js";
import { Ended, Missing, Runner } from "./console/runner.js";
import { triplesAsCsv } from "./console/values.js";
import { all, one } from "./lib/dom.js";
import { loadScript } from "./lib/load.js";
import { filled } from "./lib/show.js";

/** @typedef {import("./console/values.js").Known} Known */
/** @typedef {import("./console/queries.js").Asked} Asked */
/** @typedef {import("./console/runner.js").Answer} Answer */

const MEDIA = /** @type {Record<string, string>} */ ({
  csv: "text/csv",
  json: "application/sparql-results+json",
  ttl: "text/turtle",
  nt: "application/n-triples",
  jsonld: "application/ld+json",
  rq: "application/sparql-query",
});

const source = /** @type {HTMLScriptElement} */ (document.currentScript);
const assets = new URL(".", source.src);
const root = new URL("..", assets);
const known = /** @type {{pinciteTerms?: Known}} */ (globalThis).pinciteTerms;
const place = one("[data-console]");

if (location.protocol === "file:") {
  for (const notice of all("[data-as-file]")) notice.hidden = false;
  const { query, ...named } = askedOf(location.search, location.hash);
  const asked = named.question ? `question=${named.question}` : `behind=${named.behind}`;
  const stored = one(`[data-query="${CSS.escape(asked)}"] code`)?.textContent;
  const shown = one("[data-as-file-query]");
  const text = query ?? (stored && queryFor(stored, named.of));
  if (shown && text) {
    /** @type {HTMLElement} */ (one("code", shown)).textContent = text;
    shown.hidden = false;
  }
} else if (place && known) {
  console_(place, known);
}

/**
 * @param {HTMLElement} place
 * @param {Known} known
 */
function console_(place, known) {
  /** @type {<T extends HTMLElement>(selector: string) => T} */
  const part = (selector) => /** @type {any} */ (one(selector, place));
  const status = part("[data-status]");
  const wrong = part("[data-wrong]");
  const limit = /** @type {HTMLSelectElement} */ (part("[data-limit]"));
  const example = /** @type {HTMLSelectElement} */ (part("[data-example]"));
  const [runButton, stopButton, goButton] = [part("[data-run]"), part("[data-stop]"), part("[data-goto]")];
  /** @type {Asked} */
  let asked = {};
  let named = "";
  /** @type {{query: string, answer: Answer} | undefined} */
  let last;

  /** @param {string} key @param {Record<string, string | number>} [values] */
  const tell = (key, values = {}) => {
    status.textContent = key && filled(status.dataset[key] ?? "", values);
  };
  const dump = new URL(place.dataset.dump ?? "", location.href).href;
  const setting = { dump, base: known.base, prologue: known.prologue };
  const runner = new Runner(new URL("console-worker.js", assets), setting, ({ got = 0, size = 0, reading }) => {
    const kB = (/** @type {number} */ bytes) => Math.round(bytes / 1000);
    if (reading) tell("reading");
    else tell("loading", { got: kB(got), size: size ? kB(size) : "…" });
  });
  const results = new Results(part("[data-result]"), known, root, (iris) => runner.labels(iris));
  const queries = all("[data-query] code").map((code) => code.textContent ?? "");
  const edit = editor(part("[data-editor]"), {
    run: () => run(),
    changed: () => edit_changed(),
    complete: completion(known, queries, entities),
  });

  /** Whatever is written by hand is one's own query, and stands in the address once it runs. */
  function edit_changed() {
    if (named && edit.text() !== named) example.value = "";
    edit.mark(null);
  }

  /** @param {string} value `question=name` or `behind=name` @param {string} [of] */
  function put(value, of) {
    const stored = one(`[data-query="${CSS.escape(value)}"]`);
    const text = stored && one("code", stored)?.textContent;
    if (!stored || !text) return false;
    const [key = "", name = ""] = value.split("=");
    asked = { [key]: name, ...(of ? { of } : {}) };
    named = `${queryFor(text, of)}\n`;
    edit.write(named);
    example.value = value;
    words("[data-asked]", one("summary", stored)?.textContent ?? "");
    return true;
  }

  /** @param {string} selector @param {string} text */
  function words(selector, text) {
    const found = part(selector);
    found.textContent = text;
    found.hidden = !text;
  }

  function address() {
    const query = edit.text();
    return addressOf(location.href, named && query === named ? asked : { query });
  }

  async function run() {
    const query = edit.text();
    const form = formOf(query);
    wrong.hidden = true;
    edit.mark(null);
    results.hide();
    if (form === "EMPTY" || form === "") return fail(form ? "empty" : "reads");
    history.replaceState(history.state, "", address());
    words("[data-asked]", query === named ? (part("[data-asked]").textContent ?? "") : "");
    busy(true);
    const seconds = Number(limit.value);
    try {
      await runner.load();
      tell("running");
      const answer = await runner.query(query, seconds);
      last = { query, answer };
      await results.show(answer);
      report(answer);
    } catch (error) {
      tell("");
      explain(error, seconds);
    } finally {
      busy(false);
    }
  }

  /** @param {Answer} answer */
  function report({ form, triples, text, ms }) {
    if (triples) return tell("triples", { n: triples.length.toLocaleString("en"), ms });
    const { results: rows, boolean } = JSON.parse(text ?? "");
    if (form === "ASK") {
      tell(boolean ? "yes" : "no", { ms });
      return words("[data-answer]", status.textContent ?? "");
    }
    const n = rows.bindings.length;
    return tell(n === 1 ? "row" : "rows", { n: n.toLocaleString("en"), ms });
  }

  /** @param {unknown} error @param {number} seconds */
  function explain(error, seconds) {
    if (error instanceof Ended && error.why === "stopped") return tell("stopped");
    if (error instanceof Ended) return fail("late", { s: seconds });
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Missing) return fail("missing", { what: message });
    const fault = faultOf(message, known.prologue.split("\n").length - 1);
    const { kind, line, column, what } = fault;
    const told = fail(kind, { line, column, what });
    goButton.hidden = !line;
    goButton.onclick = () => edit.go(line, column);
    words("[data-line]", line ? String(line) : "");
    edit.mark({ line, column, message: told });
    return told;
  }

  /** @param {string} kind @param {Record<string, string | number>} [values] @returns {string} what is said */
  function fail(kind, values = {}) {
    const told = filled(wrong.dataset[kind] ?? "", values);
    goButton.hidden = true;
    words("[data-words]", told);
    wrong.hidden = false;
    return told;
  }

  /** @param {boolean} now */
  function busy(now) {
    const [gone, come] = now ? [runButton, stopButton] : [stopButton, runButton];
    const focused = document.activeElement === gone;
    gone.hidden = true;
    come.hidden = false;
    if (focused) come.focus();
    place.setAttribute("aria-busy", String(now));
  }

  /** @param {string} format */
  async function save(format) {
    if (format === "rq") return offer(`${known.prologue}\n${edit.text()}`, "query.rq", format);
    if (!last) return;
    const { query, answer } = last;
    const name = `${asked.question && query === named ? asked.question : "result"}.${format}`;
    if (format === "json" && answer.text) return offer(answer.text, name, format);
    if (format === "csv" && answer.triples) return offer(triplesAsCsv(answer.triples), name, format);
    try {
      offer(await runner.save(query, MEDIA[format] ?? "", Number(limit.value)), name, format);
    } catch (error) {
      explain(error, Number(limit.value));
    }
  }

  async function share() {
    const button = part("[data-share]");
    const href = address();
    history.replaceState(history.state, "", href);
    try {
      await navigator.clipboard.writeText(href);
      status.textContent = button.dataset.done ?? "";
    } catch {
      status.textContent = button.dataset.shown ?? "";
    }
  }

  function start() {
    const { query, ...names } = askedOf(location.search, location.hash);
    const value = names.question ? `question=${names.question}` : names.behind ? `behind=${names.behind}` : "";
    if (query) {
      named = "";
      example.value = "";
      edit.write(query);
    } else if (value && put(value, names.of)) {
      // One of our own queries, which somebody asked for by a link; one that others wrote waits for the button.
      run();
    } else {
      put(example.options[1]?.value ?? "");
    }
  }

  runButton.addEventListener("click", run);
  stopButton.addEventListener("click", () => runner.stop());
  example.addEventListener("change", () => (example.value ? put(example.value) : edit.focus()));
  part("[data-share]").addEventListener("click", share);
  for (const button of all("[data-save]", place))
    button.addEventListener("click", () => save(button.dataset.save ?? ""));
  for (const stored of all("[data-query]")) {
    const load = one("[data-load]", stored);
    if (load) load.hidden = false;
    one("button", stored)?.addEventListener("click", () => {
      put(stored.dataset.query ?? "");
      place.scrollIntoView();
      edit.focus();
    });
  }
  addEventListener("hashchange", start);
  place.hidden = false;
  start();
}

/** @returns {Promise<readonly import("./lib/finder.js").Entity[]>} */
async function entities() {
  await loadScript(new URL("search/data.js", root));
  return /** @type {{pinciteFound?: import("./lib/finder.js").Data}} */ (globalThis).pinciteFound?.entities ?? [];
}

/**
 * @param {string} text
 * @param {string} name
 * @param {string} format
 */
function offer(text, name, format) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: MEDIA[format] ?? "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
