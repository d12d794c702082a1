"""Dates as documents give them: a subset of EDTF in, four bounds and readable English out.

EDTF is ISO 8601-2:2019; of its levels 0 and 1 we take what docs/model.md lists under "Time": days, months, years,
seasons, decades and centuries with `X`, the marks `~ ? %` at the end of a date, and intervals with `..` for an open
side and nothing for an unknown one; of level 2 the set `[2021-06-07..]`, some day of these. The word `writing` stands
for the time at which the document was written. Years run from 0001 to 9999, the range that xsd:date and Python share.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct

from pincite.model import Bounds

__all__ = ["WRITING", "DateError", "Relation", "bounds", "check_day", "describe", "relation"]

Relation = Literal["certain", "possible", "no", "unknown"]

WRITING = "writing"

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Northern seasons as EDTF numbers them: name and first of three months. Winter ends in the next year.
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
_DATE = re.compile(r"([0-9]{2}XX|[0-9]{3}X|[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# "Some day of these", level 2 of EDTF: for what happened once, within bounds that may be open. We take it as a side
# of an interval, too, which EDTF does not: a beginning of which only the latest day is known.
_ONE_OF = re.compile(r"\[([^.\[\]]*)\.\.([^.\[\]]*)\]")
_FORMS = (
    "Write it as 2021, 2021-09, 2021-09-10, 2021-22 (summer), 199X, 19XX, 2013/2017, 2018/.., ../2018, [2018..] "
    "or writing."
)


class DateError(ValueError):
    """A date that cannot be: `value` is what was given, `what` is wrong with it, `remedy` says what to do."""

    def __init__(self, value: str, what: str, remedy: str = _FORMS) -> None:
        self.value = value
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}. {remedy}")


class _Date(Struct, frozen=True):
    """One date: year as written (`199X` too), month or season, day, mark; first and last day it can be."""

    year: str
    month: int | None
    day: int | None
    mark: str
    first: str
    last: str


def bounds(when: str, written: tuple[str | None, str | None] = (None, None)) -> Bounds:
    """Return when something began and ended, as far as `when` tells.

    `written` is the earliest and the latest day (ISO) on which the document can have been published, None
    where it is not known; what still holds at the time of writing did not end before the earliest. A bound is
    tightened where a beginning cannot be after its end: what began in March 2021 and ended "in 2021" did not
    end in January. Raises DateError.

    >>> bounds("2021-09").from_earliest, bounds("2021-09").from_latest
    ('2021-09-01', '2021-09-30')
    >>> bounds("2018/..", ("2021-06-07", "2021-12-31")).until_earliest
    '2021-06-07'
    >>> bounds("[2021-06-07..]")
    Bounds(from_earliest='2021-06-07', from_latest=None, until_earliest='2021-06-07', until_latest=None)
    """
    held = _held(written)
    if when == WRITING:
        return Bounds(from_latest=written[1], until_earliest=held)
    start, slash, end = when.partition("/")
    if not slash:
        only = _when(when, when)
        return Bounds(only.first, only.last, only.first, only.last)
    begun, ended = _sides(when, start, end)
    if begun is None or ended is None:
        return _half_open(begun, ended, held if end == ".." else None)
    return Bounds(begun.first, _least(begun.last, ended.last), _most(begun.first, ended.first), ended.last)


def describe(when: str) -> str:
    """Return `when` in English. Raises DateError.

    >>> [describe(when) for when in ("2021-09-10/2021-09-16", "2018/..", "../2021-06-07", "199X", "1998~")]
    ['10 to 16 September 2021', 'since 2018', 'until 7 June 2021', 'the 1990s', 'about 1998']
    >>> describe("[2021-06-07..]"), describe("[..2021]"), describe("[2013..2017]")
    ('on or after 7 June 2021', 'on or before 2021', 'between 2013 and 2017')
    >>> describe("[..2015-09]/[2015-09..]")
    'September 2015, start and end not stated'
    """
    if when == WRITING:
        return "at the time of writing"
    start, slash, end = when.partition("/")
    if not slash:
        return _when(when, when).words
    begun, ended = _sides(when, start, end)
    if begun and ended:
        return _from_to(start, end, begun, ended)
    if begun:
        return f"since {begun.words}" if end else f"from {begun.words}, end unknown"
    return f"until {ended.words}" + ("" if start else ", start unknown") if ended else ""


def relation(known: Bounds, day: str) -> Relation:
    """Return whether something with these bounds went on during the day (ISO). Raises DateError.

    >>> relation(bounds("2013/2017"), "2015-01-01"), relation(bounds("2013/2017"), "2013-05-01")
    ('certain', 'possible')
    """
    check_day(day)
    if known == Bounds():
        return "unknown"
    if (
        known.from_latest is not None
        and known.until_earliest is not None
        and known.from_latest <= day <= known.until_earliest
    ):
        return "certain"
    begun = known.from_earliest is None or known.from_earliest <= day
    ended = known.until_latest is not None and known.until_latest < day
    return "possible" if begun and not ended else "no"


def check_day(text: str) -> str:
    """Return text when it is a day that exists, in the form 2021-09-10. Raises DateError."""
    if not _DAY.fullmatch(text):
        raise DateError(text, f"'{text}' is not a day", "Write year, month and day, as in 2021-09-10.")
    return _parse(text, text).first


def _held(written: tuple[str | None, str | None]) -> str | None:
    earliest, latest = (None if day is None else check_day(day) for day in written)
    if earliest is not None and latest is not None and latest < earliest:
        raise DateError(
            f"{earliest}/{latest}",
            f"the document can have been published from {earliest} to {latest}, which ends before it starts",
            "Swap the two bounds or correct one.",
        )
    return earliest


class _When(Struct, frozen=True):
    """A point in time as far as known: its first and last possible day, and how people say it."""

    first: str | None
    last: str | None
    words: str


def _when(text: str, when: str) -> _When:
    """Return a date, or one of a set of days (`[2018..]`)."""
    if one_of := _ONE_OF.fullmatch(text):
        first, last = (_parse(side, when) if side else None for side in one_of.groups())
        if first is None and last is None:
            raise DateError(when, f"'{when}' has no date on either side", "Give one, or leave out `when`.")
        if first and last and last.last < first.first:
            raise DateError(when, f"'{when}' ends before it starts", "Swap the two dates or correct one.")
        if first and last:
            return _When(first.first, last.last, f"between {_short(first, last)} and {_words(last)}")
        words = f"on or after {_words(first)}" if first else f"on or before {_words(last)}" if last else ""
        return _When(first.first if first else None, last.last if last else None, words)
    only = _parse(text, when)
    return _When(only.first, only.last, _words(only))


def _sides(when: str, start: str, end: str) -> tuple[_When | None, _When | None]:
    """Return the dates of both sides, None for one without; at least one has a date."""
    begun, ended = (None if side in {"", ".."} else _when(side, when) for side in (start, end))
    if begun is None and ended is None:
        raise DateError(when, f"'{when}' has no date on either side", "Give one, or leave out `when`.")
    if begun and ended and begun.first and ended.last and ended.last < begun.first:
        raise DateError(when, f"'{when}' ends before it starts", "Swap the two dates or correct one.")
    return begun, ended


def _from_to(start: str, end: str, begun: _When, ended: _When) -> str:
    if begun == ended:
        return ended.words
    if start.startswith("[..") and f"[{start[3:-1]}..]" == end:
        # It began by then and had not ended before: the document shows it at that time, no more.
        return f"{_words(_parse(start[3:-1], start))}, start and end not stated"
    if _ONE_OF.fullmatch(start) or _ONE_OF.fullmatch(end):
        return f"{begun.words} to {ended.words}"
    return f"{_short(_parse(start, start), _parse(end, end))} to {ended.words}"


def _half_open(begun: _When | None, ended: _When | None, held: str | None) -> Bounds:
    if begun is None:
        return Bounds(None, None, ended.first, ended.last) if ended else Bounds()
    # A beginning after the writing is foreseen: the document does not say that anything held already.
    seen = held if held is not None and held >= (begun.first or held) else None
    return Bounds(begun.first, begun.last, seen, None)


def _least(one: str | None, other: str | None) -> str | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _most(one: str | None, other: str | None) -> str | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _parse(text: str, when: str) -> _Date:
    match = _DATE.fullmatch(text)
    if match is None:
        inside = "" if text == when else f" in '{when}'"
        raise DateError(when, f"'{text}'{inside} is not a date")
    year, mark = match.group(1), match.group(4)
    month, day = (int(part) if part else None for part in match.group(2, 3))
    if month is not None and "X" in year:
        raise DateError(when, f"'{text}' has a month but no exact year")
    try:
        first, last = _span(year, month, day)
    except ValueError as error:
        raise DateError(when, f"'{text}' is impossible: {error}", "Correct the date.") from None
    return _Date(year, month, day, mark, first.isoformat(), last.isoformat())


def _span(text: str, month: int | None, day: int | None) -> tuple[date, date]:
    """Return the first and the last day; raise ValueError with the reason, as words, when there is none."""
    year = int(text.replace("X", "0"))
    if year == 0:
        raise ValueError("years run from 0001 to 9999")
    if month is None:
        return date(year, 1, 1), date(int(text.replace("X", "9")), 12, 31)
    if month in _SEASONS and day is None:
        return _season(year, month)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02}, and a season is 21 (spring) to 24 (winter)")
    length = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= length:
        raise ValueError(f"{_MONTHS[month - 1]} {year} has {length} days")
    return date(year, month, day or 1), date(year, month, day or length)


def _season(year: int, number: int) -> tuple[date, date]:
    start = _SEASONS[number][1]
    over, end = (1, 2) if start == 12 else (0, start + 2)
    if year + over > 9999:
        raise ValueError("years run from 0001 to 9999")
    return date(year, start, 1), date(year + over, end, monthrange(year + over, end)[1])


def _words(given: _Date) -> str:
    text = _plain(given)
    if given.mark in {"~", "%"}:
        text = f"about {text}"
    return f"{text} (uncertain)" if given.mark in {"?", "%"} else text


def _plain(given: _Date) -> str:
    if given.year.endswith("XX"):
        return f"the {_ordinal(int(given.year[:2]) + 1)} century"
    if given.year.endswith("X"):
        return f"the {int(given.year[:3] + '0')}s"
    year = int(given.year)
    if given.month is None:
        return str(year)
    if given.month == 24:
        return f"winter {year}–{(year + 1) % 100:02}"
    if given.month in _SEASONS:
        return f"{_SEASONS[given.month][0]} {year}"
    month = f"{_MONTHS[given.month - 1]} {year}"
    return month if given.day is None else f"{given.day} {month}"


def _short(begun: _Date, ended: _Date) -> str:
    """Return the start of an interval without the month and year that its end repeats."""
    if begun.mark or ended.mark or begun.year != ended.year or "X" in begun.year:
        return _words(begun)
    months = [given.month in range(1, 13) for given in (begun, ended)]
    if not all(months) or (begun.day is None) != (ended.day is None):
        return _words(begun)
    if begun.day is not None and begun.month == ended.month:
        return str(begun.day)
    return _plain(begun).removesuffix(f" {int(begun.year)}")


def _ordinal(number: int) -> str:
    last = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"
