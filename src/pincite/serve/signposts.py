"""The Link header of a page, read from the link sets that the build has put beside the pages (RFC 9264)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pincite.media import NAMED

LINKSET = "linkset.json"
# A header holds URIs: what an IRI has beyond ASCII is written in percents (RFC 3987, 3.1).
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_RELATIONS = ("cite-as", "author", "type", "license", "describedby", "describes", "collection")


class Signposts:
    """Gives links of a site in a folder; what is an address of the site becomes a path below `prefix`."""

    def __init__(self, site: Path, prefix: str) -> None:
        self._site = site
        self._prefix = prefix

    def of(self, url_path: str) -> str:
        """Return the Link header for a path below the site's root, empty when no link set tells of it."""
        path = url_path.removesuffix("index.html")
        folder = "/".join(path.split("/")[:2]) + "/" if path.startswith("id/") else ""
        whole = _read(self._site / LINKSET)
        here = _read(self._site / folder / LINKSET)
        if not whole or not here:
            return ""
        address = next(iter(whole))
        context = here.get(address + path)
        return ", ".join(self._links(context, address, folder)) if context else ""

    def _links(self, context: dict[str, Any], address: str, folder: str) -> Iterator[str]:
        for relation in _RELATIONS:
            for target in context.get(relation, ()):
                href = target["href"]
                if relation != "cite-as" and href.startswith(address) and "#" not in href:
                    href = f"{self._prefix}/{href.removeprefix(address)}"
                media = f'; type="{target["type"]}"' if "type" in target else ""
                yield f'<{quote(href, _ASCII)}>; rel="{relation}"{media}'
        yield f'<{self._prefix}/{folder}{LINKSET}>; rel="linkset"; type="{NAMED[LINKSET]}"'


def _read(path: Path) -> dict[str, Any]:
    try:
        stamp = path.stat().st_mtime_ns
        return _parsed(path, stamp)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@lru_cache(maxsize=256)
def _parsed(path: Path, _stamp: int) -> dict[str, Any]:
    return {context["anchor"]: context for context in json.loads(path.read_text(encoding="utf-8"))["linkset"]}
