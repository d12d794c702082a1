"""The endpoint against two without its processes, on the same dump, in the same run.

    python -m benchmarks.endpoint                      the publication here, from build/dump
    python -m benchmarks.endpoint --triples 1000000    so many invented triples

`ours` is what `pincite serve` runs; `direct` asks pyoxigraph in the server's process, in a thread; `rdflib` asks an
rdflib graph there (left out beyond 200,000 triples, which take it minutes to load). Neither can stop a query.
Each answers a small query, one after the other and by eight clients at once; ours also while runaway queries run.
Memory is the proportional set size of all processes of a way: what they share counts once.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from pincite.evaluation.jobs import GRAPH, GRAPHS, Limits, Source
from pincite.evaluation.pool import Pool
from pincite.graph.terms import Prefixes

WAYS = ("ours", "direct", "rdflib")
_SMALL = "SELECT ?p ?o {{ <{}> ?p ?o }} ORDER BY ?p ?o LIMIT 20"
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_CLIENTS = 8
_RDFLIB_UP_TO = 200_000
_PATIENCE = 120


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", type=Path, default=Path("build/dump"), help="a folder with graph.nt.gz")
    parser.add_argument("--triples", type=int, help="invent so many instead")
    parser.add_argument("--requests", type=int, default=400, help="for each figure (default: %(default)s)")
    parser.add_argument("--serve", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        _serve(given.serve, given.dump)
        return
    with tempfile.TemporaryDirectory() as folder:
        dump = _invented(Path(folder), given.triples) if given.triples else given.dump
        subject, triples = _subject(dump)
        ways = WAYS if triples <= _RDFLIB_UP_TO else WAYS[:2]
        print(f"{triples:,} triples; milliseconds but for load (s), memory (MB) and throughput (1/s)")
        print(f"{'':28}{'load':>8}{'memory':>8}{'median':>8}{'p95':>8}{'1/s':>8}")
        for way in ways:
            _measure(way, dump, _SMALL.format(subject), given.requests)


def _measure(way: str, dump: Path, query: str, requests: int) -> None:
    with _served(way, dump) as (process, port, load):
        _one_by_one(port, query, 20)
        memory = _memory(process.pid)
        times = _one_by_one(port, query, requests)
        at_once = _at_once(port, query, requests)
        print(f"{way:28}{load:8.2f}{memory:8.0f}{_middle(times)}{at_once:8.0f}")
        if way != "ours":
            return
        print(f"{'  memory after that':28}{'':8}{_memory(process.pid):8.0f}")
        for number in (1, 4, 10):
            stop = threading.Event()
            with ThreadPoolExecutor(number) as runaways:
                for _ in range(number):
                    runaways.submit(_again_and_again, port, stop)
                time.sleep(1.5)
                times = _one_by_one(port, query, min(requests, 100))
                stop.set()
            print(f"{f'  while {number} run away':28}{'':16}{_middle(times)}")


def _middle(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered) * 1000:8.2f}{ordered[int(len(ordered) * 0.95)] * 1000:8.2f}"


def _one_by_one(port: int, query: str, number: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    path, times = "/sparql?" + urlencode({"query": query}), []
    for _ in range(number):
        started = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            times.append(time.perf_counter() - started)
    connection.close()
    return times


def _at_once(port: int, query: str, requests: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(_CLIENTS) as clients:
        done = list(clients.map(lambda _: _one_by_one(port, query, requests // _CLIENTS), range(_CLIENTS)))
    return sum(map(len, done)) / (time.perf_counter() - started)


def _again_and_again(port: int, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(OSError):
            _one_by_one(port, _RUNAWAY, 1)


@contextmanager
def _served(way: str, dump: Path) -> Iterator[tuple[subprocess.Popen[str], int, float]]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.endpoint", "--serve", way, "--dump", str(dump.resolve())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None:
            raise OSError
        port = int(process.stdout.readline())
        while not _one_by_one(port, "ASK {}", 1):
            time.sleep(0.02)
        yield process, port, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _serve(way: str, dump: Path) -> None:
    import uvicorn  # noqa: PLC0415  # not for who measures
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.requests import Request  # noqa: PLC0415
    from starlette.responses import Response  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    from pincite.serve.app import app  # noqa: PLC0415
    from pincite.serve.run import _listen  # noqa: PLC0415

    if way == "ours":
        pool = Pool(Source(dump, lambda: Prefixes("http://example.org/", {})), Limits(seconds=5))
        made = app(dump, pool=pool)
    else:
        answer = (_direct if way == "direct" else _rdflib)(dump)

        async def respond(request: Request) -> Response:
            body = await answer(request.query_params["query"])
            return Response(body, media_type="application/sparql-results+json")

        made = Starlette(routes=[Route("/sparql", respond)])
    with _listen("127.0.0.1", 0) as listening:
        print(listening.getsockname()[1], flush=True)
        uvicorn.Server(uvicorn.Config(made, log_level="error", http="h11")).run(sockets=[listening])


def _direct(dump: Path) -> Callable[[str], Awaitable[bytes]]:
    import pyoxigraph as ox  # noqa: PLC0415

    store = ox.Store()
    store.bulk_load(input=gzip.decompress((dump / GRAPH).read_bytes()), format=ox.RdfFormat.N_TRIPLES)
    form = ox.QueryResultsFormat.JSON

    def evaluate(query: str) -> bytes:
        answer = store.query(query)
        return b"" if isinstance(answer, ox.QueryTriples) else answer.serialize(format=form) or b""

    return lambda query: asyncio.to_thread(evaluate, query)


def _rdflib(dump: Path) -> Callable[[str], Awaitable[bytes]]:
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(data=gzip.decompress((dump / GRAPH).read_bytes()), format="nt")
    return lambda query: asyncio.to_thread(lambda: graph.query(query).serialize(format="json") or b"")


def _subject(dump: Path) -> tuple[str, int]:
    with gzip.open(dump / GRAPH, "rt", encoding="utf-8") as lines:
        first = next(lines).partition("> ")[0].removeprefix("<")
        return first, 1 + sum(1 for _ in lines)


def _invented(folder: Path, triples: int) -> Path:
    """Write a dump of invented things, twenty triples each, in the flat graph and in ten named ones."""
    numbers = random.Random(20261122)
    base, text = "http://example.org/", []
    for number in range(triples // 20):
        thing = f"<{base}thing/{number}>"
        text += [f'{thing} <{base}p{n}> "Value {numbers.randrange(10**6)} of {number}" .\n' for n in range(10)]
        text += [f"{thing} <{base}q{n}> <{base}thing/{numbers.randrange(triples // 20)}> .\n" for n in range(10)]
    (folder / GRAPH).write_bytes(gzip.compress("".join(text).encode(), 1))
    share = len(text) // 10
    parts = (f"<{base}graph/{n}> {{\n{''.join(text[n * share : (n + 1) * share])}}}\n" for n in range(10))
    (folder / GRAPHS).write_text("".join(parts), encoding="utf-8")
    return folder


def _memory(pid: int) -> float:
    """Return the proportional set size of a process and all below it, in MB."""
    total = 0.0
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        total = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(map(_memory, map(int, (task / "children").read_text(encoding="utf-8").split())))
    return total


if __name__ == "__main__":
    main()
