"""The endpoint behind a real nginx, with the lines that docs/serving.md gives for it."""

from __future__ import annotations

import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib

from tests.endpoint.conftest import Served, absent, serving
from tests.tools import servers

DOCS = Path(__file__).parents[2] / "docs" / "serving.md"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture
def behind(lights: Path) -> Iterator[Served]:
    """The endpoint as nginx shows it to the world."""
    nginx = servers.find("nginx")
    if nginx is None:
        absent("nginx")
    text = DOCS.read_text(encoding="utf-8")
    zone = re.search(r"limit_req_zone [^;]+;", text)
    location = re.search(r"location = /lights/sparql \{.*?\n    \}", text, re.DOTALL)
    assert zone
    assert location
    # nginx works as nobody when root starts it, and pytest's folders are closed to others.
    with (
        serving(lights, "--no-reload", "--base-path", "/lights/") as served,
        tempfile.TemporaryDirectory(prefix="pincite-nginx-") as name,
        socket.socket() as free,
    ):
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        folder = Path(name)
        folder.chmod(0o755)
        passed = location[0].replace("127.0.0.1:8000", f"127.0.0.1:{served.port}")
        assert passed != location[0]
        temporary = "".join(
            f"{one}_temp_path {name}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {name}/pid; error_log stderr error; worker_processes 1;\nevents {{}}\n"
            f"http {{ access_log off; {temporary} {zone[0]}\nserver {{ listen 127.0.0.1:{port};\n{passed}\n}} }}\n",
            encoding="utf-8",
        )
        process = subprocess.Popen([str(nginx), "-c", f"{name}/nginx.conf"])
        try:
            end = time.monotonic() + 20
            while True:
                assert process.poll() is None
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert time.monotonic() < end
                time.sleep(0.05)
            yield replace(served, port=port)
        finally:
            process.terminate()
            process.wait(timeout=20)


def test_it_knows_its_address_and_answers(behind: Served) -> None:
    described = behind.send("GET", "/lights/sparql")
    graph = rdflib.Graph().parse(data=described.body, format="turtle")
    assert [str(one) for one in graph.objects(None, SD.endpoint)] == [f"http://127.0.0.1:{behind.port}/lights/sparql"]
    direct = {"Content_Type": "application/sparql-query", "Accept_Encoding": "gzip"}
    query = b"SELECT * { ?s ?p ?o } # " + b"x" * 200_000
    answer = behind.send("POST", "/lights/sparql", query, **direct)
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert behind.send("POST", "/lights/sparql", b"x" * 290_000, **direct).status == 413
    statuses = {behind.send("GET", "/lights/sparql?query=ASK%7B%7D").status for _ in range(60)}
    assert statuses == {200, 429}
