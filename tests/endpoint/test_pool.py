"""The pool by itself: what the workers refuse though nobody has looked at the query, and who gets a place."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from pincite.evaluation.dataset import select
from pincite.evaluation.jobs import Job, Limits, NotAnsweredError, Source
from pincite.evaluation.places import LONG, Places
from pincite.evaluation.pool import Pool
from pincite.graph.terms import Prefixes

PREFIXES = Prefixes("http://example.org/", {})
TRIPLES = "".join(
    f"<http://example.org/{n}> <http://example.org/p> <http://example.org/{n % 7}> .\n" for n in range(50)
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    (tmp_path / "graph.nt.gz").write_bytes(gzip.compress(TRIPLES.encode()))
    return tmp_path


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run in a thread of its own: a browser in this process has a loop that runs in the first."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result(60)


def _with_pool(dump: Path, work: Callable[[Pool], Coroutine[Any, Any, None]], limits: Limits = Limits()) -> None:  # noqa: B008
    async def run() -> None:
        pool = Pool(Source(dump, lambda: PREFIXES), limits)
        async with pool.running():
            await work(pool)

    _run(run())


def test_a_dump_without_named_graphs(dump: Path) -> None:
    async def work(pool: Pool) -> None:
        answer = await pool.evaluate(Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv"))
        assert answer.body == b"n\r\n50\r\n"
        graph = await pool.graph()
        assert (graph.triples, graph.graphs) == (50, ())

    _with_pool(dump, work)


def test_the_system_lets_no_worker_call_or_read(dump: Path) -> None:
    """The endpoint refuses SERVICE before; here the query reaches the engine, which would call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        there = f"http://127.0.0.1:{listening.getsockname()[1]}/"

        async def work(pool: Pool) -> None:
            with pytest.raises(NotAnsweredError, match=r"calls another endpoint.*Too many open files"):
                await pool.evaluate(Job(f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}", "json"))
            assert b"true" in (await pool.evaluate(Job("ASK {}", "json"))).body

        _with_pool(dump, work)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_a_worker_goes_on_after_a_mistake_and_is_used_again(dump: Path) -> None:
    async def work(pool: Pool) -> None:
        for _ in range(3):
            with pytest.raises(NotAnsweredError, match="not SPARQL"):
                await pool.evaluate(Job("ASK {", "json"))
            assert b"true" in (await pool.evaluate(Job("ASK {}", "json"))).body
        assert pool._keeper is not None
        assert len(pool._keeper.idle) == 1

    _with_pool(dump, work)


def test_whoever_stops_waiting_gives_the_place_back(dump: Path) -> None:
    async def work(pool: Pool) -> None:
        endless = Job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }", "json")
        for _ in range(3):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(pool.evaluate(endless), 0.2)
        assert b"true" in (await asyncio.wait_for(pool.evaluate(Job("ASK {}", "json")), 5)).body

    _with_pool(dump, work, Limits(places=1))


def test_whoever_goes_away_while_a_worker_is_made_leaves_no_mess(dump: Path) -> None:
    async def work(pool: Pool) -> None:
        await pool.evaluate(Job("ASK {}", "json"))
        for number in range(60):
            assert pool._keeper is not None
            pool._keeper.idle.clear()
            asked = asyncio.create_task(pool.evaluate(Job("ASK {}", "json")))
            await asyncio.sleep(number / 20_000)
            asked.cancel()
        answers = await asyncio.gather(*(pool.evaluate(Job(f"SELECT ({n} AS ?n) {{}}", "csv")) for n in range(8)))
        assert [answer.body for answer in answers] == [b"n\r\n%d\r\n" % n for n in range(8)]

    _with_pool(dump, work)


def test_several_default_graphs_are_merged() -> None:
    """RDF merge: a triple that two graphs have is there once (SPARQL 1.1 Query, section 13.2)."""
    store = ox.Store()
    quads = "<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a:o> <a:h> .\n<a:t> <a:p> <a:o> <a:h> .\n<a:u> <a:p> <a:o> .\n"
    store.load(input=quads.encode(), format=ox.RdfFormat.N_QUADS)

    def count(pattern: str, default: tuple[str, ...], named: tuple[str, ...]) -> int:
        found = select(store, default, named)
        answer = found.store.query(
            f"SELECT * {{ {pattern} }}",
            default_graph=found.default,
            named_graphs=found.named,
        )
        assert isinstance(answer, ox.QuerySolutions)
        return len(list(answer))

    assert count("?s ?p ?o", ("a:g", "a:h"), ()) == 2
    assert count("?s ?p ?o", ("a:g", "a:h", "a:g"), ("a:h",)) == 2
    assert count("GRAPH ?g { ?s ?p ?o }", ("a:g", "a:h"), ("a:h",)) == 2
    assert count("?s ?p ?o", ("a:g", "a:g"), ()) == 1
    assert count("?s ?p ?o", (), ("a:g",)) == 0
    assert count("GRAPH ?g { ?s ?p ?o }", ("a:g",), ()) == 0
    assert select(store, None, None).store is store


def test_places_go_round_in_order() -> None:
    async def run() -> None:
        places = Places(2, patience=5)
        first, second = await places.take(), await places.take()
        order: list[int] = []

        async def wait(number: int) -> None:
            run = await places.take()
            order.append(number)
            await asyncio.sleep(0)
            places.give_back(run)

        waiting = [asyncio.create_task(wait(number)) for number in range(5)]
        await asyncio.sleep(0)
        places.give_back(first)
        await asyncio.gather(*waiting)
        assert order == [0, 1, 2, 3, 4]
        assert not second.why
        places.give_back(second)

    _run(run())


def test_too_many_who_wait_and_who_waits_too_long() -> None:
    async def run() -> None:
        places = Places(1, patience=0.1)
        held = await places.take()
        waiting = [asyncio.create_task(places.take()) for _ in range(8)]
        await asyncio.sleep(0)
        with pytest.raises(NotAnsweredError, match="too many queries"):
            await places.take()
        for late in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(late, NotAnsweredError)
            assert late.kind == "busy"
        places.give_back(held)
        places.give_back(await places.take())

    _run(run())


def test_the_long_ones_beyond_half_make_way_the_latest_first() -> None:
    async def run() -> None:
        places = Places(4, patience=5)
        runs = [await places.take() for _ in range(4)]
        now = asyncio.get_running_loop().time()
        for number, one in enumerate(runs[:3]):
            one.started -= LONG * (10 - number)
            one.stop = lambda one=one: places.give_back(one)  # type: ignore[misc]
        assert now
        waiting = [asyncio.create_task(places.take()) for _ in range(3)]
        await asyncio.sleep(0.05)
        # Two of the three long ones keep their places; the short one is let be.
        assert [one.why for one in runs] == ["", "", "busy", ""]
        assert [one.done() for one in waiting] == [True, False, False]
        runs[3].started -= LONG * 2
        runs[3].stop = lambda: places.give_back(runs[3])
        await asyncio.sleep(0.3)
        assert [one.why for one in runs] == ["", "", "busy", "busy"]
        assert [one.done() for one in waiting] == [True, True, False]
        waiting[2].cancel()

    _run(run())


def test_nobody_makes_way_while_nobody_waits() -> None:
    async def run() -> None:
        places = Places(2, patience=5)
        runs = [await places.take() for _ in range(2)]
        for one in runs:
            one.started -= 100
        await asyncio.sleep(0.3)
        assert not any(one.why for one in runs)

    _run(run())
