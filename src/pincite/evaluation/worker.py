"""A worker: a fork of the keeper that answers queries, under limits that the system holds."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from pincite.evaluation import wire, writing
from pincite.evaluation.dataset import select
from pincite.evaluation.jobs import NotAnsweredError

_CONNECTION = 3  # the first file after standard input, output and error
_GROWN_MB = 64  # a worker that has taken so much for a query makes way for a fresh one
_LATER = 2.0  # seconds after which the system ends a query that nobody has ended, the server being dead
# A class of characters, among what the parser could have gone on with.
_CLASS = re.compile(r",?\s*\[(?:'[^']*'|[^\]'])*\]")
_PLACE = re.compile(r"error at (\d+):(\d+): ")
_MOST_WORDS = 400
_SHORTEST = 1000  # bytes that are worth compressing
_UNIT = 1 if os.uname().sysname == "Darwin" else 1024  # of ru_maxrss, in bytes


class Held(Struct, frozen=True):
    """What a keeper holds: the store, and base and prefixes for queries."""

    store: ox.Store
    base: str
    prefixes: Mapping[str, str]


def work(held: Held, connection: socket.socket, memory_mb: int) -> None:
    """Answer the queries that come over the connection until it is closed, with nothing else open or to be opened."""
    alone = _shut(connection, memory_mb)
    before = _peak()
    while True:
        try:
            job, _ = wire.receive(alone)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, job["seconds"] + _LATER)
        told, body = _answer(held, job)
        told["last"] = _peak() - before > _GROWN_MB * 1_000_000
        alone.sendall(wire.pack(told, body))
        signal.setitimer(signal.ITIMER_REAL, 0)
        if told["last"]:
            return


def _answer(held: Held, job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        body = evaluate(held, job)
    except NotAnsweredError as error:
        return {"kind": error.kind, "message": str(error)}, b""
    except SyntaxError as error:
        return {"kind": "malformed", "message": _place(error)}, b""
    except OSError as error:
        # The system has refused a socket or a file.
        message = f"query: it calls another endpoint, which this one does not ({error}). Ask for what is here."
        return {"kind": "refused", "message": message}, b""
    except Exception as error:  # whatever it is, it goes to who asked
        return {"kind": "failed", "message": f"query: it could not be evaluated: {_words(str(error))}"}, b""
    if job["packed"] and len(body) >= _SHORTEST:
        return {"packed": True}, writing.gzip(body)
    return {}, body


def evaluate(held: Held, job: Mapping[str, Any]) -> bytes:
    """Return a job's answer. Raises SyntaxError for what is no query, NotAnsweredError as `select` and `write` do."""
    dataset = select(held.store, job["default"], job["named"])
    answer = dataset.store.query(
        job["query"],
        base_iri=held.base,
        prefixes=dict(held.prefixes),
        default_graph=dataset.default,
        named_graphs=dataset.named,
    )
    return writing.write(answer, job["form"], job["longest"], held.prefixes)


def _place(error: SyntaxError) -> str:
    """Return the parser's words, with line and column before them as everywhere else."""
    words = _words(_CLASS.sub("", str(error)))
    found = _PLACE.match(words)
    if not found:
        return f"query: not SPARQL: {words}"
    place, rest = f"query:{found[1]}:{found[2]}", words[found.end() :]
    if "Prefix not found" in rest:
        return f"{place}: a prefix that is not known. Declare it with PREFIX."
    expected = "" if rest == "expected" else f" The parser {rest}."
    return f"{place}: not SPARQL from here on.{expected} Look there and just before."


def _words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]} ..."


def _shut(connection: socket.socket, memory_mb: int) -> socket.socket:
    """Leave one connection, and let the system refuse every other file, socket and too much memory.

    A file or socket gets the lowest free number, and a number at or beyond the limit is refused: with 0 to 3 taken
    and a limit of 4, nothing can be opened any more.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.dup2(connection.detach(), _CONNECTION)
    os.closerange(_CONNECTION + 1, _highest())
    alone = socket.socket(fileno=_CONNECTION)
    size = _virtual()
    if size:
        most = size + memory_mb * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_CONNECTION + 1, _CONNECTION + 1))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    return alone


def _highest() -> int:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return min(most, 65536) if most != resource.RLIM_INFINITY else 65536


def _virtual() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell (and does not limit: macOS)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
