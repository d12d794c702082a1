"""Facts from outside the documents as triples: GeoSPARQL geometries that carry their own provenance.

GeoSPARQL 1.1 (OGC 22-047r1): `geo:hasGeometry` leads to a geometry, `geo:asWKT` gives its longitude and latitude in the
default reference system (CRS 84); the W3C's Basic Geo vocabulary gives the same as two numbers, for simple clients.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pincite.graph.statements import decimal_text, pin
from pincite.graph.terms import RDF_TYPE, Prefixes, Triple, iri, literal
from pincite.model import Outside

GEO = "http://www.opengis.net/ont/geosparql#"
HAS_GEOMETRY = iri(GEO + "hasGeometry")
GRAPH = "outside"
_POINT = iri("http://www.opengis.net/ont/sf#Point")
_WGS = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_LICENSE = iri("http://purl.org/dc/terms/license")


def outside_triples(facts: Iterable[Outside], prefixes: Prefixes) -> Iterator[Triple]:
    """Yield the triples of facts from outside: the geometry, its provenance, and the link from the thing."""
    for fact in facts:
        about = iri(prefixes.entity(fact.about.id))
        node = iri(f"{prefixes.entity(fact.about.id)}#{_fragment(fact)}")
        yield node, RDF_TYPE, pin("OutsideFact")
        yield node, pin("locates"), about
        yield node, pin("precision"), literal(fact.precision)
        yield node, pin("release"), literal(fact.release)
        yield node, _LICENSE, iri(fact.licence)
        if fact.source is not None:
            yield node, pin("source"), iri(fact.source)
        if fact.name is not None:
            yield node, pin("sourceName"), literal(fact.name)
        if fact.note is not None:
            yield node, pin("note"), literal(fact.note)
        if fact.point is not None:
            latitude, longitude = (decimal_text(number) for number in fact.point)
            yield about, HAS_GEOMETRY, node
            yield node, RDF_TYPE, iri(GEO + "Geometry")
            yield node, RDF_TYPE, _POINT
            yield node, iri(GEO + "asWKT"), literal(f"POINT({longitude} {latitude})", GEO + "wktLiteral")
            yield node, iri(_WGS + "lat"), literal(latitude, "decimal")
            yield node, iri(_WGS + "long"), literal(longitude, "decimal")


def nodes_from_outside(triples: Iterable[Triple]) -> frozenset[str]:
    """Return the facts from outside among triples, as terms; a rule may have placed more."""
    return frozenset(s for s, p, o in triples if p == RDF_TYPE and o == pin("OutsideFact"))


def _fragment(fact: Outside) -> str:
    said = (fact.about.id, fact.source or "", fact.precision, fact.release, *map(str, fact.point or ()))
    return "o-" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]
