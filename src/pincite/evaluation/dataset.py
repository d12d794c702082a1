"""The dataset of a query: the whole store, or the graphs that the query or the request names."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from msgspec import Struct

from pincite.evaluation.jobs import NotAnsweredError

_MOST_NAMED = 20


class Dataset(Struct, frozen=True):
    """A store, and the graphs of it that a query sees: `default` and `named` as pyoxigraph wants them."""

    store: ox.Store
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None


def select(store: ox.Store, default: Iterable[str] | None, named: Iterable[str] | None) -> Dataset:
    """Return the dataset of the given graphs (SPARQL 1.1 Query, section 13.2); the whole store when both are None.

    Several default graphs are merged, so that a triple of two of them is there once; pyoxigraph would give it
    twice. Raises NotAnsweredError for a graph that is not in the store: nothing is fetched.
    """
    if default is None and named is None:
        return Dataset(store)
    first, others = _known(store, default or ()), _known(store, named or ())
    if len(first) < 2:
        return Dataset(store, [*first], [*others])
    merged = ox.Store()
    for graph in (*first, *others):
        triples = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        if graph in first:
            merged.bulk_load(input=triples, format=ox.RdfFormat.N_TRIPLES)
        if graph in others:
            merged.bulk_load(input=triples, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    return Dataset(merged, [ox.DefaultGraph()], [*others])


def _known(store: ox.Store, names: Iterable[str]) -> list[ox.NamedNode]:
    found = []
    for name in dict.fromkeys(names):
        try:
            graph = ox.NamedNode(name)
        except ValueError:
            raise NotAnsweredError("malformed", f"dataset: <{name}> is no IRI. Write it whole.") from None
        if not store.contains_named_graph(graph):
            there = sorted(str(one) for one in store.named_graphs())
            listed = ", ".join(there[:_MOST_NAMED]) or "none"
            message = f"dataset: there is no graph <{name}> here, and none is fetched. The named graphs are: {listed}."
            raise NotAnsweredError("refused", message)
        found.append(graph)
    return found
