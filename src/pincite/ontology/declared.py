"""From axioms to terms: which are declared, what is said of each, which kinds of entity there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from msgspec.structs import asdict, replace
from pyoxigraph import NamedNode
from pyoxigraph import Triple as Node

from pincite.errors import ContentError, Place, Problem
from pincite.graph.terms import Prefixes
from pincite.ontology.axioms import OWL, RDF, RDFS, Axioms
from pincite.ontology.terms import Class, Individual, Property, Sort, Term

Parsed: TypeAlias = Mapping[str, list[Node]]
"""Modules: the name of each, and its triples."""

_PIN = "https://w3id.org/pincite/ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_KIND = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SORTS: dict[str, Sort] = {
    "ObjectProperty": "object",
    "DatatypeProperty": "datatype",
    "AnnotationProperty": "annotation",
}
_TRAITS = (
    "Functional",
    "InverseFunctional",
    "Transitive",
    "Symmetric",
    "Asymmetric",
    "Reflexive",
    "Irreflexive",
)


def read_classes(parsed: Parsed, axioms: Axioms, prefixes: Prefixes) -> dict[str, Class]:
    """Return the classes that some modules declare, each with its kind, own or inherited.

    Raises ContentError for one declared in two modules, and for a kind or order malformed or given twice.
    """
    own = {term.iri: _class(term, axioms) for term in _terms(parsed, axioms, prefixes, ("Class",))}
    _check_kinds(own)
    return {iri: _with_kind(known, own) for iri, known in own.items()}


def read_properties(parsed: Parsed, axioms: Axioms, prefixes: Prefixes) -> dict[str, Property]:
    """Return the properties that some modules declare.

    Not the annotation properties of which nothing else is said: OWL 2 DL wants those of other vocabularies declared,
    which makes them no terms of ours. Raises ContentError for one declared in two modules.
    """
    terms = _terms(parsed, axioms, prefixes, tuple(_SORTS))
    properties = (_property(term, axioms) for term in terms)
    return {one.iri: one for one in properties if one.sort != "annotation" or not _bare(one.iri, axioms)}


def read_individuals(parsed: Parsed, axioms: Axioms, prefixes: Prefixes) -> dict[str, Individual]:
    """Return the individuals that some modules declare.

    Raises ContentError for one declared in two modules.
    """
    return {term.iri: _individual(term, axioms) for term in _terms(parsed, axioms, prefixes, ("NamedIndividual",))}


def _terms(parsed: Parsed, axioms: Axioms, prefixes: Prefixes, types: tuple[str, ...]) -> list[Term]:
    wanted = {NamedNode(OWL + name) for name in types}
    modules: dict[str, list[str]] = {}
    for module, nodes in parsed.items():
        for node in nodes:
            declares = node.predicate.value == RDF + "type" and node.object in wanted
            if declares and isinstance(node.subject, NamedNode):
                modules.setdefault(node.subject.value, []).append(module)
    problems = [
        Problem(
            Place(again),
            f"{prefixes.compress(iri) or iri} is declared in {first} too",
            "Keep one of the two.",
        )
        for iri, (first, *more) in modules.items()
        if not _bare(iri, axioms)
        for again in more
    ]
    if problems:
        raise ContentError(problems)
    return [_term(iri, found[0], axioms, prefixes) for iri, found in modules.items()]


def _bare(iri: str, axioms: Axioms) -> bool:
    return axioms.predicates(NamedNode(iri)) <= {RDF + "type"}


def _term(iri: str, module: str, axioms: Axioms, prefixes: Prefixes) -> Term:
    node = NamedNode(iri)
    return Term(
        iri,
        prefixes.compress(iri) or iri,
        axioms.text(node, RDFS + "label") or re.split(r"[#/:]", iri)[-1],
        axioms.text(node, _SKOS + "definition"),
        axioms.text(node, _SKOS + "example"),
        axioms.text(node, _SKOS + "note"),
        module,
    )


def _class(term: Term, axioms: Axioms) -> Class:
    node = NamedNode(term.iri)
    logical = (*axioms.values(node, RDFS + "subClassOf"), *axioms.values(node, OWL + "equivalentClass"))
    order = axioms.text(node, _PIN + "order")
    if order is not None and not order.isdecimal():
        what = f"pin:order {order!r} of {term.name} is not a whole number"
        raise ContentError(Problem(Place(term.module), what, "Write a number, such as 3."))
    return Class(
        **asdict(term),
        parents=axioms.iris(node, RDFS + "subClassOf"),
        kind=axioms.text(node, _PIN + "kind"),
        plural=axioms.text(node, _PIN + "plural"),
        order=None if order is None else int(order),
        axioms=tuple(sorted(axioms.manchester(one) for one in logical if not isinstance(one, NamedNode))),
        disjoint=_disjoint(node, axioms),
    )


def _disjoint(node: NamedNode, axioms: Axioms) -> tuple[str, ...]:
    others = {*axioms.iris(node, OWL + "disjointWith"), *axioms.iris_of(OWL + "disjointWith", node)}
    for group in axioms.subjects(RDF + "type", NamedNode(OWL + "AllDisjointClasses")):
        for head in axioms.values(group, OWL + "members"):
            listed = {member.value for member in axioms.listed(head) if isinstance(member, NamedNode)}
            others |= listed if node.value in listed else set()
    return tuple(sorted(others - {node.value}))


def _property(term: Term, axioms: Axioms) -> Property:
    node = NamedNode(term.iri)
    types = set(axioms.iris(node, RDF + "type"))
    inverse = {*axioms.iris(node, OWL + "inverseOf"), *axioms.iris_of(OWL + "inverseOf", node)}
    chains = sorted(axioms.path(head) for head in axioms.values(node, OWL + "propertyChainAxiom"))
    return Property(
        **asdict(term),
        sort=next(sort for name, sort in _SORTS.items() if OWL + name in types),
        parents=axioms.iris(node, RDFS + "subPropertyOf"),
        domains=axioms.members(node, RDFS + "domain"),
        ranges=axioms.members(node, RDFS + "range"),
        inverse=min(inverse, default=None),
        chain=" | ".join(chains) or None,
        traits=tuple(trait.lower() for trait in _TRAITS if f"{OWL}{trait}Property" in types),
    )


def _individual(term: Term, axioms: Axioms) -> Individual:
    types = axioms.iris(NamedNode(term.iri), RDF + "type")
    return Individual(**asdict(term), types=tuple(name for name in types if name != OWL + "NamedIndividual"))


def _check_kinds(classes: Mapping[str, Class]) -> None:
    problems: list[Problem] = []
    seen: dict[str, Class] = {}
    for known in classes.values():
        if known.kind is None:
            continue
        if not _KIND.fullmatch(known.kind):
            what = f"kind {known.kind!r} of {known.name} cannot be part of an IRI"
            remedy = "Use lower-case letters a to z, digits and single hyphens."
            problems.append(Problem(Place(known.module), what, remedy))
        first = seen.setdefault(known.kind, known)
        if first is not known:
            what = f"kind '{known.kind}' of {known.name} is that of {first.name} too"
            remedy = "Give each kind to one class; its subclasses inherit it."
            problems.append(Problem(Place(known.module), what, remedy))
    if problems:
        raise ContentError(problems)


def _with_kind(known: Class, classes: Mapping[str, Class]) -> Class:
    above = [known.iri]
    for iri in above:
        one = classes[iri]
        if one.kind is not None:
            return replace(known, kind=one.kind, plural=one.plural, order=one.order)
        above += [parent for parent in one.parents if parent in classes and parent not in above]
    return known
