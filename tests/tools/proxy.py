"""A real HTTP server between a program and a store, which fails when it is told to."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_HOP = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}


@dataclass(frozen=True)
class Asked:
    """A request as it came: headers by their names in small letters."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def uploads(self) -> bool:
        """Whether it brings triples."""
        return "n-triples" in self.headers.get("content-type", "")


@dataclass(frozen=True)
class Says:
    """An answer of the proxy's own; `status` 0 breaks the connection off."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Proxy:
    """`before` may answer a request instead of the store, `after` may break off what the store has done.

    What one of them holds up until the proxy is `gone` is broken off, and never reaches the store.
    """

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    before: Callable[[Asked], Says | None] = lambda _: None
    after: Callable[[Asked], Says | None] = lambda _: None
    gone: threading.Event = field(default_factory=threading.Event)

    def uploads(self) -> int:
        """Return how many requests brought triples."""
        return sum(one.uploads for one in self.asked)


@contextmanager
def proxy(store: str) -> Iterator[Proxy]:
    """A proxy in front of the server at an address."""
    made = Proxy()
    target = urlsplit(store)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, body)
            made.asked.append(asked)
            says = made.before(asked)
            if made.gone.is_set():
                says = Says(0)
            if says is None:
                says = self.passed_on(asked)
                says = made.after(asked) or says
            self.answer(says)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815

        def passed_on(self, asked: Asked) -> Says:
            connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=600)
            try:
                kept = {name: value for name, value in asked.headers.items() if name not in _HOP}
                connection.request(asked.method, asked.path, asked.body, kept)
                got = connection.getresponse()
                kept = {name: value for name, value in got.getheaders() if name.lower() not in _HOP}
                return Says(got.status, kept, got.read())
            except (OSError, http.client.HTTPException):
                return Says(0)
            finally:
                connection.close()

        def answer(self, says: Says) -> None:
            if says.status == 0:
                self.close_connection = True
                return
            self.send_response_only(says.status)
            for name, value in {**says.headers, "Content-Length": str(len(says.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(says.body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield made
    finally:
        made.gone.set()
        server.shutdown()
        thread.join()
        server.server_close()
