"""The same validation by pySHACL, the reference that the tests hold the build's engine against; slow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyshacl
from rdflib import SH as SHACL
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Literal, Node, URIRef

from pincite.graph.terms import Triple, lines, literal
from pincite.shapes.finding import Finding, in_order
from pincite.shapes.rules import Shapes


def validate(triples: Iterable[Triple], shapes: Shapes) -> list[Finding]:
    """Return what breaks the rules, in order. Raises pyshacl's errors for shapes it cannot run."""
    return validate_graph(graph_of(triples), shapes, graph_of(shapes.triples))


def validate_by_rule(triples: Iterable[Triple], shapes: Shapes, report: Callable[[str], None]) -> list[Finding]:
    """Do the same rule by rule, so that `report` can be told of each before it: a large graph takes minutes."""
    data, prepared = graph_of(triples), graph_of(shapes.triples)
    found: list[Finding] = []
    for number, rule in enumerate(shapes.rules, 1):
        report(f"pySHACL, rule {number} of {len(shapes.rules)}: {rule.label}")
        found += _validated(data, shapes, prepared, use_shapes=[rule.iri])
    return in_order(found)


def validate_graph(data: Graph, shapes: Shapes, prepared: Graph) -> list[Finding]:
    """Do the same with data and shapes made by `graph_of`, for one who validates often."""
    return in_order(_validated(data, shapes, prepared))


def _validated(data: Graph, shapes: Shapes, prepared: Graph, **options: Any) -> Iterator[Finding]:  # noqa: ANN401
    _, report, _ = pyshacl.validate(data, shacl_graph=prepared, inference="none", advanced=False, **options)
    if not isinstance(report, Graph):
        raise report
    return _findings(report, shapes)


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Return the triples as an rdflib graph that reads each query once only."""
    graph = _Remembering(bind_namespaces="none")
    graph.parse(data=lines(triples), format="nt")
    return graph


class _Remembering(Graph):
    # pySHACL asks a rule's query anew for every node; reading it takes rdflib longer than answering it.
    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        known = _read(query_object) if isinstance(query_object, str) else query_object
        return super().query(known, *args, **kwargs)


@lru_cache(maxsize=512)
def _read(query: str) -> Query:
    return prepareQuery(query)


def _findings(report: Graph, shapes: Shapes) -> Iterator[Finding]:
    for result in report.subjects(RDF.type, SHACL.ValidationResult):
        rule = shapes.by_iri[str(report.value(result, SHACL.sourceShape))]
        focus = report.value(result, SHACL.focusNode)
        value = report.value(result, SHACL.value)
        component = str(report.value(result, SHACL.sourceConstraintComponent))
        path = rule.path
        if path is None and component == SHACL.SPARQLConstraintComponent.toPython():
            path = _plain(report.value(result, SHACL.resultPath))
        yield Finding(
            shape=rule.iri,
            label=rule.label,
            severity=rule.severity,
            focus=_plain(focus) or "",
            path=path,
            value=None if value is None or value == focus else _written(value),
            message=rule.message,
            component=component,
        )


def _plain(node: Node | None) -> str | None:
    return str(node) if isinstance(node, URIRef) else None if node is None else _written(node)


def _written(node: Node) -> str:
    """Return a term as it stands in N-Triples; rdflib's own form has line breaks in it."""
    if isinstance(node, Literal):
        return literal(str(node), node.datatype, node.language)
    return node.n3()
