"""What pages and data scripts that find things give their templates: all names, the search index, the query console.

The search index and the console's terms go to scripts: there `tojson` writes a tuple as a list, field by field, so that
the order of the fields here is the order in which the scripts read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pincite.site.context import Page
from pincite.site.links import Link
from pincite.site.modes import ModeTag

__all__ = [
    "ConsolePage",
    "FoundEntity",
    "FoundSentence",
    "Letter",
    "NameLine",
    "NamesPage",
    "SearchPage",
    "StoredQuery",
    "TermLine",
]


class NameLine(NamedTuple):
    """A name and what it names; `label` is empty when the name is the label itself. `kind` is in words."""

    link: Link
    label: str
    kind: str


class Letter(NamedTuple):
    """The names under a letter: the letter as shown, the id of its place, the lines."""

    name: str
    anchor: str
    lines: tuple[NameLine, ...]


class NamesPage(Page, frozen=True):
    """All names of all entities, by letter."""

    letters: tuple[Letter, ...]
    size: int


class FoundEntity(NamedTuple):
    """An entity for the search: id (`kind/slug`), label, type in words, other names, number of statements."""

    id: str
    label: str
    type: str
    names: tuple[str, ...]
    statements: int


class FoundSentence(NamedTuple):
    """A sentence for the search: its document and modes as places in the page's lists, anchor in the document, text."""

    document: int
    anchor: str
    modes: tuple[int, ...]
    text: str


class SearchPage(Page, frozen=True):
    """Everything that can be found, and by what it can be narrowed; `documents` are ids with titles."""

    kinds: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    modes: tuple[ModeTag, ...]
    entities: tuple[FoundEntity, ...]
    sentences: tuple[FoundSentence, ...]


class StoredQuery(NamedTuple):
    """A query that the console knows by name: what it asks, and its text without prefixes and header."""

    name: str
    asks: str
    text: str


class TermLine(NamedTuple):
    """A term to complete: prefixed name, sort in words, label, definition."""

    name: str
    kind: str
    label: str
    definition: str


class ConsolePage(Page, frozen=True):
    """The query console.

    `prologue` declares the base and the prefixes; `places` maps the beginnings of IRIs to where they lead below the
    site's root; `page_queries` are the queries behind pages, each for one thing until another is put in its place.
    """

    base: str
    prologue: str
    prefixes: Mapping[str, str]
    places: Mapping[str, str]
    terms: tuple[TermLine, ...]
    questions: tuple[StoredQuery, ...]
    page_queries: tuple[StoredQuery, ...]
