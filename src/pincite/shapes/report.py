"""The two reports of a validation: `validation.ttl` for machines, `validation.html` for people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from pincite.graph.terms import iri, literal
from pincite.shapes.finding import Finding, Severity, in_order
from pincite.shapes.rules import SH, Rule

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; }
td { overflow-wrap: anywhere; border-top: 1px solid #8884; } .Violation { color: #b3261e; } .Warning { color: #8a5a00; }
@media (prefers-color-scheme: dark) { .Violation { color: #ff8a80; } .Warning { color: #ffc06a; } }
"""


def write_reports(out: Path, findings: Iterable[Finding], title: str, rules: Iterable[Rule] = ()) -> None:
    """Write `validation.ttl` and `validation.html` into a folder; `rules` are those that were checked."""
    ordered = in_order(findings)
    (out / "validation.ttl").write_text(turtle(ordered), encoding="utf-8")
    (out / "validation.html").write_text(html(ordered, title, tuple(rules)), encoding="utf-8")


def turtle(findings: Sequence[Finding]) -> str:
    """Return a SHACL validation report in Turtle, without blank nodes, the same for the same findings.

    The report is the document itself (`<>`), a result is `<#r-...>`, by what it says; read it with a base IRI.
    """
    results = {f"<#r-{_digest(finding)}>": finding for finding in findings}
    lines = [f"@prefix sh: <{SH}> .", "", "<>", "    a sh:ValidationReport ;"]
    lines += [f"    sh:result {name} ;" for name in results]
    lines += [f"    sh:conforms {'false' if results else 'true'}", "."]
    for name, finding in results.items():
        lines += ["", name, "    a sh:ValidationResult ;", *_properties(finding), "."]
    return "\n".join(lines) + "\n"


def _digest(finding: Finding) -> str:
    said = (finding.shape, finding.focus, finding.path or "", finding.value or "", finding.component)
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]


def _properties(finding: Finding) -> Iterator[str]:
    yield f"    sh:focusNode {_node(finding.focus)} ;"
    if finding.path is not None:
        yield f"    sh:resultPath {iri(finding.path)} ;"
    if finding.value is not None:
        yield f"    sh:value {literal(finding.value) if finding.value.startswith('_:') else finding.value} ;"
    yield f"    sh:sourceShape {iri(finding.shape)} ;"
    yield f"    sh:sourceConstraintComponent {iri(finding.component)} ;"
    yield f"    sh:resultMessage {literal(finding.message, language='en')} ;"
    yield f"    sh:resultSeverity sh:{finding.severity}"


def _node(focus: str) -> str:
    if focus.startswith('"'):
        return focus
    # A blank node's label means nothing in another file.
    return literal(focus) if focus.startswith("_:") else iri(focus)


def html(findings: Sequence[Finding], title: str, rules: Sequence[Rule] = ()) -> str:
    """Return a report as one HTML page that needs no other file; all text in it is escaped."""
    head = f"<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Validation: {escape(title)}</title>"
    view = '<meta name=viewport content="width=device-width">'
    body = [f"<h1>Validation: {escape(title)}</h1>", f"<p>{_summary(findings, rules)}</p>", *_sections(findings)]
    return "\n".join([head, view, f"<style>{_STYLE}</style>", *body, *_checked(rules, findings), ""])


def _summary(findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    counts = [(severity, sum(finding.severity is severity for finding in findings)) for severity in Severity]
    names = {Severity.VIOLATION: "violations", Severity.WARNING: "warnings", Severity.INFO: "remarks"}
    found = ", ".join(f"<span class={severity}>{number} {names[severity]}</span>" for severity, number in counts)
    return f"{len(rules)} rules checked: {found}." if rules else f"{found}."


def _sections(findings: Sequence[Finding]) -> Iterator[str]:
    for (severity, shape), group in groupby(findings, lambda finding: (finding.severity, finding.shape)):
        found = list(group)
        yield f"<section id={_anchor(shape)}>"
        yield f"<h2>{escape(found[0].label)} <small class={severity}>{severity}, {len(found)}</small></h2>"
        yield f"<p>{escape(found[0].message)}</p>"
        yield "<table><tr><th>Where<th>Property<th>Value</tr>"
        for finding in found:
            cells = (finding.focus, finding.path or "", finding.value or "")
            yield "<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi>" for cell in cells) + "</tr>"
        yield "</table></section>"


def _checked(rules: Sequence[Rule], findings: Sequence[Finding]) -> Iterator[str]:
    if not rules:
        return
    yield "<h2>Rules checked</h2>\n<table><tr><th>Rule<th>Severity<th>Findings</tr>"
    for rule in rules:
        number = sum(finding.shape == rule.iri for finding in findings)
        label = f"<a href=#{_anchor(rule.iri)}>{escape(rule.label)}</a>" if number else escape(rule.label)
        yield f"<tr><td>{label}<td>{rule.severity}<td>{number}</tr>"
    yield "</table>"


def _anchor(shape: str) -> str:
    return "shape-" + hashlib.sha256(shape.encode()).hexdigest()[:12]
