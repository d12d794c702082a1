"""Both reports: the same for the same findings, readable by other tools, safe to open."""

from __future__ import annotations

import importlib
from pathlib import Path

import pyoxigraph as ox

from pincite.shapes import Finding, Severity
from pincite.shapes.engine import validate
from pincite.shapes.report import html, turtle, write_reports
from pincite.shapes.rules import SH
from tests.shapes.conftest import CASES, rule_set

lxml_html = importlib.import_module("lxml.html")  # it has no types
NASTY = '<script>alert(1)</script> "&\u202e\u200b'
BASE = "https://example.org/reports/validation.ttl"


def findings() -> list[Finding]:
    one = rule_set("statements")
    return [
        finding
        for name in ("fact-unhedged", "passage-length", "card-label", "bound-when")
        for finding in validate(one.triples(CASES / name / "invalid.ttl"), one.shapes)
    ]


def nasty() -> Finding:
    value = '"<script>alert(1)</script> \\"&\u202e\u200b"'
    return Finding("https://example.org/#s", NASTY, Severity.INFO, "_:b0", None, value, NASTY, SH + "In")


def test_the_turtle_is_a_report_without_blank_nodes() -> None:
    found = findings()
    triples = list(ox.parse(turtle(found), format=ox.RdfFormat.TURTLE, base_iri=BASE))
    assert not any(isinstance(node, ox.BlankNode) for triple in triples for node in (triple.subject, triple.object))
    told = {
        str(triple.object)
        for triple in triples
        if triple.subject == ox.NamedNode(BASE) and triple.predicate == ox.NamedNode(SH + "result")
    }
    assert len(told) == len(found) > 3
    assert {str(triple.object) for triple in triples if triple.predicate == ox.NamedNode(SH + "focusNode")} == {
        f"<{finding.focus}>" for finding in found
    }


def test_whether_it_conforms_is_told() -> None:
    assert "sh:conforms false" in turtle(findings())
    assert "sh:conforms true" in turtle([])
    assert len(list(ox.parse(turtle([]), format=ox.RdfFormat.TURTLE, base_iri=BASE))) == 2


def test_the_same_findings_give_the_same_files(tmp_path: Path) -> None:
    for name, found in (("one", findings()), ("two", findings()[::-1])):
        (tmp_path / name).mkdir()
        write_reports(tmp_path / name, found, "Letters", rule_set("statements").shapes.rules)
    for file in ("validation.ttl", "validation.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_page_lists_findings_and_every_rule() -> None:
    rules = rule_set("statements").shapes.rules
    page = lxml_html.document_fromstring(html(findings(), "Letters", rules))
    text = page.text_content()
    assert f"{len(rules)} rules checked: " in text
    warnings = sum(finding.severity is Severity.WARNING for finding in findings())
    assert warnings > 1
    assert f"{warnings} warnings" in text
    for finding in findings():
        assert finding.focus in text
        assert finding.message in text
    assert all(rule.label in text for rule in rules)


def test_text_from_outside_is_text() -> None:
    page = html([nasty()], NASTY)
    assert "<script" not in page
    assert lxml_html.document_fromstring(page).find(".//h1").text_content() == f"Validation: {NASTY}"
    assert len(list(ox.parse(turtle([nasty()]), format=ox.RdfFormat.TURTLE, base_iri=BASE))) == 10
