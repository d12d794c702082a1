"""A small built site, and a server of its own process for it."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PAGE = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
SERVER = """
import sys
from pathlib import Path
from pincite.errors import content_error
from pincite.serve import Changes, run

site, watched, base_path = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def rebuild():
    text = watched.joinpath("title.txt").read_text()
    if "wrong" in text:
        raise content_error("title.txt:1", "the title is wrong", "Write another.")
    if "crash" in text:
        raise RuntimeError("out of ideas")
    site.joinpath("index.html").write_text(f"<html><head><title>{text}</title></head><body>{text}</body></html>")

run(site, base_path=base_path, port=0, changes=Changes([watched, watched / "missing"], rebuild))
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site with two things, one of which has an index page only, and a file beside it."""
    made = tmp_path / "site"
    thing = made / "id" / "vessel" / "gull"
    thing.mkdir(parents=True)
    (made / "index.html").write_text(PAGE.format("Home"), encoding="utf-8")
    (thing / "index.html").write_text(PAGE.format("Gull"), encoding="utf-8")
    for end, text in {"ttl": "<#a> a <#B> .", "nt": "", "jsonld": "{}"}.items():
        (thing / f"index.{end}").write_text(text, encoding="utf-8")
    (made / "about").mkdir()
    (made / "about" / "index.html").write_text(PAGE.format("About"), encoding="utf-8")
    (made / "data").mkdir()
    for name in (
        "graph.ttl",
        "graph.nt",
        "graph.trig",
        "graph.jsonld",
        "graph.nt.gz",
        "void.ttl",
        "strange.xyz",
    ):
        (made / "data" / name).write_bytes(b"")
    (made / "data" / "größe 1.csv").write_text("a,b\n", encoding="utf-8")
    (made / ".secret").write_text("secret", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    (made / "leak.txt").symlink_to(tmp_path / "outside.txt")
    return made


@dataclass
class Server:
    """A server in its own process."""

    process: subprocess.Popen[str]
    port: int
    watched: Path
    connections: list[http.client.HTTPConnection] = field(default_factory=list)

    def open(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Send a request whose path goes out as it is, letter by letter."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.connections.append(connection)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse()

    def said(self) -> str:
        """Return the next line the server printed."""
        assert self.process.stderr
        return self.process.stderr.readline().strip()


def start(site: Path, watched: Path, base_path: str = "/") -> Server:
    """Start a server that serves `site` and watches `watched`."""
    watched.mkdir(exist_ok=True)
    command = [sys.executable, "-c", SERVER, str(site), str(watched), base_path]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    line = process.stderr.readline()
    assert line.startswith("Serving on http://127.0.0.1:"), line + process.stderr.read()
    port = int(line.removeprefix("Serving on http://127.0.0.1:").partition("/")[0])
    return Server(process, port, watched)


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server; afterwards it must end by itself on an interrupt."""
    running = start(site, tmp_path / "content")
    yield running
    running.process.send_signal(signal.SIGINT)
    running.process.wait(timeout=10)
    for connection in running.connections:
        connection.close()
    if running.process.stderr:
        running.process.stderr.close()
