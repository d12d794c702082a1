"""Rebuild when a file changes, and tell the open pages when the new site is there."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from pincite.errors import PinciteError

# Beside the pages only while they are served; what was built stays as it is.
SCRIPT = """\
const changes = new EventSource(new URL("changes", document.currentScript.src));
changes.addEventListener("built", () => location.reload());
"""
_HEARTBEAT = 15.0  # seconds; a proxy or browser that hears nothing closes the connection


def to_stderr(message: str) -> None:
    """Print a message for the person at the terminal."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


class Changes:
    """Watches files, rebuilds the site, and keeps the open pages informed.

    `watched` are files and folders, `rebuild` builds the site anew and puts it in place; it runs in a thread,
    once at a time. When it raises a PinciteError the site stays as it was, and `say` gets each problem. `current`
    tells whether the site is of what the files are; if it is not when the watching begins, it is built.
    """

    def __init__(
        self,
        watched: Sequence[Path],
        rebuild: Callable[[], object],
        say: Callable[[str], None] = to_stderr,
        current: Callable[[], bool] = lambda: True,
    ) -> None:
        self._watched = watched
        self._rebuild = rebuild
        self._say = say
        self._current = current
        self._next: asyncio.Event = asyncio.Event()
        self._stop = asyncio.Event()

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch for as long as the context lasts."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self.stop()
            await task

    def stop(self) -> None:
        """End the watching and every open page's connection."""
        self._stop.set()
        self._next.set()

    async def respond(self, request: Request) -> Response:
        """Answer a page that wants to hear of changes (server-sent events)."""
        return StreamingResponse(self._events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _events(self) -> AsyncIterator[str]:
        yield "retry: 500\n\n"
        while not self._stop.is_set():
            waited_for = self._next
            try:
                await asyncio.wait_for(waited_for.wait(), _HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if not self._stop.is_set():
                yield "event: built\ndata: \n\n"

    async def _watch(self) -> None:
        # Not needed by a build, which imports nothing it does not use.
        from watchfiles import awatch  # noqa: PLC0415

        if not await asyncio.to_thread(self._current):
            await self._build("The site is not of these files.")
        present = [path for path in self._watched if path.exists()]
        async for changed in awatch(*present, stop_event=self._stop, debounce=200):
            names = sorted({Path(path).name for _, path in changed})
            await self._build(f"Changed: {', '.join(names[:5])}{' ...' if len(names) > 5 else ''}.")

    async def _build(self, why: str) -> None:
        self._say(f"{why} Building ...")
        if await asyncio.to_thread(self._built):
            self._next.set()
            self._next = asyncio.Event()

    def _built(self) -> bool:
        try:
            self._rebuild()
        except PinciteError as error:
            for problem in error.problems:
                self._say(str(problem))
        except Exception as error:  # whatever it is, the server goes on with the last good site
            self._say(f"{type(error).__name__}: {error}")
        else:
            self._say("Built.")
            return True
        self._say("The site is still the last good one.")
        return False
