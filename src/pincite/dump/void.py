"""The dump's description: VoID (counts, partitions) and DCAT 3 (files), without blank nodes or a clock."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from pincite.dump.names import Names
from pincite.dump.nodes import Nodes, count, gather
from pincite.dump.turtle import Turtle, header
from pincite.graph.terms import RDF_TYPE, Prefixes, Triple, iri, literal

VOCABULARIES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# dcterms:language wants a resource; Lexvo has one for each two-letter code of ISO 639-1.
_LANGUAGE = "http://lexvo.org/id/iso639-1/"
_MOST_EXAMPLES = 5
_MEDIA = "https://www.iana.org/assignments/media-types/"
_FORMATS = "http://www.w3.org/ns/formats/"


class Description(Struct, frozen=True):
    """What the project says of its dataset.

    `licence` is an IRI; `recorded` is the ISO day that dates the data; `publisher` is the creator when None;
    `folder` is where the files are published, below the base IRI. `previous` is the IRI of the version before this one,
    `sources` are the IRIs of the documents, `language` is that of the labels;
    `page` is the address of the first page when it is not the base IRI; `endpoint` that of a SPARQL endpoint.
    """

    title: str
    description: str
    creator: str
    licence: str
    version: str
    recorded: str
    publisher: str | None = None
    folder: str = "dump/"
    previous: str | None = None
    sources: tuple[str, ...] = ()
    language: str = "en"
    page: str | None = None
    endpoint: str | None = None


class Media(Struct, frozen=True):
    """How a file is written: media type, name at w3.org/ns/formats, media type of the compression."""

    type: str
    format: str
    compression: str | None = None


class File(Struct, frozen=True):
    """One file of the dump: its name, what it holds (`graph`, or a part), bytes and SHA-256 in hex."""

    name: str
    part: str
    media: Media
    size: int
    sha256: str


class Part(Struct, frozen=True):
    """A part of the dataset with a file of its own; `triples` is None when they were not counted.

    What is `beside` the dataset goes with it but is not in it.
    """

    title: str
    triples: int | None
    beside: bool = False


class Tally(Struct, frozen=True):
    """What VoID counts: subjects by class, triples by property, and the figures of the whole.

    An entity is what has an id, which statements and passages have not.
    """

    classes: Mapping[str, int]
    properties: Mapping[str, int]
    figures: Mapping[str, int]

    @classmethod
    def of(cls, nodes: Nodes) -> Tally:
        """Count."""
        flat = nodes.flat
        types = [target for pairs in flat.values() for predicate, target in pairs if predicate == RDF_TYPE]
        classes = dict(sorted(Counter(types).items()))
        properties = dict(sorted(nodes.predicates.items()))
        figures = {
            "void:triples": count(flat),
            "void:entities": sum(nodes.entity_id(subject) is not None for subject in flat),
            "void:classes": len(classes),
            "void:properties": len(properties),
            "void:distinctSubjects": len(flat),
            "void:distinctObjects": len(nodes.objects),
        }
        return cls(classes, properties, figures)


Row: TypeAlias = tuple[str, str]


def void_turtle(
    nodes: Nodes, prefixes: Prefixes, about: Description, parts: Mapping[str, Part], files: Sequence[File]
) -> str:
    """Return `void.ttl`. Its nodes are hash IRIs of the file itself, `<base>dump/void.ttl#dataset`.

    The whole graph and each part is a dataset with its files. Vocabularies: VoID (W3C Interest Group Note,
    2011), DCAT 3 (W3C Recommendation, 2024), SPDX for checksums as DCAT 3 has it.
    """
    names = Names(Prefixes(prefixes.base, VOCABULARIES | dict(prefixes.namespaces)))
    tally = Tally.of(nodes)
    describer = _Describer(prefixes.base + about.folder, names)
    triples = [
        *describer.file(about),
        *describer.dataset(nodes, tally, about),
        *describer.partitions(tally),
        *describer.parts(parts, about),
        *(triple for file in files for triple in describer.distribution(file, about)),
    ]
    sorted_nodes = gather([(*triple, "") for triple in triples], prefixes).flat
    writer = Turtle(names)
    body = "\n".join([writer.block(subject, pairs) for subject, pairs in sorted_nodes.items()])
    return header(names.used(body)) + body


class _Describer:
    """Makes the triples; `folder` is the IRI of the folder with the files."""

    def __init__(self, folder: str, names: Names) -> None:
        self._folder = folder
        self._names = names

    def node(self, fragment: str) -> str:
        return iri(f"{self._folder}void.ttl#{fragment}")

    def file(self, about: Description) -> Iterator[Triple]:
        rows = [
            ("rdf:type", _term("void:DatasetDescription")),
            ("dcterms:title", literal(f"{about.title}: description of the dataset", language="en")),
            ("dcterms:creator", self.node("creator")),
            ("dcterms:modified", literal(about.recorded, "date")),
            ("foaf:primaryTopic", self.node("dataset")),
        ]
        return _about(iri(f"{self._folder}void.ttl"), rows)

    def dataset(self, nodes: Nodes, tally: Tally, about: Description) -> Iterator[Triple]:
        rows = [
            *_dataset_rows(about.title, about),
            ("dcterms:description", literal(about.description, language="en")),
            ("dcterms:creator", self.node("creator")),
            ("dcterms:publisher", self.node("publisher" if about.publisher else "creator")),
            ("dcterms:language", iri(_LANGUAGE + about.language)),
            ("dcat:landingPage", iri(about.page or nodes.base)),
            ("foaf:homepage", iri(about.page or nodes.base)),
            ("void:rootResource", iri(nodes.base)),
            ("void:uriSpace", literal(f"{nodes.base}id/")),
            *(("void:exampleResource", example) for example in _examples(nodes)),
            *(("prov:wasDerivedFrom", iri(source)) for source in about.sources),
            *([("void:sparqlEndpoint", iri(about.endpoint))] if about.endpoint else []),
            *([("dcat:previousVersion", iri(about.previous))] if about.previous else []),
            *((name, literal(str(number), "integer")) for name, number in tally.figures.items()),
            *(("void:vocabulary", iri(namespace)) for namespace in self._vocabularies(tally)),
        ]
        yield from _about(self.node("dataset"), rows)
        agents = {"creator": about.creator, "publisher": about.publisher}
        for fragment, name in agents.items():
            if name is not None:
                yield from _about(
                    self.node(fragment), [("rdf:type", _term("foaf:Agent")), ("foaf:name", literal(name))]
                )

    def partitions(self, tally: Tally) -> Iterator[Triple]:
        for term, number in tally.classes.items():
            yield from self._partition("class", term, "void:entities", number)
        for term, number in tally.properties.items():
            yield from self._partition("property", term, "void:triples", number)

    def _partition(self, kind: str, term: str, name: str, number: int) -> Iterator[Triple]:
        short = self._names.short(term[1:-1]) or hashlib.sha256(term.encode()).hexdigest()[:12]
        node = self.node(f"{kind}-{short}")
        yield self.node("dataset"), _term(f"void:{kind}Partition"), node
        yield from _about(node, [(f"void:{kind}", term), (name, literal(str(number), "integer"))])

    def _vocabularies(self, tally: Tally) -> list[str]:
        shorts = {self._names.short(term[1:-1]) for term in (*tally.classes, *tally.properties)}
        prefixes = {short.partition(":")[0] for short in shorts if short is not None}
        return [self._names.namespaces[prefix] for prefix in sorted(prefixes)]

    def parts(self, parts: Mapping[str, Part], about: Description) -> Iterator[Triple]:
        for name, part in parts.items():
            yield self.node("dataset"), _term("dcterms:relation" if part.beside else "void:subset"), self.node(name)
            rows = _dataset_rows(f"{about.title}: {part.title}", about)
            if part.triples is not None:
                rows.append(("void:triples", literal(str(part.triples), "integer")))
            yield from _about(self.node(name), rows)

    def distribution(self, file: File, about: Description) -> Iterator[Triple]:
        node, checksum = self.node(f"file-{file.name}"), self.node(f"checksum-{file.name}")
        dataset = self.node("dataset" if file.part == "graph" else file.part)
        address = iri(self._folder + file.name)
        yield dataset, _term("dcat:distribution"), node
        yield dataset, _term("void:dataDump"), address
        yield dataset, _term("void:feature"), iri(_FORMATS + file.media.format)
        rows = [
            ("rdf:type", _term("dcat:Distribution")),
            ("dcterms:title", literal(file.name)),
            ("dcterms:license", iri(about.licence)),
            ("dcat:accessURL", address),
            ("dcat:downloadURL", address),
            ("dcat:mediaType", iri(_MEDIA + file.media.type)),
            ("dcat:byteSize", literal(str(file.size), "nonNegativeInteger")),
            ("spdx:checksum", checksum),
        ]
        if file.media.compression:
            rows.append(("dcat:compressFormat", iri(_MEDIA + file.media.compression)))
        yield from _about(node, rows)
        yield from _about(
            checksum,
            [
                ("rdf:type", _term("spdx:Checksum")),
                ("spdx:algorithm", _term("spdx:checksumAlgorithm_sha256")),
                ("spdx:checksumValue", literal(file.sha256, "hexBinary")),
            ],
        )


def _examples(nodes: Nodes) -> list[str]:
    """Return the entities with most triples, one of each kind, the fullest first."""
    fullest: dict[str, tuple[int, str]] = {}
    for subject, pairs in nodes.flat.items():
        entity = nodes.entity_id(subject)
        if entity is not None:
            kind = entity.partition("/")[0]
            # Subjects are sorted, so of equals the first stays.
            if len(pairs) > fullest.get(kind, (0, ""))[0]:
                fullest[kind] = (len(pairs), subject)
    ordered = sorted(fullest.values(), key=lambda one: (-one[0], one[1]))
    return [subject for _, subject in ordered[:_MOST_EXAMPLES]]


def _dataset_rows(title: str, about: Description) -> list[Row]:
    return [
        ("rdf:type", _term("dcat:Dataset")),
        ("rdf:type", _term("void:Dataset")),
        ("dcterms:title", literal(title, language="en")),
        ("dcterms:license", iri(about.licence)),
        ("dcterms:modified", literal(about.recorded, "date")),
        ("dcat:version", literal(about.version)),
    ]


def _about(subject: str, rows: Iterable[Row]) -> Iterator[Triple]:
    return ((subject, _term(name), value) for name, value in rows)


def _term(name: str) -> str:
    prefix, _, local = name.partition(":")
    return iri(VOCABULARIES[prefix] + local)
