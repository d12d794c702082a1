"""Each shape has a case: what keeps it, and what breaks it and nothing else, by both engines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from pincite.graph.terms import Triple
from pincite.project import Project
from pincite.shapes import STATEMENT_RULES, TERM_RULES, Finding, Shapes, load, validate
from pincite.shapes.reference import graph_of, validate_graph

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "shapes"
PROJECT = Project.open(ROOT)


def _load(*files: Path) -> Shapes:
    return load(files, PROJECT.prefixes, PROJECT.name)


STATEMENTS, TERMS = _load(STATEMENT_RULES), _load(TERM_RULES)
OWN = _load(*PROJECT.files("shapes", "*.shapes.ttl"))
SETS = {"statements": STATEMENTS, "terms": TERMS, "own": OWN}


def _slug(iri: str) -> str:
    local = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", iri.rpartition("#")[2])
    return local.lower()


# Case folder to the set that its rule is of; the listing below holds it against the folders that are there.
KINDS = {_slug(rule.iri): (kind, rule.iri) for kind, shapes in SETS.items() for rule in shapes.rules}


@cache
def _reference(kind: str) -> Graph:
    return graph_of(SETS[kind].triples)


def _triples(kind: str, path: Path) -> list[Triple]:
    """Return a case's triples; statement and term rules have a small world beside every case."""
    world = CASES / f"{kind}.ttl"
    text = PROJECT.prefixes.turtle() + (world.read_text("utf-8") if world.is_file() else "") + path.read_text("utf-8")
    quads = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]


def _found(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.shape, finding.focus) for finding in findings}


def test_every_shape_has_a_case_and_every_case_a_shape() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert len(KINDS) == sum(len(shapes.rules) for shapes in SETS.values()) > 100
    assert folders == set(KINDS)
    for folder in sorted(folders):
        assert {path.name for path in (CASES / folder).iterdir()} == {"valid.ttl", "invalid.ttl"}, folder


@pytest.mark.parametrize("case", sorted(KINDS))
def test_what_keeps_the_rules_gives_no_finding(case: str) -> None:
    kind, _ = KINDS[case]
    assert validate(_triples(kind, CASES / case / "valid.ttl"), SETS[kind]) == []


@pytest.mark.parametrize("case", sorted(KINDS))
def test_what_breaks_one_rule_breaks_only_that(case: str) -> None:
    kind, iri = KINDS[case]
    assert {finding.shape for finding in validate(_triples(kind, CASES / case / "invalid.ttl"), SETS[kind])} == {iri}


@pytest.mark.parametrize("name", ["valid", "invalid"])
@pytest.mark.parametrize("case", sorted(KINDS))
def test_the_fast_engine_finds_what_pyshacl_finds(case: str, name: str) -> None:
    kind, _ = KINDS[case]
    triples = _triples(kind, CASES / case / f"{name}.ttl")
    slow = validate_graph(graph_of(triples), SETS[kind], _reference(kind))
    assert _found(validate(triples, SETS[kind])) == _found(slow)
