"""Loads into real stores, measured against the plain way: one POST of the same triples, and rdflib's SPARQLUpdateStore.

    python -m benchmarks.load                      the publication's dump into each store
    python -m benchmarks.load --triples 1000000    and so many synthetic triples
    python -m benchmarks.load --stores fuseki

All in one run, on stores that are started for it (tests/tools/stores.py), with their data on the disk of the temporary
folder. `pincite load` reads the file, cuts it up, loads it into a staging graph, has the store compute the digest and
moves it into place; the plain ways check nothing, and readers see half of a load, or none of the old data, meanwhile.
The processor seconds are those of the store and of the loading program together: on a busy machine they tell more.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pincite.building import build
from tests.tools.stores import KINDS, Store, running

ROOT = Path(__file__).resolve().parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
# rdflib sends an update a request; beyond so many triples that takes too long to wait for.
_MOST_FOR_RDFLIB = 100_000
_RDFLIB = """
import gzip, sys
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
source = Graph().parse(gzip.open(sys.argv[1]), format="nt")
store = SPARQLUpdateStore(sys.argv[2], sys.argv[3], autocommit=False)
target = Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID)
for number, triple in enumerate(source, 1):
    target.add(triple)
    if number % 5000 == 0:
        store.commit()
store.commit()
"""


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of processors."""

    seconds: float
    cpu: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stores", default=",".join(KINDS), help="with commas (default: %(default)s)")
    parser.add_argument("--triples", type=int, default=0, help="measure so many synthetic triples too")
    given = parser.parse_args()
    print("| store | triples | pincite load, s | one POST, s | times | rdflib, s | times | processor s, each |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory(prefix="pincite-bench-") as name:
        folder = Path(name)
        for path, count in _inputs(folder, given.triples):
            for kind in given.stores.split(","):
                with running(kind, folder, memory="2g") as store:
                    print(_row(store, path, count), flush=True)


def _inputs(folder: Path, triples: int) -> Iterator[tuple[Path, int]]:
    built = build(ROOT, folder / "build")
    yield built.out / "dump" / "graph.nt.gz", built.figures["triples"]
    if triples:
        path = folder / "many.nt.gz"
        with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
            file.writelines(synthetic(triples))
        yield path, triples


def synthetic(count: int) -> Iterator[str]:
    """Yield so many N-Triples lines: ten about each thing, links, labels and numbers."""
    for n in range(count):
        thing, what = divmod(n, 10)
        subject, predicate = f"<https://example.org/thing/{thing}>", f"<https://example.org/property/{what}>"
        if what < 4:
            value = f"<https://example.org/thing/{(thing * 7919 + what) % max(1, count // 10)}>"
        elif what < 7:
            value = f'"What is said of {thing} in the place {what}"@en'
        else:
            value = f'"{thing + what}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        yield f"{subject} {predicate} {value} .\n"


def _row(store: Store, path: Path, count: int) -> str:
    # Java is slow at first, for whoever comes first.
    _measured(store, count, lambda: _post(store, path))
    ours = _measured(store, count, lambda: _pincite(store, path))
    plain = _measured(store, count, lambda: _post(store, path))
    cells = [store.kind, f"{count:,}", f"{ours.seconds:.1f}", f"{plain.seconds:.1f}"]
    cells.append(f"{ours.seconds / plain.seconds:.1f}")
    processor = f"{ours.cpu:.1f}, {plain.cpu:.1f}"
    if count <= _MOST_FOR_RDFLIB:
        other = _measured(store, count, lambda: _rdflib(store, path))
        cells += [f"{other.seconds:.1f}", f"{ours.seconds / other.seconds:.1f}"]
        processor += f", {other.cpu:.1f}"
    else:
        cells += ["", ""]
    return f"| {' | '.join([*cells, processor])} |"


def _measured(store: Store, count: int, work: Callable[[], None]) -> Taken:
    store.clear()
    start, cpu, children = time.perf_counter(), _cpu(store), os.times()
    work()
    seconds, ended = time.perf_counter() - start, os.times()
    own = ended.children_user + ended.children_system - children.children_user - children.children_system
    taken = Taken(seconds, own + _cpu(store) - cpu)
    if store.count() != count:
        sys.exit(f"{store.kind} holds {store.count():,} triples, not {count:,}")
    return taken


def _cpu(store: Store) -> float:
    if store.process is None or not Path("/proc").is_dir():
        return 0.0
    fields = Path(f"/proc/{store.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _pincite(store: Store, path: Path) -> None:
    command = ("load", store.endpoint(), "--file", str(path), "--quiet")
    subprocess.run([sys.executable, "-m", "pincite.cli", *command], check=True)


def _post(store: Store, path: Path) -> None:
    urls = {
        "fuseki": f"{store.root}/test/data?default",
        "oxigraph": f"{store.root}/store?default",
        "rdf4j": f"{store.update}?context=null",
    }
    sent = ("-H", "Content-Type: application/n-triples", "--data-binary", "@-", urls[store.kind])
    command = ["curl", "-sSf", "-o", os.devnull, *sent]
    with gzip.open(path) as packed, subprocess.Popen(command, stdin=subprocess.PIPE) as curl:
        data = packed.read()
        curl.communicate(data)
    if curl.returncode:
        sys.exit(f"curl ended with {curl.returncode}")


def _rdflib(store: Store, path: Path) -> None:
    subprocess.run([sys.executable, "-c", _RDFLIB, str(path), store.query, store.update], check=True)


if __name__ == "__main__":
    main()
