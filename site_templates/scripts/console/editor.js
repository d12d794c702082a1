// The editor. It stands in a shadow root: there CodeMirror gives its styles as constructed sheets, which the policy of
// the page allows, while style elements would need 'unsafe-inline'.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

/** @typedef {import("@codemirror/autocomplete").CompletionSource} CompletionSource */

// The page's own values: they hold in light and in dark.
const THEME = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--tint)", fontSize: "0.9rem", maxHeight: "60vh" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)", minHeight: "9rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--line) 35%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--link) 30%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--paper)",
    backgroundColor: "var(--link)",
  },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", opacity: "0.85" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", maxWidth: "22rem" },
  ".cm-diagnostic": { fontFamily: "var(--sans)" },
});
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--provision)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--claimed)" },
  { tag: [tags.string, tags.integer, tags.float, tags.bool], color: "var(--planned)" },
  { tag: [tags.namespace, tags.typeName], color: "var(--link)" },
  { tag: tags.url, color: "var(--derived)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

/**
 * @param {HTMLElement} place
 * @param {{run: () => void, changed: () => void, complete: CompletionSource}} told
 */
export function editor(place, { run, changed, complete }) {
  const root = place.attachShadow({ mode: "open" });
  const begin = () => {
    run();
    return true;
  };
  const state = EditorState.create({
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: begin }])),
      // No key is bound to Tab: it leaves the editor, as it leaves every field.
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      [history(), drawSelection(), lineNumbers(), highlightActiveLine(), bracketMatching(), closeBrackets()],
      [indentUnit.of("  "), EditorView.lineWrapping, THEME, syntaxHighlighting(COLOURS), sparql()],
      autocompletion({ override: [complete], icons: false }),
      EditorView.domEventHandlers({ beforeinput: writeOver }),
      EditorView.contentAttributes.of({
        "aria-label": place.dataset.label ?? "",
        // What describes it stands outside of the shadow root, where an id does not reach.
        "aria-description": document.getElementById(place.dataset.hint ?? "")?.textContent?.trim() ?? "",
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed();
      }),
    ],
  });
  const view = new EditorView({ state, parent: root, root });
  /** @param {number} line @param {number} column both begin at 1 */
  const at = (line, column) => {
    const found = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    return Math.min(found.from + Math.max(column - 1, 0), found.to);
  };
  return {
    text: () => view.state.doc.toString(),
    /** @param {string} text */
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    /** @param {number} line @param {number} column */
    go: (line, column) => {
      view.dispatch({ selection: { anchor: at(line, column) }, scrollIntoView: true });
      view.focus();
    },
    /** @param {{line: number, column: number, message: string} | null} fault */
    mark: (fault) => {
      if (!fault?.line) return view.dispatch(setDiagnostics(view.state, []));
      const from = at(fault.line, fault.column);
      const to = view.state.wordAt(from)?.to ?? Math.min(from + 1, view.state.doc.length);
      view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message: fault.message }]));
    },
    focus: () => view.focus(),
  };
}

/**
 * Writing over a selection is done here, not by the browser: it would give the new text the style of the old as an
 * inline style, which the policy refuses, loudly.
 *
 * @param {InputEvent} event
 * @param {EditorView} view
 * @returns {boolean} whether it is done
 */
function writeOver(event, view) {
  const { from, to, empty } = view.state.selection.main;
  const text = event.data;
  if (event.inputType !== "insertText" || event.isComposing || view.composing || empty || !text) return false;
  const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
  const handled = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, text, insert));
  if (!handled) view.dispatch(insert());
  event.preventDefault();
  return true;
}
