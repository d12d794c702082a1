"""What changed since another version, for its page."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.inputs import Since
from pincite.site.links import Link, Linker
from pincite.site.text import clean

__all__ = ["ChangedLine", "ChangedPart", "ChangedSince", "changed_since"]

_MOST = 200  # lines of a part; the report has all


class ChangedLine(Struct, frozen=True):
    """One thing: what happened to it in a word, the thing with a link when it is there still, more about it."""

    how: str
    thing: Link
    lines: tuple[str, ...]


class ChangedPart(Struct, frozen=True):
    """Things of one sort; `more` is how many are not listed."""

    title: str
    summary: str
    lines: tuple[ChangedLine, ...]
    more: int


class ChangedSince(Struct, frozen=True):
    """The version before, by the name it was given, and what changed since."""

    old: str
    parts: tuple[ChangedPart, ...]


def changed_since(since: Since | None, linker: Linker) -> ChangedSince | None:
    """Return it with links from a page; None when nothing is compared."""
    if since is None:
        return None
    parts = tuple(
        ChangedPart(
            part.title,
            part.summary,
            tuple(
                ChangedLine(one.how, Link(clean(one.words), _href(one.iri, linker)), tuple(map(clean, one.lines)))
                for one in part.entries[:_MOST]
            ),
            max(0, len(part.entries) - _MOST),
        )
        for part in since.parts
    )
    return ChangedSince(clean(since.old), parts)


def _href(iri: str, linker: Linker) -> str | None:
    known = iri in linker.catalogue.entities or iri in linker.targets
    return linker.statement(iri) or (linker.to(iri).href if known else None)
