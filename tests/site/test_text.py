"""Names and dates as pages show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.site.text import clean, shorten, when_in_words, words_of

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("  a \n\t b ", "a b"),
        ("\u202eevil\u202c", "evil"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("bell\x07\x00", "bell"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb", "ab"),
        ("\u200d", ""),
    ],
)
def test_names_lose_what_nobody_sees(given_: str, shown: str) -> None:
    assert clean(given_) == shown


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("literal", "datatype", "shown"),
    [
        ("true", "boolean", "yes"),
        ("0", "boolean", "no"),
        ("600", "integer", "600"),
        ("12345", "integer", "12\u202f345"),
        ("73621", "string", "73621"),
        ("2021-09-10/2021-09-16", "string", "10 to 16 September 2021"),
        ("199X", "string", "the 1990s"),
        ("2021-99", "string", "2021-99"),
        ("1/2", "string", "1/2"),
        ("up to 4", "string", "up to 4"),
    ],
)
def test_values_are_told_in_words(literal: str, datatype: str, shown: str) -> None:
    assert words_of(literal, XSD + datatype) == shown


def test_what_is_no_date_stays_as_it_is() -> None:
    assert when_in_words("some day") == "some day"
    assert when_in_words("writing") == "at the time of writing"


@given(st.text(min_size=1), st.integers(2, 60))
def test_shortened_text_is_no_longer_than_asked(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest
