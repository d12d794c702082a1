"""What tests of several parts share: a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOOLS = Path(__file__).parent / "tools"
# Over a minute of processor time each, on the machine that tests run on.
LONGEST = (
    "stores/test_load.py",
    "browser/test_access.py",
    "browse/test_vocabularies.py",
    "stores/test_questions.py",
    "ontology/test_justify.py",
    "browser/test_reading.py",
    "pipeline/test_interrupted.py",
    "pipeline/test_contradiction.py",
    "stores/test_rdflib.py",
    "browser/test_console.py",
    "stores/test_dump_files.py",
    "ontology/test_reasoner.py",
    "published/test_site.py",
    "endpoint/test_clients.py",
)
# As root there is no sandbox; the rest keeps the browser from calling home, which takes time where it cannot.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A busy machine is slow, not wrong; the same examples for everybody in CI.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process is left with one of them when the others are done."""
    assert all((TOOLS.parent / name).is_file() for name in LONGEST), "a file of this list has another name now"
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.relative_to(TOOLS.parent).as_posix(), len(order)))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, in CI it fails."""
    command = [sys.executable, str(TOOLS / "chromium.py"), "--find"]
    path = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        missing = "no Chromium here; python tests/tools/chromium.py installs one"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for all tests of a worker."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import, and few tests need it

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page of its own, whose errors fail the test."""
    context = browser.new_context()
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors
