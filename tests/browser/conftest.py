"""What the browser tests share: our own site, built once for a worker, as files and served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite.building import build
from tests.tools.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
Reader = Callable[..., AbstractContextManager["Page"]]


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's publication."""
    out = tmp_path_factory.mktemp("own") / "build"
    build(ROOT, out)
    return out / "site"


@pytest.fixture(scope="session")
def served(own_site: Path) -> Iterator[str]:
    """The address, ending in a slash, at which our own site is served."""
    with serving(own_site) as address:
        yield address


@pytest.fixture(params=["file", "http"])
def home(request: pytest.FixtureRequest, own_site: Path) -> str:
    """The address, ending in a slash, of our own site: once as a folder, once served."""
    return f"{own_site.as_uri()}/" if request.param == "file" else str(request.getfixturevalue("served"))


@pytest.fixture
def reader(browser: Browser) -> Reader:
    """Opens a window of a width; afterwards nothing was asked of another host, and nothing failed or complained."""

    @contextmanager
    def open_window(width: int = 1280, height: int = 800, *, script: bool = True, dark: bool = False) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        page = context.new_page()
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        # The content security policy speaks here, too.
        page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
        yield page
        context.close()
        assert asked
        # Leaving a page before all of it has come ends the request; a file that is missing fails in another way.
        assert [what for what in wrong if not what.endswith("net::ERR_ABORTED")] == []
        assert [url for url in asked if not url.startswith(("file:", "http://127.0.0.1:", "data:"))] == []

    return open_window
