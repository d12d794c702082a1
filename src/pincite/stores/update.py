"""SPARQL 1.1 updates: parts for stores that take nothing else, and what brings a staging graph into place."""

from __future__ import annotations

import gzip

from pincite.graph.terms import XSD, iri
from pincite.stores.digest import PART
from pincite.stores.service import Kind

_MARK = f"<{PART}> <{PART}>"


def insert(packed: bytes, graph: str) -> str:
    """Return gzipped N-Triples as an update that inserts them: their lines are valid within its braces."""
    return f"INSERT DATA {{ GRAPH {iri(graph)} {{\n{gzip.decompress(packed).decode()}}} }}"


def moved(source: str, target: str | None, kind: Kind) -> str:
    """Return the update that replaces a target (None: the default graph) by a staging graph, without its marks.

    Without the staging graph it does nothing, or is refused, so that one that comes twice does no harm.
    """
    if kind == "oxigraph":
        marks = f"DELETE WHERE {{ GRAPH {iri(source)} {{ {_MARK} ?part }} }}"
        return f"{marks} ;\nMOVE GRAPH {iri(source)} TO {f'GRAPH {iri(target)}' if target else 'DEFAULT'}"
    return _by_patterns(f"GRAPH {iri(source)}", f"GRAPH {iri(target)}" if target else "")


def _by_patterns(source: str, target: str) -> str:
    """Return the same without MOVE, COPY, ADD and CLEAR, which TDB2 (Jena 5.6.0) does not do right.

    It copies into a named graph with losses, about one triple in sixteen. And it keeps decimals such as `4` and `7.50`
    when a graph is cleared or deleted from: it reads them as `4.0` and `7.5`, and does not find these. They are removed
    as they were written; what else such a term hits is to be removed as well.
    """
    triple, written = (f"{target} {{ ?s ?p {name} }}" if target else f"?s ?p {name} ." for name in ("?o", "?written"))
    there = f'{source} {{ {_MARK} "0" }}'
    return f"""DELETE {{ {triple} }} WHERE {{ {there} {triple} }} ;
DELETE {{ {written} }} WHERE {{
  {there} {triple} FILTER(isLiteral(?o) && DATATYPE(?o) = <{XSD}decimal>)
  VALUES ?end {{ "" "0" "00" "000" ".00" ".000" }}
  BIND(STRDT(CONCAT(REPLACE(STR(?o), "[.]0$", ""), ?end), <{XSD}decimal>) AS ?written)
}} ;
INSERT {{ {triple} }} WHERE {{ {source} {{ ?s ?p ?o }} FILTER(?p != <{PART}>) }} ;
DROP SILENT {source}"""
