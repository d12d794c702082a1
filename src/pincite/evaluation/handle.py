"""The server's side of a keeper and its workers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from pincite.evaluation import wire
from pincite.evaluation.jobs import Answer, Job, Limits, Loaded, NotAnsweredError, Source

_LOW = 15  # how nice a long query is


class Said(Struct, frozen=True):
    """What a worker says: an answer, or of which kind of NotAnsweredError it is; `last` when it says no more."""

    kind: str
    message: str
    answer: Answer
    last: bool


class Worker(Struct, eq=False):
    """A worker that is there to be asked."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    reaped: bool = False

    async def ask(self, job: Job, limits: Limits) -> Said:
        """Return what the worker says. Raises EOFError when it died."""
        bounds = {"seconds": limits.seconds, "longest": limits.answer_mb * 1_000_000}
        try:
            self.writer.write(wire.pack(asdict(job) | bounds))
            await self.writer.drain()
        except ConnectionError as error:
            raise EOFError from error
        told, body = await wire.receive_soon(self.reader)
        return Said(
            told.get("kind", ""), told.get("message", ""), Answer(body, told.get("packed", False)), told["last"]
        )

    def kill(self) -> None:
        """End it at once, whatever it does. Its number is its own until the keeper has let go of it."""
        if not self.reaped:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def slow_down(self) -> None:
        """Let others go first."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOW)


class Keeper(Struct, eq=False):
    """A keeper that has loaded a graph, `graph`; `idle` are its workers that do nothing."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    graph: Loaded
    idle: list[Worker] = field(default_factory=list)
    used: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def start(cls, source: Source, limits: Limits) -> Keeper:
        """Start a keeper and wait until it has loaded. Raises NotAnsweredError ("failed") when it cannot."""
        prefixes = source.prefixes()
        ours, theirs = socket.socketpair()
        with theirs:
            process = _started(theirs)
        reader, writer = await asyncio.open_connection(sock=ours.dup())
        wanted = {
            "dump": str(source.dump),
            "base": prefixes.base,
            "prefixes": dict(prefixes.namespaces),
            "memory_mb": limits.memory_mb,
        }
        try:
            writer.write(wire.pack(wanted))
            told, _ = await wire.receive_soon(reader)
            if "error" in told:
                message = f"{source.dump}: the graph cannot be loaded ({told['error']}). Build anew."
                raise NotAnsweredError("failed", message)
        except BaseException as error:
            ours.close()
            process.kill()
            await asyncio.to_thread(process.wait)
            if isinstance(error, EOFError):
                message = f"{source.dump}: what loads the graph has died. Is there memory enough?"
                raise NotAnsweredError("failed", message) from None
            raise
        finally:
            writer.close()
        graph = Loaded(told["triples"], tuple(told["graphs"]), told["digest"], told["seconds"], prefixes)
        ours.setblocking(False)
        return cls(process, ours, graph)

    async def fork(self) -> Worker:
        """Return a new worker. Raises EOFError when the keeper has died."""
        # Whoever wants it may go away meanwhile: then it is there for the next.
        making = asyncio.create_task(self._fork())
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:
            making.add_done_callback(self._spare)
            raise

    def _spare(self, made: asyncio.Task[Worker]) -> None:
        if not made.cancelled() and made.exception() is None:
            self.idle.append(made.result())

    async def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            told = await self._tell({"fork": True}, [theirs.fileno()])
        reader, writer = await asyncio.open_connection(sock=ours)
        return Worker(int(told["pid"]), reader, writer)

    async def reap(self, worker: Worker) -> int:
        """Make sure that a worker has ended; return its exit code, for a signal the negative of its number."""
        if worker.reaped:
            return 0
        worker.kill()
        worker.reaped = True
        worker.writer.close()
        try:
            # Begun is begun: a reply that nobody reads would be taken for the next one's.
            told = await asyncio.shield(asyncio.create_task(self._tell({"reap": worker.pid})))
        except EOFError:
            return 0
        return int(told["ended"])

    async def close(self) -> None:
        """End the keeper and all its workers."""
        for worker in self.idle:
            worker.writer.close()
        self.idle.clear()
        # Not under the eyes of who waits for a reply, and would wait for ever.
        async with self.lock:
            self.control.close()
        try:
            await asyncio.to_thread(self.process.wait, 2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            await asyncio.to_thread(self.process.wait)

    async def _tell(self, request: dict[str, Any], files: list[int] | None = None) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        async with self.lock:
            try:
                socket.send_fds(self.control, [json.dumps(request).encode()], files or [])
                return await _reply(loop, self.control)
            except OSError as error:
                raise EOFError from error


async def _reply(loop: asyncio.AbstractEventLoop, control: socket.socket) -> dict[str, Any]:
    reader = bytearray()
    while len(reader) < 8 or len(reader) < 8 + int.from_bytes(reader[:4], "little"):
        part = await loop.sock_recv(control, 4096)
        if not part:
            raise EOFError
        reader += part
    told: dict[str, Any] = json.loads(reader[8:])
    return told


def _started(theirs: socket.socket) -> subprocess.Popen[bytes]:
    # -P: the folder in which the server was started is no place for modules. In a group of its own, so that an
    # interrupt at the terminal reaches the server alone, which ends this in order.
    command = [sys.executable, "-P", "-m", "pincite.evaluation.keeper", str(theirs.fileno())]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True, close_fds=True
    )
