"""Serving over HTTP until interrupted."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import uvicorn

from pincite.errors import usage_error
from pincite.evaluation.pool import Pool
from pincite.serve.app import app
from pincite.serve.live import Changes, to_stderr
from pincite.serve.sparql import LONGEST


def run(
    site: Path,
    *,
    base_path: str = "/",
    host: str = "127.0.0.1",
    port: int = 8000,
    changes: Changes | None = None,
    pool: Pool | None = None,
    say: Callable[[str], None] = to_stderr,
) -> None:
    """Serve the folder `site` until interrupted; only this machine can reach it unless `host` says otherwise.

    With `pool` it is a SPARQL endpoint, too. Port 0 takes any free one; `say` gets the address. Raises UsageError
    when there is no site or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise usage_error(str(site), "no site here", "Build it first: pincite build.")
    with _listen(host, port) as listening:
        path = quote(f"/{base_path.strip('/')}/" if base_path.strip("/") else "/")
        named = f"[{host}]" if ":" in host else host
        say(f"Serving on http://{named}:{listening.getsockname()[1]}{path} (Ctrl+C to stop)")
        if pool:
            say(f"SPARQL endpoint: http://{named}:{listening.getsockname()[1]}{path}sparql")
        config = uvicorn.Config(
            app(site, base_path, changes, pool),
            # A query may stand in the address; beyond that the endpoint says itself that it is too long.
            h11_max_incomplete_event_size=2 * LONGEST,
            http="h11",
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        # uvicorn shuts down in order and then raises the interrupt again; for who pressed Ctrl+C all is well.
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, changes).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the open pages' connections before it waits for them."""

    def __init__(self, config: uvicorn.Config, changes: Changes | None) -> None:
        super().__init__(config)
        self._changes = changes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._changes:
            self._changes.stop()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, since asyncio lets short answers go out at once only on what says that it is TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # from here on a client waits instead of being refused
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise usage_error(f"{host}:{port}", f"cannot listen there ({reason})", "Choose another --port.") from error
    return listening
