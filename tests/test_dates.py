"""Dates: the table of docs/model.md as examples, and what must hold for every date as properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from pincite.dates import DateError, bounds, check_day, describe, relation
from pincite.model import Bounds

WRITTEN = ("2021-06-07", "2021-12-31")
NOTHING = (None, None, None, None)

BOUNDS = [
    ("2021", ("2021-01-01", "2021-12-31") * 2),
    ("2021-09", ("2021-09-01", "2021-09-30") * 2),
    ("2024-02", ("2024-02-01", "2024-02-29") * 2),
    ("2100-02", ("2100-02-01", "2100-02-28") * 2),
    ("2021-09-10", ("2021-09-10",) * 4),
    ("2021-21", ("2021-03-01", "2021-05-31") * 2),
    ("2021-22", ("2021-06-01", "2021-08-31") * 2),
    ("2021-23", ("2021-09-01", "2021-11-30") * 2),
    ("2021-24", ("2021-12-01", "2022-02-28") * 2),
    ("2023-24", ("2023-12-01", "2024-02-29") * 2),
    ("199X", ("1990-01-01", "1999-12-31") * 2),
    ("19XX", ("1900-01-01", "1999-12-31") * 2),
    ("0001", ("0001-01-01", "0001-12-31") * 2),
    ("9999", ("9999-01-01", "9999-12-31") * 2),
    ("2013/2017", ("2013-01-01", "2013-12-31", "2017-01-01", "2017-12-31")),
    ("2013-05~/2017?", ("2013-05-01", "2013-05-31", "2017-01-01", "2017-12-31")),
    ("2021-03/2021", ("2021-03-01", "2021-03-31", "2021-03-01", "2021-12-31")),
    ("2021/2021-03", ("2021-01-01", "2021-03-31", "2021-03-01", "2021-03-31")),
    ("2018/..", ("2018-01-01", "2018-12-31", "2021-06-07", None)),
    ("2021/..", ("2021-01-01", "2021-12-31", "2021-06-07", None)),
    ("2021-06-07/..", ("2021-06-07", "2021-06-07", "2021-06-07", None)),
    ("2021-06-08/..", ("2021-06-08", "2021-06-08", None, None)),
    ("2018/", ("2018-01-01", "2018-12-31", None, None)),
    ("../2018", (None, None, "2018-01-01", "2018-12-31")),
    ("/2018", (None, None, "2018-01-01", "2018-12-31")),
    ("writing", (None, "2021-12-31", "2021-06-07", None)),
]

DESCRIBED = [
    ("2021-09-09", "9 September 2021"),
    ("2021-09", "September 2021"),
    ("2021", "2021"),
    ("0900", "900"),
    ("2013/2017", "2013 to 2017"),
    ("2013/2013", "2013"),
    ("2018/..", "since 2018"),
    ("2018/", "from 2018, end unknown"),
    ("../2021-06-07", "until 7 June 2021"),
    ("/2021", "until 2021, start unknown"),
    ("2021-21", "spring 2021"),
    ("2021-24", "winter 2021–22"),
    ("1999-24", "winter 1999–00"),
    ("199X", "the 1990s"),
    ("199X/..", "since the 1990s"),
    ("19XX", "the 20th century"),
    ("20XX", "the 21st century"),
    ("10XX", "the 11th century"),
    ("writing", "at the time of writing"),
    ("1998~", "about 1998"),
    ("1998?", "1998 (uncertain)"),
    ("1998-05%", "about May 1998 (uncertain)"),
    ("2021-09-10/2021-09-16", "10 to 16 September 2021"),
    ("2021-09-10/2021-10-01", "10 September to 1 October 2021"),
    ("2021-09-10/2022-09-16", "10 September 2021 to 16 September 2022"),
    ("2021-07/2021-09", "July to September 2021"),
    ("2021-07/2021-09-10", "July 2021 to 10 September 2021"),
    ("2021-21/2021-22", "spring 2021 to summer 2021"),
    ("2021-09-10~/2021-09-16", "about 10 September 2021 to 16 September 2021"),
]

WRONG = [
    ("2021-02-30", "'2021-02-30' is impossible: February 2021 has 28 days. Correct the date."),
    ("2021-02-00", "'2021-02-00' is impossible: February 2021 has 28 days."),
    ("2021-13", "there is no month 13"),
    ("2021-00", "there is no month 00"),
    ("2021-25", "there is no month 25"),
    ("2021-21-05", "there is no month 21"),
    ("0000", "years run from 0001 to 9999"),
    ("000X", "years run from 0001 to 9999"),
    ("9999-24", "years run from 0001 to 9999"),
    ("2017/2013", "'2017/2013' ends before it starts. Swap"),
    ("2021-09-10/2021-09-09", "ends before it starts"),
    ("2013/2017-02-31", "'2017-02-31' is impossible"),
    ("../..", "has no date on either side"),
    ("/", "has no date on either side"),
    ("", "'' is not a date. Write it as 2021"),
    ("2021/2022/2023", "'2022/2023' in '2021/2022/2023' is not a date"),
    ("199X-05", "a month but no exact year"),
    *((text, "is not a date") for text in ("..", "now", "199x", "1X", "-2021", "10000", "Y17000", " 2021", "2021 ")),
    *((text, "is not a date") for text in ("2021-9", "10.09.2021", "2021-09-10T00:00", "~2021", "2021~~", "2021\n")),
    *((text, "is not a date") for text in ("٢٠٢١", "2021−09", "Writing", "2021-XX", "2021--09")),
]


@pytest.mark.parametrize(("when", "expected"), BOUNDS)
def test_bounds(when: str, expected: tuple[str | None, ...]) -> None:
    assert astuple(bounds(when, WRITTEN)) == expected


@pytest.mark.parametrize(("when", "expected"), DESCRIBED)
def test_describe(when: str, expected: str) -> None:
    assert describe(when) == expected


@pytest.mark.parametrize(("when", "what"), WRONG)
def test_wrong_date_is_named_with_a_remedy(when: str, what: str) -> None:
    for function in (bounds, describe):
        with pytest.raises(DateError) as caught:
            function(when)
        assert what in str(caught.value)
        assert caught.value.value == when
        assert caught.value.remedy


def test_nothing_is_known_of_an_undated_document() -> None:
    assert astuple(bounds("writing")) == NOTHING
    assert bounds("2018/..").until_earliest is None
    assert relation(bounds("writing"), "2021-01-01") == "unknown"


@pytest.mark.parametrize("written", [("2021-06-07", "2021-06-06"), ("2021", None), (None, "2021-02-29")])
def test_wrong_time_of_writing(written: tuple[str | None, str | None]) -> None:
    with pytest.raises(DateError):
        bounds("2018/..", written)


@pytest.mark.parametrize("text", ["2021", "20210910", "2021-W01-1", "2021-02-30", "2021-09-10~", ""])
def test_only_a_day_is_a_day(text: str) -> None:
    with pytest.raises(DateError):
        check_day(text)
    with pytest.raises(DateError):
        relation(Bounds(), text)


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        ("2013/2017", "2012-12-31", "no"),
        ("2013/2017", "2013-12-30", "possible"),
        ("2013/2017", "2013-12-31", "certain"),
        ("2013/2017", "2017-01-01", "certain"),
        ("2013/2017", "2017-01-02", "possible"),
        ("2013/2017", "2018-01-01", "no"),
        ("2021-09-10", "2021-09-10", "certain"),
        ("2021-09-10", "2021-09-11", "no"),
        ("2021-09", "2021-09-10", "possible"),
        ("2018/..", "2021-06-07", "certain"),
        ("2018/..", "2021-06-08", "possible"),
        ("../2018", "1900-01-01", "possible"),
        ("writing", "1900-01-01", "possible"),
    ],
)
def test_relation(when: str, day: str, expected: str) -> None:
    assert relation(bounds(when, WRITTEN), day) == expected


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A single date of any precision."""
    day = draw(days)
    year = f"{day.year:04}"
    choices = [year, f"{year}-{day.month:02}", day.isoformat()]
    choices += [f"{year}-{season}" for season in (21, 22, 23)]
    choices += [f"{year[:3]}X"] if day.year >= 10 else []
    choices += [f"{year[:2]}XX"] if day.year >= 100 else []
    return draw(st.sampled_from(choices)) + draw(st.sampled_from(["", "~", "?", "%"]))


