"""Everybody can use the site: axe finds nothing, the keyboard comes everywhere and not too slowly, focus is seen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.tools.axe import violations
from tests.tools.screenshots import NUMBER, STATE, kinds
from tests.tools.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Reader

WIDTHS = {"phone": 360, "desktop": 1440}
MOST_STOPS = 60
PAGES = 14
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.closest("aside, footer, .notes, dialog"))
  .filter((one, at, all) => one.type !== "radio" || all.findIndex(
    other => other.type === "radio" && other.name === one.name) === at).length"""
OUTLINE = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const inner = one.querySelector(".touch");
  return {what: one.outerHTML.slice(0, 80), seen: parseFloat(style.outlineWidth) > 1 && style.outlineStyle !== "none"
    || inner !== null && getComputedStyle(inner).stroke !== "none"};
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_axe_finds_nothing_on_any_kind_of_page(own_site: Path, reader: Reader, width: str, dark: bool) -> None:
    found: dict[str, list[str]] = {}
    with reader(WIDTHS[width], 800, dark=dark) as page:
        # The page for what is not found needs its host: test_reading.py.
        pages = [(name, path) for name, path in kinds(own_site) if name != "not-found"]
        assert len(pages) >= PAGES
        for name, path in pages:
            page.goto(path.as_uri())
            found[name] = violations(page)
            if name in ("entity-middling", "map"):
                page.goto(path.as_uri() + STATE)
                found[f"{name}, as of a day"] = violations(page, "main")
            if page.locator(NUMBER).count() and page.locator("[data-panel]").count():
                page.locator(NUMBER).first.click()
                expect(page.get_by_role("dialog")).to_be_visible()
                found[f"{name}, panel open"] = violations(page, "dialog")
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_where_nothing_is_found(own_site: Path, reader: Reader, dark: bool) -> None:
    page_itself = (own_site / "404.html").read_text(encoding="utf-8")
    below = re.search('<base href="([^"]+)/">', page_itself)
    assert below
    with reader(360, dark=dark) as page, serving(own_site, below[1]) as address:
        page.goto(f"{address}404.html")
        expect(page.locator("h1")).to_have_css("font-weight", "600")
        assert violations(page) == []


def test_axe_would_find_something(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "index.html").as_uri())
        page.evaluate("document.querySelector('main').append(document.createElement('button'))")
        assert any(one.startswith("button-name") for one in violations(page))


def _average(site: Path) -> list[Path]:
    """The five entity pages in the middle by size."""
    entities = [path for path in site.glob("id/*/*/index.html") if path.parts[-3] != "document"]
    ordered = sorted(entities, key=lambda path: path.stat().st_size)
    assert len(ordered) > 1000
    middle = len(ordered) // 2
    return ordered[middle - 2 : middle + 3]


def test_the_end_of_an_average_page_is_not_far_by_the_keyboard(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        for path in _average(own_site):
            page.goto(path.as_uri())
            assert 5 < page.evaluate(STOPS) <= MOST_STOPS, path


def test_every_stop_of_the_keyboard_is_seen(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        for path in (_average(own_site)[0], own_site / "map" / "index.html"):
            page.goto(path.as_uri())
            for number in range(40):
                page.keyboard.press("Tab")
                if page.evaluate("document.activeElement === document.body"):
                    break
                stop = page.evaluate(OUTLINE)
                assert stop["seen"], (path, number, stop)
            assert number > 10


def test_the_first_stop_skips_to_the_content(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        for name, path in kinds(own_site):
            # One is short enough to do without; one begins in its field.
            if name in ("not-found", "search"):
                continue
            page.goto(path.as_uri())
            page.keyboard.press("Tab")
            skip = page.locator(":focus")
            expect(skip).to_be_in_viewport()
            expect(skip).to_have_attribute("href", "#-content")
            page.keyboard.press("Enter")
            assert _inside(page, "main"), path


def _inside(page: Page, selector: str) -> bool:
    return bool(page.evaluate(f"document.activeElement.closest({selector!r}) !== null"))


def test_nothing_moves_for_who_does_not_want_it(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "id/force/rgf/index.html").as_uri())
        page.locator(NUMBER).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert page.evaluate("document.getAnimations().length") == 0
        moving = "getComputedStyle(document.querySelector('dialog')).animationName"
        assert page.evaluate(moving) == "none"
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(moving) != "none"
