"""Shapes files: what is read, and what is refused before an engine passes over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pincite.errors import UsageError
from pincite.shapes import Severity, Shapes
from pincite.shapes.reading import load
from tests.shapes.conftest import FILES, prefixes, rule_set

Read = Callable[..., Shapes]
GOOD = """
shape:Named
    a sh:PropertyShape ;
    rdfs:label "A thing has a label"@en ;
    sh:targetClass al:Thing ;
    sh:path rdfs:label ;
    sh:minCount 1 ;
    sh:message "The thing has no label. Give it one."@en ;
    sh:severity sh:Warning
.
"""
QUERY = """
shape:Asked
    a sh:NodeShape ;
    rdfs:label "A thing is fine"@en ;
    sh:targetClass al:Thing ;
    sh:sparql [ sh:select \"\"\"
        SELECT $this WHERE {
          $this a al:Broken .
        }
    \"\"\" ] ;
    sh:message "The thing is broken. Mend it."@en ;
    sh:severity sh:Violation
.
"""


def problems(read: Read, *texts: str) -> list[str]:
    with pytest.raises(UsageError) as raised:
        read(*texts)
    return [str(problem) for problem in raised.value.problems]


def test_a_rule_is_read_with_its_place_and_source(read: Read) -> None:
    (rule,) = read(GOOD).rules
    assert rule.iri == prefixes().expand("shape:Named")
    assert (rule.label, rule.severity) == ("A thing has a label", Severity.WARNING)
    assert rule.message == "The thing has no label. Give it one."
    assert rule.path == prefixes().expand("rdfs:label")
    assert rule.components == ("http://www.w3.org/ns/shacl#MinCountConstraintComponent",)
    assert (rule.file, rule.source) == ("a.shapes.ttl", GOOD.strip())


def test_a_query_knows_the_prefix_table(read: Read) -> None:
    shapes = read(QUERY)
    declared = {value for _, predicate, value in shapes.triples if predicate.endswith("shacl#prefix>")}
    assert declared == {f'"{prefix}"' for prefix in prefixes().namespaces}
    assert any(predicate.endswith("shacl#prefixes>") for _, predicate, _ in shapes.triples)


def test_no_file_is_no_pass() -> None:
    with pytest.raises(UsageError, match="there are no shapes"):
        load([], prefixes())


def test_a_file_without_rules_is_no_pass(read: Read) -> None:
    assert problems(read, GOOD, "# nothing yet\n") == [
        "b.shapes.ttl: there is no rule in the file. Add a shape with its type."
    ]


def test_broken_turtle_is_named_with_its_own_line(read: Read) -> None:
    (problem,) = problems(read, GOOD.replace("sh:minCount 1", "sh:minCount one"))
    assert problem.startswith("a.shapes.ttl:7: not Turtle: ")


def test_a_broken_query_is_named_with_its_rule(read: Read) -> None:
    (problem,) = problems(read, QUERY.replace("al:Broken .", "al:Broken al: al: al:"))
    assert problem.startswith("a.shapes.ttl:2: not SPARQL (line 3, column ")


def test_a_query_with_a_function_that_no_engine_knows_is_refused(read: Read) -> None:
    (problem,) = problems(read, QUERY.replace("al:Broken .", "al:Broken . FILTER(al:size(1))"))
    assert problem.startswith("a.shapes.ttl:2: its query cannot be run (The custom function ")


@pytest.mark.parametrize(
    ("line", "instead", "what"),
    [
        ("sh:minCount 1", "sh:minCout 1 ; sh:maxCount 2", ":7: unknown SHACL term sh:minCout"),
        ("    sh:minCount 1 ;\n", "", "has no constraint"),
        ("    sh:targetClass al:Thing ;\n", "", "has no target"),
        ('    rdfs:label "A thing has a label"@en ;\n', "", "has not exactly one rdfs:label"),
        ('"The thing has no label. Give it one."@en', '"One."@en , "Two."@en', "has not exactly one sh:message"),
        ("sh:Warning", "al:Warning", "has no known sh:severity"),
        ("shape:Named\n", "[]\n", "is a typed shape without an IRI"),
        ("a sh:PropertyShape", "a sh:NodeShape", "has not the type for its path"),
    ],
)
def test_a_rule_that_would_find_nothing_is_refused(read: Read, line: str, instead: str, what: str) -> None:
    assert line in GOOD
    assert any(what in problem for problem in problems(read, GOOD.replace(line, instead)))


def test_a_rule_is_written_once(read: Read) -> None:
    (problem,) = problems(read, GOOD, GOOD)
    assert problem.startswith(f"b.shapes.ttl:2: rule {prefixes().expand('shape:Named')} is in another file too")


@pytest.mark.parametrize("name", FILES)
def test_each_rule_says_what_is_wrong_and_what_to_do(name: str) -> None:
    rules = rule_set(name).shapes.rules
    assert len({rule.label for rule in rules}) == len(rules) > 30
    for rule in rules:
        wrong, _, remedy = rule.message.partition(". ")
        assert wrong and remedy.endswith("."), rule.iri
        assert rule.source.endswith("\n."), rule.iri
