"""Files by which a site is found and followed: sitemap, robots, feed, link sets, the well-known description."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from pincite.site.desk import Desk
from pincite.site.inputs import Change
from pincite.site.links import entity_path
from pincite.site.signposts import LINKSET, linkset

__all__ = ["WELL_KNOWN", "files"]

WELL_KNOWN = ".well-known/void"
FEED = "feed.xml"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000  # addresses in one sitemap (https://www.sitemaps.org/protocol.html)
_HIDDEN = frozenset({"404.html"})


def files(desk: Desk, pages: Iterable[str]) -> dict[str, str]:
    """Return the text of each file by its path below the site's root; `pages` are the paths of all pages.

    What tells of the dump comes from `of_dump`.
    """
    listed = [path for path in pages if path.endswith(".html") and path not in _HIDDEN]
    url = desk.project.site_url
    return {
        **_sitemaps([url + path.removesuffix("index.html") for path in listed], url, desk.site.recorded),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n",
        FEED: _feed(desk, desk.inputs.changes),
        **_linksets(desk, set(listed)),
        # GitHub Pages leaves out what begins with a full stop or an underscore unless this file is there.
        ".nojekyll": "",
    }


def of_dump(desk: Desk) -> dict[str, str]:
    """Return the text of the files that tell of the dump, which must be there."""
    return {LINKSET: linkset(desk.signposts.dataset_contexts(desk.dump_files))}


def well_known(site: Path) -> None:
    """Put the data set's description where the site's host is asked for it (https://www.w3.org/TR/void/#well-known)."""
    described = site / "dump" / "void.ttl"
    if described.is_file():
        target = site / WELL_KNOWN
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(described.read_bytes())


def _sitemaps(addresses: Sequence[str], url: str, day: str) -> Mapping[str, str]:
    if len(addresses) <= _MOST:
        return {"sitemap.xml": _sitemap("urlset", "url", addresses, day)}
    parts = {
        f"sitemap-{at // _MOST + 1}.xml": _sitemap("urlset", "url", addresses[at : at + _MOST], day)
        for at in range(0, len(addresses), _MOST)
    }
    index = _sitemap("sitemapindex", "sitemap", [url + name for name in parts], day)
    return {**parts, "sitemap.xml": index}


def _sitemap(root: str, entry: str, addresses: Iterable[str], day: str) -> str:
    lines = [f"<{entry}><loc>{escape(one)}</loc><lastmod>{day}</lastmod></{entry}>" for one in addresses]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAP}">'
    return "\n".join([head, *lines, f"</{root}>", ""])


def _feed(desk: Desk, changes: Sequence[Change]) -> str:
    """Return an Atom feed (RFC 4287); its dates are those of the content, for a build has no clock."""
    url, base, site = desk.project.site_url, desk.project.base, desk.site
    ordered = sorted(changes, key=lambda one: (one.date, one.title), reverse=True)
    updated = max((one.date for one in ordered), default=site.recorded)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(site.language)}">',
        f"<id>{escape(base)}{FEED}</id>",
        f"<title>{escape(site.title)}: changes</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<author><name>{escape(site.creator)}</name></author>",
        f"<rights>{escape(site.licence)}</rights>",
        f'<link rel="self" type="application/atom+xml" href="{escape(url)}{FEED}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(url)}"/>',
        *(_entry(one, url, base) for one in ordered),
        "</feed>",
        "",
    ]
    return "\n".join(lines)


def _entry(change: Change, url: str, base: str) -> str:
    return (
        f"<entry><id>{escape(base + change.key)}</id><title>{escape(change.title)}</title>"
        f"<updated>{change.date}T00:00:00Z</updated>"
        f'<link rel="alternate" type="text/html" href="{escape(url + change.href)}"/>'
        f'<summary type="text">{escape(change.summary)}</summary></entry>'
    )


def _linksets(desk: Desk, listed: set[str]) -> dict[str, str]:
    """Return a link set for each kind of entities."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for entity in desk.catalogue.entities.values():
        path = entity_path(entity.id)
        if path in listed:
            schema_type = desk.schema.type_of(entity.type_iri)
            kinds[entity.kind] += desk.signposts.entity_contexts(entity.iri, path, schema_type)
    return {f"id/{kind}/{LINKSET}": linkset(contexts) for kind, contexts in sorted(kinds.items())}
