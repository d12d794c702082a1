"""Takes a picture of every kind of page, at phone and desktop width, light and dark.

    python tests/tools/screenshots.py --site build/site --out build-screenshots [--only entity]

Of each kind it takes the page with most to say; of a page with footnotes also with its side panel open, of one with
facts also with a day and a period set; of the search what it finds, of the console an answer and a picture. Look at
them after a change of the templates or the style sheet.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = {"phone": (360, 740), "desktop": (1440, 900)}
SCHEMES = ("light", "dark")
# As high as a picture that can still be looked at; long pages are cut there.
HIGHEST = 2600
STATE = "?date=2016-09-20&period="
# What the console is shown with: rows, triples with their picture, and a fault.
QUERIES = {
    "rows": "SELECT ?fact ?property ?value { ?fact a pin:Fact ; pin:property ?property ; pin:value ?value } LIMIT 20",
    "triples": "CONSTRUCT { ?a ?b ?c } { ?fact a pin:Fact ; pin:about ?a ; pin:property ?b ; pin:value ?c } LIMIT 12",
    "fault": "SELECT ?x WHERE {\n  ?x a nothing:Here\n}",
}
NUMBER = "main sup a[href^='#n']"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; returns the exit code: 0 fine, 2 there is no site or no browser."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=Path("build/site"), help="the built site (default: build/site)")
    parser.add_argument("--out", type=Path, default=Path("build-screenshots"), help="a folder, emptied first")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    given = parser.parse_args(arguments)
    # These stand beside this file, when it is run.
    from chromium import find  # type: ignore[import-not-found]  # noqa: PLC0415
    from serving import serving  # type: ignore[import-not-found]  # noqa: PLC0415

    path = find()
    if not (given.site / "index.html").is_file() or path is None:
        sys.stderr.write("screenshots: there is no site or no Chromium. Run make site and tests/tools/chromium.py.\n")
        return 2
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    pages = [(name, page) for name, page in kinds(given.site) if given.only in name]
    with serving(given.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for width in WIDTHS:
            for scheme in SCHEMES:
                _take(browser, pages, given.out, width, scheme)
                if given.only in "search sparql":
                    _take_found(browser, address, given.out, width, scheme)
        browser.close()
    sys.stdout.write(f"{len(list(given.out.glob('*.png')))} pictures in {given.out}\n")
    return 0


def kinds(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield a name and a page for every kind of page of a site: of many pages of a kind, the biggest."""
    yield "home", site / "index.html"
    yield "not-found", site / "404.html"
    for folder in sorted(path for path in site.iterdir() if (path / "index.html").is_file() and path.name != "id"):
        yield folder.name, folder / "index.html"
        inner = list(folder.glob("*/index.html"))
        if inner:
            yield f"{folder.name}-one", max(inner, key=_size)
    entities = [path for path in site.glob("id/*/*/index.html") if path.parts[-3] != "document"]
    yield "document", max(site.glob("id/document/*/index.html"), key=_size)
    yield "entity", max(entities, key=_size)
    yield "entity-middling", sorted(entities, key=_size)[len(entities) // 2]
    yield "kind", max(site.glob("id/*/index.html"), key=_size)


def _size(path: Path) -> int:
    return path.stat().st_size


def _take_found(browser: Browser, address: str, out: Path, width: str, scheme: str) -> None:
    """Take what comes of searching and asking, which a picture of the mere page does not show."""
    page = _window(browser, width, scheme)
    end = f"{width}-{scheme}.png"
    page.goto(f"{address}search/index.html")
    page.wait_for_function("globalThis.pinciteFound")
    # A word of the name of which most is said.
    word = str(page.evaluate("pinciteFound.entities.toSorted((a, b) => b[4] - a[4])[0][1].split(' ').at(-1)"))
    page.locator("[data-search-page] input[type=search]").fill(word)
    page.locator("[data-search-results]").wait_for()
    _picture(page, out / f"search-found-{end}")
    page.goto(f"{address}index.html")
    page.locator("[data-search] input").fill(word)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.screenshot(path=out / f"search-box-{end}")
    page.goto(f"{address}sparql/index.html")
    for name, query in QUERIES.items():
        page.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(query)
        page.locator("[data-run]").click()
        page.locator("[data-result], [data-wrong]").locator("visible=true").first.wait_for(timeout=60_000)
        page.wait_for_timeout(300)
        _picture(page, out / f"sparql-{name}-{end}")
    page.context.close()


def _window(browser: Browser, width: str, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": WIDTHS[width][0], "height": WIDTHS[width][1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    return context.new_page()


def _take(browser: Browser, pages: Sequence[tuple[str, Path]], out: Path, width: str, scheme: str) -> None:
    page = _window(browser, width, scheme)
    for name, path in pages:
        end = f"{width}-{scheme}.png"
        page.goto(path.resolve().as_uri())
        _picture(page, out / f"{name}-{end}")
        if page.locator("form[data-moment]").count():
            page.goto(path.resolve().as_uri() + STATE)
            _picture(page, out / f"{name}-as-of-{end}")
        if page.locator(NUMBER).count() and page.locator("[data-panel]").count():
            page.goto(path.resolve().as_uri())
            page.locator(NUMBER).first.click()
            page.screenshot(path=out / f"{name}-panel-{end}")
    page.context.close()


def _picture(page: Page, path: Path) -> None:
    # A window as high as the page: taking what lies outside of one is slow on a page of many screens.
    shown = page.viewport_size
    assert shown
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": shown["width"], "height": min(max(height, shown["height"]), HIGHEST)})
    page.screenshot(path=path)
    page.set_viewport_size(shown)


if __name__ == "__main__":
    sys.exit(main())
