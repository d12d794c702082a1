"""Loads into real stores: all of it or nothing, whatever breaks in between."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.load import synthetic
from pincite.errors import ContentError, UsageError
from pincite.stores import Job, Loaded, load
from pincite.stores.client import StoreError
from pincite.stores.parts import cut
from tests.stores.conftest import started
from tests.tools.proxy import Asked, Says, proxy
from tests.tools.stores import Store

GRAPH = "https://example.org/graph"
SEVERAL = """@prefix e: <https://example.org/> .
e:s e:p "default" .
<https://example.org/g/one> { e:s e:p 1 . _:b e:p _:b , e:o . }
<https://example.org/g/two> { e:s e:p 2, 3 . }
"""


def put(store: str, *files: Path, graph: str | None = None, replace: bool = False, batch: int = 500) -> Loaded:
    return load(store, Job(files, graph, graph is None, replace, None, batch), lambda _: None, retries=2)


def texts(store: Store, graph: str = "") -> set[str]:
    nil = "FROM <http://www.openrdf.org/schema/sesame#nil>" if store.kind == "rdf4j" and not graph else ""
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    return {row["o"] for row in store.ask(f"SELECT ?o {nil} {{ {pattern} }}")}


def no_trace(store: Store) -> bool:
    """Whether no staging graph and no mark is left."""
    return not any(graph.startswith("urn:x-pincite") for graph in store.graphs())


def test_into_the_default_graph(empty: Store, few: Path) -> None:
    loaded = put(empty.endpoint(), few)
    assert (loaded.triples, loaded.graphs) == (2000, (None,))
    assert loaded.store.lower() == empty.kind
    assert empty.count() == 2000
    assert empty.graphs() == set()


def test_into_a_named_graph(empty: Store, few: Path, old: Path) -> None:
    put(empty.endpoint(), old)
    put(empty.endpoint(), few, graph=GRAPH)
    assert empty.count(GRAPH) == 2000
    assert empty.count() == 1
    assert empty.graphs() == {GRAPH}


def test_each_graph_of_a_file_is_loaded_and_blank_nodes_hold_together(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "several.trig").write_text(SEVERAL, encoding="utf-8")
    loaded = put(empty.endpoint(), tmp_path / "several.trig", batch=1)
    assert (loaded.triples, len(loaded.graphs)) == (6, 3)
    assert empty.graphs() == {"https://example.org/g/one", "https://example.org/g/two"}
    assert texts(empty) == {"default"}
    assert texts(empty, "https://example.org/g/two") == {"2", "3"}
    loop = "SELECT ?b { GRAPH ?g { ?b <https://example.org/p> ?b , <https://example.org/o> } }"
    assert len(empty.ask(loop)) == 1


def test_what_has_blank_nodes_is_one_part_and_the_first(tmp_path: Path) -> None:
    (tmp_path / "several.trig").write_text(SEVERAL, encoding="utf-8")
    batches = cut(
        [tmp_path / "several.trig"], tmp_path, graph=None, keep_graphs=True, size=1, report=lambda _: None
    )  # fmt: skip
    parts = {batch.graph: [(part.triples, part.sha256 == "") for part in batch.parts] for batch in batches}
    assert parts["https://example.org/g/one"] == [(2, True), (1, False)]
    assert parts["https://example.org/g/two"] == [(1, False), (1, False)]


@pytest.mark.parametrize("graph", [None, GRAPH])
def test_what_holds_something_is_replaced_only_when_asked(
    empty: Store, few: Path, old: Path, graph: str | None
) -> None:
    put(empty.endpoint(), old, graph=graph)
    with pytest.raises(UsageError, match=r"is not empty\. Load with --replace"):
        put(empty.endpoint(), few, graph=graph)
    assert empty.count(graph) == 1
    put(empty.endpoint(), few, graph=graph, replace=True)
    assert empty.count(graph) == 2000
    # And again: what is there is moved over, too.
    put(empty.endpoint(), few, graph=graph, replace=True)
    assert empty.count(graph) == 2000
    assert no_trace(empty)


@pytest.mark.parametrize("graph", [None, GRAPH])
def test_nothing_of_the_old_stays(empty: Store, old: Path, tmp_path: Path, graph: str | None) -> None:
    """TDB2 does not clear decimals that are written as these are: not those that somebody else put there either."""
    decimals = ("4", "4.0", "4.00", "7.50", "007.500", "+12", "-3", "0", ".5", "1000")
    terms = " , ".join(f'"{one}"^^<http://www.w3.org/2001/XMLSchema#decimal>' for one in decimals)
    triples = f"<https://example.org/s> <https://example.org/p> {terms} ."
    empty.change(f"INSERT DATA {{ {f'GRAPH <{graph}> {{ {triples} }}' if graph else triples} }}")
    (tmp_path / "decimals.ttl").write_text(triples, encoding="utf-8")
    for path in (old, tmp_path / "decimals.ttl", old):
        loaded = put(empty.endpoint(), path, graph=graph, replace=True)
        assert empty.count(graph) == loaded.triples
    assert texts(empty, graph or "") == {"old"}
    assert no_trace(empty)


def test_graphs_that_a_publication_no_longer_has_go(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "several.trig").write_text(SEVERAL, encoding="utf-8")
    put(empty.endpoint(), tmp_path / "several.trig")
    (tmp_path / "one.trig").write_text("<https://example.org/g/one> { <urn:s> <urn:p> 9 . }", encoding="utf-8")
    job = Job((tmp_path / "one.trig",), None, True, True, "https://example.org/g/")
    load(empty.endpoint(), job, lambda _: None)
    assert empty.graphs() == {"https://example.org/g/one"}
    assert texts(empty, "https://example.org/g/one") == {"9"}
    assert texts(empty) == {"default"}


def test_a_triple_that_comes_twice_is_one(empty: Store, tmp_path: Path, few: Path) -> None:
    (tmp_path / "twice.nt").write_text(few.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert put(empty.endpoint(), tmp_path / "twice.nt").triples == 2000
    assert empty.count() == 2000


@pytest.mark.parametrize("statuses", [(429, 502), (503, 504), (0,)])
def test_busy_stores_and_broken_connections_are_tried_again(empty: Store, few: Path, statuses: tuple[int, ...]) -> None:
    with proxy(empty.root) as between:
        left = list(statuses)
        between.before = lambda asked: Says(left.pop()) if asked.uploads and left else None
        load(empty.endpoint(between.url), Job((few,), batch=2000), lambda _: None, retries=len(statuses))
        assert between.uploads() == len(statuses) + 1
    assert empty.count() == 2000


def test_a_store_that_stays_busy_is_told(empty: Store, few: Path) -> None:
    with proxy(empty.root) as between:
        between.before = lambda asked: Says(503, {"Retry-After": "1"}, b"later") if asked.uploads else None
        started = time.monotonic()
        with pytest.raises(StoreError, match="answered 503: later"):
            load(empty.endpoint(between.url), Job((few,)), lambda _: None, retries=2)
        assert between.uploads() == 3
        # Retry-After goes before our own pauses, the first of which is none.
        assert time.monotonic() - started > 2
    assert empty.count() == 0


def test_what_a_store_has_done_without_saying_so_is_not_done_twice(empty: Store, few: Path, old: Path) -> None:
    put(empty.endpoint(), old)
    with proxy(empty.root) as between:
        lost: list[str] = []

        def silent(asked: Asked) -> Says | None:
            last = (b"urn:x-pincite:staging" in asked.body and b"DELETE" in asked.body) or "action=COMMIT" in asked.path
            if last and not lost:
                lost.append(asked.path)
                return Says(0)
            return None

        between.after = silent
        put(empty.endpoint(between.url), few, replace=True)
        assert len(lost) == 1
    assert empty.count() == 2000
    assert no_trace(empty)


def test_a_refusal_is_not_tried_again(empty: Store, few: Path) -> None:
    with proxy(empty.root) as between:
        between.before = lambda asked: Says(403, {}, b"not you") if asked.uploads else None
        with pytest.raises(StoreError, match=r"answered 403: not you\. This login may not do that"):
            put(empty.endpoint(between.url), few)
        assert between.uploads() == 1
    assert empty.count() == 0


def test_what_arrives_otherwise_is_not_shown(empty: Store, few: Path, old: Path) -> None:
    put(empty.endpoint(), old)
    with proxy(empty.root) as between:
        # A store that says yes and does nothing: the count shows it.
        between.before = lambda asked: Says(204) if asked.uploads and between.uploads() == 2 else None
        with pytest.raises(ContentError, match="is not what was sent"):
            put(empty.endpoint(between.url), few, replace=True)
    assert texts(empty) == {"old"}
    assert no_trace(empty)


def test_a_changed_word_shows_in_the_digest(empty: Store, few: Path, tmp_path: Path) -> None:
    with proxy(empty.root) as between:
        seen: list[Asked] = []
        between.before = lambda asked: seen.append(asked) if asked.uploads else None
        put(empty.endpoint(between.url), few, batch=2000)
        right = seen[-1].body
        (tmp_path / "other.nt").write_text(few.read_text(encoding="utf-8").replace("said", "sald"), encoding="utf-8")
        put(empty.endpoint(between.url), tmp_path / "other.nt", batch=2000, replace=True)
        wrong = seen[-1].body
        assert right != wrong
        between.before = lambda asked: other(asked, wrong) if asked.uploads else None
        with pytest.raises(ContentError, match="is not what was sent"):
            put(empty.endpoint(between.url), few, batch=2000, replace=True)
    assert empty.count() == 2000


def other(asked: Asked, body: bytes) -> Says | None:
    object.__setattr__(asked, "body", body)
    return None


def test_a_load_that_is_killed_leaves_the_old_and_goes_on_later(
    empty: Store, few: Path, old: Path, tmp_path: Path
) -> None:
    put(empty.endpoint(), old)
    with proxy(empty.root) as between:

        def held_up(asked: Asked) -> None:
            if asked.uploads and between.uploads() == 3:
                between.gone.wait(60)

        between.before = held_up
        command = ("load", empty.endpoint(between.url), "--file", str(few), "--batch", "500", "--replace", "--quiet")
        # What it cannot clear away goes with the test's folder.
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        process = subprocess.Popen([sys.executable, "-m", "pincite.cli", *command], env=environment)
        wait(lambda: between.uploads() == 3)
        process.kill()
        process.wait(30)
        assert texts(empty) == {"old"}
    # Only what had not arrived is sent; a transaction of RDF4J's begins anew.
    with proxy(empty.root) as between:
        put(empty.endpoint(between.url), few, replace=True)
        assert between.uploads() == (4 if empty.kind == "rdf4j" else 2)
    assert empty.count() == 2000
    assert no_trace(empty)


def test_what_another_load_left_behind_goes_with_the_next(empty: Store, few: Path, old: Path) -> None:
    with proxy(empty.root) as between:
        between.before = lambda asked: Says(400) if asked.uploads and between.uploads() >= 3 else None
        with pytest.raises(UsageError):
            put(empty.endpoint(between.url), few)
    assert no_trace(empty) == (empty.kind == "rdf4j")
    put(empty.endpoint(), old)
    assert texts(empty) == {"old"}
    assert no_trace(empty)


def test_a_store_that_is_killed_has_the_old_and_takes_the_rest_later(empty: Store, few: Path, old: Path) -> None:
    put(empty.endpoint(), old)
    with proxy(empty.root) as between:
        between.before = lambda asked: empty.kill() if asked.uploads and between.uploads() == 3 else None
        with pytest.raises(StoreError, match="cannot be reached"):
            put(empty.endpoint(between.url), few, replace=True)
    with pytest.raises(StoreError, match="cannot be reached"):
        put(empty.endpoint(), few, replace=True)
    empty.start()
    assert texts(empty) == {"old"}
    put(empty.endpoint(), few, replace=True)
    assert empty.count() == 2000
    assert no_trace(empty)


def test_a_store_that_takes_plain_updates_only(empty: Store, few: Path, old: Path) -> None:
    if empty.kind == "rdf4j":
        with pytest.raises(UsageError, match="the store answered"):
            load(empty.endpoint(), Job((few,)), lambda _: None, store="sparql")
        return
    endpoint = empty.query if empty.kind == "oxigraph" else empty.endpoint()
    for path in (old, few):
        job = Job((path,), None, True, True, None, 700)
        assert load(endpoint, job, lambda _: None, store="sparql").store == "a store"
    assert empty.count() == 2000
    assert no_trace(empty)


@pytest.mark.parametrize("graph", [None, GRAPH])
def test_a_store_that_would_show_half_a_load_is_refused(few: Path, tmp_path: Path, graph: str | None) -> None:
    for store in started("oxigraph", tmp_path, options=("--union-default-graph",)):
        with pytest.raises(UsageError, match=r"readers would see half of a load\. Turn that off"):
            put(store.endpoint(), few, graph=graph)
        assert store.count() == 0


def wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_million_triples(tmp_path: Path) -> None:
    """In parts of 100,000, with bounded memory here."""
    path = tmp_path / "many.nt.gz"
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        file.writelines(synthetic(1_000_000))
    for store in started("fuseki", tmp_path):
        command = ("load", store.endpoint(), "--file", str(path), "--timeout", "600")
        done = subprocess.run(
            [sys.executable, "-m", "pincite.cli", *command], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("1,000,000 triples in the default graph of Fuseki, checked by count and digest;")
        assert store.count() == 1_000_000
