"""The example served by `pincite serve`, and requests to its endpoint."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import pytest

from pincite.building import build

EXAMPLE = Path(__file__).parents[1] / "example"
# Six patterns that share nothing: more rows than there are atoms in a ship.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o . ?p ?q ?r }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPH = "https://example.org/lights/graph/"


@dataclass(frozen=True)
class Answer:
    """An answer: its headers by their names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Served:
    """A publication that is served by the command, in a process of its own."""

    root: Path
    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def send(self, method: str, path: str = "/sparql", body: bytes = b"", /, **headers: str) -> Answer:
        """Send one request as it stands; a header's name has `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body or method == "POST":
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def ask(self, query: str, method: str = "GET", /, **headers: str) -> Answer:
        """Ask a query by GET, or HEAD."""
        return self.send(method, "/sparql?" + urlencode({"query": query}), **headers)

    def stop(self) -> None:
        """Interrupt it, as a person does; it must end by itself, without a trace."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(timeout=20) == 0
        assert "Traceback" not in "".join(self.said)


@contextlib.contextmanager
def serving(root: Path, *options: str) -> Iterator[Served]:
    """Serve a built publication with these options."""
    command = [sys.executable, "-m", "pincite.cli", "serve", str(root), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    first = process.stderr.readline()
    found = re.match(r"Serving on http://127\.0\.0\.1:(\d+)/", first)
    assert found, first + process.stderr.read()
    served = Served(root, process, int(found[1]), [first])
    # Nobody else reads what it says, and a full pipe would stop it.
    listening = threading.Thread(target=served.said.extend, args=[process.stderr], daemon=True)
    listening.start()
    try:
        yield served
        served.stop()
    finally:
        process.kill()
        process.wait()
        listening.join(5)


def absent(what: str) -> NoReturn:
    """Tell that a program is not here: the test is skipped, in CI it fails."""
    message = f"{what} is not here and cannot be installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def copied(folder: Path) -> Path:
    """Return a copy of the example, built."""
    root = folder / "lights"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    build(root)
    return root


@pytest.fixture(scope="session")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built."""
    return copied(tmp_path_factory.mktemp("endpoint"))


@pytest.fixture(scope="session")
def served(lights: Path) -> Iterator[Served]:
    """The example served, with the limits that it has without options."""
    with serving(lights, "--no-reload") as one:
        yield one
