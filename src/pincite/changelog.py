"""CHANGELOG.md: what changed, by part and version (the form of keepachangelog.com, one level deeper)."""

from __future__ import annotations

import re

from msgspec import Struct

_PART = re.compile(r"## +(.+?) *")
_RELEASE = re.compile(r"### +(.+?) *")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ITEM = re.compile(r"[-*] +(.+)")


class Release(Struct, frozen=True):
    """A version of a part: its heading, the ISO day in it when there is one, and what changed, an item each."""

    version: str
    date: str | None
    items: tuple[str, ...]


class Part(Struct, frozen=True):
    """What changes on its own (the software, the ontology): its releases, the latest first as in the file."""

    name: str
    releases: tuple[Release, ...]

    @property
    def latest(self) -> tuple[Release, ...]:
        """The first release, or that of each thing when headings name several (`### data: 1.2`)."""
        found: dict[str, Release] = {}
        for release in self.releases:
            found.setdefault(release.version.rpartition(":")[0], release)
        return tuple(found.values())


def parse_changelog(text: str) -> tuple[Part, ...]:
    r"""Return the parts (`## Part`) with their releases (`### version`) and items (`- item`), in the file's order.

    An item may go on in the next lines; anything else is passed over.

    >>> [part] = parse_changelog("# Changes\n## Data\n### 1.1 (2026-11-22)\n- Two\n  more lights.\n")
    >>> part.name, part.releases[0].date, part.releases[0].items
    ('Data', '2026-11-22', ('Two more lights.',))
    """
    parts: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for line in text.splitlines():
        if found := _PART.fullmatch(line):
            parts.append((found[1], []))
        elif parts and (found := _RELEASE.fullmatch(line)):
            parts[-1][1].append((found[1], []))
        elif parts and parts[-1][1]:
            _add(parts[-1][1][-1][1], line)
    return tuple(Part(name, tuple(map(_release, releases))) for name, releases in parts if releases)


def _add(items: list[str], line: str) -> None:
    found = _ITEM.fullmatch(line)
    if found:
        items.append(found[1].strip())
    elif items and line[:1] in {" ", "\t"} and line.strip():
        items[-1] = f"{items[-1]} {line.strip()}"


def _release(named: tuple[str, list[str]]) -> Release:
    heading, items = named
    date = _DATE.search(heading)
    return Release(heading, date[0] if date else None, tuple(items))
