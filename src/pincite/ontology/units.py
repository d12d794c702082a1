"""An ontology taken apart into the smallest pieces that can be right or wrong, and which of them matter for some terms.

Pieces are chosen by bottom-locality (B. Cuenca Grau, I. Horrocks, Y. Kazakov, U. Sattler: Modular Reuse of Ontologies:
Theory and Practice. Journal of Artificial Intelligence Research 31, 2008): what is left out cannot be part of any
contradiction among things of the given terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from msgspec import Struct

from pincite.graph.terms import RDF_TYPE, Triple, iri
from pincite.ontology.axioms import OWL, RDF, RDFS

_BUILT_IN = tuple(f"<{space}" for space in (OWL, RDF, RDFS, "http://www.w3.org/2001/XMLSchema#"))
_DECLARATIONS = frozenset(
    iri(OWL + name)
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Restriction")
)
# Of these a list says that every two of its members are apart.
_APART = {
    iri(OWL + "AllDisjointClasses"): iri(OWL + "disjointWith"),
    iri(OWL + "AllDisjointProperties"): iri(OWL + "propertyDisjointWith"),
    iri(OWL + "AllDifferent"): iri(OWL + "differentFrom"),
}
_BOTH = frozenset(_APART.values())
_EITHER = frozenset(iri(OWL + name) for name in ("inverseOf", "equivalentClass", "equivalentProperty", "sameAs"))
_CHAIN = iri(OWL + "propertyChainAxiom")
_FIRST_ONLY = frozenset((*(iri(RDFS + name) for name in ("subClassOf", "subPropertyOf", "domain", "range")), RDF_TYPE))
_LISTS = (iri(OWL + "members"), iri(OWL + "distinctMembers"))


class Unit(Struct, frozen=True):
    """An axiom or an assertion: its triples, the one that names it first, and the terms in it.

    It matters once each of `needs` does (one of them when `either`).
    """

    triples: tuple[Triple, ...]
    needs: frozenset[str]
    terms: frozenset[str]
    either: bool = False

    @property
    def root(self) -> Triple:
        """The triple that names it."""
        return self.triples[0]

    def matters(self, terms: set[str]) -> bool:
        """Whether it can have to do with things of these terms."""
        return bool(self.needs & terms) if self.either else self.needs <= terms


class Parts(Struct, frozen=True):
    """An ontology in pieces; `declared` are the triples that only say of what sort a term is."""

    declared: tuple[Triple, ...]
    units: tuple[Unit, ...]

    def module(self, terms: Iterable[str]) -> tuple[Unit, ...]:
        """Return the pieces that matter for some terms (IRIs in brackets), in order."""
        known = set(terms)
        chosen: set[int] = set()
        while more := {n for n, unit in enumerate(self.units) if n not in chosen and unit.matters(known)}:
            chosen |= more
            known.update(*(self.units[number].terms for number in more))
        return tuple(self.units[number] for number in sorted(chosen))


def take_apart(axioms: Iterable[Triple]) -> Parts:
    """Return an ontology's triples as pieces; annotations, of which a reasoner knows nothing, are left out."""
    by_subject: dict[str, list[Triple]] = {}
    for triple in axioms:
        by_subject.setdefault(triple[0], []).append(triple)
    declared: list[Triple] = []
    units: list[Unit] = []
    properties = _declared_properties(by_subject)
    for subject, triples in by_subject.items():
        if subject.startswith("_:"):
            units += _apart(triples, by_subject)
            continue
        for triple in triples:
            if triple[1] == RDF_TYPE and triple[2] in _DECLARATIONS:
                declared.append(triple)
            elif triple[1] in properties or triple[1] in (*_FIRST_ONLY, *_BOTH, *_EITHER, _CHAIN):
                units.append(_unit(triple, by_subject))
    return Parts(tuple(declared), tuple(units))


def assertion(triple: Triple) -> Unit:
    """Return a triple of the data as a piece."""
    names = terms_of((triple,))
    return Unit((triple,), names, names)


def terms_of(triples: Iterable[Triple]) -> frozenset[str]:
    """Return the IRIs in some triples that are of no built-in vocabulary, in brackets."""
    return frozenset(
        term for triple in triples for term in triple if term.startswith("<") and not term.startswith(_BUILT_IN)
    )


def _declared_properties(by_subject: dict[str, list[Triple]]) -> frozenset[str]:
    sorts = {iri(OWL + "ObjectProperty"), iri(OWL + "DatatypeProperty")}
    return frozenset(s for s, triples in by_subject.items() for _, p, o in triples if p == RDF_TYPE and o in sorts)


def _unit(triple: Triple, by_subject: dict[str, list[Triple]]) -> Unit:
    subject, predicate, target = triple
    triples = (triple, *_below(target, by_subject))
    terms = terms_of(triples) - {predicate} if predicate.startswith(_BUILT_IN) else terms_of(triples)
    needs = frozenset({subject})
    if predicate in _BOTH and target.startswith("<"):
        needs = frozenset({subject, target})
    elif predicate in _EITHER:
        needs = terms
    elif predicate == _CHAIN:
        needs = terms_of(triples[1:])
    return Unit(triples, needs, terms, either=predicate in _EITHER)


def _apart(triples: list[Triple], by_subject: dict[str, list[Triple]]) -> Iterator[Unit]:
    sorts = [_APART[o] for _, p, o in triples if p == RDF_TYPE and o in _APART]
    heads = [o for _, p, o in triples if p in _LISTS]
    if sorts and heads:
        members = [o for s, p, o in _below(heads[0], by_subject) if p == iri(RDF + "first")]
        for one, other in combinations(members, 2):
            both = frozenset({one, other})
            yield Unit(((one, sorts[0], other),), both, both)
    elif any(o == iri(OWL + "NegativePropertyAssertion") for _, _, o in triples):
        yield Unit(tuple(triples), terms_of(triples), terms_of(triples))


def _below(node: str, by_subject: dict[str, list[Triple]]) -> Iterator[Triple]:
    for triple in by_subject.get(node, ()) if node.startswith("_:") else ():
        yield triple
        yield from _below(triple[2], by_subject)
