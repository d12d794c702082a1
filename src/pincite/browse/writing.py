"""Writes the pages: those of things in shares that several processes do, the others at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from pincite.browse.catalogue import Catalogue, words
from pincite.browse.data import Files, Written
from pincite.browse.entities import LISTED, entity_page, heading_of, source_value
from pincite.browse.labels import said
from pincite.browse.layout import Layout
from pincite.browse.overview import pages
from pincite.browse.reading import Data
from pincite.browse.remarks import Remark, Remarks
from pincite.browse.terms import Term
from pincite.browse.values import Writer
from pincite.browse.views import EntityPage, Listing
from pincite.output import put
from pincite.workers import Task, shares

_DATA = (("index.ttl", "text/turtle", "Turtle"), ("index.nt", "application/n-triples", "N-Triples"),
         ("index.jsonld", "application/ld+json", "JSON-LD"))  # fmt: skip
_FORMATS = [(name, media) for name, media, _ in _DATA]
_MENU = (("Classes", "classes/"), ("Properties", "properties/"), ("Concepts", "concepts/"), ("Names A–Z", "names/"))


class Frame(NamedTuple):
    """What the frame of every page shows; `menu` has names with their paths."""

    title: str
    menu: Sequence[tuple[str, str]]
    styles: Sequence[str]
    triples: int
    sources: str
    remarks: bool


class Site(Struct, frozen=True, dict=True):
    """What all pages of a site are made of, and the folder `out` that they go into."""

    catalogue: Catalogue
    data: Data
    layout: Layout
    files: Files
    out: Path
    title: str
    dumped: Sequence[Written]

    @cached_property
    def frame(self) -> Frame:
        """What the frame of every page shows."""
        catalogue, index = self.catalogue, self.catalogue.index
        have = {"Classes": bool(index.classes), "Concepts": bool(catalogue.concepts or catalogue.schemes)}
        menu = [(name, f"{folder}index.html") for name, folder in _MENU if have.get(name, True)]
        files = self.data.files
        return Frame(
            title=self.title,
            menu=(*menu, ("Downloads", "downloads/index.html"), ("Remarks", "remarks/index.html")),
            styles=self.layout.styles,
            triples=index.size,
            sources=files[0].name if len(files) == 1 else f"{len(files)} files",
            remarks=True,
        )

    def page(self, path: str, template: str, title: str, context: dict[str, Any]) -> None:
        """Write a page."""
        root = "../" * path.count("/")
        every = {"site": self.frame, "title": title, "root": root, "description": "", "formats": [], "data": _DATA}
        html = self.layout.render(template, {**every, **context}, path)
        put(f"{self.out}/{path}", html.encode())


def write_entities(site: Site, told: Path, remarks: Remarks, do: Callable[[Sequence[Task]], None]) -> None:
    """Write the pages and data of all things; `do` does the tasks, which leave their remarks in the folder `told`."""
    catalogue = site.catalogue
    catalogue.prepare()
    tasks = [
        partial(_share, site, share, told / f"{number:08}.json")
        for number, share in enumerate(shares(catalogue.addresses))
    ]
    do(tasks)
    for path in sorted(told.iterdir()):
        remarks.extend(Remark(**one) for one in json.loads(path.read_bytes()))
        path.unlink()


def write_overview(site: Site, remarks: Remarks) -> None:
    """Write the pages that are not of one thing; what could not be shown comes last."""
    for page in pages(site.catalogue, site.data, site.title):
        site.page(page.path, page.template, page.title, page.context)
        remarks.extend(page.context.get("found", ()))
    site.page("downloads/index.html", "downloads.html", "Downloads", {"files": site.dumped})
    site.page("remarks/index.html", "remarks.html", "What could not be shown", {"sections": remarks.sections()})


def _share(site: Site, terms: Sequence[Term], told: Path) -> None:
    found: list[Remark] = []
    for term in terms:
        found += _entity(site, term)
    if found:
        put(str(told), json.dumps([asdict(one) for one in found]).encode())


def _entity(site: Site, term: Term) -> Iterator[Remark]:
    address = site.catalogue.addresses[term]
    page = entity_page(site.catalogue, term)
    files = site.files.beside(term)
    lead = site.catalogue.labels.lead(term)
    context = {
        "page": page,
        "formats": _FORMATS if files else [],
        "description": words(said(lead).text if lead is not None else page.iri),
    }
    site.page(f"{address}index.html", site.layout.template(site.catalogue, term), page.label, context)
    for name, text in files.items():
        put(f"{site.out}/{address}{name}", text.encode())
    yield from page.remarks
    for listing in page.listings:
        yield from _listing(site, term, page, listing)


def _listing(site: Site, term: Term, page: EntityPage, listing: Listing) -> Iterator[Remark]:
    parts = [listing.terms[start : start + LISTED] for start in range(0, len(listing.terms), LISTED)]
    names = ["index.html", *(f"{place}.html" for place in range(2, len(parts) + 1))]
    for place, part in enumerate(parts, 1):
        path = f"{listing.folder}{names[place - 1]}"
        writer = Writer(site.catalogue, "../" * path.count("/"), page_place(path))
        heading = heading_of(writer, listing.predicate, listing.incoming)
        if listing.incoming:
            values = [source_value(writer, one) for one in part]
        else:
            values = [writer.value(one, listing.predicate) for one in part]
        context = {
            "of": writer.link(term), "heading": heading, "values": values, "pages": names, "place": place,
            "size": len(listing.terms), "start": (place - 1) * LISTED + 1, "further": list(writer.further()),
        }  # fmt: skip
        site.page(path, "listing.html", f"{page.label}: {heading.striptags()}", context)
        yield from writer.remarks


def page_place(path: str) -> str:
    """Return the folder of a page, by which remarks name it."""
    return path.rpartition("/")[0] + "/"
