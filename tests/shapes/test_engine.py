"""The build's engine: what a finding holds, and that it knows no more than the triples it is given."""

from __future__ import annotations

import re
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


def test_too_few_and_too_many_are_different_kinds(read: Read) -> None:
    shapes = read(VALUES.replace("minCount 1", "minCount 2").replace("maxCount 1", "maxCount 2"), GOOD)
    data = parse("<a> a al:Thing ; rdfs:label 'a' ; al:size 1 . <b> a al:Thing ; rdfs:label 'b' ; al:size 1 , 2 , 3 .")
    kinds = [(f.focus[-1], f.component[27:-19]) for f in validate(data, shapes)]
    assert kinds == [("a", "MinCount"), ("b", "MaxCount")]


def test_each_answer_of_a_query_is_a_finding(read: Read) -> None:
    query = QUERY.replace("SELECT $this", "SELECT $this ?path ?value").replace("a al:Broken", "?path ?value")
    data = parse(r"""<a> a al:Thing ; al:size 1 , 2 ; rdfs:label "a\tb\\\"\u0001"@en ; al:near <b> , [] .""")
    found = validate(data, read(GOOD, query))
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    seen = [(f.path or "").rpartition("#")[2] + " " + re.sub("^_:.*", "a blank node", f.value or "") for f in found]
    assert sorted(seen) == [
        "label " + r'"a\tb\\\"\u0001"@en',
        f"near <{prefixes().base}b>",
        "near a blank node",
        f'size "1"{integer}',
        f'size "2"{integer}',
        f"type <{prefixes().expand('al:Thing')}>",
    ]


def test_a_path_in_an_answer_is_an_iri_or_none(read: Read) -> None:
    query = QUERY.replace("SELECT $this", "SELECT $this ?path").replace("$this a al:Broken", "$this al:size ?path")
    found = validate(parse("<a> a al:Thing ; rdfs:label 'a' ; al:size 1 ."), read(GOOD, query))
    assert [(f.path, f.value) for f in found] == [(None, None)]


def test_two_rules_that_say_the_same_are_both_broken(read: Read) -> None:
    again = VALUES.replace("shape:Small", "shape:Klein-é").replace("shape:Single", "shape:Again")
    found = validate(parse("<a> a al:Thing ; rdfs:label 'a' ; al:size 7 , 8 ."), read(VALUES, again))
    names = [f.shape.rpartition("#")[2] for f in found]
    assert names == ["Klein-é", "Klein-é", "Small", "Small", "Again", "Single"]


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


def test_the_validation_apart_reads_no_files_and_so_loads_nothing_for_it() -> None:
    code = "import pincite.shapes.apart, pincite.shapes.engine, sys; print({'yaml', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_build_needs_no_rdflib() -> None:
    code = "import pincite.shapes, pincite.shapes.report, sys; print('rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
