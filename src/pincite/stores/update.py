"""Plain SPARQL 1.1 UPDATE, for stores that speak nothing else."""

from __future__ import annotations

import gzip

from pincite.graph.terms import iri


def insert(packed: bytes, graph: str) -> str:
    """Return gzipped N-Triples as an update that inserts them: their lines are valid within its braces."""
    return f"INSERT DATA {{ GRAPH {iri(graph)} {{\n{gzip.decompress(packed).decode()}}} }}"
