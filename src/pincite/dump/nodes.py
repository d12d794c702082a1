"""The graph as the dump needs it: each subject once, its pairs sorted, and the layer it is in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from msgspec import Struct

from pincite.errors import content_error
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL, Prefixes, Quad

Pair: TypeAlias = tuple[str, str]
"""A predicate and an object."""

Pairs: TypeAlias = tuple[Pair, ...]


class Nodes(Struct, frozen=True, dict=True):
    """All triples by subject, and the same by named graph.

    `flat` maps a subject to its pairs, each triple once whatever graphs it is in; `graphs` maps a graph's name
    to such a mapping. Subjects are sorted by IRI, so that an entity comes before its statements and passages;
    pairs are sorted, with rdf:type first.
    """

    base: str
    flat: Mapping[str, Pairs]
    graphs: Mapping[str, Mapping[str, Pairs]]

    @cached_property
    def predicates(self) -> Counter[str]:
        """The number of triples of each predicate."""
        return Counter(map(itemgetter(0), chain.from_iterable(self.flat.values())))

    @cached_property
    def objects(self) -> frozenset[str]:
        """All objects."""
        return frozenset(map(itemgetter(1), chain.from_iterable(self.flat.values())))

    @property
    def ontology(self) -> str:
        """The name of the graph that holds the ontology."""
        return f"<{self.base}graph/ontology>"

    @property
    def apart(self) -> str:
        """The name of the graph that holds what comes from outside the documents."""
        return f"<{self.base}graph/outside>"

    def outside(self) -> Mapping[str, Pairs]:
        """Return what comes from outside the documents."""
        return self.graphs.get(self.apart, {})

    def entity_id(self, subject: str) -> str | None:
        """Return the id (`kind/slug`) when the subject is an entity, None for anything else."""
        start = f"<{self.base}id/"
        return subject[len(start) : -1] if subject.startswith(start) and "#" not in subject else None

    def statements(self) -> dict[str, Pairs]:
        """Return the statements and their passages."""
        return {subject: pairs for subject, pairs in self.flat.items() if in_statement_layer(subject)}

    def plain(self) -> dict[str, Pairs]:
        """Return the plain triples: neither of statements and passages, nor of the ontology or from outside alone."""
        others = [graph for name, graph in self.graphs.items() if name not in (self.ontology, self.apart)]
        said = {subject for graph in others for subject in graph}
        terms = self.graphs.get(self.ontology, {}).keys() | self.outside().keys()
        found = {
            subject: pairs
            for subject, pairs in self.flat.items()
            if subject in said and not in_statement_layer(subject)
        }
        for subject in found.keys() & terms:
            here = {pair for graph in others for pair in graph.get(subject, ())}
            found[subject] = tuple(pair for pair in found[subject] if pair in here)
        return found

    def labels(self) -> dict[str, Pairs]:
        """Return the labels of all subjects that have one."""
        return {
            subject: labels
            for subject, pairs in self.flat.items()
            if (labels := tuple(pair for pair in pairs if pair[0] == RDFS_LABEL))
        }


def in_statement_layer(subject: str) -> bool:
    """Tell whether a subject is a statement or a passage by its IRI (see docs/model.md).

    >>> in_statement_layer("<https://example.org/id/force/a#s-0123456789ab>")
    True
    >>> in_statement_layer("<https://example.org/id/force/a>")
    False
    """
    return "#s-" in subject or "#char=" in subject


def gather(quads: Sequence[Quad], prefixes: Prefixes) -> Nodes:
    """Sort the quads. Raises ContentError when there is none, or one with a blank node."""
    if not quads:
        raise content_error("dump", "the graph is empty", "Add facts to mappings/facts.")
    found: dict[str, dict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, target, graph in quads:
        if subject[0] == "_" or target[0] == "_":
            raise _blank(subject, predicate, target)
        found[graph][subject].append((predicate, target))
    graphs = {name: _sorted(found[name]) for name in sorted(found)}
    return Nodes(prefixes.base, _merged(graphs.values()), graphs)


def count(nodes: Mapping[str, Pairs]) -> int:
    """Return the number of triples."""
    return sum(map(len, nodes.values()))


def _sorted(nodes: Mapping[str, Iterable[Pair]]) -> dict[str, Pairs]:
    return {subject: _type_first(nodes[subject]) for subject in sorted(nodes, key=_iri)}


def _merged(graphs: Iterable[Mapping[str, Pairs]]) -> dict[str, Pairs]:
    # Most subjects are in one graph only, and keep their sorted pairs.
    merged: dict[str, Pairs] = {}
    for graph in graphs:
        for subject, pairs in graph.items():
            merged[subject] = _type_first((*merged[subject], *pairs)) if subject in merged else pairs
    return {subject: merged[subject] for subject in sorted(merged, key=_iri)}


def _iri(subject: str) -> str:
    return subject[1:-1]


def _type_first(pairs: Iterable[Pair]) -> Pairs:
    ordered = sorted(set(pairs))
    if ordered[0][0] != RDF_TYPE:  # nearly everywhere it is in front already
        ordered.sort(key=lambda pair: pair[0] != RDF_TYPE)
    return tuple(ordered)


def _blank(*triple: str) -> Exception:
    return content_error(
        "dump",
        f"the graph has a blank node in {' '.join(triple)[:200]}",
        "Give the node an IRI; axioms that need blank nodes stay in dump/ontology.ttl.",
    )
