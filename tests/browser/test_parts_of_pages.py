"""The lead, citing one fact, what phones fold, the still timeline, the page for what is not found."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.tools.serving import serving

if TYPE_CHECKING:
    from tests.browser.conftest import Reader

SITE = "id/facility/gantsevichi-ortu/index.html"
LONG = "id/state/belarus/index.html"
TIMELINE = "timeline/index.html"
LEASED = ".opening a[href*='state/russia'] + sup a"
CUT = """() => {
  const seen = document.querySelector("[data-map]").getBoundingClientRect();
  const names = [...document.querySelectorAll(".stand .name, .ground > text")];
  return names.filter(name => !name.hasAttribute("data-out"))
    .filter(name => name.getBoundingClientRect().left < seen.left || name.getBoundingClientRect().right > seen.right)
    .map(name => name.textContent);
}"""
# A scroll is told, and what waits for a frame is done, before the third; a busy machine takes its time for one.
FRAMES = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(done => requestAnimationFrame(done));
}"""


def test_the_lead_opens_the_fact_behind_each_part(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + SITE)
        expect(page.locator(".opening")).to_contain_text(
            "474th Gantsevichi Independent Radio Technical Site is a radar site"
        )
        page.locator(LEASED).first.click()
        panel = page.get_by_role("dialog")
        expect(panel.locator("[data-statement]")).to_contain_text("leased by: Russia")
        expect(panel.locator("[data-note]")).to_contain_text("Derived by the rule")


