"""Serves a built site, for browser tests and pictures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from pincite.serve import app


@contextmanager
def serving(site: Path, below: str = "") -> Iterator[str]:
    """Serve a site, at a path if one is given; the address ends in a slash."""
    server = uvicorn.Server(uvicorn.Config(app(site, below), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive()
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}{below}/"
    finally:
        server.should_exit = True
        thread.join(10)
