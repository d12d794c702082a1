"""The build's engine: what a finding holds, and that it knows no more than the triples it is given."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from pincite.errors import Place
from pincite.shapes import Severity, Shapes, problem
from pincite.shapes.engine import validate
from pincite.shapes.finding import Finding, in_order
from tests.shapes.conftest import ROOT, parse, prefixes, rule_set
from tests.shapes.test_reading import GOOD, QUERY

Read = Callable[..., Shapes]
VALUES = """
shape:Small
    a sh:PropertyShape ;
    rdfs:label "A number is small"@en ;
    sh:targetSubjectsOf al:size ;
    sh:path al:size ;
    sh:maxInclusive 5 ;
    sh:message "The number is large. Make it smaller."@en ;
    sh:severity sh:Violation
.
shape:Single
    a sh:PropertyShape ;
    rdfs:label "A thing has one size"@en ;
    sh:targetClass al:Thing ;
    sh:path al:size ;
    sh:minCount 1 ;
    sh:maxCount 1 ;
    sh:message "The thing has not exactly one size. Give it one."@en ;
    sh:severity sh:Info
.
"""


def test_findings_come_with_value_and_kind_worst_first(read: Read) -> None:
    data = parse("<a> a al:Thing ; al:size 7 , 8 . <b> a al:Thing .")
    findings = validate(data, read(VALUES, GOOD))
    seen = [
        (f.severity, f.shape.rpartition("#")[2], f.focus[-1], f.value and f.value[:3], f.component[27:-19])
        for f in findings
    ]
    assert seen == [
        (Severity.VIOLATION, "Small", "a", '"7"', "MaxInclusive"),
        (Severity.VIOLATION, "Small", "a", '"8"', "MaxInclusive"),
        (Severity.WARNING, "Named", "a", None, "MinCount"),
        (Severity.WARNING, "Named", "b", None, "MinCount"),
        (Severity.INFO, "Single", "a", None, "MaxCount"),
        (Severity.INFO, "Single", "b", None, "MinCount"),
    ]
    assert [f.fails for f in findings] == [True, True, False, False, False, False]


def test_the_order_of_the_triples_changes_nothing(read: Read) -> None:
    shapes = read(VALUES, GOOD)
    data = parse("<a> a al:Thing ; al:size 7 , 8 . <b> a al:Thing .")
    assert validate(data, shapes) == validate(reversed(data), shapes)


def test_the_shapes_graph_is_no_data(read: Read) -> None:
    label = GOOD.replace("al:Thing", "sh:PropertyShape").replace("rdfs:label ;", "rdfs:comment ;")
    assert validate(parse("<a> a al:Thing ; rdfs:label 'a' ."), read(GOOD, label.replace("Named", "Noted"))) == []


def test_no_triples_break_no_rule(read: Read) -> None:
    assert validate([], read(GOOD, QUERY)) == []


def test_a_finding_is_an_error_for_people() -> None:
    finding = Finding("s", "l", Severity.VIOLATION, "x", "p", '"v"', "It is wrong. Mend it so.", "c")
    assert (
        str(problem(finding, lambda focus: Place(f"{focus}.yaml", 3)))
        == 'x.yaml:3: x: It is wrong (p "v"). Mend it so.'
    )
    assert in_order([finding, finding]) == [finding]


def test_the_ontology_keeps_the_term_rules() -> None:
    modules = [path for path in (ROOT / "ontology").glob("*.ttl") if path.name != "prefixes.ttl"]
    modules.append(ROOT / "src" / "pincite" / "vocabulary" / "pin.ttl")
    assert len(modules) > 5
    triples = [triple for path in modules for triple in parse(path.read_text(encoding="utf-8"))]
    findings = validate(triples, rule_set("terms").shapes)
    assert [(prefixes().compress(f.focus), f.label) for f in findings if f.fails] == []


def test_the_build_needs_no_rdflib() -> None:
    code = "import pincite.shapes, pincite.shapes.report, sys; print('rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
