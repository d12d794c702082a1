"""Every class and property in use has a rule that names it, and every part of a rule has a case that breaks it.

A term is in use when the built graph has it: a class as an entity's primary class, a property in a statement, a term
of the statement vocabulary as predicate or class. A class is covered when a rule targets or names it or one of its
superclasses. A property is covered when a rule names it (as target, on a path, in a query), or when the ontology marks
it, or its inverse, as functional, which the rules `FunctionalOnce` and `FunctionalOverlap` hold it to. That domain and
range fit is checked of every property, and does not count. What needs no rule of its own is in `uncovered.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pincite.graph.statements import PIN, pin
from pincite.graph.terms import RDF_TYPE, Triple, iri
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project
from pincite.shapes import Rule
from pincite.shapes.engine import validate
from pincite.shapes.rules import SH
from tests.shapes.conftest import CASES, FILES, ROOT, prefixes, rule_set

UNCOVERED: dict[str, str] = yaml.safe_load(Path(__file__).with_name("uncovered.yaml").read_text(encoding="utf-8"))
_NAME = re.compile(r"\b([a-z]+:[A-Za-z]\w*)\b")


@cache
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings())


def named(triples: Iterable[Triple]) -> set[str]:
    """Return the IRIs of all terms that rules name, in their queries too."""
    known = prefixes()
    found: set[str] = set()
    for _, predicate, value in triples:
        if value.startswith("<"):
            found.add(value[1:-1])
        elif predicate == f"<{SH}select>":
            found |= {known.expand(name) for name in _NAME.findall(value) if name.split(":")[0] in known.namespaces}
    return found


@cache
def all_named() -> set[str]:
    return set().union(*(named(rule_set(name).shapes.triples) for name in FILES))


def in_use() -> tuple[set[str], set[str]]:
    """Return the classes and properties of the graph, as IRIs."""
    triples = list(made().triples())
    classes = {o[1:-1] for _, p, o in triples if p == pin("primaryType") or (p == RDF_TYPE and o.startswith(f"<{PIN}"))}
    properties = {o[1:-1] for _, p, o in triples if p == pin("property")}
    properties |= {p[1:-1] for _, p, _ in triples if p.startswith(f"<{PIN}")}
    return classes, properties


def marked() -> set[str]:
    """Return the properties that are functional, for ever or at a time, and their inverses."""
    ontology = made().content.ontology
    once = {s[1:-1] for s, p, o in ontology.triples if p == pin("functionalAtATime") and o.startswith('"true"')}
    once |= {known.iri for known in ontology.properties.values() if "functional" in known.traits}
    return once | {known.iri for known in ontology.properties.values() if known.inverse in once}


def bare() -> set[str]:
    """Return the terms in use that no rule covers."""
    classes, properties = in_use()
    ontology = made().content.ontology
    names = all_named()
    alone = {one for one in classes if not names & set(ontology.ancestors(one))}
    return {prefixes().compress(one) or one for one in alone | (properties - names - marked())}


def test_the_graph_is_looked_at() -> None:
    classes, properties = in_use()
    assert len(classes) > 60
    assert len(properties) > 140
    assert len(all_named()) > 200


def test_every_term_in_use_has_a_rule() -> None:
    assert sorted(bare() - UNCOVERED.keys()) == []


def test_every_exception_is_one_and_says_why() -> None:
    assert sorted(UNCOVERED.keys() - bare()) == [], "it has a rule, or is no longer in use: take it off the list"
    assert all(len(reason.split()) > 5 for reason in UNCOVERED.values())


def without(rule: Rule, name: str) -> Any:
    """Return a set of rules without one of them."""
    shapes = rule_set(name).shapes
    kept = tuple(triple for triple in shapes.triples if triple[0] != iri(rule.iri))
    return type(shapes)(tuple(one for one in shapes.rules if one is not rule), kept)


@pytest.mark.parametrize("name", FILES)
def test_without_its_rule_an_invalid_case_passes(name: str) -> None:
    one = rule_set(name)
    for folder, rule in one.names.items():
        triples = one.triples(CASES / folder / "invalid.ttl")
        assert validate(triples, one.shapes), folder
        assert validate(triples, without(rule, name)) == [], folder


def targets(rule: Rule, name: str) -> list[Triple]:
    """Return the triples that are the targets of a rule."""
    shapes = rule_set(name).shapes
    return [one for one in shapes.triples if one[0] == iri(rule.iri) and one[1].startswith(f"<{SH}target")]


def found(folder: str, name: str, dropped: Triple | None = None) -> set[str]:
    """Return the nodes that the rules, without one triple of theirs, find in an invalid case."""
    one = rule_set(name)
    kept = tuple(triple for triple in one.shapes.triples if triple != dropped)
    shapes = type(one.shapes)(one.shapes.rules, kept)
    return {finding.focus for finding in validate(one.triples(CASES / folder / "invalid.ttl"), shapes)}


def recorded(folder: str) -> set[str]:
    """Return the nodes that an invalid case says are found in it, `# finds: <node> <node>`; none when it does not."""
    text = (CASES / folder / "invalid.ttl").read_text(encoding="utf-8")
    lines = re.findall(r"(?m)^# finds:(.*)$", text)
    nodes = (node for line in lines for node in re.findall(r"<([^>]+)>", line))
    return {node if ":" in node else prefixes().base + node for node in nodes}


@pytest.mark.parametrize("name", FILES)
def test_what_an_invalid_case_says_is_found_is_found(name: str) -> None:
    """The record stands in the case, not in the rule: so a target that is dropped from a rule leaves a node unfound."""
    told = {folder: nodes for folder in rule_set(name).names if (nodes := recorded(folder))}
    assert told
    assert {folder: found(folder, name) for folder in told} == told


@pytest.mark.parametrize("name", FILES)
def test_each_of_several_targets_finds_a_node_that_is_recorded(name: str) -> None:
    """Without it the record is not met: the case of a rule with several targets breaks each of them by itself."""
    unseen = []
    for folder, rule in rule_set(name).names.items():
        several = targets(rule, name)
        if len(several) > 1:
            assert recorded(folder), f"{folder}/invalid.ttl does not say what is found in it: `# finds: <node> ...`"
            unseen += [(folder, *one[1:]) for one in several if found(folder, name, one) == recorded(folder)]
    assert unseen == []
