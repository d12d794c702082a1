"""What the tests of shapes share: the three sets of rules, read once, and their cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from pincite.graph.terms import Prefixes, Triple
from pincite.shapes import OUTSIDE_RULES, STATEMENT_RULES, TERM_RULES, Rule, Shapes, reference
from pincite.shapes.reading import load

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "shapes"
FILES = {
    "statements": [STATEMENT_RULES, OUTSIDE_RULES],
    "terms": [TERM_RULES],
    "domain": sorted((ROOT / "shapes").glob("*.shapes.ttl")),
}


@cache
def prefixes() -> Prefixes:
    path = ROOT / "ontology" / "prefixes.ttl"
    return Prefixes.parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str) -> list[Triple]:
    table = prefixes().turtle()
    parsed = ox.parse((table + text).encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in parsed]


def name_of(rule: Rule) -> str:
    """Return the name of a rule's folder: `PassageLength` has `passage-length`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", rule.iri.rpartition("#")[2]).lower()


@dataclass(frozen=True)
class RuleSet:
    """A set of rules, and what its cases have beside them."""

    name: str
    shapes: Shapes
    context: tuple[Triple, ...]

    @property
    def names(self) -> dict[str, Rule]:
        return {name_of(rule): rule for rule in self.shapes.rules}

    def triples(self, path: Path) -> list[Triple]:
        return [*self.context, *parse(path.read_text(encoding="utf-8"))]


@cache
def rule_set(name: str) -> RuleSet:
    context = CASES / f"{name}.ttl"
    text = context.read_text(encoding="utf-8") if context.exists() else ""
    return RuleSet(name, load(FILES[name], prefixes()), tuple(parse(text)))


@cache
def shapes_graph(name: str) -> Graph:
    return reference.graph_of(rule_set(name).shapes.triples)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Shapes]:
    """Load shapes given as texts, each as a file `name.shapes.ttl`."""

    def load_texts(*texts: str) -> Shapes:
        paths = [tmp_path / f"{'abc'[number]}.shapes.ttl" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return load(paths, prefixes(), lambda path: path.name)

    return load_texts
