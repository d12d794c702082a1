"""Quotations become exact slices, once and to the letter, or a problem with a remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pincite.errors import Place, Problem
from pincite.model import Passage, Ref
from pincite.seeds import Document, Quotation, locate, segment

PLACE = Place("mappings/facts/a.yaml", 7)
TEXT = "Heading\n\nThe light was lit in 1870. It stands on a rock. The light was lit in 1901, again.\n"


def document(text: str = TEXT, start: int = 0, end: int | None = None) -> Document:
    return Document(
        id="notice", file="notice.txt", original=None, sha256="0" * 64, title="Notice", author=Ref("person/a"),
        publisher=None, published=None, published_quote=None, published_bounds=None, language="en", rights=None,
        text=text, start=start, end=len(text) if end is None else end, place=Place("seeds/catalog.yaml", 2),
    )  # fmt: skip


def found(quotation: Quotation, where: Document | None = None) -> Passage:
    passage = locate(quotation, where or document())
    assert isinstance(passage, Passage), passage
    return passage


def wrong(quotation: Quotation) -> Problem:
    problem = locate(quotation, document())
    assert isinstance(problem, Problem), problem
    return problem


def test_a_quotation_is_the_slice_that_it_says() -> None:
    passage = found(Quotation("It stands on a rock", PLACE))
    assert TEXT[passage.start : passage.end] == passage.exact == "It stands on a rock"
    assert passage.prefix == TEXT[passage.start - 32 : passage.start]
    assert passage.suffix.startswith(". The light was lit")
    assert passage.sentence == 3


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_slice_of_any_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    where = document(text)
    occurrence = sum(text.startswith(exact, at) for at in range(start + 1))
    passage = locate(Quotation(exact, PLACE, occurrence=occurrence), where)
    if not exact.strip():
        assert isinstance(passage, Problem)
    else:
        assert isinstance(passage, Passage)
        assert (passage.start, passage.end, passage.exact) == (start, end, exact)
        assert text[: passage.start].endswith(passage.prefix)
        assert text[passage.end :].startswith(passage.suffix)


@pytest.mark.parametrize("at", range(19))
def test_one_character_altered_is_not_found_and_the_nearest_text_is_shown(at: int) -> None:
    altered = "It stands on a rock"[:at] + "#" + "It stands on a rock"[at + 1 :]
    problem = wrong(Quotation(altered, PLACE))
    assert str(problem).startswith("mappings/facts/a.yaml:7: quotation is not in the document. ")
    assert "It stands on a rock" in problem.remedy


def test_words_that_stand_twice_need_an_occurrence_or_a_prefix() -> None:
    problem = wrong(Quotation("The light was lit in", PLACE))
    assert "ambiguous: it stands 2 times" in problem.what
    assert "`prefix:` or `occurrence:`" in problem.remedy
    first = found(Quotation("The light was lit in", PLACE, occurrence=1))
    second = found(Quotation("The light was lit in", PLACE, occurrence=2))
    assert first.start < second.start
    assert found(Quotation("The light was lit in", PLACE, prefix="rock. ")) == second


def test_an_occurrence_that_is_not_there_says_how_many_there_are() -> None:
    assert "it stands 2 times" in wrong(Quotation("The light was lit in", PLACE, occurrence=3)).what


def test_an_empty_quotation_is_refused() -> None:
    assert "empty" in wrong(Quotation("  ", PLACE)).what


def test_words_outside_a_documents_span_are_not_its_words() -> None:
    part = replace(document(), start=TEXT.index("It stands"))
    assert isinstance(locate(Quotation("was lit in 1870", PLACE), part), Problem)
    assert found(Quotation("The light was lit", PLACE), part).start > part.start


def test_sentences_cover_all_words_in_order_and_keep_headings_apart() -> None:
    sentences = segment(TEXT, "en", 100)
    texts = [TEXT[one.start - 100 : one.end - 100] for one in sentences]
    assert texts == [
        "Heading", "The light was lit in 1870.", "It stands on a rock.", "The light was lit in 1901, again.",
    ]  # fmt: skip
    assert [one.number for one in sentences] == [1, 2, 3, 4]


@given(st.text(max_size=200))
def test_sentences_never_overlap_and_lose_only_white_space(text: str) -> None:
    sentences = segment(text, "en")
    at = 0
    for one in sentences:
        assert at <= one.start < one.end <= len(text)
        assert not text[at : one.start].strip()
        at = one.end
    assert not text[at:].strip()
