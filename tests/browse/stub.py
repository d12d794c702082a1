"""A SPARQL endpoint on the loopback: pyoxigraph behind an HTTP server, with the ways of other servers as wanted."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox


@dataclass
class Ways:
    """How the server behaves: `cap` bounds the rows of an answer, `renames` numbers blank nodes in each answer anew,
    `fails` are status codes that come before the first answers. `asked` are the queries that came."""

    cap: int | None = None
    renames: bool = False
    fails: list[int] = field(default_factory=list)
    hides: int = 0
    asked: list[str] = field(default_factory=list)


@contextmanager
def endpoint(data: str, ways: Ways | None = None, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Iterator[str]:
    """Serve some data; gives the address."""
    store = ox.Store()
    store.load(data.encode(), form)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(store, ways or Ways()))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(store: ox.Store, ways: Ways) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if ways.fails:
                self.send_error(ways.fails.pop(0))
                return
            query = parse_qs(body)["query"][0]
            ways.asked.append(query)
            answer = _answer(store, query, ways)
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler


def _answer(store: ox.Store, query: str, ways: Ways) -> bytes:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    told = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    if "results" in told:
        rows = told["results"]["bindings"]
        if "COUNT" not in query:
            rows = rows[: ways.cap]
            rows = rows[: len(rows) - ways.hides] if ways.hides else rows
        if ways.renames:
            names: dict[str, str] = {}
            for term in (term for row in rows for term in row.values() if term["type"] == "bnode"):
                term["value"] = names.setdefault(term["value"], f"b{len(names)}")
        told["results"]["bindings"] = rows
    return json.dumps(told).encode()
