"""Each query of `queries/checks/` finds nothing in the graph, and finds its fault once that is put in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.graph.store import Graph
from pincite.graph.terms import RDF_TYPE, Triple
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

ROOT = Path(__file__).parents[2]
NS = "https://w3id.org/pincite/ns#"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
# What is put in, as N-Triples terms: `pin:` and `al:` stand for their namespaces, `id/` for the base.
FAULTS = {
    "conflicts-go-both-ways": ["id/x/a#s-1 pin:conflictsWith id/x/b#s-2"],
    "derivations-end-in-sentences": [
        "id/x/a#s-1 pin:mode pin:Derived", "id/x/a#s-1 pin:rule pin:SomeRule",
        "id/x/a#s-1 pin:premise id/x/b#s-2", "id/x/b#s-2 pin:mode pin:Derived",
    ],
    "entities-are-in-the-texts": ["id/force/nobody pin:primaryType al:Force"],
    "facts-may-be-facts": [
        "id/x/a#s-1 a pin:Fact", "id/x/a#s-1 pin:mode pin:Claimed", "id/x/a#s-1 pin:polarity pin:Affirmed",
        "id/x/a#s-1 pin:status pin:Accepted",
    ],
    "labels-tell-apart": [
        "id/force/a pin:primaryType al:Force", "id/force/b pin:primaryType al:Force",
        'id/force/a label "Same"', 'id/force/b label "Same"',
        "id/x/a#s-1 pin:about id/force/a", "id/x/a#s-1 pin:about id/force/b",
    ],
    "plain-triples-are-grounded": ["id/force/rgf al:memberOf id/force/urads"],
    "terms-are-used": [],  # tests/ontology/test_used.py
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Made:
    """The publication's graph."""
    return make_graph(Project.open(ROOT), Timings())


def triple(made: Made, text: str) -> Triple:
    """Read a triple as written in FAULTS."""
    subject, predicate, value = (one_term(made, part) for part in text.split(" ", 2))
    return subject, predicate, value


def one_term(made: Made, text: str) -> str:
    if text.startswith('"'):
        return f"{text}@en"
    known = {"a": RDF_TYPE, "label": LABEL}
    if text in known:
        return known[text]
    iri = made.project.base + text if text.startswith("id/") else made.project.prefixes.expand(text)
    return f"<{iri}>"


def found(made: Made, name: str, *more: Triple) -> int:
    """Return how many rows a check has over the graph with more triples."""
    graph = Graph(made.project.prefixes)
    graph.add({*made.triples(), *more})
    return len(graph.select(made.checks[name].text).rows)


def test_every_check_is_tried(made: Made) -> None:
    assert set(FAULTS) == set(made.checks)


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault])
def test_a_check_finds_its_fault_and_nothing_without(made: Made, name: str) -> None:
    assert found(made, name) == 0
    assert found(made, name, *[triple(made, text) for text in FAULTS[name]]) > 0
