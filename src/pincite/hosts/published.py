"""What a server must know of a publication, and the links that it sends with each answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from pincite.hosts.negotiation import FORMS
from pincite.media import MEDIA_TYPES

# The forms that a page of terms has.
TERM_FORMS = FORMS[:2]
TERMS = ("ontology", "vocabulary")
PART = "[a-z0-9-]+"
"""Half of an entity's id, as an expression."""

TEXTS = tuple(sorted({kind for kind in MEDIA_TYPES.values() if kind.startswith("text/") and kind != "text/html"}))
KEEP = "public, max-age=300"
KEEP_ASSETS = "public, max-age=3600"


class Published(Struct, frozen=True):
    """A publication as its host sees it; `kind` and `slug` in links are what a server puts for parts of a path."""

    base: str
    site_url: str
    licence: str

    @property
    def path(self) -> str:
        """The path of the site at its host, with a slash at both ends."""
        return urlsplit(self.site_url).path

    @property
    def host(self) -> str:
        """The name of the host, without a port."""
        return urlsplit(self.site_url).hostname or "localhost"

    def page_links(self, kind: str, slug: str) -> str:
        """Return the Link header of an entity's page."""
        folder = f"{self.path}id/{kind}/{slug}/"
        described = [f'<{folder}index.{end}>; rel="alternate describedby"; type="{t}"' for end, t in FORMS[1:]]
        linkset = f'<{self.path}id/{kind}/linkset.json>; rel="linkset"; type="application/linkset+json"'
        return ", ".join([f'<{self.base}id/{kind}/{slug}>; rel="cite-as"', *self._shared(), *described, linkset])

    def data_links(self, kind: str, slug: str) -> str:
        """Return the Link header of a file that describes an entity."""
        about = f'<{self.path}id/{kind}/{slug}/>; rel="describes"; type="text/html"'
        return f'<{self.base}id/{kind}/{slug}>; rel="cite-as", <{self.licence}>; rel="license", {about}'

    def thing_links(self, kind: str, slug: str) -> str:
        """Return the Link header of the answer that leads to a description of an entity."""
        folder = f"{self.path}id/{kind}/{slug}/"
        return ", ".join(f'<{folder}index.{end}>; rel="alternate"; type="{media}"' for end, media in FORMS)

    def home_links(self) -> str:
        """Return the Link header of the first page."""
        links = [
            f'<{self.base}>; rel="cite-as"',
            *self._shared(),
            f'<{self.path}dump/void.ttl>; rel="describedby"; type="text/turtle"',
            f'<{self.path}linkset.json>; rel="linkset"; type="application/linkset+json"',
        ]
        return ", ".join(links)

    def _shared(self) -> tuple[str, ...]:
        return (
            '<https://schema.org/AboutPage>; rel="type"',
            f'<{self.licence}>; rel="license"',
            f'<{self.base}dump/void.ttl#creator>; rel="author"',
        )
