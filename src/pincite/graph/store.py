"""The embedded store: pyoxigraph in memory, one flat graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox
from msgspec import Struct

from pincite.graph.terms import Iri, Prefixes, Text, Triple, lines

Row = dict[str, "Iri | Text | None"]


class Rows(Struct, frozen=True):
    """A query's answer: its variables in order, and a dict a row."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Source(Protocol):
    """Whatever answers a SELECT in which the publication's prefixes hold: the embedded graph, or an endpoint."""

    prefixes: Prefixes

    def select(self, query: str) -> Rows:
        """Return a SELECT's answer, rows in the query's order."""


class Graph:
    """A flat RDF graph that answers SPARQL 1.1; the publication's prefixes and base hold in every query."""

    def __init__(self, prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self._store = ox.Store()

    def under(self, prefixes: Prefixes) -> Graph:
        """Return the same graph, asked with another prefix table."""
        made = Graph(prefixes)
        made._store = self._store
        return made

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples of N-Triples terms."""
        self.add_lines(lines(triples))

    def add_lines(self, triples: bytes) -> None:
        """Add triples that are N-Triples; other threads go on meanwhile."""
        self._store.bulk_load(input=triples, format=ox.RdfFormat.N_TRIPLES, lenient=True)

    def select(self, query: str) -> Rows:
        """Return a SELECT's answer, rows in the query's order. Raises SyntaxError for a query that is none."""
        answer = self._store.query(query, base_iri=self.prefixes.base, prefixes=dict(self.prefixes.namespaces))
        if not isinstance(answer, ox.QuerySolutions):
            message = "not a SELECT query"
            raise SyntaxError(message)
        names = tuple(variable.value for variable in answer.variables)
        value = _Values({None: None}).__getitem__
        return Rows(names, tuple([dict(zip(names, map(value, solution), strict=True)) for solution in answer]))

    def construct(self, query: str) -> list[Triple]:
        """Return a CONSTRUCT's triples, each once. Raises SyntaxError for a query that is none."""
        answer = self._store.query(query, base_iri=self.prefixes.base, prefixes=dict(self.prefixes.namespaces))
        if not isinstance(answer, ox.QueryTriples):
            message = "not a CONSTRUCT query"
            raise SyntaxError(message)
        return list(dict.fromkeys((str(t.subject), str(t.predicate), str(t.object)) for t in answer))

    def triples(self) -> Iterator[Triple]:
        """Return all triples, in no order."""
        for quad in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            yield str(quad.subject), str(quad.predicate), str(quad.object)

    def quads(self) -> Iterator[ox.Quad]:
        """Return all triples as the store has them, in no order."""
        return iter(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def load(self, content: bytes, form: ox.RdfFormat) -> None:
        """Add what a file says. Raises SyntaxError, with the line, when it is not of that form."""
        self._store.bulk_load(input=content, format=form, lenient=True)

    def count(self) -> int:
        """Return the number of triples."""
        return len(self._store)


class _Values(dict[object, "Iri | Text | None"]):
    """Values by term, each made once: the rows of an answer share their values, which takes half the memory."""

    def __missing__(self, term: object) -> Iri | Text | None:
        made = self[term] = _value(term)
        return made


def _value(term: object) -> Iri | Text:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Text(term.value, term.datatype.value, term.language)
    return Text(str(term))


def bind(query: str, parameters: Mapping[str, str]) -> str:
    """Return the query with each parameter's `VALUES ?name { ... }` holding the given term instead of its default.

    A parameter stands in the query file as a real VALUES block with its default, so the file runs as it is on any
    endpoint; a term is N-Triples text made by `iri` or `literal`, never a user's own text.
    Raises KeyError for a parameter without such a block.
    """
    for name, term in parameters.items():
        block = re.search(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^{{}}]*\}}", query)
        if block is None:
            raise KeyError(name)
        query = f"{query[: block.start()]}VALUES ?{name} {{ {term} }}{query[block.end() :]}"
    return query
