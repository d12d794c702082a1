"""The dump's description: its figures against counts made another way, its files against the files."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from msgspec.structs import replace
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, XSD, BNode, Literal, Namespace, URIRef

from pincite.dump import Content, Description, write_dump
from pincite.graph.terms import Prefixes

if TYPE_CHECKING:
    from tests.dump.conftest import Written

BASE = "https://example.org/harbour/"
HERE = Namespace(f"{BASE}dump/void.ttl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
MEDIA = "https://www.iana.org/assignments/media-types/"
ABOUT = Description("Harbours", "What is said.", "The desk", "https://example.org/licence", "1.2.0", "2026-11-22")


@pytest.fixture
def void(written: Written, monkeypatch: pytest.MonkeyPatch) -> rdflib.Graph:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    return rdflib.Graph().parse(written.dump / "void.ttl", format="turtle")


def number(void: rdflib.Graph, subject: URIRef, name: str) -> int:
    value = void.value(subject, VOID[name])
    assert isinstance(value, Literal)
    return int(value)


def test_both_readers_agree_and_nothing_is_blank(written: Written, void: rdflib.Graph) -> None:
    quads = list(ox.parse((written.dump / "void.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    assert len(quads) == len(void) > 50
    assert not any(isinstance(term, BNode) for triple in void for term in triple)


def test_figures(written: Written, void: rdflib.Graph) -> None:
    triples = written.triples
    types = Counter(o for _, p, o in triples if p == TYPE)
    properties = Counter(p for _, p, _ in triples)
    figures = {
        "triples": len(triples),
        "entities": len({s for s, _, _ in triples if re.fullmatch(rf"<{BASE}id/[^/#]+/[^/#]+>", s)}),
        "classes": len(types),
        "properties": len(properties),
        "distinctSubjects": len({s for s, _, _ in triples}),
        "distinctObjects": len({o for _, _, o in triples}),
    }
    assert {name: number(void, HERE.dataset, name) for name in figures} == figures
    for kind, count, expected in (("class", "entities", types), ("property", "triples", properties)):
        partitions = [URIRef(str(p)) for p in void.objects(HERE.dataset, VOID[f"{kind}Partition"])]
        found = {f"<{void.value(p, VOID[kind])}>": number(void, p, count) for p in partitions}
        assert found == expected
        assert len(partitions) == len(expected)


def test_parts_have_their_counts(written: Written, void: rdflib.Graph) -> None:
    assert set(void.objects(HERE.dataset, VOID.subset)) == {HERE.plain, HERE.statements, HERE.ontology}
    for name in ("plain", "statements"):
        triples = ox.parse((written.dump / f"{name}.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
        assert number(void, HERE[name], "triples") == len(list(triples))


def test_every_other_file_is_described(written: Written, void: rdflib.Graph) -> None:
    names = {path.name for path in written.dump.iterdir()} - {"void.ttl", "SHA256SUMS"}
    assert len(names) == 7
    described = set(void.subjects(RDF.type, DCAT.Distribution))
    assert described == {HERE[f"file-{name}"] for name in names} == set(void.objects(None, DCAT.distribution))
    for name in names:
        node, content = HERE[f"file-{name}"], (written.dump / name).read_bytes()
        assert void.value(node, DCAT.byteSize) == Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        checksum = void.value(node, SPDX.checksum)
        assert void.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(void.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert void.value(node, DCAT.downloadURL) == URIRef(f"{BASE}dump/{name}")
    packed = HERE["file-graph.nt.gz"]
    assert void.value(packed, DCAT.mediaType) == URIRef(MEDIA + "application/n-triples")
    assert void.value(packed, DCAT.compressFormat) == URIRef(MEDIA + "application/gzip")
    assert void.value(HERE["file-graph.ttl"], DCAT.compressFormat) is None


def test_card(void: rdflib.Graph) -> None:
    dataset = HERE.dataset
    assert set(void.objects(dataset, RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    assert void.value(dataset, DCTERMS.title) == Literal("Harbours", lang="en")
    assert void.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert void.value(dataset, URIRef(f"{DCAT}version")) == Literal("1.2.0")
    assert void.value(dataset, DCTERMS.creator) == void.value(dataset, DCTERMS.publisher) == HERE.creator
    assert void.value(HERE.creator, FOAF.name) == Literal("The harbour desk")
    assert set(void.objects(None, DCTERMS.modified)) == {Literal("2026-11-22", datatype=XSD.date)}
    assert void.value(URIRef(f"{BASE}dump/void.ttl"), FOAF.primaryTopic) == dataset
    assert void.value(dataset, DCAT.landingPage) == void.value(dataset, VOID.rootResource) == URIRef(BASE)
    examples = set(void.objects(dataset, VOID.exampleResource))
    assert 1 <= len(examples) <= 5
    assert all(str(one).startswith(f"{BASE}id/") and "#" not in str(one) for one in examples)
    assert void.value(dataset, URIRef(f"{DCAT}previousVersion")) is None
    assert void.value(dataset, VOID.sparqlEndpoint) is None
    assert URIRef(f"{BASE}ontology#") in set(void.objects(dataset, VOID.vocabulary))


def test_version_before_and_sources(tmp_path: Path) -> None:
    content = Content([("<s:s>", "<p:p>", '"x"', "<g:g>")], Prefixes(BASE, {}))
    about = replace(
        ABOUT,
        previous="urn:v1",
        sources=("urn:log",),
        page="https://host.example/h/",
        endpoint="https://host.example/s",
    )
    write_dump(tmp_path, content, about, "")
    void = rdflib.Graph().parse(tmp_path / "void.ttl", format="turtle")
    assert void.value(HERE.dataset, VOID.sparqlEndpoint) == URIRef("https://host.example/s")
    assert void.value(HERE.dataset, URIRef(f"{DCAT}previousVersion")) == URIRef("urn:v1")
    assert void.value(HERE.dataset, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")) == URIRef("urn:log")
    assert void.value(HERE.dataset, DCAT.landingPage) == URIRef("https://host.example/h/")
    assert void.value(HERE.dataset, VOID.rootResource) == URIRef(BASE)


def test_publisher_and_folder_can_be_others(tmp_path: Path) -> None:
    content = Content([("<s:s>", "<p:p>", '"x"', "<g:g>")], Prefixes(BASE, {"void": "https://example.org/other#"}))
    write_dump(tmp_path, content, replace(ABOUT, publisher='The "press"', folder="data/"), "")
    void = rdflib.Graph().parse(tmp_path / "void.ttl", format="turtle")
    here = Namespace(f"{BASE}data/void.ttl#")
    assert void.value(void.value(here.dataset, DCTERMS.publisher), FOAF.name) == Literal('The "press"')
    # A publication may use the name `void` for something else.
    assert number(void, here.dataset, "triples") == 1
