"""The things nearest to an entity, for a small picture: by plain facts alone, never by a claim."""

from __future__ import annotations

from itertools import chain, zip_longest

from msgspec import Struct

from pincite.graph.terms import Iri
from pincite.site.links import Link, Linker
from pincite.site.modes import FACTS
from pincite.site.records import Statement
from pincite.site.text import shorten

__all__ = ["Neighbour", "neighbours"]

_MOST = 12
_LONGEST_NAME = 38


class Neighbour(Struct, frozen=True):
    """A thing, and what joins it: `to` leads from the entity to it, else from it to the entity."""

    link: Link
    property: str
    to: bool


def neighbours(iri: str, linker: Linker) -> tuple[Neighbour, ...]:
    """Return the nearest things, at most twelve: of every property one, then a second, and so on.

    Relations that are things of their own are passed over: what they join stands in their shortcuts.
    """
    catalogue = linker.catalogue
    groups: dict[tuple[str, bool], dict[str, None]] = {}
    for one in catalogue.about.get(iri, ()):
        if _is_plain(one) and isinstance(one.value, Iri) and _is_shown(one.value, iri, linker):
            groups.setdefault((catalogue.property_of(one.predicate).label, True), {})[one.value] = None
    for one in catalogue.pointing.get(iri, ()):
        if _is_plain(one) and _is_shown(one.about, iri, linker):
            groups.setdefault((catalogue.property_of(one.predicate).label, False), {})[one.about] = None
    rounds = zip_longest(
        *([(other, key) for other in groups[key]] for key in sorted(groups, key=lambda k: (not k[1], k[0])))
    )
    found: dict[str, tuple[str, bool]] = {}
    for other, key in filter(None, chain.from_iterable(rounds)):
        if len(found) < _MOST:
            found.setdefault(other, key)
    return tuple(
        Neighbour(Link(shorten(linker.to(other).text, _LONGEST_NAME), linker.to(other).href), label, to)
        for other, (label, to) in found.items()
    )


def _is_plain(one: Statement) -> bool:
    """Whether a statement grounds a plain triple."""
    return one.mode in FACTS and not (one.negated or one.contested or one.hedge)


def _is_shown(other: str, iri: str, linker: Linker) -> bool:
    known = linker.catalogue
    return other != iri and other in known.entities and other not in known.relators and other not in known.claims
