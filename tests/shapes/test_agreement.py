"""Both engines find the same in broken data: cases thrown together, triples lost, values exchanged."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from pincite.graph.terms import Triple
from pincite.shapes import Finding, reference
from pincite.shapes.engine import validate
from pincite.shapes.rules import SH
from tests.shapes.conftest import CASES, FILES, RuleSet, rule_set, shapes_graph

SEEDS = range(4)


def damaged(one: RuleSet, seed: int) -> list[Triple]:
    """Return the triples of seven cases, some lost and some with another's value."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    cases = [CASES / name / chance.choice(["valid.ttl", "invalid.ttl"]) for name in chance.sample(sorted(one.names), 7)]
    whole = list(dict.fromkeys(triple for case in cases for triple in one.triples(case)))
    values = [value for _, _, value in whole if not value.startswith("_:")]
    damaged = []
    for subject, predicate, value in whole:
        fate = chance.random()
        if fate < 0.06:
            continue
        exchanged = chance.choice(values) if fate < 0.12 and value in values else value
        damaged.append((subject, predicate, exchanged))
    return damaged


def comparable(finding: Finding) -> Finding:
    """Return a finding without its value where two properties are compared: the build's engine does not tell it."""
    return replace(finding, value=None) if finding.component == f"{SH}DisjointConstraintComponent" else finding


@pytest.mark.parametrize("name", FILES)
def test_both_engines_find_the_same_in_damaged_data(name: str) -> None:
    one = rule_set(name)
    number = 0
    for seed in SEEDS:
        triples = damaged(one, seed)
        found = set(map(comparable, validate(triples, one.shapes)))
        data = reference.graph_of(triples)
        assert found == set(map(comparable, reference.validate_graph(data, one.shapes, shapes_graph(name)))), seed
        number += len(found)
    assert number > 3, "the damage breaks next to nothing"


def test_both_tell_a_value_with_a_line_break_on_one_line() -> None:
    one = rule_set("domain")
    triples = list(one.triples(CASES / "text-clean" / "invalid.ttl"))
    told = {finding.value for finding in validate(triples, one.shapes)}
    assert '"a\\nbreak"' in told
    assert told == {finding.value for finding in reference.validate(triples, one.shapes)}


def test_rule_by_rule_the_reference_finds_the_same_and_tells_of_each() -> None:
    name = next(iter(FILES))
    one = rule_set(name)
    triples = damaged(one, 1)
    told: list[str] = []
    found = reference.validate_by_rule(triples, one.shapes, told.append)
    assert found == reference.validate_graph(reference.graph_of(triples), one.shapes, shapes_graph(name))
    assert found
    assert len(told) == len(one.shapes.rules)
    assert told[0] == f"pySHACL, rule 1 of {len(told)}: {one.shapes.rules[0].label}"
