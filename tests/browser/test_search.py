"""The search, in a real browser, from a folder and from a server: names, sentences, facets, all by the keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Reader

START = "id/force/rgf/index.html"
FORCE = "Regional Group of Forces (RGF)"
NARROW = 360
# Of all names of all things: those that do not find what they name among the first ten, or among as many as have it.
MISSED = """async root => {
  const finder = await pinciteSearch.finder(new URL(root));
  const missed = [];
  let seen = 0;
  for (const [id, label, , names] of finder.data.entities) for (const name of [label, ...names]) {
    for (const written of [name, name.toUpperCase(), name.replaceAll("-", "\\u2013")]) {
      const found = finder.find(written).names;
      const same = found.filter(one => [one.entity[1], ...one.entity[3]].includes(name)).length;
      const place = found.findIndex(one => one.entity[0] === id);
      seen += 1;
      if (place < 0 || place >= Math.max(10, same)) missed.push(`${written}: ${id} at ${place}`);
    }
  }
  return [seen, missed];
}"""


def test_a_name_by_the_keyboard(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + "index.html")
        box = page.get_by_role("combobox", name="Search names and sentences")
        loaded = "performance.getEntriesByType('resource').filter(one => /search/.test(one.name)).length"
        assert page.evaluate(loaded) == 0
        page.keyboard.press("/")
        expect(box).to_be_focused()
        page.keyboard.type("regional group")
        options = page.get_by_role("option")
        expect(options.first).to_contain_text(FORCE)
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowUp")
        expect(options.last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(box).to_have_value("regional group")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(FORCE)
        assert page.url == home + START


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("RGF", FORCE),
        ("zapad‑2021 joint", "Zapad-2021 Joint Strategic Exercise"),
        ("ZAPAD—2021 joint", "Zapad-2021 Joint Strategic Exercise"),
        ("zapad2021 joint", "Zapad-2021 Joint Strategic Exercise"),
        ("lukashenko", "A. Lukashenka"),
        ("Mnisk region", "Minsk region"),
        ("su30sm", "Su-30SM"),
    ],
)
def test_a_name_however_it_is_written(own_site: Path, reader: Reader, written: str, found: str) -> None:
    with reader() as page:
        page.goto((own_site / START).as_uri())
        page.locator("#-search").fill(written)
        expect(page.get_by_role("option").first).to_contain_text(found)


def test_every_name_finds_what_it_names(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "search" / "index.html").as_uri())
        expect(page.locator("[data-search-page]")).to_be_visible()
        seen, missed = page.evaluate(MISSED, f"{own_site.as_uri()}/")
        assert seen > 4000
        assert missed == []


def test_a_sentence_leads_to_its_place_in_the_document(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + START)
        page.locator("#-search").fill("exclusive status indispensable military partner")
        sentence = page.get_by_role("group", name="Sentences").get_by_role("option").first
        expect(sentence.locator("mark").first).to_be_visible()
        sentence.click()
        assert re.search(r"/id/document/still-reluctant-allies/index\.html#(char=|sentence-)\d+", page.url)
        expect(page.locator(":target")).to_be_in_viewport()


def test_enter_leads_to_all_results_and_what_is_set_goes_along(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + START + "?date=2016-09-20")
        page.locator("#-search").fill("leased facilities")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Search")
        assert parse_qs(urlsplit(page.url).query) == {"q": ["leased facilities"], "date": ["2016-09-20"]}
        link = page.locator("[data-list=names] a").first
        assert str(link.get_attribute("href")).endswith("index.html?date=2016-09-20")
        page.locator("#-words").press("Enter")
        expect(link).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator("#-words")).to_be_focused()


def test_facets_narrow_and_stand_in_the_address(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + "search/index.html?q=russia")
        names, sentences = page.locator("[data-list=names] > li"), page.locator("[data-list=sentences] > li")
        told = page.locator("[data-search-told]")
        expect(told).to_contain_text(re.compile(r"^\d+ names and \d+ sentences$"))
        page.get_by_label("claimed").check()
        expect(names).to_have_count(0)
        number = int(page.locator("label", has=page.locator("[value=claimed]")).locator(".count").inner_text())
        expect(told).to_have_text(f"0 names and {number} sentences")
        for sentence in sentences.all():
            expect(sentence.locator(".mode.claimed")).to_have_count(1)
        assert "mode=claimed" in page.url
        shared = page.url
        page.get_by_label("claimed").uncheck()
        page.get_by_role("checkbox", name=re.compile("^Exercises")).check()
        expect(sentences).to_have_count(0)
        assert set(names.evaluate_all("all => all.map(one => one.dataset.kind)")) == {"exercise"}
        page.goto(shared)
        expect(page.get_by_label("claimed")).to_be_checked()
        expect(told).to_have_text(f"0 names and {number} sentences")
        page.get_by_label("claimed").uncheck()
        page.locator("[data-facet=document] input:not([hidden])").first.check()
        title = page.locator("[data-facet=document] label:has(:checked) bdi").inner_text()
        expect(told).to_contain_text("0 names and ")
        assert set(sentences.locator("a bdi").all_inner_texts()) == {title}


def test_all_can_be_shown_and_nothing_found_is_said(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "search" / "index.html").as_uri())
        expect(page.locator("#-words")).to_be_focused()
        page.keyboard.type("belarus")
        names = page.locator("[data-list=names] > li")
        expect(names).to_have_count(30)
        page.locator("[data-all=names]").click()
        number = str(page.locator("[data-search-told]").inner_text()).split(maxsplit=1)[0]
        expect(names).to_have_count(int(number))
        page.locator("#-words").fill("xyzzy")
        expect(page.locator("[data-search-told]")).to_contain_text("Nothing has these words")
        page.locator("#-words").fill("xyzzy minsk")
        expect(page.locator("[data-search-told]")).to_contain_text("this is what has some of them")


def test_without_scripts_there_are_all_names(own_site: Path, reader: Reader) -> None:
    with reader(script=False) as page:
        page.goto((own_site / START).as_uri())
        expect(page.locator("[data-search]")).to_be_hidden()
        page.locator("header").get_by_role("link", name="Names A–Z").click()
        letters = page.get_by_role("navigation", name="Letters").get_by_role("link")
        assert [letters.first.inner_text(), letters.last.inner_text()] == ["A", "0–9"]
        page.get_by_role("link", name="R", exact=True).click()
        page.locator("li", has_text=f"see {FORCE}").get_by_role("link", name="RGF", exact=True).click()
        expect(page.locator("h1")).to_have_text(FORCE)


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_what_is_found_fits_on_the_screen(own_site: Path, reader: Reader, width: int) -> None:
    with reader(width, 740) as page:
        page.goto((own_site / "index.html").as_uri())
        page.locator("#-search").fill("minsk")
        box = page.locator("[data-found]").bounding_box()
        expect(page.get_by_role("option").first).to_be_in_viewport()
        box = page.locator("[data-found]").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Elsewhere a click closes it.
        page.mouse.click(5, 730)
        expect(page.get_by_role("listbox")).to_be_hidden()
