"""A real server over real HTTP: requests as an attacker writes them, and reloading after a change."""

from __future__ import annotations

import signal
import socket
import threading
import time
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite.errors import UsageError
from pincite.serve import run

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.serve.conftest import Server


def _event(stream: HTTPResponse) -> str:
    return stream.readline().decode().strip() or _event(stream)


def test_no_path_leads_out(server: Server) -> None:
    for path in (
        "/../outside.txt",
        "/id/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/id/%2e%2e/%2e%2e/outside.txt",
        "/..%5coutside.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/%00",
        "/leak.txt",
        "/.secret",
        "/index.html%00.ttl",
        "/%ff%fe",
    ):
        answer = server.open(path)
        body = answer.read()
        assert answer.status == 404, path
        assert b"secret" not in body


def test_content_negotiation(server: Server) -> None:
    answer = server.open("/id/vessel/gull", Accept="text/html;q=0.3, application/n-triples;q=0.7")
    assert (answer.status, answer.headers["Location"]) == (303, "/id/vessel/gull/index.nt")
    assert server.open("/id/vessel/gull", Accept="application/rdf+xml").status == 406
    head = server.open("/data/graph.trig", "HEAD")
    assert (head.status, head.headers["Content-Type"], head.read()) == (200, "application/trig", b"")


def test_pages_listen_and_files_stay_as_built(server: Server, site: Path) -> None:
    before = (site / "index.html").read_bytes()
    text = server.open("/").read().decode()
    assert '<script src="/-/changes.js" defer></script></body>' in text
    assert b"EventSource" in server.open("/-/changes.js").read()
    assert (site / "index.html").read_bytes() == before
    assert "script" not in server.open("/id/vessel/gull/index.ttl").read().decode()


def test_a_change_is_built_and_told(server: Server) -> None:
    stream = server.open("/-/changes")
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert _event(stream) == "retry: 500"
    _write(server, "Second")
    assert _event(stream) == "event: built"
    assert "Second" in server.open("/").read().decode()
    assert server.said() == "Changed: title.txt. Building ..."
    assert server.said() == "Built."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("wrong", "title.txt:1: the title is wrong. Write another."),
        ("crash", "RuntimeError: out of ideas"),
    ],
)
def test_a_failed_build_leaves_the_last_good_site(server: Server, text: str, problem: str) -> None:
    stream = server.open("/-/changes")
    assert _event(stream) == "retry: 500"
    _write(server, text)
    assert server.said().startswith("Changed")
    assert server.said() == problem
    assert server.said() == "The site is still the last good one."
    assert "Home" in server.open("/").read().decode()
    _write(server, "Third")
    assert _event(stream) == "event: built"
    assert "Third" in server.open("/").read().decode()


def test_a_site_that_is_being_replaced_is_waited_for(server: Server, site: Path) -> None:
    away = site.with_name("away")
    site.rename(away)
    timer = threading.Timer(0.3, away.rename, [site])
    timer.start()
    answer = server.open("/about/")
    timer.join()
    assert answer.status == 200


def test_an_interrupt_ends_it_though_pages_are_open(server: Server) -> None:
    stream = server.open("/-/changes")
    assert _event(stream) == "retry: 500"
    started = time.monotonic()
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=10) == 0
    assert time.monotonic() - started < 5
    assert server.process.stderr
    assert "Traceback" not in server.process.stderr.read()


def test_only_this_machine_is_served(server: Server) -> None:
    # 127.0.0.2 is this machine too, but nobody listens there: the server is bound to one address, not to all.
    with (
        pytest.raises(ConnectionRefusedError),
        socket.create_connection(("127.0.0.2", server.port), timeout=5),
    ):
        pass


def test_what_cannot_be_served(site: Path, server: Server, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot listen there .* Choose another --port\."):
        run(site, port=server.port)
    with pytest.raises(UsageError, match="cannot listen there"):
        run(site, port=70000)
    with pytest.raises(UsageError, match=r"no site here\. Build it first"):
        run(tmp_path / "nothing")


def test_an_open_page_reloads(server: Server, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/")
    assert page.title() == "Home"
    with page.expect_navigation(timeout=15000):
        _write(server, "Fourth")
    assert page.title() == "Fourth"


def _write(server: Server, text: str) -> None:
    (server.watched / "title.txt").write_text(text, encoding="utf-8")
