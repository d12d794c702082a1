"""What an endpoint says of itself: SPARQL 1.1 Service Description (W3C Recommendation, 2013), without blank nodes."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from pincite.evaluation.jobs import Loaded
from pincite.serve.formats import RESULTS, TRIPLES

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_REGIME = ox.NamedNode("http://www.w3.org/ns/entailment/Simple")
_SEE = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
_PREFIXES = {"sd": SD, "void": VOID, "formats": "http://www.w3.org/ns/formats/"}
_WRITERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def described(address: str, graph: Loaded, form: str) -> bytes:
    """Return the description of the endpoint at `address` in a form of TRIPLES; its nodes are hash IRIs there.

    Raises ValueError when the address cannot be an IRI.
    """
    return ox.serialize(_triples(address, graph), format=_WRITERS[form], prefixes=_PREFIXES) or b""


def _triples(address: str, graph: Loaded) -> Iterator[ox.Triple]:
    here = ox.NamedNode(address)
    service, dataset, default = (ox.NamedNode(f"{address}#{name}") for name in ("service", "dataset", "default"))
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), here)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(service, _sd("defaultEntailmentRegime"), _REGIME)
    for form in dict.fromkeys((*RESULTS, *TRIPLES)):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(form.iri))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    count = ox.Literal(str(graph.triples), datatype=ox.NamedNode(f"{_XSD}integer"))
    yield ox.Triple(default, ox.NamedNode(f"{VOID}triples"), count)
    # The publication's own description of the data set.
    about = ox.NamedNode(f"{graph.prefixes.base}dump/void.ttl#dataset")
    yield ox.Triple(dataset, ox.NamedNode(_SEE), about)
    for number, name in enumerate(graph.graphs, 1):
        named = ox.NamedNode(f"{address}#graph-{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