@st.composite
def whens(draw: st.DrawFn) -> str:
    """Anything that `when` may hold."""
    start, end = draw(texts()), draw(texts())
    if bounds(end).until_latest < bounds(start).from_earliest:  # type: ignore[operator]
        start, end = end, start
    return draw(
        st.sampled_from([start, f"{start}/{end}", f"{start}/..", f"{start}/", f"../{end}", f"/{end}", "writing"])
    )


@st.composite
def writings(draw: st.DrawFn) -> tuple[str | None, str | None]:
    pair = sorted(day.isoformat() for day in draw(st.tuples(days, days)))
    return draw(st.sampled_from([(None, None), (pair[0], None), (None, pair[1]), (pair[0], pair[1])]))


@given(whens(), writings())
def test_bounds_are_in_order(when: str, written: tuple[str | None, str | None]) -> None:
    known = bounds(when, written)
    pairs = [
        (known.from_earliest, known.from_latest),
        (known.until_earliest, known.until_latest),
        (known.from_earliest, known.until_earliest),
        (known.from_latest, known.until_latest),
    ]
    assert all(early <= late for early, late in pairs if early is not None and late is not None)
    assert all(check_day(day) for day in astuple(known) if day is not None)


@given(texts(), texts())
def test_an_interval_contains_its_sides(start: str, end: str) -> None:
    first, last = bounds(start), bounds(end)
    try:
        whole = bounds(f"{start}/{end}")
    except DateError:
        assert str(last.until_latest) < str(first.from_earliest)
        return
    assert whole.from_earliest == first.from_earliest
    assert whole.until_latest == last.until_latest
    for day in (first.from_earliest, last.until_latest):
        assert relation(whole, str(day)) in {"certain", "possible"}


