"""A document's page: the text to the letter, every passage marked, and what came of each sentence."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")  # it has no types


def told_in(page: str, heading: str) -> str:
    return " ".join(html.fromstring(page).xpath(f"string(//section[@aria-labelledby='{heading}'])").split())


def test_a_document_shows_its_text_to_the_letter(rendered: Workshop) -> None:
    tree = html.fromstring(rendered.page("id/document/bridge/index.html"))
    shown = tree.xpath("//div[@id='document-text']")[0]
    for added in shown.xpath(".//sup | .//details"):
        added.drop_tree()
    text = (Path(__file__).parent / "fixture" / "bridge.txt").read_text(encoding="utf-8")
    assert shown.text_content() == text.rstrip("\n")


def test_passages_and_entities_are_linked_both_ways(rendered: Workshop) -> None:
    path = "id/document/bridge/index.html"
    tree = html.fromstring(rendered.page(path))
    for entry in tree.xpath("//details[@class='yield']//li"):
        assert tree.xpath(f"//*[@id='{entry.xpath('string(a/@href)')[1:]}']")
        links = entry.xpath("a[not(@class)]/@href")
        assert links
        for link in links:
            target, fragment = urldefrag(link)
            other = html.fromstring((rendered.out / Path(path).parent / target).resolve().read_text(encoding="utf-8"))
            if not fragment:  # the passage only names it
                assert other.xpath("//aside//a[contains(@href, 'document/bridge/index.html#char=')]")
                continue
            statement = other.xpath(f"//*[@id='{fragment}']/ancestor-or-self::*[self::dd or self::li]")[-1]
            notes = [other.xpath(f"//li[@id='{n[1:]}']")[0] for n in statement.xpath(".//sup/a/@href")]
            anchors = {urldefrag(n.xpath("string(.//p[@class='source']/a/@href)"))[1] for n in notes}
            assert entry.xpath("string(a/@href)")[1:] in anchors


def test_a_document_tells_what_came_of_each_sentence(rendered: Workshop) -> None:
    page = rendered.page("id/document/bridge/index.html")
    told = told_in(page, "coverage")
    assert "Of 8 sentences, 5 with facts, 2 without, for a stated reason, 1 undecided" in told
    assert "boilerplate Subscribe to our newsletter & win." in told
    assert html.fromstring(page).xpath("//*[@id='sentence-8' and @title='No facts: boilerplate: newsletter']")


def test_only_the_quoted_sentences_when_the_text_is_not_to_be_published(workshop: Workshop) -> None:
    with (workshop.root / "pincite.toml").open("a", encoding="utf-8") as settings:
        settings.write("publish_full_text = false\n")
    workshop.render()
    shown = told_in(workshop.page("id/document/bridge/index.html"), "text")
    assert "no pre-deployed boats" in shown
    assert "Subscribe to our newsletter" not in shown
