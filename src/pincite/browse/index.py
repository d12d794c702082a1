"""The data by subject and by object, made in one scan; and what follows from that: pages, classes, owners."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from pincite.browse.reading import Data
from pincite.browse.terms import (
    BROADER,
    NARROWER,
    OWL,
    RDFS,
    REIFIES,
    SUBCLASS,
    SUBPROPERTY,
    TYPE,
    Pair,
    Term,
    is_blank,
    is_iri,
    is_triple,
)

_CLASS_TYPES = frozenset({f"<{OWL}Class>", f"<{RDFS}Class>"})
_NONE: tuple[Pair, ...] = ()


class Index(Struct, frozen=True, dict=True):
    """The data: `out` has each subject's predicates and objects, `into` each object's predicates and subjects.

    Both are sorted, with rdf:type first; `uses` counts the triples of each predicate, `graphs` those of each graph.
    """

    out: Mapping[Term, tuple[Pair, ...]]
    into: Mapping[Term, tuple[Pair, ...]]
    uses: Mapping[Term, int]
    graphs: Mapping[Term, int]

    @classmethod
    def of(cls, data: Data) -> Index:
        """Return the data, each triple once whatever graphs it is in."""
        out: dict[Term, set[Pair]] = defaultdict(set)
        graphs: Counter[Term] = Counter()
        for subject, predicate, target, graph in data.quads:
            out[subject].add((predicate, target))
            graphs[graph] += 1
        into: dict[Term, list[Pair]] = defaultdict(list)
        uses: Counter[Term] = Counter()
        ordered = {subject: _type_first(out[subject]) for subject in sorted(out, key=_order)}
        for subject, pairs in ordered.items():
            for predicate, target in pairs:
                uses[predicate] += 1
                if predicate == REIFIES:
                    into[subject_of(target)].append((predicate, subject))
                elif target[0] in "<_" and not is_triple(target):
                    into[target].append((predicate, subject))
        return cls(ordered, {term: tuple(pairs) for term, pairs in into.items()}, dict(sorted(uses.items())), graphs)

    @property
    def size(self) -> int:
        """The number of triples."""
        return sum(map(len, self.out.values()))

    def pairs(self, subject: Term) -> tuple[Pair, ...]:
        """Return what is said of a subject."""
        return self.out.get(subject, _NONE)

    def values(self, subject: Term, predicate: Term) -> list[Term]:
        """Return the objects of a subject under a predicate."""
        return [target for found, target in self.pairs(subject) if found == predicate]

    def value(self, subject: Term, predicate: Term) -> Term | None:
        """Return the first object of a subject under a predicate."""
        return next(iter(self.values(subject, predicate)), None)

    def sources(self, target: Term, predicate: Term) -> list[Term]:
        """Return the subjects that point at a term by a predicate."""
        return [source for found, source in self.into.get(target, _NONE) if found == predicate]

    @cached_property
    def instances(self) -> dict[Term, int]:
        """How many instances each class has."""
        return {
            target: count
            for target, pairs in self.into.items()
            if is_iri(target) and (count := sum(predicate == TYPE for predicate, _ in pairs))
        }

    @cached_property
    def datatypes(self) -> set[Term]:
        """The datatypes of all literals."""
        typed = (target for pairs in self.out.values() for _, target in pairs if target[0] == '"' and target[-1] == ">")
        return {target[target.rindex("^^") + 2 :] for target in typed}

    @cached_property
    def classes(self) -> list[Term]:
        """All classes: what has instances, is said to be a class or is above one."""
        declared = {s for kind in _CLASS_TYPES for s in self.sources(kind, TYPE) if is_iri(s)}
        return sorted(declared | self.instances.keys() | self._targets(SUBCLASS))

    @cached_property
    def properties(self) -> list[Term]:
        """All properties: what is used as one, is said to be one or is above one."""
        declared = {
            source
            for kind, count in self.instances.items()
            if count and kind.endswith("Property>")
            for source in self.sources(kind, TYPE)
            if is_iri(source)
        }
        return sorted(declared | self.uses.keys() | self._targets(SUBPROPERTY))

    def _targets(self, predicate: Term) -> set[Term]:
        """Return the IRIs that a property leads to."""
        pointed = self.into.items() if predicate in self.uses else ()
        return {target for target, pairs in pointed if is_iri(target) and any(found == predicate for found, _ in pairs)}

    @cached_property
    def paged(self) -> list[Term]:
        """The IRIs that have a page: every subject, class and property, and the concepts of every hierarchy."""
        subjects = {subject for subject in self.out if is_iri(subject)}
        concepts = self._targets(BROADER) | self._targets(NARROWER)
        return sorted({*subjects, *self.classes, *self.properties, *concepts})

    @cached_property
    def owners(self) -> dict[Term, Pair]:
        """The IRI under which each blank node is found, and its property that leads there.

        That is the first IRI from which one comes to the node through blank nodes only.
        """
        owners: dict[Term, Pair] = {}
        for subject, pairs in self.out.items():
            if is_iri(subject):
                for predicate, target in pairs:
                    _claim(self, target, (subject, predicate), owners)
        return owners

    @cached_property
    def nameless(self) -> list[Term]:
        """The blank nodes from which one comes to all those that no IRI leads to, in the order of the data."""
        lost = [subject for subject in self.out if is_blank(subject) and subject not in self.owners]
        found: dict[Term, Pair] = {}
        tops = [node for node in lost if not self.into.get(node)]
        # Then what is in circles: each begins where the data do.
        for node in (*tops, *lost):
            _claim(self, node, (node, ""), found)
        return [node for node, (top, _) in found.items() if node == top]

    def closure(self, subject: Term) -> list[Term]:
        """Return the blank nodes that a subject leads to through blank nodes, nearest first."""
        found: dict[Term, None] = {}
        queue = deque([subject])
        while queue:
            for _, target in self.pairs(queue.popleft()):
                if is_blank(target) and target not in found and target != subject and target in self.out:
                    found[target] = None
                    queue.append(target)
        return list(found)


def subject_of(term: Term) -> Term:
    """Return what a reference to a term refers to: of a triple term its subject."""
    return term[4:].split(" ", 1)[0] if is_triple(term) and not is_triple(term[4:]) else term


def _claim(index: Index, start: Term, owner: Pair, owners: dict[Term, Pair]) -> None:
    """Give a blank node an owner, and all nodes that one comes to from there, unless they have one."""
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if is_blank(node) and node not in owners:
            owners[node] = owner
            queue.extend(target for _, target in index.pairs(node))


def _type_first(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair[0] != TYPE, pair)))


def _order(term: Term) -> tuple[int, int, str]:
    """IRIs by their letters, then blank nodes by their numbers."""
    return (1, int(term[3:]), "") if is_blank(term) else (0, 0, term[1:-1])
