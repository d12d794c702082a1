"""Everything that views work with, put together once per rendering."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from msgspec import Struct, field

from pincite.graph.queries import Query
from pincite.graph.store import Row
from pincite.graph.terms import Iri
from pincite.project import Project
from pincite.site.catalogue import Catalogue
from pincite.site.cite import Citations, Citer
from pincite.site.context import Format, Period, SiteInfo
from pincite.site.grammar import Grammar
from pincite.site.inputs import Inputs, SourceText
from pincite.site.links import Linker, Target, depth
from pincite.site.manifest import PageSpec
from pincite.site.notes import Notebook, Quoter
from pincite.site.records import Entity, local_name
from pincite.site.reference import Uses
from pincite.site.schema import Schema, embed
from pincite.site.signposts import HeadLink, Signposts
from pincite.site.text import clean, shorten

__all__ = ["Desk", "Spot"]

Grouped = Mapping[str, Mapping[str, tuple[Row, ...]]]

FORMATS = (
    Format("index.ttl", "text/turtle", "Turtle"),
    Format("index.nt", "application/n-triples", "N-Triples"),
    Format("index.jsonld", "application/ld+json", "JSON-LD"),
)
"""What lies beside every entity's page."""


class Spot(Struct, frozen=True):
    """One page to make: its path, and the row, the item and the further rows that it is made from."""

    spec: PageSpec
    path: str
    row: Row
    item: Any
    rows: Mapping[str, tuple[Row, ...]]

    @property
    def subject(self) -> str | None:
        """The entity that the page is about, when its row names one."""
        page = self.row.get("page")
        return str(page) if isinstance(page, Iri) else None


class Desk(Struct, frozen=True, dict=True):
    """The publication, the catalogue, the other inputs, and what is kept between pages.

    `behind` are the queries that pages offer as the ones behind them.
    `basemap` is the file for maps, and what people call it; `reach` is how far a map goes from its middle, in km.
    `grammar` makes leads, none when the publication has no words for them.
    """

    project: Project
    catalogue: Catalogue
    inputs: Inputs
    targets: Mapping[str, Target]
    language: str
    data: Mapping[str, tuple[Row, ...]]
    texts: Mapping[str, SourceText]
    schema: Schema
    behind: Mapping[str, Query]
    basemap: tuple[Path, str] | None = None
    reach: float = 0
    grammar: Grammar | None = None
    _linkers: dict[str, Linker] = field(default_factory=dict)

    @cached_property
    def site(self) -> SiteInfo:
        """The publication as templates know it."""
        setting = self.project.setting
        return SiteInfo(
            clean(self.project.title), clean(str(setting("description", ""))), clean(str(setting("creator", ""))),
            self.language, self.project.base, self.project.version, self.project.licence,
            setting("site_note"), setting("rights"), str(setting("recorded", "")),
            self.project.site_url, urlsplit(self.project.site_url).path, bool(setting("publish_full_text", True)),
            setting("sparql_endpoint"),
        )  # fmt: skip

    @cached_property
    def citer(self) -> Citer:
        """Cites pages."""
        site = self.site
        return Citer(site.title, site.creator, site.version, site.recorded, site.base)

    @cached_property
    def authors(self) -> Mapping[str, Entity]:
        """The authors by the IRI of their document."""
        known = self.catalogue.entities
        rows = self.data["documents"]
        return {str(row["page"]): known[str(row["author"])] for row in rows if str(row["author"]) in known}

    @cached_property
    def signposts(self) -> Signposts:
        """Makes typed links."""
        return Signposts(self.project.base, self.project.site_url, self.project.licence)

    @cached_property
    def dump_files(self) -> tuple[tuple[str, str], ...]:
        """The dump's files: path below the site's root, media type."""
        return tuple((one.href, one.media_type) for one in self.inputs.downloads())

    @cached_property
    def quoter(self) -> Quoter:
        """Cuts sentences, once each."""
        return Quoter(self.texts)

    @cached_property
    def uses(self) -> Uses:
        """How often the graph uses each term."""
        return Uses(self.catalogue)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that a reader can choose."""
        return tuple(Period(local_name(one.iri), one.label) for one in self.catalogue.periods)

    def linker(self, path: str) -> Linker:
        """Return the links from a page."""
        root = depth(path)
        if root not in self._linkers:
            self._linkers[root] = Linker(self.catalogue, self.project.prefixes, self.targets, root)
        return self._linkers[root]

    def notebook(self, path: str) -> Notebook:
        """Return an empty notebook for a page."""
        return Notebook(self.linker(path), self.quoter)

    def url(self, path: str) -> str:
        """Return the address of a page, as its host gives it."""
        return self.project.site_url + path.removesuffix("index.html")

    def common(
        self,
        spot: Spot,
        title: str,
        description: str,
        subject: str | None = None,
        *,
        schema: Mapping[str, Any] | None = None,
        links: tuple[HeadLink, ...] = (),
        citation: Citations | None = None,
        formats: tuple[Format, ...] = (),
    ) -> dict[str, Any]:
        """Return the fields that every page context has; `subject` is the IRI that the page describes.

        `schema` is what the page says in the words of schema.org, `links` are its signposts.
        """
        return {
            "site": self.site,
            "root": depth(spot.path),
            "path": spot.path,
            "title": clean(title),
            "description": shorten(clean(description)),
            "canonical": self.url(spot.path),
            "links": links,
            "schema": embed(schema) if schema else Markup(),
            "citation": citation,
            "formats": FORMATS if subject else formats,
            "behind": _behind(spot),
            "periods": self.periods,
            "rows": spot.rows,
            "data": self.data,
        }


def _behind(spot: Spot) -> str:
    """Return the query behind a page, by name, and of what it is: an entity (`force/guard`), a kind (`force`)."""
    if not spot.spec.behind:
        return ""
    inside = spot.path.removeprefix("id/").removesuffix("/index.html")
    return f"behind={spot.spec.behind}" + (f"&of={quote(inside)}" if spot.path.startswith("id/") else "")
