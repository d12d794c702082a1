"""Answers queries with the workers of the newest graph, within limits."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from pincite.errors import PinciteError
from pincite.evaluation.handle import Keeper, Said, Worker
from pincite.evaluation.jobs import Answer, Job, Limits, Loaded, NotAnsweredError, Source
from pincite.evaluation.places import LONG, Places, Run, busy

_EVERY = 1.0  # seconds between two looks at the dump
_PATIENCE = 2.0  # seconds for which a query waits for the graph of a build that has just been done
_FIRST = 20.0  # seconds for which a query waits for the first graph, or for a place


def possible() -> bool:
    """Whether this system has what workers need: fork, and sockets that carry open files (not Windows)."""
    return hasattr(os, "fork") and sys.platform != "win32"


class Pool:
    """Evaluates queries over the dump of `source`; after a build, over the new one.

    The graph is loaded in a process of its own while the server answers other things. A dump that cannot be loaded
    leaves the last good graph. `say` gets what a person at the terminal should know.
    """

    def __init__(self, source: Source, limits: Limits, say: Callable[[str], None] = lambda _: None) -> None:
        self.limits = limits
        self._source = source
        self._say = say
        self._places = Places(limits.places, min(_FIRST, limits.seconds))
        self._keeper: Keeper | None = None
        self._tried: tuple[int, ...] | None = None
        self._loading: asyncio.Task[None] | None = None
        self._behind: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Load, and load again whenever the dump has changed, for as long as the context lasts."""
        watch = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            for task in filter(None, (watch, self._loading)):
                task.cancel()
            await asyncio.gather(*filter(None, (watch, self._loading)), return_exceptions=True)
            if self._keeper:
                await self._keeper.close()
            await asyncio.gather(*self._behind, return_exceptions=True)

    async def graph(self) -> Loaded:
        """Return the graph that is asked now. Raises NotAnsweredError while there is none."""
        return (await self._newest()).graph

    async def evaluate(self, job: Job) -> Answer:
        """Return the answer to a query. Raises NotAnsweredError. Whoever stops waiting stops the query."""
        run = await self._places.take()
        try:
            said = await self._with_keeper(await self._newest(), job, run)
        finally:
            self._places.give_back(run)
        if said.kind:
            raise NotAnsweredError(said.kind, said.message)
        return said.answer

    async def _with_keeper(self, keeper: Keeper, job: Job, run: Run) -> Said:
        keeper.used += 1
        try:
            return await self._with_worker(keeper, job, run)
        finally:
            keeper.used -= 1
            self._end_if_old(keeper)

    async def _with_worker(self, keeper: Keeper, job: Job, run: Run) -> Said:
        try:
            worker = self._idle(keeper) or await keeper.fork()
        except EOFError:
            self._lost(keeper)
            raise busy() from None
        goes_on = False
        try:
            said = await self._timed(worker, job, run)
            # One that was slowed down cannot be made fast again.
            goes_on = not said.last and run.age() < LONG
            return said
        except EOFError:
            raise _died(run.why, await keeper.reap(worker), self.limits) from None
        finally:
            if goes_on:
                keeper.idle.append(worker)
            else:
                self._do_behind(keeper.reap(worker))

    def _idle(self, keeper: Keeper) -> Worker | None:
        """Return a worker that does nothing; one that the system has ended meanwhile is let go."""
        while keeper.idle:
            worker = keeper.idle.pop()
            if not worker.reader.at_eof():
                return worker
            self._do_behind(keeper.reap(worker))
        return None

    async def _timed(self, worker: Worker, job: Job, run: Run) -> Said:
        run.stop = worker.kill
        loop = asyncio.get_running_loop()
        late = loop.call_later(self.limits.seconds, run.end, "time")
        long = loop.call_later(LONG, worker.slow_down)
        try:
            return await worker.ask(job, self.limits)
        finally:
            late.cancel()
            long.cancel()

    async def _newest(self) -> Keeper:
        self._look()
        if self._loading:
            await asyncio.wait([self._loading], timeout=_PATIENCE if self._keeper else _FIRST)
        if self._keeper is None:
            raise NotAnsweredError("loading", "endpoint: the graph is not loaded yet. Try again in some seconds.")
        return self._keeper

    async def _watch(self) -> None:
        while True:
            self._look()
            await asyncio.sleep(_EVERY)

    def _look(self) -> None:
        """Begin to load the dump when it is another than the one that was loaded, or tried, last."""
        if self._keeper and self._keeper.process.poll() is not None:
            self._lost(self._keeper)
        stamp = self._source.stamp()
        if stamp is not None and stamp != self._tried and self._loading is None:
            self._tried = stamp
            self._loading = asyncio.create_task(self._load())

    async def _load(self) -> None:
        try:
            keeper = await Keeper.start(self._source, self.limits)
        except (NotAnsweredError, PinciteError, OSError) as error:
            kept = " The last good graph is still asked." if self._keeper else ""
            self._say(f"SPARQL: {error}{kept}")
            return
        finally:
            self._loading = None
        old, self._keeper = self._keeper, keeper
        self._say(f"SPARQL: {keeper.graph.triples:,} triples, loaded in {keeper.graph.seconds:.1f} s.")
        if old:
            self._end_if_old(old)

    def _lost(self, keeper: Keeper) -> None:
        """Load anew, since what held the graph has died."""
        if keeper is self._keeper:
            self._keeper = self._tried = None
            self._say("SPARQL: what held the graph has died; it is loaded anew.")
            self._end_if_old(keeper)

    def _end_if_old(self, keeper: Keeper) -> None:
        if keeper is not self._keeper and not keeper.used:
            self._do_behind(keeper.close())

    def _do_behind(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something that nobody waits for."""

        async def done() -> None:
            with contextlib.suppress(EOFError, OSError):
                await work

        task = asyncio.create_task(done())
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)


def _died(why: str, code: int, limits: Limits) -> NotAnsweredError:
    """Return what tells why a worker has died: it was ended, or the system ended it."""
    if why == "busy":
        message = f"query: stopped after {LONG:g} s, since others wait. Ask for less, or try again in some seconds."
        return NotAnsweredError("busy", message)
    if why == "time" or code == -signal.SIGALRM:
        return NotAnsweredError(
            "time",
            f"query: stopped after {limits.seconds:g} s. Ask for less: a pattern that shares no variable with the "
            "others multiplies the rows, and LIMIT helps.",
        )
    if code == -signal.SIGSEGV:
        return NotAnsweredError("memory", "query: it is nested too deep. Write it flatter.")
    message = f"query: it needs more than the {limits.memory_mb} MB of memory that one may take. Ask for less."
    return NotAnsweredError("memory", message)
