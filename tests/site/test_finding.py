"""All names by letter, what the search looks through, the console's terms, and the queries behind pages."""

from __future__ import annotations

import importlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from pincite.errors import ContentError
from tests.site.conftest import ARABIC, NASTY, Source

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")  # it has no types
BASE = "https://w3id.org/pincite/alliance/"


def data(workshop: Workshop, path: str, name: str) -> dict[str, Any]:
    """Return what a script of data gives the page."""
    found = re.fullmatch(rf"\s*globalThis\.{name} = (.*);\s*", workshop.page(path), re.DOTALL)
    assert found, path
    assert "<" not in found[1]
    value: dict[str, Any] = json.loads(found[1])
    return value


def found(workshop: Workshop) -> dict[str, Any]:
    """Return what the search looks through."""
    return data(workshop, "search/data.js", "pinciteFound")


def test_all_names_stand_under_their_letters(rendered: Workshop) -> None:
    page = html.fromstring(rendered.page("names/index.html"))
    letters = page.xpath("//main//section//h2//bdi/text()")
    assert letters == [
        *sorted(one for one in letters if one.isascii()), *(one for one in letters if not one.isascii())
    ]  # fmt: skip
    places = {one.text_content().strip(): one.get("href") for one in page.xpath("//nav[@aria-label='Letters']//a")}
    assert list(places) == letters
    under = {
        letter: [one.text_content() for one in page.xpath(f"//section[.//h2[@id='{href[1:]}']]//li/a")]
        for letter, href in places.items()
    }
    # An accent changes no letter, a sign before the first letter neither; the other name leads to what it names.
    assert "Ada Łoś" in under["A"]
    assert NASTY in under["S"]
    assert "Boats" in under["B"]
    other = page.xpath(f"//li[a[@href='../id/force/guard/index.html']][a[normalize-space()='{NASTY}']]")
    assert "see Regional Guard" in other[0].text_content()
    names = sum(map(len, under.values()))
    assert f"{names} names" in page.xpath("string(//p[@class='lede'])")


def test_the_search_has_every_name(rendered: Workshop) -> None:
    entities = {one[0]: one for one in found(rendered)["entities"]}
    assert len(entities) == len(list((rendered.out / "id").glob("*/*/index.html")))
    id_, label, type_, names, statements = entities["force/guard"]
    assert (id_, label, type_) == ("force/guard", "Regional Guard", "Guard")
    clean = ARABIC.replace("\u202e", "").replace("\u202c", "").replace("\u200b", "")
    assert set(names) == {clean, NASTY}
    assert statements > 7
    assert entities["place/boats"][4] == 2


def test_the_search_has_every_sentence_with_its_place_and_modes(rendered: Workshop) -> None:
    known = found(rendered)
    assert known["documents"] == [["document/bridge", "The Bridge Guard"]]
    keys = [mode[0] for mode in known["modes"]]
    sentences = {text: (anchor, [keys[one] for one in modes]) for _, anchor, modes, text in known["sentences"]}
    source = Source()
    assert list(sentences) == [" ".join(source.text[s.start : s.end].split()) for s in source.sentences]
    ids = set(html.fromstring(rendered.page("id/document/bridge/index.html")).xpath("//@id"))
    assert {anchor for anchor, _ in sentences.values()} - ids == set()
    start = source.text.index("The guard has about 600 soldiers, and")
    soldiers = next(text for text in sentences if text.startswith("The guard has about"))
    assert sentences[soldiers][0].startswith(f"char={start},")
    assert sentences[soldiers][1] == ["reported", "planned"]
    assert sentences["Subscribe to our newsletter & win."] == ("sentence-8", [])


def test_the_search_has_only_quoted_sentences_when_the_text_is_not_to_be_published(workshop: Workshop) -> None:
    with (workshop.root / "pincite.toml").open("a", encoding="utf-8") as settings:
        settings.write("publish_full_text = false\n")
    workshop.render()
    texts = [text for *_, text in found(workshop)["sentences"]]
    assert "Ada has been commander since 2018." in texts
    assert "Subscribe to our newsletter & win." not in texts


def test_the_console_knows_terms_prefixes_and_where_iris_lead(rendered: Workshop) -> None:
    known = data(rendered, "sparql/terms.js", "pinciteTerms")
    assert known["base"] == BASE
    assert known["prologue"].startswith(f"BASE <{BASE}>\nPREFIX ")
    assert ["al:Guard", "class", "Guard", "A small force."] in known["terms"]
    assert ["pin:Fact", "class", "Fact", "What is said without reserve."] in known["terms"]
    names = [name for name, *_ in known["terms"]]
    assert names == sorted(set(names))
    assert known["places"][known["prefixes"]["al"]] == "ontology/index.html#"
    assert known["places"][known["prefixes"]["rule"]] == "rules/index.html#"
    for place in known["places"].values():
        assert (rendered.out / place.removesuffix("#")).is_file()


def test_the_console_has_the_queries_as_text(rendered: Workshop) -> None:
    page = html.fromstring(rendered.page("sparql/index.html"))
    queries = {one.get("data-query"): one.xpath("string(.//code)") for one in page.xpath("//details[@data-query]")}
    assert queries["question=when-built"] == "SELECT ?a WHERE { ?a ?b <c> } ORDER BY ?a # </code><script>"
    assert set(queries) == set(page.xpath("//select[@data-example]//option/@value")) - {""}
    assert not [text for text in queries.values() if "#+" in text]
    # Only this page may compile what the queries run in; nothing may be inline.
    policy = page.xpath("string(//meta[@http-equiv]/@content)")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "unsafe-inline" not in policy
    assert "wasm" not in rendered.page("index.html")


def test_a_page_leads_to_the_query_behind_it(rendered: Workshop) -> None:
    page = html.fromstring(rendered.page("sparql/index.html"))
    queries = set(page.xpath("//details/@data-query"))
    expected = {
        "id/force/guard/index.html": "behind=behind-entity&of=force/guard",
        "id/document/bridge/index.html": "behind=behind-document&of=document/bridge",
        "id/force/index.html": "behind=behind-kind&of=force",
        "disagreements/index.html": "behind=behind-disagreements",
        "index.html": "behind=behind-home",
        "questions/when-built/index.html": "question=when-built",
    }
    for path, asked in expected.items():
        links = html.fromstring(rendered.page(path)).xpath("//a[contains(@href, 'sparql/index.html?')]/@href")
        assert {link.partition("?")[2] for link in links} == {asked}, path
        assert asked.partition("&")[0] in queries
    assert not html.fromstring(rendered.page("404.html")).xpath("//a[contains(@href, '?behind')]")


def test_a_query_behind_a_page_that_is_not_there_is_an_error(workshop: Workshop) -> None:
    path = workshop.templates / "site.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('behind = "behind-kind"', 'behind = "behind-kin"'), encoding="utf-8")
    with pytest.raises(ContentError, match=r"query 'behind-kin'.*\n.*behind-kind.rq: no page uses this query"):
        workshop.render()
