"""What alignments give: a file of axioms for reasoners, and the graph in the other vocabularies for everybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pincite.graph.store import Graph
from pincite.graph.terms import RDF_TYPE, Prefixes, Triple, iri, literal
from pincite.ontology.alignments import SKOS, SSSOM, Alignment, Alignments
from pincite.ontology.axioms import OWL, RDFS
from pincite.ontology.terms import Ontology

NAME = "alignments"
_DCTERMS = "http://purl.org/dc/terms/"
_SORTS = {"object": "ObjectProperty", "datatype": "DatatypeProperty", "annotation": "AnnotationProperty"}
_FORTH = "rdfs:subPropertyOf*"
_BACK = "rdfs:subPropertyOf*/(owl:inverseOf|^owl:inverseOf)"


def alignment_triples(
    alignments: Alignments, ontology: Ontology, prefixes: Prefixes, title: str, licence: str, version: str
) -> list[Triple]:
    """Return the alignments as an OWL 2 DL ontology that imports the publication's own, without blank nodes.

    Each mapping is there twice: as the triple that it stands for, and as a thing with its reason.
    """
    about = iri(prefixes.base + NAME)
    header = [
        (about, RDF_TYPE, iri(OWL + "Ontology")),
        (about, iri(_DCTERMS + "title"), literal(f"{title}: alignments", language="en")),
        (about, iri(_DCTERMS + "license"), iri(licence)),
        (about, iri(OWL + "versionInfo"), literal(version)),
        *((about, iri(OWL + "imports"), name) for name in _ontologies(ontology)),
    ]
    mappings = [triple for one in alignments.mappings for triple in _mapping(one)]
    return list(dict.fromkeys((*header, *_declarations(alignments, ontology), *mappings)))


def aligned_triples(alignments: Alignments, graph: Graph, triples: Iterable[Triple]) -> list[Triple]:
    """Return what follows of a graph in the other vocabularies, each once: by RDFS and inverses, and by the rules.

    `triples` are all of the graph. A relation between entities follows from plain triples and facts alone, so a claim
    never becomes one.
    """
    made = (graph.construct(rule.text) for rule in alignments.rules.values())
    return list(dict.fromkeys(chain(_renamed(alignments, graph, triples), *made)))


def _renamed(alignments: Alignments, graph: Graph, triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what follows by RDFS and inverses: the graph tells for which properties, and one pass takes the triples."""
    # Types are in the graph with all superclasses, properties are not: hence the paths.
    types = _table(_pairs(alignments, RDFS + "subClassOf", OWL + "equivalentClass"))
    properties = _pairs(alignments, RDFS + "subPropertyOf", OWL + "equivalentProperty")
    forth, back = (_table(_below(graph, path, properties)) for path in (_FORTH, _BACK))
    for thing, predicate, value in triples:
        if predicate == RDF_TYPE and value in types:
            for other in types[value]:
                yield thing, RDF_TYPE, other
        if predicate in forth:
            for other in forth[predicate]:
                yield thing, other, value
        if predicate in back and value[0] == "<":
            for other in back[predicate]:
                yield value, other, thing


def _pairs(alignments: Alignments, *predicates: str) -> list[tuple[str, str]]:
    """Return the terms of each mapping with such a predicate."""
    return [(one.subject, one.object) for one in alignments.mappings if one.predicate in predicates]


def _below(graph: Graph, path: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the same for every property of the graph that a path leads from to one of these."""
    values = " ".join(f"(<{own}> <{other}>)" for own, other in pairs)
    rows = graph.select(f"SELECT ?term ?other {{ VALUES (?own ?other) {{ {values} }} ?term {path} ?own }}")
    return [(str(row["term"]), str(row["other"])) for row in rows]


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for own, other in pairs:
        table.setdefault(iri(own), []).append(iri(other))
    return table


def _ontologies(ontology: Ontology) -> list[str]:
    return sorted({s for s, p, o in ontology.axioms if p == RDF_TYPE and o == iri(OWL + "Ontology")})


def _mapping(one: Alignment) -> Iterator[Triple]:
    yield iri(one.subject), iri(one.predicate), iri(one.object)
    node = iri(one.iri)
    yield node, RDF_TYPE, iri(SSSOM + "Mapping")
    yield node, RDF_TYPE, iri(OWL + "NamedIndividual")
    for part, value in (("subject_id", one.subject), ("predicate_id", one.predicate), ("object_id", one.object)):
        yield node, iri(SSSOM + part), iri(value)
    yield node, iri(SSSOM + "mapping_justification"), iri(one.justification)
    yield node, iri(RDFS + "comment"), literal(one.reason, language="en")


def _declarations(alignments: Alignments, ontology: Ontology) -> Iterator[Triple]:
    """Yield what OWL 2 DL asks for: the sort of every term that is used."""
    yield iri(SSSOM + "Mapping"), RDF_TYPE, iri(OWL + "Class")
    annotations = {SSSOM + name for name in ("subject_id", "predicate_id", "object_id", "mapping_justification")}
    # As object properties the matches would make individuals of the terms they join.
    annotations |= {one.predicate for one in alignments.mappings if one.predicate.startswith(SKOS)}
    for name in sorted(annotations | {_DCTERMS + "title", _DCTERMS + "license"}):
        yield iri(name), RDF_TYPE, iri(OWL + "AnnotationProperty")
    for one in alignments.mappings:
        if one.axiom:
            known = ontology.properties.get(one.subject)
            yield iri(one.object), RDF_TYPE, iri(OWL + (_SORTS[known.sort] if known else "Class"))
