"""A real browser at the endpoint: a page of another site asks it, and a link to a query opens the console."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.endpoint.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A media type of its own and a header of its own: the browser asks for leave first.
ASK = """async address => {
  const headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv", "X-Requested-With": "me"};
  const answer = await fetch(address, {method: "POST", headers, body: "SELECT (1 AS ?x) {}"});
  return [answer.status, answer.headers.get("ETag").slice(0, 3), await answer.text()];
}"""
WRONG = """async address => {
  const answer = await fetch(`${address}?query=ASK`);
  return [answer.status, await answer.text()];
}"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A page of another origin."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title>", encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_page_of_another_site_asks(served: Served, page: Page, elsewhere: str) -> None:
    page.goto(elsewhere)
    assert page.evaluate(ASK, served.url) == [200, 'W/"', "x\r\n1\r\n"]
    status, words = page.evaluate(WRONG, served.url)
    assert (status, words.startswith("query:1:4: not SPARQL from here on")) == (400, True)


def test_a_link_to_a_query_opens_the_console(served: Served, page: Page) -> None:
    console = served.root / "build" / "site" / "sparql"
    console.mkdir()
    try:
        (console / "index.html").write_text("<!doctype html><title>Console</title>", encoding="utf-8")
        query = 'SELECT ?s { ?s ?p "ä & = + #" }'
        page.goto(f"{served.url}?query={quote(query)}")
        assert page.title() == "Console"
        # As the console reads it (site_templates/scripts/console/queries.js).
        assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('query')") == query
    finally:
        (console / "index.html").unlink()
        console.rmdir()
