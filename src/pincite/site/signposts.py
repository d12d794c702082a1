"""Typed links for machines: FAIR Signposting (https://signposting.org/FAIR/) in pages and in link sets (RFC 9264).

A page and its link set say the same: what to cite, what describes it, what it is, under which licence. The entities
of a kind share one link set, for a file each would be a quarter more files to write, copy and host.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from pincite.media import NAMED, REPRESENTATIONS
from pincite.site.schema import SCHEMA

__all__ = ["LINKSET", "HeadLink", "Signposts", "linkset"]

LINKSET = "linkset.json"
_LINKSET_TYPE = NAMED[LINKSET]
_ABOUT_PAGE = f"{SCHEMA}AboutPage"
# What lies beside every entity's page.
_BESIDE = tuple((name, kind) for name, kind in REPRESENTATIONS if name in {"index.ttl", "index.nt", "index.jsonld"})
_quote = json.JSONEncoder(ensure_ascii=False).encode


class HeadLink(Struct, frozen=True):
    """A `<link>` of a page; `media_type` is None when the target has none to tell."""

    rel: str
    href: str
    media_type: str | None


class Signposts(Struct, frozen=True):
    """Makes the links of one publication: its base IRI, the address of its pages, its licence."""

    base: str
    site_url: str
    licence: str

    @property
    def author(self) -> str:
        """The IRI of the creator, described in the data set's description."""
        return f"{self.base}dump/void.ttl#creator"

    def of_entity(self, iri: str, schema_type: str) -> tuple[HeadLink, ...]:
        """Return the links of an entity's page but for those to the files beside it, which are its formats."""
        return (
            HeadLink("cite-as", iri, None),
            HeadLink("author", self.author, None),
            HeadLink("type", _ABOUT_PAGE, None),
            HeadLink("type", SCHEMA + schema_type, None),
            HeadLink("linkset", f"../{LINKSET}", _LINKSET_TYPE),
        )

    def of_dataset(self, downloads: Iterable[tuple[str, str]], root: str = "") -> tuple[HeadLink, ...]:
        """Return the first page's links; `downloads` are the dump's files: path below the root, media type."""
        items = [HeadLink("item", root + href, media) for href, media in downloads]
        return (
            HeadLink("cite-as", self.base, None),
            HeadLink("author", self.author, None),
            HeadLink("type", _ABOUT_PAGE, None),
            HeadLink("type", f"{SCHEMA}Dataset", None),
            HeadLink("describedby", f"{root}dump/void.ttl", "text/turtle"),
            *items,
            HeadLink("linkset", root + LINKSET, _LINKSET_TYPE),
        )

    def entity_contexts(self, iri: str, path: str, schema_type: str) -> list[str]:
        """Return an entity's part of a link set, as JSON: its page, and each file that describes it."""
        folder = self.site_url + path.removesuffix("index.html")
        described = [{"href": folder + name, "type": kind} for name, kind in _BESIDE]
        page = {
            "anchor": folder,
            "cite-as": [{"href": iri}],
            "author": [{"href": self.author}],
            "type": [{"href": _ABOUT_PAGE}, {"href": SCHEMA + schema_type}],
            "license": [{"href": self.licence}],
            "describedby": described,
        }
        back = f'"describes": [{{"href": {_quote(folder)}, "type": "text/html"}}]}}'
        return [_quote(page), *(f'{{"anchor": {_quote(folder + name)}, {back}' for name, _ in _BESIDE)]

    def dataset_contexts(self, downloads: Sequence[tuple[str, str]]) -> list[str]:
        """Return the first page's part of a link set: the data set and its files."""
        grouped: dict[str, Any] = {"anchor": self.site_url, "license": [{"href": self.licence}]}
        for link in self.of_dataset(downloads, self.site_url):
            if link.rel != "linkset":
                media = {"type": link.media_type} if link.media_type else {}
                grouped.setdefault(link.rel, []).append({"href": link.href, **media})
        files = [
            {
                "anchor": self.site_url + href,
                "collection": [{"href": self.site_url, "type": "text/html"}],
                "license": [{"href": self.licence}],
            }
            for href, _ in downloads
        ]
        described = {
            "anchor": f"{self.site_url}dump/void.ttl",
            "describes": [{"href": self.site_url, "type": "text/html"}],
        }
        return [_quote(context) for context in (grouped, *files, described)]


def linkset(contexts: Iterable[str]) -> str:
    """Return a link set (`application/linkset+json`), a context a line."""
    return '{"linkset": [\n' + ",\n".join(contexts) + "\n]}\n"
