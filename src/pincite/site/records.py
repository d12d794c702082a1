"""The things that pages are made of, as read from the graph; all IRIs are whole."""

from __future__ import annotations

from msgspec import Struct

from pincite.graph.terms import Iri, Text

__all__ = ["Entity", "Kind", "Passage", "Property", "Statement", "local_name"]


class Entity(Struct, frozen=True):
    """An entity: `id` is `kind/slug`, `type` the label of its class, `names` its other names."""

    iri: str
    id: str
    kind: str
    label: str
    type_iri: str
    type: str
    names: tuple[str, ...]
    note: str | None


class Kind(Struct, frozen=True):
    """A kind of entity: the first half of ids, its name for one and for many, and what it is."""

    key: str
    label: str
    plural: str
    definition: str


class Passage(Struct, frozen=True):
    """A pinned slice of a document, in code points of its file; `exact` are its words, as the graph has them."""

    iri: str
    document: str
    start: int
    end: int
    sentence: int
    exact: str


class Property(Struct, frozen=True):
    """A property; `inverse` is the label of its inverse, when it has one."""

    iri: str
    label: str
    definition: str
    inverse: str | None


class Statement(Struct, frozen=True):
    """A statement; agents, passages, rule and other statements by IRI, `when` in words.

    `bounds` are the four days between which it began and ended, as `from/fromLatest/until/untilLatest`, each empty when
    not known; the whole is empty when none is.
    """

    iri: str
    about: str
    predicate: str
    value: Iri | Text
    mode: str
    negated: bool
    contested: bool
    hedge: str | None
    by: str | None
    via: tuple[str, ...]
    reported: str | None
    when: str | None
    basis: str | None
    begun: str
    bounds: str
    rule: str | None
    evidence: tuple[str, ...]
    premises: tuple[str, ...]
    conflicts: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The last part of its IRI, which is its id on the page of what it is about."""
        return self.iri.rpartition("#")[2]


def local_name(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local_name("https://example.org/ontology#partOf"), local_name("https://example.org/id/light/north")
    ('partOf', 'north')
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
