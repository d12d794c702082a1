"""What every page gives its template: the publication, the page itself, and what a page fed by queries alone has.

Each kind of page has its own in a module by kind: a frozen dataclass per view, its fields the template's variables.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

from pincite.graph.store import Row
from pincite.site.cite import Citations
from pincite.site.signposts import HeadLink

__all__ = ["Format", "Page", "Period", "RowsPage", "SiteInfo"]


class SiteInfo(Struct, frozen=True):
    """The publication, the same on every page.

    `url` is where the pages are published, `path` that without the host; `full_text` is whether documents are whole;
    `endpoint` is the address of a SPARQL endpoint that is published beside.
    """

    title: str
    description: str
    creator: str
    language: str
    base: str
    version: str
    licence: str
    note: str | None
    rights: str | None
    recorded: str
    url: str
    path: str
    full_text: bool
    endpoint: str | None = None


class Format(Struct, frozen=True):
    """Another form of the page's data: file beside the page, media type, name."""

    href: str
    media_type: str
    name: str


class Period(Struct, frozen=True):
    """A period that a reader can choose: its name in addresses, and its label."""

    name: str
    label: str


class Page(Struct, frozen=True):
    """What every template may use.

    `root` leads from the page to the site's root; `canonical` is the page's address, `formats` its data beside it,
    `links` its signposts, `schema` its structured data as the text of a script element (empty: none), `citation` how to
    cite it; `behind` is what the console's address takes to open the query behind the page, empty when there is none;
    `periods` are what a reader can choose; `rows` are the rows of the page's further queries, `data` those
    of the queries under `[site.data]`.
    """

    site: SiteInfo
    root: str
    path: str
    title: str
    description: str
    canonical: str
    links: tuple[HeadLink, ...]
    schema: Markup
    citation: Citations | None
    formats: tuple[Format, ...]
    behind: str
    periods: tuple[Period, ...]
    rows: Mapping[str, tuple[Row, ...]]
    data: Mapping[str, tuple[Row, ...]]


class RowsPage(Page, frozen=True):
    """A page fed by queries alone: `row` is its row of the main query, empty when it has none."""

    row: Row
