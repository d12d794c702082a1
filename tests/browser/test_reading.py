"""A reader in a real browser: from an entity to a fact, its sentence, the words in the document, and back.

Both publications are read as files, without a server and without JavaScript, then served below a path.
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pincite.building import build
from tests.tools.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
PUBLICATIONS = {"own": ROOT, "example": ROOT / "tests" / "example"}
WIDTHS = (360, 1440)
WITHOUT_NUMBERS = """node => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("sup").forEach(one => one.remove());
  return copy.textContent;
}"""
COLOURS = "[document.documentElement, document.body].map(one => getComputedStyle(one).backgroundColor).join()"
# The example's templates show how little is enough; how it should look is seen on our own.
own_only = pytest.mark.parametrize("site", ["own"], indirect=True)


@pytest.fixture(scope="module", params=sorted(PUBLICATIONS))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication's site, built for this module."""
    out = tmp_path_factory.mktemp(request.param) / "build"
    build(PUBLICATIONS[request.param], out)
    return out / "site"


@contextmanager
def _reader(browser: Browser, scheme: str = "light", width: int = 1280, *, script: bool = False) -> Iterator[Page]:
    """A page whose requests must all succeed, and stay with the site."""
    context = browser.new_context(
        java_script_enabled=script,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    asked: list[str] = []
    failed: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(f"{request.url}: {request.failure}"))
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    context.close()
    assert asked
    # Leaving a page before its icon has come ends the request; a file that is missing fails in another way.
    assert [what for what in failed if not what.endswith("net::ERR_ABORTED")] == []
    assert [url for url in asked if not url.startswith(("file:", "http://127.0.0.1:"))] == []


def _pages(site: Path) -> list[Path]:
    """One page of every sort, and the one of each kind that has most to say."""
    plain = sorted(path for path in site.glob("**/index.html") if "id" not in path.relative_to(site).parts)
    kinds = sorted(path for path in (site / "id").iterdir() if path.is_dir())
    entities = [max(kind.glob("*/index.html"), key=lambda path: path.stat().st_size) for kind in kinds]
    assert entities
    return [*plain[:12], *(kind / "index.html" for kind in kinds), *entities]


def _with_footnotes(site: Path) -> Path:
    things = [path for path in site.glob("id/*/*/index.html") if "document" not in path.parts]
    return max(things, key=lambda path: path.read_text(encoding="utf-8").count('href="#n'))


def test_from_a_fact_to_its_sentence_and_back(site: Path, browser: Browser) -> None:
    start = _with_footnotes(site)
    with _reader(browser) as page:
        page.goto(start.as_uri())
        heading = page.locator("h1").inner_text()
        page.locator("main sup a[href^='#n']").first.click()
        note = page.locator("li:target")
        expect(note).to_be_in_viewport()
        while not note.locator("mark").count():  # derived: follow it to what it rests on
            note.locator("sup a[href^='#n']").first.click()
        words = note.locator("mark").inner_text()
        note.locator("a[href*='#char=']").first.click()
        marked = page.locator(":target")
        expect(marked).to_be_in_viewport()
        assert "/id/document/" in page.url
        there = marked.evaluate(WITHOUT_NUMBERS)
        # Where marks overlap, the target is the first stretch of the words.
        assert _plain(there)
        assert _plain(there) in _plain(words) or _plain(words) in _plain(there)
        page.go_back()
        expect(page.locator("h1")).to_have_text(heading)


def test_from_words_to_what_rests_on_them(site: Path, browser: Browser) -> None:
    document = max((site / "id" / "document").glob("*/index.html"), key=lambda path: path.stat().st_size)
    with _reader(browser) as page:
        page.goto(document.as_uri())
        page.locator("main sup a[href^='#p']").first.click()
        entry = page.locator("li:target")
        expect(entry).to_be_in_viewport()
        entry.locator("a[href*='/id/']").first.click()
        assert page.url.startswith(site.as_uri())
        expect(page.locator("h1")).to_be_visible()


def test_every_link_of_the_first_page_leads_somewhere(site: Path, browser: Browser) -> None:
    with _reader(browser) as page:
        page.goto((site / "index.html").as_uri())
        links = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        files = (urllib.parse.urldefrag(link).url.partition("?")[0] for link in links)
        local = sorted({file for file in files if file.startswith("file:")})
        assert len(local) > 5
        missing = [link for link in local if not Path(urllib.parse.unquote(link.removeprefix("file://"))).is_file()]
        assert missing == []


@own_only
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out(site: Path, browser: Browser, width: int) -> None:
    with _reader(browser, width=width, script=True) as page:
        for path in _pages(site):
            page.goto(path.as_uri())
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path.relative_to(site)} is {wide} px wide"


def test_every_page_is_one_document(site: Path, browser: Browser) -> None:
    with _reader(browser, script=True) as page:
        for path in _pages(site):
            page.goto(path.as_uri())
            assert page.locator("html[lang]").count() == 1
            assert page.locator("main").count() == 1
            assert page.locator("h1").count() == 1
            ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
            assert len(ids) == len(set(ids)), f"{path.relative_to(site)} has an id twice"


@own_only
def test_light_and_dark(site: Path, browser: Browser) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        with _reader(browser, scheme, script=True) as page:
            page.goto((site / "index.html").as_uri())
            brightness[scheme] = page.evaluate(COLOURS)
    assert brightness["light"] != brightness["dark"]


def test_structured_data_is_no_script_to_the_policy(site: Path, browser: Browser, tmp_path: Path) -> None:
    """A policy that allows no script within a page says nothing of a data block, and would of a script."""
    text = (site / "index.html").read_text(encoding="utf-8")
    assert text.count('<script type="application/ld+json">') == 1
    bare = re.sub(r"<script src=[^>]*></script>|<meta http-equiv=[^>]*>", "", text)
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
    listener = "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.blockedURI))"
    for extra, expected in (("", 0), ("<script>1</script>", 1)):
        file = tmp_path / f"page-{expected}.html"
        file.write_text(bare.replace("<head>", f"<head>{policy}", 1).replace("</body>", f"{extra}</body>"), "utf-8")
        context = browser.new_context()
        context.add_init_script(listener)
        page = context.new_page()
        page.goto(file.as_uri())
        assert len(page.evaluate("window.violations")) == expected
        data = page.locator("script[type='application/ld+json']").text_content()
        assert '"@context"' in (data or "")
        context.close()


def test_served_below_a_path(site: Path, browser: Browser) -> None:
    iri = _with_footnotes(site).parent.relative_to(site).as_posix()
    with serving(site, "/some/where") as address, _reader(browser) as page:
        answer = page.goto(address + iri)
        assert answer
        assert answer.status == 200
        assert page.url == f"{address}{iri}/index.html"
        page.locator("header a").first.click()
        assert page.url == f"{address}index.html"


def _plain(text: str) -> str:
    return " ".join(text.split())