def test_one_fact_is_cited_from_the_panel_and_copied(home: str, reader: Reader) -> None:
    with reader() as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(home + SITE)
        fact = page.locator("dl.facts dd:has(a[href*='place/ozerechye']) sup a").first
        fact.click()
        panel = page.get_by_role("dialog")
        cite = panel.locator("details.cite")
        expect(cite).to_be_visible()
        expect(cite.locator("pre").first).to_be_hidden()
        cite.locator("summary").click()
        anchor = page.locator("dd:has(a[href*='place/ozerechye'])").first.get_attribute("id")
        assert anchor
        address = f"https://w3id.org/pincite/alliance/id/facility/gantsevichi-ortu#{anchor}"
        expect(cite.locator("p.plain").first).to_contain_text(address)
        expect(cite.locator("p.plain").first).to_contain_text("located near the village of Ozerechye")
        [entry] = json.loads(cite.locator("pre").nth(1).inner_text())
        assert entry["URL"] == address
        assert "sentence" in entry["note"]
        buttons = cite.get_by_role("button", name="Copy")
        assert buttons.count() % 3 == 0
        buttons.nth(1).click()
        expect(cite.get_by_role("button", name="Copied")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == cite.locator("pre").first.inner_text()


def test_what_stands_elsewhere_is_cited_there(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + SITE)
        page.locator("section[aria-labelledby=incoming] dd:not([id]) sup a").first.click()
        there = page.get_by_role("link", name="Cite this fact, on its own page")
        expect(there).to_be_visible()
        expect(page.get_by_role("dialog").locator("details.cite")).to_be_hidden()
        there.click()
        item = page.locator("li:target")
        expect(item.locator("p.plain")).to_be_visible()


def test_facts_are_cited_without_scripts(home: str, reader: Reader) -> None:
    with reader(script=False) as page:
        page.goto(home + SITE)
        # The link leads into what is closed, which opens.
        page.get_by_role("link", name="Cite one fact").click()
        items = page.locator("details#-cite-facts > ol > li")
        assert items.count() == page.locator("[id^='s-']").count() > 20
        expect(items.first.locator("pre").first).to_be_visible()
        expect(page.locator("button.copy")).to_have_count(0)


def test_phones_fold_what_is_long_and_show_what_is_asked_for(home: str, reader: Reader) -> None:
    height = "document.documentElement.scrollHeight"
    with reader(360, 740, script=False) as page:
        page.goto(home + LONG)
        whole = page.evaluate(height)
        expect(page.locator("ol.notes > li").last).to_be_visible()
        last = page.locator(".claims > .claim").last.get_attribute("id")
    with reader(360, 740) as page:
        page.goto(home + LONG)
        assert page.evaluate(height) < whole / 3
        expect(page.locator("ol.notes")).to_be_hidden()
        shown = page.locator(".claims > .claim:visible")
        assert shown.count() == 8
        more = page.locator("section[aria-labelledby=claims]").get_by_role("button", name=re.compile(r"Show \d+ more"))
        more.click()
        assert shown.count() > 100
        expect(more).to_have_count(0)
        page.goto("about:blank")
        page.goto(f"{home}{LONG}#n7")
        expect(page.locator("#n7")).to_be_in_viewport()
        incoming = page.locator("dd[data-folded]").first
        expect(incoming).to_be_hidden()
    with reader(1280) as page:
        page.goto(home + LONG)
        expect(page.locator("ol.notes > li").last).to_be_visible()
        assert page.locator("[data-folded]").count() == 0
    assert last is None or last.startswith("s-")


@pytest.mark.parametrize(
    ("path", "anchor", "inside"),
    [
        ("names/index.html", "letter-2", ".names-list"),
        ("ontology/index.html", "Force", "article"),
        ("shapes/index.html", "ClaimLeak", "article"),
    ],
)
def test_long_lists_are_closed_on_a_phone_and_opened_by_an_address(
    home: str, reader: Reader, path: str, anchor: str, inside: str
) -> None:
    height = "document.documentElement.scrollHeight"
    with reader(360, 740) as page:
        page.goto(home + path)
        expect(page.locator(f"main {inside}").first).to_be_hidden()
        closed = page.evaluate(height)
        assert closed < 6000
        page.goto(f"{home}{path}#{anchor}")
        expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
        assert page.evaluate(height) > closed + 1000
    with reader(360, 740, script=False) as page:
        page.goto(home + path)
        expect(page.locator(f"main {inside}").last).to_be_visible()


def test_print_has_what_a_phone_folds(own_site: Path, reader: Reader) -> None:
    with reader(360, 740) as page:
        page.goto((own_site / LONG).as_uri())
        page.emulate_media(media="print")
        expect(page.locator(".claims > .claim").last).to_be_visible()
        assert page.locator("ol.notes > li").last.evaluate("one => one.getBoundingClientRect().height") > 10
        expect(page.locator(".more").first).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_still_timeline_shows_most_days_widely(home: str, reader: Reader, width: int) -> None:
    with reader(width, script=False) as page:
        page.goto(home + TIMELINE)
        row = page.locator("tr", has=page.get_by_role("link", name="Oleg Dvigalev as Commander of the URADS"))
        cell, bar = row.locator("td > svg").bounding_box(), row.locator(".whole rect.certain").bounding_box()
        assert cell
        assert bar
        # From 2014 to 2016: three of the ten years after 2013, which have seven tenths of the width.
        assert 0.15 < bar["width"] / cell["width"] < 0.3
        assert bar["x"] > cell["x"] + 0.3 * cell["width"]
        early = page.locator("tr", has_text="Customs Union Agreement signed")
        expect(early.locator(".still use")).to_have_count(1)
        seen = early.locator(".still").bounding_box()
        assert seen
        assert 0.25 < seen["width"] / cell["width"] < 0.35
        expect(page.get_by_text("What is before 2013 is drawn more narrowly")).to_be_visible()
        shown = "all => all.filter(one => one.checkVisibility()).map(one => Number(one.textContent))"
        years = page.locator(".axis").first.locator("text").evaluate_all(shown)
        assert years == sorted(years)
        assert years[0] < 2000
        assert len([year for year in years if year >= 2013]) >= 5
    with reader(width) as page:
        page.goto(home + TIMELINE)
        expect(page.locator(".still")).to_have_count(0)
        expect(page.get_by_text("What is before 2013")).to_be_hidden()


def test_names_on_the_map_keep_within_what_is_seen(home: str, reader: Reader) -> None:
    with reader(360, 740) as page:
        page.goto(home + "map/index.html")
        region = page.locator("[data-map]")
        region.scroll_into_view_if_needed()
        for left in range(0, 500, 70):
            region.evaluate(f"one => {{ one.scrollLeft = {left}; }}")
            page.evaluate(FRAMES)
            assert page.evaluate(CUT) == [], left


def test_not_found_opened_as_a_file(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "404.html").as_uri())
        expect(page.locator("h1")).to_have_css("font-weight", "600")
        page.get_by_role("link", name="Start at the first page").click()
        assert page.url == (own_site / "index.html").as_uri()


def test_not_found_deep_below_a_host_that_serves_the_file_itself(
    own_site: Path, tmp_path: Path, reader: Reader
) -> None:
    """As GitHub Pages and others do: the same bytes at any address, with the site below its path."""
    below = re.search('<base href="/([^"]+)/">', (own_site / "404.html").read_text(encoding="utf-8"))
    assert below
    # A copy lies where the wrong address points, as if the host had sent it for that.
    site = tmp_path / below[1]
    site.parent.mkdir(parents=True)
    shutil.copytree(own_site / "assets", site / "assets")
    deep = site / "id" / "no" / "such"
    deep.mkdir(parents=True)
    for name in ("404.html", "index.html"):
        shutil.copyfile(own_site / name, site / name)
    shutil.copyfile(own_site / "404.html", deep / "index.html")
    with serving(tmp_path) as address, reader() as page:
        page.goto(f"{address}{below[1]}/id/no/such/")
        expect(page.locator("h1")).to_have_css("font-weight", "600")
        page.get_by_role("link", name="Start at the first page").click()
        assert page.url == f"{address}{below[1]}/index.html"
