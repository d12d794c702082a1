"""The smallest set of facts and axioms that contradict each other, and what it is in words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import pytest

from pincite.graph.terms import Prefixes, Triple
from pincite.ontology import Justification, Ontology, justify, reason
from pincite.ontology.reasoner import Reasoner
from pincite.ontology.units import take_apart, terms_of
from pincite.ontology.words import Words
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

Read: TypeAlias = Callable[..., Ontology]
Say: TypeAlias = Callable[..., Triple]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings())


def clauses(ontology: Ontology, found: Justification) -> set[str]:
    return {Words(ontology).axiom(axiom) for axiom in found.axioms}


def still_contradict(ontology: Ontology, found: Justification) -> bool:
    triples = without(ontology, found, None)
    empty = Ontology({}, {}, {}, (), "", "", ())
    return not reason(empty, triples).consistent


def without(ontology: Ontology, found: Justification, number: int | None) -> list[Triple]:
    units = [unit for place, unit in enumerate((*found.facts, *found.axioms)) if place != number]
    return [*take_apart(ontology.axioms).declared, *chain.from_iterable(unit.triples for unit in units)]


CONTRADICTIONS = {
    "two classes": (
        [("person/igor-golub", "a", "al:Post")],
        2,
        {"every Person is a Agent", "nothing is both Agent and Post"},
    ),
    "two values": (
        [("force/rgf", "al:unitNumber", '"1"'), ("force/rgf", "al:unitNumber", '"2"')],
        2,
        {"nothing has more than one 'military unit number'"},
    ),
    "itself": ([("state/belarus", "al:borders", "state/belarus")], 1, {"nothing has itself as 'borders'"}),
    "wrong sort of value": ([("force/rgf", "al:count", '"many"')], 1, {"'count' leads to a xsd:integer only"}),
}


def clash(ontology: Ontology, say: Say, name: str, beside: list[Triple]) -> None:
    wrong, facts, axioms = CONTRADICTIONS[name]
    added = [say(*triple) for triple in wrong]
    found = justify(ontology, [*beside, *added])
    assert len(found.facts) == facts
    assert {fact.root for fact in found.facts} >= set(added)
    assert clauses(ontology, found) == axioms


def test_among_all_data_the_few_that_clash_are_found(made: Made, say: Say) -> None:
    data = [triple for triple in made.triples() if "#s-" not in triple[0] and "#char=" not in triple[0]]
    assert len(data) > 9000
    clash(made.content.ontology, say, "two classes", data)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_clash_is_told_from_what_is_beside_it(published: Ontology, say: Say, name: str) -> None:
    beside = [
        say("person/igor-golub", "a", "al:Person"),
        say("person/igor-golub", "al:rank", '"Major General"'),
        say("force/rgf", "a", "al:JointGrouping"),
        say("force/rgf", "al:locatedIn", "state/belarus"),
        say("state/belarus", "a", "al:State"),
        say("state/belarus", "al:borders", "state/poland"),
    ]
    clash(published, say, name, beside)


def test_it_is_a_contradiction_and_without_any_part_it_is_none(published: Ontology, say: Say) -> None:
    data = [
        say("person/ada", "a", "al:Person"),
        say("post/chief", "a", "al:Post"),
        say("posting/x", "al:holder", "post/chief"),
        say("posting/x", "al:post", "post/chief"),
    ]
    found = justify(published, data)
    assert 1 <= len(found.facts) <= 2
    assert still_contradict(published, found)
    parts = range(len(found.facts) + len(found.axioms))
    # In one process; each of them is asked for, as none before it is a contradiction.
    assert Reasoner.find().first_contradiction([without(published, found, number) for number in parts]) is None


def test_an_ontology_that_contradicts_itself_needs_no_facts(read: Read) -> None:
    ontology = read("ex:A a owl:Class ; owl:disjointWith ex:B . ex:B a owl:Class . ex:x a ex:A , ex:B . ex:y a ex:A .")
    found = justify(ontology, [])
    assert found.facts == ()
    assert clauses(ontology, found) == {
        "nothing is both A and B",
        "<https://example.org/ns#x> is a A",
        "<https://example.org/ns#x> is a B",
    }


def test_a_contradiction_that_runs_far_through_the_data(read: Read) -> None:
    """A transitive relation that ends where it began, over six things."""
    ontology = read(
        "ex:A a owl:Class . ex:p a owl:ObjectProperty ; rdfs:subPropertyOf ex:q ; rdfs:label 'p' ."
        "ex:q a owl:ObjectProperty , owl:TransitiveProperty . ex:x ex:y ex:z ."
        "ex:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:q ; owl:allValuesFrom ex:Good ] ."
        "ex:Good a owl:Class ; owl:disjointWith ex:Bad . ex:Bad a owl:Class ."
    )
    ex = "https://example.org/ns#"
    rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    steps = [(f"<{ex}n{n}>", f"<{ex}p>", f"<{ex}n{n + 1}>") for n in range(6)]
    beside = [(f"<{ex}m{n}>", f"<{ex}p>", f"<{ex}m{n + 1}>") for n in range(6)]
    ends = [(f"<{ex}n0>", rdf_type, f"<{ex}A>"), (f"<{ex}n6>", rdf_type, f"<{ex}Bad>")]
    found = justify(ontology, [*beside, *steps, *ends])
    assert {fact.root for fact in found.facts} == {*steps, *ends}
    assert "every A is a q only Good" in clauses(ontology, found)


def test_a_module_has_what_matters_and_little_else(published: Ontology, prefixes: Prefixes) -> None:
    parts = take_apart(published.axioms)
    module = parts.module({f"<{prefixes.expand('al:Person')}>", f"<{prefixes.expand('al:Post')}>"})
    words = {Words(published).axiom(unit) for unit in module}
    assert {"every Person is a Agent", "nothing is both Agent and Post"} <= words
    assert len(module) < len(parts.units) / 4
    assert not any("Passage" in text for text in words)


def test_every_axiom_is_in_words(published: Ontology) -> None:
    parts = take_apart(published.axioms)
    said = [Words(published).axiom(unit) for unit in parts.units]
    assert len(said) > 800
    assert [text for text in said if "_:" in text or " - " in text or "None" in text] == []
    assert "'holds post' follows from the path ^holder/post" in said
    assert "every Posting is a holder some Agent" in said


def test_nothing_logical_is_left_out(published: Ontology) -> None:
    """Declared and in pieces, it says as much as before: the same terms, and every disjointness in pairs."""
    parts = take_apart(published.axioms)
    pieces = {term for unit in parts.units for term in unit.terms}
    classes = {f"<{iri}>" for iri in published.classes}
    assert classes <= pieces | terms_of(parts.declared)
    assert reason(published, [*parts.declared, *(t for unit in parts.units for t in unit.triples)]).fine
