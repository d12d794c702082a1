"""The keeper: a process that loads the graph once and forks workers from it.

    python -m pincite.evaluation.keeper FD

FD is a socket, over which the first message says what to load; then each request is one of `fork` (with a socket for
the worker), and `reap` (a worker has ended). When the other side closes it, the workers are killed and the keeper ends.
It has one thread, so a fork takes no other thread's lock along.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from pincite.evaluation import wire
from pincite.evaluation.jobs import GRAPH, GRAPHS
from pincite.evaluation.worker import Held, work

_LONGEST = 4096


def main() -> None:
    """Keep the graph for as long as somebody wants it."""
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        wanted, _ = wire.receive(control)
    except EOFError:
        return
    try:
        held, told = load(wanted)
    except Exception as error:  # whatever it is, the server tells
        control.sendall(wire.pack({"error": f"{type(error).__name__}: {error}"}))
        return
    # What is there stays; looking through it would copy its pages into every worker.
    gc.collect()
    gc.freeze()
    control.sendall(wire.pack(told))
    children: set[int] = set()
    try:
        _keep(control, held, wanted["memory_mb"], children)
    finally:
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def load(wanted: dict[str, Any]) -> tuple[Held, dict[str, Any]]:
    """Load the flat graph and, beside it, the named ones when there are any. Raises OSError, SyntaxError."""
    started = time.monotonic()
    folder = Path(wanted["dump"])
    store = ox.Store()
    digest = hashlib.sha256(json.dumps([wanted["base"], wanted["prefixes"]]).encode())
    packed = (folder / GRAPH).read_bytes()
    digest.update(packed)
    store.bulk_load(input=gzip.decompress(packed), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    triples = len(store)
    if (folder / GRAPHS).is_file():
        named = (folder / GRAPHS).read_bytes()
        digest.update(named)
        store.bulk_load(input=named, format=ox.RdfFormat.TRIG, lenient=True)
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    told = {
        "triples": triples,
        "graphs": graphs,
        "digest": digest.hexdigest(),
        "seconds": time.monotonic() - started,
    }
    return Held(store, wanted["base"], wanted["prefixes"]), told


def _keep(control: socket.socket, held: Held, memory_mb: int, children: set[int]) -> None:
    while True:
        message, files, _, _ = socket.recv_fds(control, _LONGEST, 1)
        if not message:
            return
        request = json.loads(message)
        if "reap" in request:
            _, status = os.waitpid(request["reap"], 0)
            children.discard(request["reap"])
            control.sendall(wire.pack({"ended": os.waitstatus_to_exitcode(status)}))
            continue
        pid = os.fork()
        if not pid:
            _become(held, files[0], memory_mb)
        children.add(pid)
        os.close(files[0])
        control.sendall(wire.pack({"pid": pid}))


def _become(held: Held, connection: int, memory_mb: int) -> None:
    """Be a worker, and nothing of the keeper any more."""
    try:
        work(held, socket.socket(fileno=connection), memory_mb)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
