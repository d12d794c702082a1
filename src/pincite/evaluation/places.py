"""Who may run: a number of places, of which long queries may keep half when others wait."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from msgspec import Struct, field

from pincite.evaluation.jobs import NotAnsweredError

LONG = 0.5  # seconds; whoever has run for longer makes way when others wait
_TICK = 0.1
_WAITING = 8  # who waits, for each place


class Run(Struct, eq=False):
    """A query that has a place. `why` says why it was stopped, `stop` stops it."""

    started: float = field(default_factory=time.monotonic)
    why: str = ""
    stop: Callable[[], None] = lambda: None

    def age(self) -> float:
        """Return the seconds it has run."""
        return time.monotonic() - self.started

    def end(self, why: str) -> None:
        """Stop it, once."""
        if not self.why:
            self.why = why
            self.stop()


class Places:
    """Gives out places in the order in which they are asked for.

    While somebody waits, half of the places go to queries that have run for less than half a second: the long ones
    beyond the other half are stopped, the latest first, with `why` "busy". So runaway queries, however many, never
    keep a short one waiting for long, and a long one that was there first is let be.
    """

    def __init__(self, number: int, patience: float) -> None:
        self._number = number
        self._patience = patience
        self._running: list[Run] = []
        self._waiting: deque[asyncio.Future[Run]] = deque()
        self._ticking: asyncio.TimerHandle | None = None

    async def take(self) -> Run:
        """Wait for a place. Raises NotAnsweredError ("busy") when too many wait, or none is free in time."""
        if len(self._running) < self._number and not self._waiting:
            return self._begin()
        if len(self._waiting) >= _WAITING * self._number:
            raise busy()
        place: asyncio.Future[Run] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._make_way()
        try:
            return await asyncio.wait_for(asyncio.shield(place), self._patience)
        except TimeoutError:
            self._forget(place)
            raise busy() from None
        except asyncio.CancelledError:
            self._forget(place)
            raise

    def give_back(self, run: Run) -> None:
        """Free a place."""
        if run in self._running:
            self._running.remove(run)
        while self._waiting and len(self._running) < self._number:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(self._begin())

    def _forget(self, place: asyncio.Future[Run]) -> None:
        """Let go of a place that nobody waits for any more: it came too late, or the client has gone."""
        if place.done():
            self.give_back(place.result())
        else:
            self._waiting.remove(place)
            place.cancel()

    def _begin(self) -> Run:
        run = Run()
        self._running.append(run)
        return run

    def _make_way(self) -> None:
        """Stop as many long queries as others wait, and look again soon."""
        if self._ticking:
            self._ticking.cancel()
            self._ticking = None
        if not self._waiting:
            return
        going = [run for run in self._running if not run.why]
        long = sorted((run for run in going if run.age() > LONG), key=Run.age)
        stopping = len(self._running) - len(going)
        beyond = min(len(long) - self._number // 2, len(self._waiting) - stopping)
        for run in long[: max(0, beyond)]:
            run.end("busy")
        self._ticking = asyncio.get_running_loop().call_later(_TICK, self._make_way)


def busy() -> NotAnsweredError:
    """Return what tells somebody to come again."""
    return NotAnsweredError("busy", "endpoint: too many queries at once. Try again in some seconds.")
