"""Trees of things and their wholes, as rows of a query give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pincite.graph.store import Row
from pincite.graph.terms import Iri, Text
from pincite.site.lines import Liner, alike
from pincite.site.links import Link, Linker
from pincite.site.modes import FACTS
from pincite.site.parts import Fact
from pincite.site.records import Statement, local_name
from pincite.site.text import clean, natural

__all__ = ["DETAILS", "EDGES", "Branch", "Tree", "grow"]

EDGES = ("tree", "item", "whole", "relation", "statement")
"""What the query of a tree returns: its name, a thing, the whole above it, what it is there, the statement of that."""

DETAILS = ("item", "aspect", "value", "statement")
"""What the query of details returns: a thing, a heading, a value under it, the statement that gives it."""

# A thing of several wholes is unfolded under each, until a tree has so many branches; from then on at its first place.
_MOST = 2000


class Branch(Struct, frozen=True):
    """A thing in a tree.

    `relations` say what it is to the whole above it; `details` are headings with what stands under each. `above` leads
    to where its parts are shown, when they are not shown here.
    """

    anchor: str
    link: Link
    type: str
    relations: tuple[Fact, ...]
    details: tuple[tuple[str, tuple[Fact, ...]], ...]
    parts: tuple[Branch, ...]
    above: str | None


class Tree(Struct, frozen=True):
    """A tree: its name, its roots, and how many things are in it."""

    anchor: str
    name: str
    roots: tuple[Branch, ...]
    size: int


def grow(edges: Iterable[Row], details: Iterable[Row], linker: Linker, liner: Liner) -> tuple[Tree, ...]:
    """Return the trees in the order of their rows: roots as the rows have them, parts by their label.

    A root is what has parts and is part of nothing; and what is part of something only in some period, or only by a
    plan or a claim, since it is there without that, too.
    """
    known = linker.catalogue.statements
    listed: dict[str, dict[str, dict[str, list[tuple[str, Statement]]]]] = {}
    for row in edges:
        statement = known.get(str(row["statement"]))
        if statement is not None and isinstance(row["item"], Iri) and isinstance(row["whole"], Iri):
            parts = listed.setdefault(clean(str(row["tree"])), {}).setdefault(row["whole"], {})
            parts.setdefault(row["item"], []).append((clean(str(row["relation"] or "")), statement))
    told = _details(details, known)
    return tuple(
        _Grower(f"t{number}", parts, told, linker, liner).tree(name)
        for number, (name, parts) in enumerate(listed.items(), 1)
    )


class _Grower:
    def __init__(
        self,
        prefix: str,
        parts: Mapping[str, Mapping[str, list[tuple[str, Statement]]]],
        details: Mapping[str, Mapping[str, Mapping[str, Iri | Text]]],
        linker: Linker,
        liner: Liner,
    ) -> None:
        self._prefix, self._parts, self._details = prefix, parts, details
        self._linker, self._liner = linker, liner
        self._places: dict[str, str] = {}
        self._count = 0

    def tree(self, name: str) -> Tree:
        inner = {item for items in self._parts.values() for item, said in items.items() if self._is_firm(said)}
        roots = [self._branch(whole, (), frozenset()) for whole in self._parts if whole not in inner]
        # What is left is in circles: each begins where the rows do.
        roots += [self._branch(whole, (), frozenset()) for whole in self._parts if whole not in self._places]
        return Tree(self._prefix, name, tuple(roots), len(self._places))

    def _is_firm(self, said: Iterable[tuple[str, Statement]]) -> bool:
        """Whether a thing has its place below a whole at all events; else it is a root as well, to be seen without."""
        facts = (one for _, one in said if one.mode in FACTS and not (one.negated or one.contested or one.hedge))
        return any(not self._liner.during(one) for one in facts)

    def _branch(self, iri: str, relations: tuple[Fact, ...], path: frozenset[str]) -> Branch:
        self._count += 1
        first = iri not in self._places
        anchor = self._places.setdefault(iri, f"{self._prefix}-{local_name(iri)}-{len(self._places) + 1}")
        known = self._linker.catalogue.entities.get(iri)
        inner = self._parts.get(iri, {})
        shown = first or (iri not in path and self._count < _MOST)
        return Branch(
            anchor if first else "", self._linker.to(iri), known.type if known else "", relations,
            self._told(iri), self._inner(inner, path | {iri}) if shown else (),
            None if shown or not inner else f"#{anchor}",
        )  # fmt: skip

    def _inner(self, inner: Mapping[str, list[tuple[str, Statement]]], path: frozenset[str]) -> tuple[Branch, ...]:
        ordered = sorted(inner, key=lambda iri: natural(self._linker.to(iri).text))
        return tuple(self._branch(iri, self._relations(inner[iri]), path) for iri in ordered)

    def _told(self, iri: str) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
        """Return the details of a thing, made anew for each place where it stands: a way back leads to one only."""
        return tuple((name, self._facts(values)) for name, values in self._details.get(iri, {}).items())

    def _facts(self, values: Mapping[str, Iri | Text]) -> tuple[Fact, ...]:
        known = self._linker.catalogue.statements
        same = alike((known[iri] for iri in values), lambda one: values[one.iri])
        return tuple(self._liner.line(those, self._linker.show(values[those[0].iri])) for those in same)

    def _relations(self, said: Sequence[tuple[str, Statement]]) -> tuple[Fact, ...]:
        words = {one.iri: relation for relation, one in reversed(said)}
        found = alike((one for _, one in said), lambda one: words[one.iri])
        return tuple(
            self._liner.line(same, Link(words[same[0].iri], self._linker.statement(same[0].iri))) for same in found
        )


def _details(rows: Iterable[Row], known: Mapping[str, Statement]) -> dict[str, dict[str, dict[str, Iri | Text]]]:
    """Return of each thing the headings, under each its statements with the value that each gives, as in the rows."""
    found: dict[str, dict[str, dict[str, Iri | Text]]] = {}
    for row in rows:
        statement, value = str(row["statement"]), row["value"]
        if statement in known and value is not None:
            found.setdefault(str(row["item"]), {}).setdefault(clean(str(row["aspect"])), {})[statement] = value
    return found