@given(texts())
def test_a_mark_changes_no_bound(text: str) -> None:
    assert bounds(text.rstrip("~?%")) == bounds(text)


@given(days)
def test_coarser_dates_contain_finer_ones(day: date) -> None:
    finer = bounds(day.isoformat())
    for coarse in (f"{day:%Y-%m}".zfill(7), f"{day.year:04}"):
        coarser = bounds(coarse)
        assert str(coarser.from_earliest) <= str(finer.from_earliest) <= str(coarser.until_latest)
        finer = coarser


@given(whens(), writings(), st.lists(days, min_size=2, max_size=6))
def test_relation_rises_once_and_falls_once(
    when: str, written: tuple[str | None, str | None], asked: list[date]
) -> None:
    known = bounds(when, written)
    ends = [date.fromisoformat(end) for end in astuple(known) if end is not None]
    near = [end + timedelta(step) for end in ends for step in (-1, 0, 1) if 1 < end.toordinal() < date.max.toordinal()]
    order = {"no": 0, "unknown": 1, "possible": 1, "certain": 2}
    levels = [order[relation(known, day.isoformat())] for day in sorted({*asked, *ends, *near})]
    top = levels.index(max(levels))
    assert levels[: top + 1] == sorted(levels[: top + 1])
    assert levels[top:] == sorted(levels[top:], reverse=True)


@given(whens(), days, st.integers(0, 4000))
def test_later_writing_only_adds_certainty(when: str, written: date, more: int) -> None:
    later = date.fromordinal(min(written.toordinal() + more, date.max.toordinal()))
    day = written.isoformat()
    order = {"no": 0, "unknown": 1, "possible": 1, "certain": 2}
    before = relation(bounds(when, (day, None)), day)
    after = relation(bounds(when, (later.isoformat(), None)), day)
    assert order[before] <= order[after]


@given(whens())
def test_every_date_reads_as_one_line_of_words(when: str) -> None:
    text = describe(when)
    assert text
    assert text == text.strip()
    assert not {"/", "\n", "~", "X"} & set(text)


@given(st.text(max_size=12) | st.text(alphabet="0123456789-/.X~?%", max_size=21))
def test_any_text_is_bounds_or_a_date_error(text: str) -> None:
    try:
        known = bounds(text)
    except DateError as error:
        assert error.value == text
    else:
        assert known != Bounds() or text == "writing"


def test_some_day_of_these_bounds_both_beginning_and_end() -> None:
    assert bounds("[2021-06-07..2021-09]") == Bounds("2021-06-07", "2021-09-30", "2021-06-07", "2021-09-30")
    assert bounds("[..2021]") == Bounds(None, "2021-12-31", None, "2021-12-31")
    assert relation(bounds("[2021-06-07..]"), "2021-06-06") == "no"
    assert relation(bounds("[2021-06-07..]"), "2022-01-01") == "possible"


@pytest.mark.parametrize("when", ["[..]", "[2021]", "[2022..2021]", "[2021..", "[2021-02-30..]"])
def test_a_set_of_days_that_cannot_be_is_refused(when: str) -> None:
    with pytest.raises(DateError):
        bounds(when)


def test_a_beginning_of_which_only_the_latest_day_is_known() -> None:
    known = bounds("[..1996-06-07]/2021-06-07")
    assert known == Bounds(None, "1996-06-07", "2021-06-07", "2021-06-07")
    assert relation(known, "2020-01-01") == "certain"
    assert relation(known, "1995-06-01") == "possible"
    assert relation(known, "2021-06-08") == "no"
    assert describe("[..1996-06-07]/2021-06-07") == "on or before 7 June 1996 to 7 June 2021"
