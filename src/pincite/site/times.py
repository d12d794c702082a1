"""Times as bars on an axis: what is certain, what is possible, where an end is open, what is only seen on a day.

An end that is not known is never drawn as known. Places on the axis are percent of its length, so that a picture can be
drawn and zoomed at any width.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["Axis", "Bar", "Focus", "Piece", "Tick", "axis_of"]

_DAY = timedelta(days=1)
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MOST_TICKS = 14
# A still picture gives most of its width to the time in which most days lie, when that is at most half of the axis.
_MOST_DAYS = 0.75
_FOCUS = 70


class Piece(Struct, frozen=True):
    """A stretch of a bar in percent of the axis.

    `kind` is `certain`; `seen`, certain on that one day alone; `possible`; or possible without a bound: `from` has none
    to the left, `to` none to the right, `open` none at all.
    """

    kind: str
    start: str
    length: str


class Bar(Struct, frozen=True):
    """All stretches of one time, from left to right."""

    pieces: tuple[Piece, ...]


class Tick(Struct, frozen=True):
    """A year on the axis."""

    year: int
    place: str


class Focus(Struct, frozen=True):
    """How a picture that cannot be zoomed shows an axis: before `year` narrowly, then the rest; all in percent.

    `share` is what the first part has of the picture's width, `rest` the second. Within its part an axis is `before`
    wide, and in the other `after` wide from `start`, which lies to the left of the part; `early` and `late` are
    the years named.
    """

    year: int
    share: str
    rest: str
    before: str
    start: str
    after: str
    early: tuple[Tick, ...]
    late: tuple[Tick, ...]


class Axis(Struct, frozen=True):
    """The axis: its first day, the day after its last, and the years that it names.

    `focus` is none where days lie so evenly that a picture needs none.
    """

    first: str
    last: str
    ticks: tuple[Tick, ...]
    focus: Focus | None = None

    def bar(self, bounds: str) -> Bar | None:
        """Return the bar of four bounds (see Statement), none when nothing is known."""
        known = [date.fromisoformat(part) if part else None for part in (bounds or "///").split("/")]
        if not any(known):
            return None
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        begun, latest, until, ended = known
        core = (latest, until + _DAY) if latest and until and latest <= until else None
        left, right = begun or first, ended + _DAY if ended else last
        pieces = []
        if core is None:
            kind = "possible" if begun and ended else "to" if begun else "from" if ended else "open"
            pieces.append(self._piece(kind, left, right))
        else:
            if left < core[0]:
                pieces.append(self._piece("possible" if begun else "from", left, core[0]))
            seen = latest == until and not (begun and ended)
            pieces.append(self._piece("seen" if seen else "certain", *core))
            if core[1] < right:
                pieces.append(self._piece("possible" if ended else "to", core[1], right))
        return Bar(tuple(pieces))

    def place(self, day: str) -> str:
        """Return where the beginning of a day lies, in percent."""
        return self._percent(date.fromisoformat(day))

    def _piece(self, kind: str, start: date, end: date) -> Piece:
        return Piece(kind, self._percent(start), self._percent(end, start))

    def _percent(self, day: date, start: date | None = None) -> str:
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        share = 100 * ((day - (start or first)) / (last - first))
        return _short(share)


def axis_of(all_bounds: list[str]) -> Axis | None:
    """Return an axis of whole years on which all these bounds have their place; none when no day is known."""
    years = sorted({year for bounds in all_bounds for year in _years(bounds)})
    if not years:
        return None
    # Open ends need room to be seen.
    axis = Axis(f"{max(years[0] - 1, 1):04d}-01-01", f"{min(years[-1] + 2, 9999):04d}-01-01", ())
    first, last = int(axis.first[:4]), int(axis.last[:4])
    return replace(axis,
        ticks=_ticks(axis, first, last, _MOST_TICKS), focus=_focus(axis, all_bounds),
    )  # fmt: skip


def _ticks(axis: Axis, first: int, last: int, most: int) -> tuple[Tick, ...]:
    """Return years from `first` to `last` at even steps, none at the very edge, where its name would not be whole."""
    step = next((step for step in _STEPS if (last - first) / step <= most), _STEPS[-1])
    ticks = range(-(-first // step) * step, last, step)
    named = (year for year in ticks if first < year < last - (last - first) / 40)
    return tuple(Tick(year, axis.place(f"{year:04d}-01-01")) for year in named)


def _focus(axis: Axis, all_bounds: list[str]) -> Focus | None:
    """Return the latest year from which on most days lie, when what is before it is at least half of the axis."""
    days = sorted((year for bounds in all_bounds for year in _years(bounds)), reverse=True)
    year = days[min(int(len(days) * _MOST_DAYS), len(days) - 1)]
    first, last = int(axis.first[:4]), int(axis.last[:4])
    if year - first < (last - first) / 2:
        return None
    share = float(axis.place(f"{year:04d}-01-01"))
    # The first year of the second part is named at its very edge, where the next would stand in its way.
    late = (Tick(year, axis.place(f"{year:04d}-01-01")), *_ticks(axis, year, last, _MOST_TICKS)[1:])
    return Focus(
        year, f"{100 - _FOCUS}", f"{_FOCUS}", _short(100 * 100 / share), _short(-100 * share / (100 - share)),
        _short(100 * 100 / (100 - share)), _ticks(axis, first, year, 3), late,
    )  # fmt: skip


def _years(bounds: str) -> set[int]:
    return {int(part[:4]) for part in bounds.split("/") if part}


def _short(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
