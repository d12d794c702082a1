"""What could not be read or shown: gathered while the site is made, told in a report and on a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

# Of each sort so many are listed one by one; the rest is counted.
_LISTED = 200
_SHOWN = 300


class Remark(Struct, frozen=True, order=True):
    """One thing that is not as in the data: what sort of thing it is, where, and the text at fault."""

    sort: str
    place: str
    text: str = ""


class Section(Struct, frozen=True):
    """The remarks of a sort: how many there are, and those that are listed."""

    sort: str
    count: int
    listed: tuple[Remark, ...]


class Remarks:
    """The remarks of a build, in the order in which their sorts were first met."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._listed: dict[str, dict[Remark, None]] = {}

    def add(self, sort: str, place: str, text: str = "") -> None:
        """Keep a remark; text that is long is cut."""
        listed = self._listed.setdefault(sort, {})
        made = Remark(sort, place, text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
        if made in listed:
            return
        self._counts[sort] += 1
        if len(listed) < _LISTED:
            listed[made] = None

    def extend(self, remarks: Iterable[Remark]) -> None:
        """Keep remarks that were made elsewhere."""
        for remark in remarks:
            self.add(remark.sort, remark.place, remark.text)

    @property
    def count(self) -> int:
        """How many there are, listed or not."""
        return self._counts.total()

    def sections(self) -> tuple[Section, ...]:
        """Return all by sort."""
        return tuple(Section(sort, self._counts[sort], tuple(listed)) for sort, listed in self._listed.items())

    def json(self) -> str:
        """Return the report for programs."""
        made = [
            {
                "sort": section.sort,
                "count": section.count,
                "listed": [{"place": one.place, "text": one.text} for one in section.listed],
            }
            for section in self.sections()
        ]
        return json.dumps({"count": self.count, "remarks": made}, ensure_ascii=False, indent=1) + "\n"
