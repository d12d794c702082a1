"""Each rule has a folder of cases: the valid one keeps all rules, the invalid one breaks exactly that rule.

So a rule that is removed makes its case fail, and so does one that finds too much. Both engines must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.graph.terms import RDF_TYPE, Triple
from pincite.shapes import Finding, Rule, reference
from pincite.shapes.engine import validate
from pincite.shapes.rules import SH
from tests.shapes.conftest import CASES, FILES, RuleSet, rule_set, shapes_graph

SETS = [rule_set(name) for name in FILES]
RULES = [pytest.param(one, name, id=name) for one in SETS for name in sorted(one.names)]
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"


def broken(findings: list[Finding]) -> set[tuple[str, str, str | None]]:
    return {(finding.shape, finding.focus, finding.path) for finding in findings}


def both(one: RuleSet, path: Path) -> list[Finding]:
    """Return the findings of the build's engine, once the reference has found the same."""
    triples = one.triples(path)
    findings = validate(triples, one.shapes)
    data = reference.graph_of(triples)
    expected = reference.validate_graph(data, one.shapes, shapes_graph(one.name))
    assert broken(findings) == broken(expected)
    return findings


def test_every_rule_has_its_folder_and_every_folder_its_rule() -> None:
    names = [name for one in SETS for name in one.names]
    folders = [path.name for path in CASES.iterdir() if path.is_dir()]
    assert len(names) > 150
    assert sorted(names) == sorted(folders)


def test_a_folder_holds_the_two_cases_and_nothing_else() -> None:
    for folder in (path for path in CASES.iterdir() if path.is_dir()):
        assert sorted(path.name for path in folder.iterdir()) == ["invalid.ttl", "valid.ttl"], folder.name
    assert {path.stem for path in CASES.iterdir() if path.is_file()} <= FILES.keys()


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_what_the_cases_have_beside_them_keeps_all_rules(one: RuleSet) -> None:
    assert validate(one.context, one.shapes) == []


@pytest.mark.parametrize(("one", "name"), RULES)
def test_the_valid_case_keeps_all_rules(one: RuleSet, name: str) -> None:
    path = CASES / name / "valid.ttl"
    assert list(targets(one.names[name], one, one.triples(path))), "the rule has nothing to look at"
    assert both(one, path) == []


@pytest.mark.parametrize(("one", "name"), RULES)
def test_the_invalid_case_breaks_exactly_its_rule(one: RuleSet, name: str) -> None:
    findings = both(one, CASES / name / "invalid.ttl")
    assert {finding.shape for finding in findings} == {one.names[name].iri}


def targets(rule: Rule, one: RuleSet, triples: list[Triple]) -> Iterator[str]:
    """Yield the nodes that a rule looks at."""
    below = {(subject, value) for subject, predicate, value in triples if predicate == _SUBCLASS}
    for subject, predicate, target in one.shapes.triples:
        if subject != f"<{rule.iri}>":
            continue
        for s, p, o in triples:
            if predicate == f"<{SH}targetClass>" and p == RDF_TYPE and (o == target or (o, target) in below):
                yield s
            if predicate == f"<{SH}targetSubjectsOf>" and p == target:
                yield s
            if predicate == f"<{SH}targetObjectsOf>" and p == target:
                yield o
