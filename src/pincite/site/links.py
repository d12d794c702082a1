"""Where an IRI leads on the site, as a relative link, so that the site works from any folder and from `file://`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from pincite.graph.terms import Iri, Prefixes, Text
from pincite.site.catalogue import Catalogue
from pincite.site.records import local_name
from pincite.site.text import words_of

__all__ = ["Link", "Linker", "Target", "depth", "entity_path"]


class Link(Struct, frozen=True, order=True):
    """Something shown: its text, and where it leads when it leads anywhere."""

    text: str
    href: str | None


class Target(Struct, frozen=True):
    """A term, rule or shape: its label, and its place below the site's root."""

    label: str
    href: str


def entity_path(id_: str) -> str:
    """Return the page of an entity, below the site's root.

    >>> entity_path("light/north")
    'id/light/north/index.html'
    """
    return f"id/{id_}/index.html"


def depth(path: str) -> str:
    """Return the way from a page to the site's root.

    >>> depth("index.html"), depth("id/light/north/index.html")
    ('', '../../../')
    """
    return "../" * path.count("/")


class Linker(Struct, frozen=True):
    """Links from all pages that lie equally deep; each is made once. `notes` keeps what else these pages share."""

    catalogue: Catalogue
    prefixes: Prefixes
    targets: Mapping[str, Target]
    root: str
    notes: dict[object, Any] = field(default_factory=dict)
    _known: dict[str, Link] = field(default_factory=dict)

    def at(self, path: str) -> str:
        """Return the link to a path below the site's root."""
        return self.root + path

    def to(self, iri: str) -> Link:
        """Return the link to whatever an IRI names: a page here, or the IRI itself."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._make(iri)
        return known

    def show(self, value: Iri | Text) -> Link:
        """Return a value as a reader wants it; only an IRI leads anywhere."""
        return Link(words_of(value, value.datatype), None) if isinstance(value, Text) else self.to(value)

    def passage(self, iri: str) -> str | None:
        """Return the link to the marked words of a passage, in its document's page."""
        passage = self.catalogue.passages.get(iri)
        document = self.catalogue.entities.get(passage.document) if passage else None
        if passage is None or document is None:
            return None
        return f"{self.root}{entity_path(document.id)}#char={passage.start},{passage.end}"

    def statement(self, iri: str) -> str | None:
        """Return the link to a statement, on the page of what it is about."""
        known = self.catalogue.statements.get(iri)
        entity = self.catalogue.entities.get(known.about) if known else None
        return f"{self.root}{entity_path(entity.id)}#{known.anchor}" if known and entity else None

    def _make(self, iri: str) -> Link:
        entity = self.catalogue.entities.get(iri)
        if entity is not None:
            return Link(entity.label, self.root + entity_path(entity.id))
        target = self.targets.get(iri)
        if target is not None:
            return Link(target.label, self.root + target.href)
        if iri in self.catalogue.statements:
            return Link(iri.rpartition("#")[2], self.statement(iri))
        if iri in self.catalogue.passages:
            return Link(iri.rpartition("#")[2], self.passage(iri))
        text = self.prefixes.compress(iri) or local_name(iri) or iri
        return Link(text, iri if iri.startswith(("http://", "https://")) else None)
