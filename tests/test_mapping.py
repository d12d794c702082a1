"""What mapping scripts are written with."""

from __future__ import annotations

import doctest
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite import ids, mapping
from pincite.errors import Place
from pincite.mapping import Fact, Ref, Thing, slug
from pincite.model import Mode, Polarity, Qualifiers

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADA, BOB, CLUB = Ref("person/ada"), Ref("person/bob"), Ref("club/chess")


def _fact(**qualifiers: object) -> Fact:
    return Fact("membership", Qualifiers(**qualifiers), Ref("person/author"), Place("a.yaml", 3))  # type: ignore[arg-type]


def test_docstrings() -> None:
    result = doctest.testmod(mapping)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Łódź", "lodz"),
        ("Straße nach Ærø", "strasse-nach-aero"),
        ("1990–1995 — years", "1990-1995-years"),
        ("“Quoted” ‘twice’", "quoted-twice"),
        ("the author’s, the author's", "the-authors-the-authors"),
        ("a\u00a0b\u200bc", "a-b-c"),
        ("№ 5", "no-5"),
        ("Москва", ""),
        ("--", ""),
        ("x" * 90, "x" * 80),
        ("word " * 20, "-".join(["word"] * 16)),
    ],
)
def test_slug(text: str, made: str) -> None:
    assert slug(text) == made


@given(st.text(max_size=200))
def test_slug_is_safe_and_stays(text: str) -> None:
    made = slug(text)
    assert made == "" or SLUG.fullmatch(made)
    assert len(made) <= ids.LONGEST
    assert slug(made) == made


def test_thing_is_made_of_its_parts() -> None:
    made = _fact().thing("ex:Membership", (ADA, BOB), CLUB, "Gold Class", label="{} in {}: {}")
    assert made == Thing(
        Ref("membership/ada-bob-chess-gold-class"),
        "ex:Membership",
        "{person/ada} and {person/bob} in {club/chess}: Gold Class",
        Place("a.yaml", 3),
    )


def test_part_that_is_not_given_takes_its_words_along() -> None:
    made = _fact().thing("ex:Membership", ADA, None, (), CLUB, label="{} for {}, by {} ({})")
    assert made.ref.id == "membership/ada-chess"
    assert made.label == "{person/ada} ({club/chess})"


def test_thing_has_the_id_given() -> None:
    assert _fact(id="membership/x").thing("ex:Membership", ADA, label="{}").ref.id == "membership/x"
    assert _fact().named("ex:Membership", "A Title", kind="title").ref.id == "title/a-title"


def test_long_ids_of_two_things_stay_two() -> None:
    long = "very-" * 15 + "long"
    ends = [_fact().thing("ex:A", Ref(f"a/{long}"), Ref(f"b/{end}"), label="{}").ref.id for end in ("x", "y")]
    assert len(set(ends)) == 2
    assert all(ids.check(end) is None for end in ends)
    assert len(ends[0].partition("/")[2]) <= ids.LONGEST


def test_thing_without_parts() -> None:
    with pytest.raises(ValueError, match="no id can be made"):
        _fact().thing("ex:A", "Москва", None, label="{}")
    with pytest.raises(ValueError, match="more gaps than parts"):
        _fact().thing("ex:A", ADA, label="{} and {}")


@pytest.mark.parametrize(
    ("given_mode", "forced", "default", "mode"),
    [
        (None, None, Mode.REPORTED, Mode.REPORTED),
        (None, None, Mode.PROVISION, Mode.PROVISION),
        (Mode.CLAIMED, None, Mode.PROVISION, Mode.CLAIMED),
        (Mode.CLAIMED, Mode.REPORTED, Mode.PROVISION, Mode.REPORTED),
    ],
)
def test_mode_of_what_is_said(given_mode: Mode | None, forced: Mode | None, default: Mode, mode: Mode) -> None:
    assert _fact(mode=given_mode).say(ADA, "ex:p", 4, forced, default).mode is mode


def test_say_takes_things_for_their_ids_and_changes_qualifiers() -> None:
    thing = Thing(CLUB, "ex:Club", "Chess", Place("a.yaml"))
    said = _fact(when="2013", hedge="about").say(thing, "ex:p", thing, when="2014")
    assert (said.about, said.value) == (CLUB, CLUB)
    assert (said.qualifiers.when, said.qualifiers.hedge) == ("2014", "about")


def test_say_each() -> None:
    fact = _fact()
    assert [said.value for said in fact.say_each(ADA, "ex:p", (BOB, CLUB))] == [BOB, CLUB]
    assert [said.value for said in fact.say_each(ADA, "ex:p", 0)] == [0]
    assert not list(fact.say_each(ADA, "ex:p", None))
    assert not list(fact.say_each(ADA, "ex:p", ()))


def test_frame_is_vouched_for_by_the_document() -> None:
    told = _fact(
        mode=Mode.CLAIMED,
        by=ADA,
        via=BOB,
        polarity=Polarity.NEGATED,
        hedge="up to",
        max=Decimal(4),
        when="2013",
    )
    assert told.framed().qualifiers == Qualifiers(mode=Mode.REPORTED)
    assert told.unhedged().qualifiers.hedge is None
    assert told.unhedged().qualifiers.by == ADA
    assert told.speaker == ADA
    assert _fact().speaker == Ref("person/author")
