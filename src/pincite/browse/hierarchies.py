"""What is above and below what: classes, properties and concepts, and trees made of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pincite.browse.index import Index
from pincite.browse.terms import BROADER, NARROWER, SKOS, SUBCLASS, SUBPROPERTY, Term, is_blank, is_iri

IN_SCHEME = f"<{SKOS}inScheme>"
TOP_OF = f"<{SKOS}topConceptOf>"
HAS_TOP = f"<{SKOS}hasTopConcept>"
SCHEME = f"<{SKOS}ConceptScheme>"
CONCEPT = f"<{SKOS}Concept>"
DEEPEST = 14


class Hierarchy(NamedTuple):
    """What stands under each thing and above it, each list in order of labels."""

    below: Mapping[Term, Sequence[Term]]
    above: Mapping[Term, Sequence[Term]]

    def roots(self, among: Iterable[Term]) -> list[Term]:
        """Return those of `among` that have nothing above them, first those that have something below."""
        tops = [one for one in among if not self.above.get(one)]
        return sorted(tops, key=lambda one: not self.below.get(one))

    def path(self, node: Term) -> list[Term]:
        """Return what is above a thing, the topmost first; of several above it the first."""
        found: list[Term] = []
        while (above := self.above.get(node)) and above[0] not in found and len(found) < DEEPEST:
            node = above[0]
            found.insert(0, node)
        return found


class Branch(NamedTuple):
    """A thing in a tree, what stands under it here, and how many more stand under it that are not shown here.

    These are shown at another place of the tree when it is unfolded `elsewhere`.
    """

    node: Term
    below: tuple[Branch, ...]
    more: int
    elsewhere: bool = False


class Tree(NamedTuple):
    """A tree: its roots, how many things it shows, and whether it shows all."""

    roots: tuple[Branch, ...]
    size: int
    whole: bool


def hierarchies(index: Index, order: Callable[[Term], Any]) -> dict[str, Hierarchy]:
    """Return the hierarchies of the data by name; what is its own parent is not kept as such."""
    edges: dict[str, set[tuple[Term, Term]]] = {"classes": set(), "properties": set(), "concepts": set()}
    names = {SUBCLASS: "classes", SUBPROPERTY: "properties", BROADER: "concepts"}
    for subject, pairs in index.out.items():
        if is_blank(subject):
            continue
        for predicate, target in pairs:
            if predicate in names and is_iri(target):
                edges[names[predicate]].add((subject, target))
            elif predicate == NARROWER and is_iri(target):
                edges["concepts"].add((target, subject))
    return {name: _hierarchy(found, order) for name, found in edges.items()}


def _hierarchy(edges: Iterable[tuple[Term, Term]], order: Callable[[Term], Any]) -> Hierarchy:
    below: dict[Term, list[Term]] = {}
    above: dict[Term, list[Term]] = {}
    for lower, upper in edges:
        if lower != upper:
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    for table in (below, above):
        for listed in table.values():
            listed.sort(key=order)
    return Hierarchy(below, above)


def grow(hierarchy: Hierarchy, roots: Sequence[Term], most: int, every: Sequence[Term] = ()) -> Tree:
    """Return a tree of at most so many things, the upper ones first.

    What of `every` thing is in no root's reach begins a tree of its own. A thing under several
    others is unfolded where it is nearest to a root.
    """
    places: dict[Term, Term | None] = {}
    tops: list[Term] = []
    whole = True
    # What is left in circles has no root: each circle begins where the order does.
    for start in (roots, every):
        for one in start:
            if one not in places:
                if len(places) >= most:
                    whole = False
                    break
                tops.append(one)
                places[one] = None
                if start is every:
                    whole = _reach(hierarchy, [one], places, most) and whole
        if start is roots:
            whole = _reach(hierarchy, tops, places, most) and whole
    return Tree(tuple(_branch(hierarchy, top, places, 1) for top in tops), len(places), whole)


def _reach(hierarchy: Hierarchy, starts: Sequence[Term], places: dict[Term, Term | None], most: int) -> bool:
    """Give all below some things their place, as long as there is room; tell whether there was."""
    queue = deque((start, 1) for start in starts)
    room = True
    while queue:
        node, depth = queue.popleft()
        for lower in hierarchy.below.get(node, ()):
            if lower in places:
                continue
            if len(places) >= most or depth >= DEEPEST:
                room = False
                continue
            places[lower] = node
            queue.append((lower, depth + 1))
    return room


def _branch(hierarchy: Hierarchy, node: Term, places: Mapping[Term, Term | None], depth: int) -> Branch:
    below = hierarchy.below.get(node, ())
    shown = [lower for lower in below if lower in places]
    inner = tuple(
        _branch(hierarchy, lower, places, depth + 1)
        if places[lower] == node
        else Branch(lower, (), len(hierarchy.below.get(lower, ())), elsewhere=True)
        for lower in shown
    )
    return Branch(node, inner, len(below) - len(shown))


def concept_roots(index: Index, scheme: Term, order: Callable[[Term], Any]) -> list[Term]:
    """Return the top concepts of a concept scheme: those that are said to be, else those with nothing broader."""
    said = {*index.values(scheme, HAS_TOP), *index.sources(scheme, TOP_OF)}
    found = {one for one in said if is_iri(one)} or {
        one
        for one in index.sources(scheme, IN_SCHEME)
        if is_iri(one) and not index.values(one, BROADER) and not index.sources(one, NARROWER)
    }
    return sorted(found, key=order)
