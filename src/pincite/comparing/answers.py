"""Questions whose answers changed: each runs on both graphs, and their rows are compared in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from pincite.content import read_queries_of
from pincite.graph.names import Names
from pincite.graph.queries import Query
from pincite.graph.store import Graph
from pincite.graph.terms import Prefixes
from pincite.project import SETTINGS, Project
from pincite.queries.ask import ask

Rows = tuple[tuple[str, ...], ...]


class Answered(Struct, frozen=True):
    """A question whose answer is another one: the rows that came and went, in words."""

    name: str
    asks: str
    columns: tuple[str, ...]
    added: Rows
    gone: Rows


class Questions(Struct, frozen=True):
    """The questions that were asked of both graphs, and those whose answers changed."""

    asked: int
    changed: tuple[Answered, ...]


def compare_answers(root: Path, old: Graph, new: Graph, bases: tuple[str, str]) -> Questions | None:
    """Return which answers changed, with default parameters; None where no publication is.

    One that is neither's, by its base IRI, does not count. Raises PinciteError.
    """
    if not (root / SETTINGS).is_file():
        return None
    project = Project.open(root)
    if project.base not in bases:
        return None
    queries, _, _ = read_queries_of(project)
    before, after = (
        _answers(queries, graph, _prefixes(project, base)) for graph, base in zip((old, new), bases, strict=True)
    )
    changed = []
    for name, query in queries.items():
        was, now = Counter(before[name]), Counter(after[name])
        if was != now:
            columns = tuple(column for column in query.returns if not column.startswith("statement"))
            asks = str(query.header.get("asks", query.summary))
            added, gone = (tuple(sorted(rows.elements())) for rows in (now - was, was - now))
            changed.append(Answered(name, asks, columns, added, gone))
    return Questions(len(queries), tuple(changed))


def _answers(queries: Mapping[str, Query], graph: Graph, prefixes: Prefixes) -> dict[str, Rows]:
    asked = graph.under(prefixes)
    names = Names(asked)
    return {name: ask(query, {}, asked, names).rows for name, query in queries.items()}


def _prefixes(project: Project, base: str) -> Prefixes:
    """Return the publication's prefixes for a graph that may have another base."""
    namespaces = {
        name: base + iri.removeprefix(project.base) if iri.startswith(project.base) else iri
        for name, iri in project.prefixes.namespaces.items()
    }
    return Prefixes(base, namespaces)
