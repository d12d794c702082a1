"""`queries/checks/terms-are-used.rq`: no term without a use or a reason, and no reason that has become wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.graph.store import Graph
from pincite.graph.terms import RDF_TYPE, Triple
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

ROOT = Path(__file__).parents[2]
PIN = "https://w3id.org/pincite/ns#"
OWL = "http://www.w3.org/2002/07/owl#"
DEFINED = "<http://www.w3.org/2000/01/rdf-schema#isDefinedBy>"


@pytest.fixture(scope="module")
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings())


def found(made: Made, *more: Triple, without: str = "") -> set[str]:
    graph = Graph(made.project.prefixes)
    graph.add(
        triple for triple in made.triples() if not without or (triple[0], triple[1]) != (without, f"<{PIN}unused>")
    )
    graph.add(more)
    rows = graph.select(made.checks["terms-are-used"].text)
    return {str(row["term"]).rpartition("#")[2] for row in rows}


def term(made: Made, name: str) -> str:
    return f"<{made.project.prefixes.expand(name)}>"


def test_every_term_is_used_or_says_why_not(made: Made) -> None:
    assert made.graph.select(f"SELECT ?t ?why WHERE {{ ?t <{PIN}unused> ?why }}").rows
    assert found(made) == set()


@pytest.mark.parametrize("sort", ["Class", "ObjectProperty", "DatatypeProperty"])
def test_a_term_that_nothing_uses_is_found(made: Made, sort: str) -> None:
    new = term(made, "al:New")
    defined = (new, DEFINED, f"<{made.project.base}ontology>")
    assert found(made, (new, RDF_TYPE, f"<{OWL}{sort}>"), defined) == {"New"}


def test_a_reason_that_is_gone_or_has_become_wrong_is_found(made: Made) -> None:
    unused = term(made, "al:spokeAt")
    assert found(made, without=unused) == {"spokeAt"}
    statement = f"<{made.project.prefixes.entity('state/belarus')}#s-000000000000>"
    assert found(made, (statement, f"<{PIN}property>", unused)) == {"spokeAt"}
    assert found(made, (term(made, "al:Force"), f"<{PIN}unused>", '"Why?"@en')) == {"Force"}
