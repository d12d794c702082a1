"""Why an ontology and some data contradict each other: the smallest set of axioms and assertions that cannot be true.

First the place is found: the data around one thing that is a contradiction by itself. Then, of that data and of the
axioms that matter for it, one piece after the other is found without which there would be none (the insertion method:
M. J. de Siqueira, J.-F. Puget: Explanation-Based Generalisation of Failures. ECAI 1988). HermiT is
asked about many growing sets in one process, for its start takes longer than the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from pincite.graph.terms import RDF_TYPE, Triple
from pincite.ontology.reasoner import SECONDS, Reasoner
from pincite.ontology.terms import Ontology
from pincite.ontology.units import Unit, assertion, take_apart, terms_of

Ask: TypeAlias = Callable[[Sequence[Iterable[Triple]]], "int | None"]
"""Takes sets of triples, returns the number of the first that contradicts itself."""

_AT_ONCE = 24
_WIDEST = 3


class Justification(Struct, frozen=True):
    """What cannot all be true: `facts` of the data and `axioms` of the ontology; without any of them it could."""

    facts: tuple[Unit, ...]
    axioms: tuple[Unit, ...]


def justify(ontology: Ontology, data: Iterable[Triple], *, seconds: float = SECONDS) -> Justification:
    """Return one justification of a contradiction that is known to be there.

    There may be more; correct this one and ask again. Raises UsageError as `reason` does, and AssertionError when the
    ontology and the data do not contradict each other.
    """
    ask = Reasoner.find(seconds=seconds).first_contradiction
    parts = take_apart(ontology.axioms)
    facts = [assertion(triple) for triple in _assertions(data, ontology)]
    base = list(chain(parts.declared, _triples(parts.units)))
    if ask([base]) == 0:
        return Justification((), _smallest(ask, parts.declared, parts.units))
    near = _locate(ask, base, facts)
    module = parts.module(terms_of(_triples(near)))
    found = _smallest(ask, (*parts.declared, *_triples(module)), near)
    module = parts.module(terms_of(_triples(found)))
    return Justification(found, _smallest(ask, (*parts.declared, *_triples(found)), module))


def _assertions(data: Iterable[Triple], ontology: Ontology) -> list[Triple]:
    """Return what a reasoner knows something of, each once: types, and values of object and datatype properties."""
    known = {f"<{one.iri}>" for one in ontology.properties.values() if one.sort != "annotation"}
    return list(dict.fromkeys(triple for triple in data if triple[1] == RDF_TYPE or triple[1] in known))


def _triples(units: Iterable[Unit]) -> Iterable[Triple]:
    return chain.from_iterable(unit.triples for unit in units)


def _smallest(ask: Ask, given: Iterable[Triple], units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the fewest of some units that contradict what is given; all together they do."""
    base = list(given)
    found: list[Unit] = []
    pool = list(units)
    while True:
        number = _fewest(ask, [*base, *_triples(found)], pool)
        if number == 0:
            return tuple(unit for unit in units if unit in found)
        # Without this one those before it are no contradiction; so it is needed.
        found.append(pool[number - 1])
        pool = pool[: number - 1]


def _fewest(ask: Ask, base: list[Triple], pool: Sequence[Unit]) -> int:
    """Return how many of the pool's first units make a contradiction with the base."""
    low, high = 0, len(pool)
    while low < high:
        step = max(1, -(-(high - low) // _AT_ONCE))
        sizes = range(low, high, step)
        first = ask([[*base, *_triples(pool[:size])] for size in sizes])
        if first is None:
            low = sizes[-1] + 1
        else:
            high = sizes[first]
            low = sizes[first - 1] + 1 if first else high
    return high


def _locate(ask: Ask, base: list[Triple], facts: Sequence[Unit]) -> list[Unit]:
    """Return the facts around one thing, or a few, that contradict the ontology by themselves."""
    around = _Around(facts)
    nodes = list(around.subjects)
    for radius in range(1, _WIDEST + 1):
        while len(nodes) > 1:
            size = -(-len(nodes) // _AT_ONCE)
            blocks = [nodes[start : start + size] for start in range(0, len(nodes), size)]
            first = ask([[*base, *_triples(around.ball(block, radius))] for block in blocks])
            if first is None:
                break
            nodes = blocks[first]
        if len(nodes) == 1 and ask([[*base, *_triples(around.ball(nodes, radius))]]) == 0:
            return around.ball(nodes, radius)
    # Nothing so near: the contradiction runs through the data.
    return list(facts)


class _Around:
    """Facts by the things they are about."""

    def __init__(self, facts: Sequence[Unit]) -> None:
        self._facts = facts
        self._at: dict[str, list[int]] = {}
        self.subjects: dict[str, None] = dict.fromkeys(fact.root[0] for fact in facts)
        for number, fact in enumerate(facts):
            subject, predicate, value = fact.root
            for node in {subject, value} if predicate != RDF_TYPE and value.startswith("<") else {subject}:
                self._at.setdefault(node, []).append(number)

    def ball(self, centres: Iterable[str], radius: int) -> list[Unit]:
        """Return the facts up to so many steps from some things, and what the things in them are."""
        nodes, chosen = set(centres), set[int]()
        for _ in range(radius):
            chosen |= {number for node in nodes for number in self._at.get(node, ())}
            nodes |= {term for number in chosen for term in self._facts[number].root[::2] if term in self.subjects}
        for node in nodes:
            chosen |= {number for number in self._at.get(node, ()) if self._facts[number].root[1] == RDF_TYPE}
        return [self._facts[number] for number in sorted(chosen)]
