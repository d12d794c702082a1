"""What pages carry for scripts: the bounds and periods of facts, the sentences of documents, the place of words."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pincite.errors import ContentError
from pincite.site.notes import Quoter
from pincite.site.records import Passage
from tests.site.conftest import Source

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")  # it has no types
POSTING = "id/posting/ada-commander/index.html"
GUARD = "id/force/guard/index.html"
BOATS = "id/place/boats/index.html"
TEXT = "id/document/bridge/text.js"


def test_a_fact_carries_its_bounds_and_periods(rendered: Workshop) -> None:
    dated = html.fromstring(rendered.page(POSTING)).xpath("//section[@aria-labelledby='facts']//dd")
    assert len(dated) == 2
    assert {one.get("data-when") for one in dated} == {"2018-01-01/2018-12-31//"}
    assert {one.get("data-during") for one in dated} == {"alert"}
    # What points here from something limited is limited, too; what is not dated says nothing.
    pointing = html.fromstring(rendered.page("id/person/ada/index.html")).xpath("//dd[@data-when]")
    assert [one.get("data-during") for one in pointing] == ["alert"]
    plain = html.fromstring(rendered.page(GUARD)).xpath("//dd[@data-dated]")
    assert plain
    assert not [one for one in plain if "data-when" in one.attrib or "data-during" in one.attrib]


def test_the_periods_can_be_chosen(rendered: Workshop) -> None:
    choices = html.fromstring(rendered.page(POSTING)).xpath("//form[@data-moment]//input[@name='period']/@value")
    assert choices == ["", "alert"]


def test_a_note_says_where_its_words_stand(rendered: Workshop) -> None:
    words = "no pre-deployed boats"
    start = Source().text.index(words)
    told = html.fromstring(rendered.page(GUARD)).xpath(f"//li[.//mark[.='{words}']]//p[@class='source']")[0]
    assert f"characters {start}–{start + len(words)}" in told.text_content()
    sentence = int(told.xpath("string(.//@data-sentence)"))
    assert words in _sentences(rendered)[sentence - 1]


def test_a_documents_sentences_are_there_for_scripts(rendered: Workshop) -> None:
    source = Source()
    assert _sentences(rendered) == [source.text[one.start : one.end] for one in source.sentences]
    assert html.fromstring(rendered.page(GUARD)).xpath("//dialog[@data-panel and @data-texts]")


def test_no_sentences_when_the_text_is_not_to_be_published(workshop: Workshop) -> None:
    with (workshop.root / "pincite.toml").open("a", encoding="utf-8") as settings:
        settings.write("publish_full_text = false\n")
    workshop.render()
    assert _sentences(workshop) == []
    assert not html.fromstring(workshop.page(GUARD)).xpath("//dialog[@data-texts]")


def test_words_that_are_not_the_files_are_an_error() -> None:
    source = Source()
    quoter = Quoter({"d": source})
    assert quoter.cut(Passage("d#char=0,3", "d", 0, 3, 1, source.text[:3]))[1] == source.text[:3]
    with pytest.raises(ContentError, match=r"^bridge\.txt: characters 0 to 3 are not the words of <d#char=0,3>"):
        quoter.cut(Passage("d#char=0,3", "d", 0, 3, 1, "xyz"))


def test_of_very_many_claims_each_has_its_notes_where_it_stands(larger: Callable[[int], Workshop]) -> None:
    # One more claim concerns the boats already.
    for number, noted in ((99, True), (100, False)):
        claims = html.fromstring(larger(number).page(BOATS)).xpath("//li[contains(@class, 'claim ')]")
        assert len(claims) == number + 1
        assert all(bool(one.xpath(".//sup/a")) is noted for one in claims), number


def _sentences(workshop: Workshop) -> list[str]:
    start, _, rest = workshop.page(TEXT).partition(" = ")
    assert start == '(globalThis.pinciteTexts ??= {})["document/bridge"]'
    found: list[str] = json.loads(rest.rstrip().removesuffix(";"))
    return found
