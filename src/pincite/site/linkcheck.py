"""Every link of a built site, held against its files and the ids in them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pincite.errors import Place, Problem

_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src"}


class _Page(HTMLParser):
    """Collects a page's ids (in order) and links."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (name := given.get("id")) is not None:
            self.ids.append(name)
        target = given.get(_LINKS.get(tag, ""))
        # A canonical link is the address the page will have, not a file of the site.
        if target is not None and given.get("rel") != "canonical":
            self.links.append((self.getpos()[0], target))


def pages(site: Path) -> list[Path]:
    """Return the HTML files of a site, by name."""
    return sorted(site.rglob("*.html"))


def broken_links(site: Path) -> list[Problem]:
    """Return a problem for each link that leads to no file or no id, or out of the site, and each id given twice.

    Links with a scheme (`https:`) lead outside on purpose and are not followed.
    """
    problems: list[Problem] = []
    reader = cache(_read)
    for path in pages(site):
        page = reader(path)
        name = path.relative_to(site).as_posix()
        doubled = {one for one in page.ids if page.ids.count(one) > 1} if len(set(page.ids)) < len(page.ids) else set()
        problems += [
            Problem(Place(name), f"id '{one}' is there twice", "Give each its own.") for one in sorted(doubled)
        ]
        for line, target in page.links:
            if (what := _wrong(site, path, target, reader)) is not None:
                problems.append(
                    Problem(Place(name, line), f"link '{target}' {what}", "Mend the template or the query.")
                )
    return problems


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _wrong(site: Path, page: Path, target: str, reader: Callable[[Path], _Page]) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    here = page.relative_to(site).as_posix()
    to = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path))) if parts.path else here
    if to.startswith("..") or parts.path.startswith("/"):
        return "leads out of the site"
    file = site / to
    if not file.is_file():
        return "leads to no file" + (" (name its index.html)" if (file / "index.html").is_file() else "")
    if parts.fragment and file.suffix == ".html":
        ids = reader(file).ids
        if unquote(parts.fragment) not in ids:
            return "leads to no id of its page"
    return None
