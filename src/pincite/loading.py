"""`pincite load`: a publication's dump, or any RDF file, into a store."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from pincite.errors import usage_error
from pincite.graph.terms import iri
from pincite.project import Project
from pincite.remote import checked
from pincite.stores import Job, Loaded, load

_FLAT, _BY_DOCUMENT = "graph.nt.gz", "graph.trig"


class How(Struct, frozen=True):
    """How a store is talked to: its kind, seconds to wait, tries after the first, triples in a request."""

    store: str
    timeout: float
    retries: int
    batch: int


def into_store(
    endpoint: str,
    root: Path,
    files: Sequence[Path],
    target: tuple[str | None, bool],
    replace: bool,
    how: How,
    report: Callable[[str], None],
) -> str:
    """Load and return a line that tells what is in the store now.

    Without `files`, the dump of the publication in `root` is loaded; `target` is a graph's IRI (None: the default
    graph), and whether each document gets a graph of its own instead. Raises PinciteError.
    """
    started = time.perf_counter()
    endpoint = checked(endpoint)
    job = _of_files(files, target, replace, how) if files else _of_dump(root, target, replace, how)
    loaded = load(endpoint, job, report, store=how.store, timeout=how.timeout, retries=how.retries)
    return _told(loaded, time.perf_counter() - started)


def _of_dump(root: Path, target: tuple[str | None, bool], replace: bool, how: How) -> Job:
    project = Project.open(root)
    graph, per_document = _target(target)
    path = project.root / "build" / "dump" / (_BY_DOCUMENT if per_document else _FLAT)
    if not path.is_file():
        raise usage_error(
            project.name(path), "there is no dump yet", "Run `pincite build`, or name a file with --file."
        )
    owned = f"{project.base}graph/" if per_document else None
    return Job((path,), graph, per_document, replace, owned, how.batch)


def _of_files(files: Sequence[Path], target: tuple[str | None, bool], replace: bool, how: How) -> Job:
    graph, per_document = _target(target)
    if per_document:
        raise usage_error(
            "--per-document", "is for the publication's own dump", "Leave it out: files keep their graphs."
        )
    # Into one graph when it is named, else what has a graph keeps it.
    return Job(tuple(files), graph, graph is None, replace, None, how.batch)


def _target(target: tuple[str | None, bool]) -> tuple[str | None, bool]:
    graph, per_document = target
    if graph and per_document:
        raise usage_error("--graph", "does not go with --per-document", "Leave one of them out.")
    if graph is not None:
        try:
            iri(graph)
        except ValueError as error:
            raise usage_error(f"--graph {graph}", "not an IRI", "Write it whole: https://example.org/graph.") from error
        if ":" not in graph:
            raise usage_error(f"--graph {graph}", "not an IRI", "Write it whole: https://example.org/graph.")
    return graph, per_document


def _told(loaded: Loaded, seconds: float) -> str:
    if len(loaded.graphs) == 1:
        where = f"graph {loaded.graphs[0]}" if loaded.graphs[0] else "the default graph"
    else:
        where = f"{len(loaded.graphs)} graphs"
    return f"{loaded.triples:,} triples in {where} of {loaded.store}, checked by count and digest; {seconds:.1f} s"
