"""Order of battle, who decides, timeline, topics, disagreements: what they say, and what a reader does there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Reader

html = importlib.import_module("lxml.html")  # it has no types

FORCES = "order-of-battle/index.html"
DECISIONS = "decisions/index.html"
TIMELINE = "timeline/index.html"
DISAGREEMENTS = "disagreements/index.html"
TOPICS = "topics/index.html"
TOPIC = "topics/russian-military-presence/index.html"
POSTINGS = "id/posting/index.html"
BLOCK = "questions/who-can-block/index.html"
PAGES = (FORCES, DECISIONS, TIMELINE, DISAGREEMENTS, TOPICS, TOPIC, POSTINGS, BLOCK)
NARROW = 360
DEPLOY = "deploy-rgf"
TROOPS = "let-troops-through-to-facilities"


def plain(element: Any) -> str:
    """Return the text of an element, with single spaces."""
    return " ".join(element.text_content().split())


def main_of(site: Path, page: str) -> Any:
    """Return the main part of a page as written."""
    return html.fromstring((site / page).read_text(encoding="utf-8")).xpath("//main")[0]


def units(main: Any, tree: str, name: str) -> list[Any]:
    """Return where a unit stands in a tree."""
    found: list[Any] = main.xpath(f"//section[h2='{tree}']//li[div[@class='unit']/p/a='{name}']")
    assert found, name
    return found


def above(unit: Any) -> list[str]:
    """Return the names of all that is above a unit, the nearest first."""
    names = [str(one.xpath("string(div/p/a)")) for one in unit.iterancestors("li")]
    return [name for name in names if name]


# ---- what the pages say ------------------------------------------------------------------------------


def test_the_1st_guards_tank_army_stands_where_the_texts_put_it(own_site: Path) -> None:
    main = main_of(own_site, FORCES)
    places = {above(unit)[0]: unit for unit in units(main, "What belongs to what", "1st Guards Tank Army")}
    rgf = "Regional Group of Forces (RGF)"
    assert set(places) >= {rgf, "Russian part of the RGF"}
    assert any("Western Military District" in name for name in places)
    relations = [plain(line) for line in places[rgf].xpath("div/ul[@class='relations']/li")]
    assert any("since on or after 2014" in line for line in relations)
    assert any("hypothetical" in line for line in relations)
    details = {plain(one.xpath("dt")[0]): plain(one.xpath("dd/*[1]")[0]) for one in places[rgf].xpath("div/dl/div")}
    assert details == {"military unit": "73621", "garrison": "Bakovka"}
    # Its own divisions are below it wherever it stands.
    for unit in places.values():
        divisions = [plain(one) for one in unit.xpath("details/ul/li/div/p/a")]
        assert divisions == ["2nd Motorized Rifle Division", "4th Tank Division"]


def test_a_presumed_place_keeps_its_word_and_its_speaker(own_site: Path) -> None:
    main = main_of(own_site, FORCES)
    (wing, *_) = units(main, "What belongs to what", "Wing of Russian Su-30SM fighters at Baranovichi")
    assert above(wing)[0] == "14th Guards Fighter Aviation Regiment"
    (line,) = wing.xpath("div/ul[@class='relations']/li")
    assert plain(line).startswith("Presumably part")
    assert "judged" in plain(line)


def test_every_relation_in_the_tree_leads_to_a_sentence(own_site: Path) -> None:
    main = main_of(own_site, FORCES)
    lines = main.xpath("//ul[@class='relations']/li")
    assert len(lines) > 80
    for line in lines:
        notes = line.xpath("sup/a/@href")
        assert notes, plain(line)
        assert main.xpath(f"//li[@id='{notes[0][1:]}']//mark"), plain(line)


def test_the_urads_is_a_part_of_the_rgf_in_the_threatened_period(own_site: Path) -> None:
    main = main_of(own_site, FORCES)
    urads = units(main, "What belongs to what", "Unified Regional Air Defence System (URADS)")
    inner = [unit for unit in urads if above(unit)]
    assert {above(unit)[0] for unit in inner} == {"Regional Group of Forces (RGF)"}
    assert inner[0].xpath("div/ul/li/@data-during") == ["threatened-period"]
    # In peacetime it is a system of its own.
    assert len(urads) == len(inner) + 1
    commanders = plain(inner[0].xpath("div/dl")[0])
    assert "Oleg Dvigalev" in commanders
    assert "2013 to 2017" in commanders
    assert re.search(r"Igor Golub\s*\d* ?\d*\s*since 2018", commanders)
    under = units(main, "Who is under whom", "Unified Regional Air Defence System (URADS)")
    limits = {above(unit)[0]: unit.xpath("div/ul/li/@data-during") for unit in under if above(unit)}
    assert "Commander of the URADS" in limits
    assert limits["Joint Command of the RGF and URADS"] == ["threatened-period"]


def test_belarus_and_russia_can_block_the_deployment_of_the_rgf(own_site: Path) -> None:
    matter = main_of(own_site, DECISIONS).xpath(f"//section[@id='{DEPLOY}']")[0]
    (case,) = matter.xpath("article")
    told = {plain(row.xpath("dt")[0]): [plain(one.xpath("a")[0]) for one in row.xpath("dd") if one.xpath("a")]
            for row in case.xpath("dl/div")}  # fmt: skip
    assert told["Who can block it"] == ["Belarus", "Russia"]
    assert told["Whose consent it needs"] == ["Belarus", "Russia"]
    assert told["Who decides"] == ["Supreme Council of the Union of Belarus and Russia"]
    assert told["In which period"] == ["Threatened period"]
    assert case.xpath("h3/@data-during") == ["threatened-period"]
    # The chain goes down to the sentence.
    (block, *_) = (one for one in case.xpath("details/ul/li") if "can block" in plain(one.xpath("p")[0]))
    assert "derived by consent that is required" in plain(block.xpath("p")[0])
    assert any("by decision of the Supreme Council" in plain(one) for one in block.xpath("ul/li/blockquote"))


def test_what_a_text_does_not_say_is_not_stated(own_site: Path) -> None:
    main = main_of(own_site, DECISIONS)
    cases = main.xpath("//article[@class='case']")
    assert len(cases) > 20
    assert len({len(case.xpath("dl/div")) for case in cases}) == 1
    establish = main.xpath("//section[@id='establish-joint-command-with-urads']/article")[0]
    assert "not stated" in plain(establish.xpath("dl/div[1]")[0])


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Oleg Dvigalev as Commander of the URADS", ["possible", "certain", "possible"]),
        ("Igor Golub as Commander of the URADS", ["possible", "certain", "to"]),
        ("Vladimir Makei as Foreign Minister of Belarus", ["from", "seen", "to"]),
    ],
)
def test_the_timeline_draws_what_is_known(own_site: Path, name: str, kinds: list[str]) -> None:
    (row,) = main_of(own_site, TIMELINE).xpath(f"//section[@data-lane='postings']//tr[th/a[.='{name}']]")
    assert [one.get("class") for one in row.xpath("td//*[self::rect or self::circle or self::line]")] == kinds
    assert row.xpath("th/sup/a")


def test_the_timeline_leaves_nothing_out(own_site: Path) -> None:
    main = main_of(own_site, TIMELINE)
    lanes = [one.get("data-lane") for one in main.xpath("//section[@data-lane]")]
    assert lanes == ["agreements-and-other-instruments", "leases", "postings", "deployments", "exercises", "events"]
    for kind, lane in (("posting", "postings"), ("lease", "leases"), ("deployment", "deployments")):
        there = {path.parent.name for path in (own_site / "id" / kind).glob("*/index.html")}
        links = main.xpath(f"//section[@data-lane='{lane}']//a[contains(@href, 'id/{kind}/')]/@href")
        assert {link.split("/")[-2] for link in links} == there
    for row in main.xpath("//tr[@data-time]"):
        assert row.xpath("th/@data-when"), plain(row)
        assert row.xpath("td/svg/svg/*[not(self::use)]"), plain(row)


def test_allowed_done_and_claimed_stay_apart(own_site: Path) -> None:
    main = main_of(own_site, TOPIC)
    allowed, done, claimed = main.xpath("//div[@class='board']/section")
    assert [plain(one.xpath("h2")[0]).split()[0] for one in (allowed, done, claimed)] == ["Allowed", "Done", "Claimed"]
    assert all("provision" in one.get("class") for one in allowed.xpath("ul/li"))
    facts = {"reported", "provision", "derived"}
    assert all(set(one.get("class").split()) & facts for one in done.xpath("ul/li"))
    assert len(claimed.xpath("ul/li")) > 15
    topics = main_of(own_site, TOPICS).xpath("//tbody/tr")
    assert len(topics) > 20
    for row in topics:
        page = main_of(own_site, f"topics/{row.xpath('th/a/@href')[0]}")
        sizes = [plain(one) for one in page.xpath("//h2/span[@class='count']")]
        assert sizes == [one.text for one in row.xpath("td") if one.text != "–"]


def test_every_disagreement_stands_in_the_matrix(own_site: Path) -> None:
    main = main_of(own_site, DISAGREEMENTS)
    rows = main.xpath("//table[@class='matrix']//tr[th[@scope='row']]")
    told = main.xpath("//article[@class='quarrel']")
    assert len(rows) == len(told) > 20
    for row, quarrel in zip(rows, told, strict=True):
        assert row.xpath("th/a/@href") == [f"#{quarrel.get('id')}"]
        links = row.xpath("td//a/@href")
        assert sorted(link[1:] for link in links) == sorted(quarrel.xpath(".//li[contains(@class, 'claim ')]/@id"))
        assert len(links) > 1
    # Both sides of a number, each with its hedge.
    (launchers,) = (row for row in rows if "S-400 launchers" in plain(row))
    assert [plain(one) for one in launchers.xpath("td//em")] == ["at least", "it seems"]


# ---- what a reader does ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts_all_of_it_is_there(own_site: Path, reader: Reader, path: str) -> None:
    with reader(NARROW, 740, script=False) as page:
        page.goto((own_site / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
        for control in ("[data-moment]", "[data-choose]", "[data-zoom]", "[data-unfold]"):
            expect(page.locator(control).locator("visible=true")).to_have_count(0)
        for part in (".unit", ".matter", "[data-time]", ".quarrel", ".board section"):
            assert page.locator(part).count() == page.locator(part).locator("visible=true").count(), part


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [NARROW, 1280])
def test_with_a_day_and_a_period_it_fits_and_is_quiet(home: str, reader: Reader, path: str, width: int) -> None:
    with reader(width) as page:
        page.goto(f"{home}{path}?date=2016-09-20&period=peacetime&only=1")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids))


def _under_rgf(page: Page, name: str) -> Any:
    rgf = "//section[h2='What belongs to what']/ul/li[div/p/a='Regional Group of Forces (RGF)']"
    return page.locator(f"xpath={rgf}/details/ul/li[div/p/a='{name}']")


def test_the_order_of_battle_follows_the_period_and_the_day(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + FORCES)
        urads = _under_rgf(page, "Unified Regional Air Defence System (URADS)")
        expect(urads).to_be_visible()
        page.get_by_label("Peacetime").check()
        expect(urads.locator(":scope > .unit .relations .verdict")).to_have_text("in another period")
        page.get_by_label("hide what does not hold").check()
        expect(urads).to_be_hidden()
        assert page.url.endswith("?period=peacetime&only=1")
        page.get_by_label("Threatened period").check()
        expect(urads).to_be_visible()
        army = _under_rgf(page, "1st Guards Tank Army")
        page.get_by_label("As of").fill("2016-09-20")
        expect(army).to_be_visible()
        commander = urads.locator(":scope > .unit dd", has_text="Igor Golub")
        expect(commander).to_be_hidden()
        page.get_by_label("As of").fill("2019-06-01")
        expect(commander).to_be_visible()
        expect(urads.locator(":scope > .unit dd", has_text="Oleg Dvigalev")).to_be_hidden()
        page.get_by_role("button", name="Clear").click()
        expect(page.locator(".verdict")).to_have_count(0)
        expect(urads.locator(":scope > .unit dd", has_text="Oleg Dvigalev")).to_be_visible()


def test_the_tree_opens_and_closes_by_the_keyboard(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / FORCES).as_uri())
        summary = page.locator(".branches summary").first
        inner = page.locator(".branches > li > details > ul > li").first
        expect(inner).to_be_visible()
        summary.focus()
        page.keyboard.press("Enter")
        expect(inner).to_be_hidden()
        page.keyboard.press("Space")
        expect(inner).to_be_visible()
        page.get_by_role("button", name="Close all").press("Enter")
        expect(page.locator(".branches details[open]")).to_have_count(0)
        page.get_by_role("button", name="Open all").press("Enter")
        expect(page.locator(".branches details:not([open])")).to_have_count(0)
        number = page.locator(".relations sup a").first
        number.click()
        expect(page.get_by_role("dialog").locator("mark")).to_be_visible()


def test_a_decision_is_chosen_and_stays_in_the_address(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + DECISIONS)
        shown = page.locator(".matter:visible")
        assert shown.count() > 20
        page.get_by_label("Decision", exact=True).select_option(TROOPS)
        expect(shown).to_have_count(1)
        assert page.url.endswith(f"?decision={TROOPS}")
        cases = page.locator(".case:visible")
        expect(cases).to_have_count(2)
        page.get_by_label("Peacetime").check()
        page.get_by_label("hide what does not hold").check()
        expect(cases).to_have_count(1)
        expect(cases.locator("h3")).to_contain_text("Peacetime")
        page.reload()
        expect(cases).to_have_count(1)
        cases.locator("summary").press("Enter")
        expect(cases.locator(".reasons blockquote").first).to_be_visible()
        page.goto(f"{home}{DECISIONS}?decision=no-such-thing#{DEPLOY}")
        assert shown.count() > 20
        expect(page.locator(f"#{DEPLOY}")).to_be_in_viewport()


def test_the_timeline_zooms_and_sifts(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + TIMELINE)
        bar = page.locator("tr", has=page.get_by_role("link", name="Oleg Dvigalev as Commander of the URADS"))
        certain = bar.locator("rect.certain")
        before = certain.bounding_box()
        page.get_by_role("button", name="2013–2021").press("Enter")
        expect(page.get_by_role("button", name="2013–2021")).to_have_attribute("aria-pressed", "true")
        assert page.url.endswith("?from=2013-01-01&to=2022-01-01")
        after, cell = certain.bounding_box(), bar.locator("td").bounding_box()
        assert before
        assert after
        assert cell
        assert after["width"] > 4 * before["width"]
        # Certain from the last day of 2013 to the first of 2017: from one to four ninths of the window.
        assert abs((after["x"] - cell["x"]) / cell["width"] - 1 / 9) < 0.02
        assert abs((after["x"] + after["width"] - cell["x"]) / cell["width"] - 4 / 9) < 0.02
        expect(page.locator("tr", has_text="Customs Union Agreement signed")).to_be_hidden()
        page.get_by_role("button", name="closer").click()
        assert "from=2015-" in page.url
        page.get_by_role("button", name="all").click()
        expect(page.locator("tr", has_text="Customs Union Agreement signed")).to_be_visible()
        page.get_by_role("checkbox", name="Postings").uncheck()
        expect(bar).to_be_hidden()
        page.reload()
        expect(page.get_by_role("checkbox", name="Postings")).not_to_be_checked()
        expect(bar).to_be_hidden()
        page.get_by_label("As of").fill("2016-09-20")
        expect(page.locator("#grid .day")).to_have_count(1)


def test_lists_and_answers_follow(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / POSTINGS).as_uri() + "?date=2016-09-20&only=1")
        entries = page.locator(".entities > li")
        expect(entries.filter(has_text="Oleg Dvigalev as Commander of the URADS")).to_be_visible()
        expect(entries.filter(has_text="Igor Golub as Commander of the URADS")).to_be_hidden()
        # No date is stated: it cannot be ruled out, and no mark pretends to know.
        undated = entries.filter(has_text="Minister of Defence of Latvia")
        expect(undated).to_be_visible()
        expect(undated.locator(".verdict")).to_have_count(0)
        page.goto((own_site / BLOCK).as_uri() + "?period=peacetime&only=1")
        expect(page.locator("tbody tr:visible")).to_have_count(0)
        page.get_by_label("Threatened period").check()
        expect(page.locator("tbody tr:visible")).to_have_count(2)


def test_what_has_no_date_is_counted_not_marked(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "id/force/rgf/index.html").as_uri() + "?date=2016-09-20")
        without = int(page.locator("[data-count=unknown]").inner_text())
        assert without > 40
        expect(page.locator("[data-verdict=unknown]")).to_have_count(without)
        expect(page.locator("[data-verdict=unknown] > .verdict")).to_have_count(0)
        assert page.locator("[data-verdict=possible] > .verdict").count() > 3
