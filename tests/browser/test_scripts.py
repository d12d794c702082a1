"""What the scripts add, in a real browser, from a folder and from a server: side panel, as of, theme, menu."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.tools.screenshots import kinds

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Reader

FORCE = "id/force/rgf/index.html"
POSTING = "id/posting/oleg-dvigalev-urads-commander/index.html"
YEARS = "2013-01-01/2013-12-31/2017-01-01/2017-12-31"
PERIOD = "threatened-period"
NUMBER = "main sup a[href^='#n']"
NARROW, WIDE = 360, 1280


def _quoted(page: Page) -> Locator:
    """The first number in the facts whose note quotes a sentence, not a rule."""
    numbers = page.locator(f"#facts ~ dl {NUMBER.removeprefix('main ')}").all()
    assert numbers
    for number in numbers:
        if page.locator(f"{number.get_attribute('href')} mark").count():
            return number
    pytest.fail("no fact whose note quotes a sentence")


def test_a_click_opens_the_sentence_beside_the_text(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + FORCE)
        number = _quoted(page)
        note = page.locator(f"{number.get_attribute('href')}")
        marked = note.locator("mark").inner_text()
        place = re.search(r"characters (\d+)–(\d+)", note.inner_text())
        value = number.evaluate("one => one.closest('dd').querySelector('bdi').textContent")
        number.click()
        panel = page.get_by_role("dialog")
        expect(panel).to_be_in_viewport()
        assert "#n" not in page.url
        expect(panel.locator("mark")).to_have_text(marked)
        expect(panel).to_contain_text(note.locator(".source .mode").inner_text())
        expect(panel.locator("[data-statement]")).to_contain_text(value)
        assert place
        expect(panel).to_contain_text(place[0])
        expect(panel).to_contain_text("Checked at the build")
        # The sentence before or after comes from the document's text.
        expect(panel.locator("[data-before]:not([hidden]), [data-after]:not([hidden])").first).to_be_visible()
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids))
        panel.get_by_role("link", name="Read it in the document").click()
        assert page.url.endswith(f"#char={place[1]},{place[2]}")
        expect(page.locator(":target")).to_be_in_viewport()


def test_the_keyboard_shows_enters_and_leaves_the_panel(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + FORCE)
        number = _quoted(page)
        panel = page.get_by_role("dialog")
        # To come to it by the keyboard, not by a call: only then is the focus one that shows.
        number.evaluate("one => { const all = [...document.querySelectorAll('a, button')];"
                        " all[all.indexOf(one) - 1].focus(); }")  # fmt: skip
        page.keyboard.press("Tab")
        expect(number).to_be_focused()
        expect(panel).to_be_visible()
        page.keyboard.press("Enter")
        expect(panel.get_by_role("heading")).to_be_focused()
        page.keyboard.press("Tab")
        expect(panel.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(number).to_be_focused()
        page.keyboard.press("Enter")
        panel.get_by_role("button", name="Close").press("Enter")
        expect(panel).to_be_hidden()
        expect(number).to_be_focused()


def test_a_derived_fact_leads_to_its_premises_within_the_panel(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + FORCE)
        derived = page.locator(".notes > li", has=page.locator("li sup a")).first
        page.locator(f"{NUMBER}[href='#{derived.get_attribute('id')}']").first.click()
        panel = page.get_by_role("dialog")
        expect(panel.locator("mark")).to_have_count(0)
        expect(panel.get_by_text("Checked at the build")).to_be_hidden()
        panel.locator("sup a").first.click()
        expect(panel.locator("mark")).to_be_visible()
        panel.get_by_role("button", name="Back").click()
        expect(panel.locator("mark")).to_have_count(0)


def test_on_a_phone_the_panel_lies_below_and_what_it_is_about_above(own_site: Path, reader: Reader) -> None:
    with reader(NARROW, 740) as page:
        page.goto((own_site / FORCE).as_uri())
        number = _quoted(page)
        number.click()
        panel = page.get_by_role("dialog").bounding_box()
        above = number.bounding_box()
        assert panel
        assert above
        assert panel["width"] == NARROW
        assert panel["y"] + panel["height"] == 740
        assert 0 <= above["y"] < panel["y"] - above["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_without_scripts_the_number_leads_to_the_note(home: str, reader: Reader) -> None:
    with reader(script=False) as page:
        page.goto(home + FORCE)
        number = _quoted(page)
        number.click()
        expect(page.locator("li:target mark")).to_be_in_viewport()
        for control in ("[data-panel]", "[data-moment]", "[data-theme-switch]", "[data-menu]"):
            expect(page.locator(control)).to_be_hidden()
        page.set_viewport_size({"width": NARROW, "height": 740})
        expect(page.locator("#-menu a").first).to_be_visible()


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2012-12-31", "no"), ("2013-06-01", "possible"), ("2015-06-01", "certain"), ("2017-09-01", "possible")],
)
def test_a_day_tells_certain_possible_and_not_then(own_site: Path, reader: Reader, day: str, verdict: str) -> None:
    with reader() as page:
        page.goto((own_site / POSTING).as_uri())
        fact = page.locator(f"dd[data-when='{YEARS}']").first
        page.get_by_label("As of").fill(day)
        expect(fact).to_have_attribute("data-verdict", verdict)
        words = {"no": "not then", "possible": "possible then", "certain": "certain then"}[verdict]
        expect(fact.locator(".verdict")).to_have_text(words)
        assert page.url.endswith(f"?date={day}")
        page.get_by_role("button", name="Clear").click()
        expect(page.locator(".verdict")).to_have_count(0)
        assert "?" not in page.url


def test_what_is_set_goes_along_and_comes_back(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + FORCE)
        page.get_by_label("As of").fill("2017-09-01")
        page.get_by_label("Peacetime").check()
        limited = page.locator(f"dd[data-during='{PERIOD}']")
        assert limited.count()
        expect(limited.first).to_have_attribute("data-verdict", "outside")
        expect(limited.first.locator(".verdict")).to_have_text("in another period")
        page.locator("header a", has_text="Index").click()
        assert page.url.endswith("index.html?date=2017-09-01&period=peacetime#kinds")
        page.go_back()
        page.locator("main dd a[href*='/id/']").first.click()
        assert "?date=2017-09-01&period=peacetime" in page.url
        expect(page.get_by_label("As of")).to_have_value("2017-09-01")
        expect(page.get_by_label("Peacetime")).to_be_checked()
        page.goto(f"{home}{FORCE}?period={PERIOD}&date=2017-02-30")
        assert page.locator(f"dd[data-during='{PERIOD}'][data-verdict]").count() == 0
        expect(page.get_by_label("As of")).to_have_value("")


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_is_chosen_and_kept(home: str, reader: Reader, dark: bool) -> None:
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    with reader(dark=dark) as page:
        page.goto(home + "index.html")
        switch = page.get_by_role("button", name="Theme")
        expect(switch).to_have_accessible_name("Theme: auto")
        seen = {"auto": page.evaluate(colour)}
        for name in ("light", "dark"):
            switch.click()
            expect(switch).to_have_accessible_name(f"Theme: {name}")
            seen[name] = page.evaluate(colour)
        assert seen["light"] != seen["dark"]
        assert seen["auto"] == seen["dark" if dark else "light"]
        page.goto(home + "questions/index.html")
        assert page.evaluate(colour) == seen["dark"]
        expect(page.get_by_role("button", name="Theme")).to_have_accessible_name("Theme: dark")


def test_the_menu_of_a_phone(own_site: Path, reader: Reader) -> None:
    with reader(NARROW, 740) as page:
        page.goto((own_site / "index.html").as_uri())
        link = page.locator("#-menu a", has_text="Questions")
        button = page.get_by_role("button", name="Menu")
        expect(link).to_be_hidden()
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(button).to_be_focused()
        button.press("Enter")
        link.click()
        assert page.url.endswith("/questions/index.html")
        page.set_viewport_size({"width": WIDE, "height": 800})
        expect(page.locator("#-menu a").first).to_be_visible()
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_kind_of_page_is_quiet_and_fits(own_site: Path, home: str, reader: Reader, width: int) -> None:
    with reader(width) as page:
        seen = 0
        for name, path in kinds(own_site):
            # It has its base where the site is published, so it is tried where hosts show it: tests/hosts, tests/serve.
            if name == "not-found":
                continue
            page.goto(home + path.relative_to(own_site).as_posix() + "?date=2016-09-20&period=peacetime")
            assert page.evaluate("document.documentElement.classList.contains('js')"), name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            seen += 1
        assert seen > 12
