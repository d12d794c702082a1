"""The files beside the pages and in the dump say what was read, in every syntax, and are valid."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from tests.browse.making import PREFIXES, Made, make

TURTLE = """
ex:a a ex:T ; rdfs:label "a"@en, "ä"@de ; ex:p [ ex:q ( 1 [ ex:r "deep" ] ), ex:b ], _:shared ;
  ex:n 1, 1.50, 1e3, true, "007"^^xsd:integer .
ex:b ex:p _:shared . _:shared ex:q "line\\nbreak \\"quoted\\" \\\\ \\u0007 😀", "x"^^ex:kind, <urn:x:y> .
<urn:isbn:1> ex:p <https://example.org/with(paren)>, <https://example.org/ns#a.b>, <https://example.org/ns#-> .
[] a ex:Nameless ; ex:q "lost" .
@prefix urn: <https://example.org/urn#> .
ex:b urn:p <urn:isbn:2> .
"""  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("data"), TURTLE)


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt.gz", "graph.jsonld"])
def test_the_dump_is_what_was_read(made: Made, name: str) -> None:
    import gzip  # noqa: PLC0415

    raw = (made.out / "dump" / name).read_bytes()
    content = gzip.decompress(raw) if name.endswith(".gz") else raw
    form = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
    }[name.split(".")[1]]
    found = _canonical(ox.parse(content, form))
    assert found == _canonical(ox.parse(PREFIXES + TURTLE, ox.RdfFormat.TURTLE))
    assert (made.site / "dump" / name).read_bytes() == raw


def test_other_readers_read_it_too(made: Made) -> None:
    graph = rdflib.Graph().parse(made.out / "dump" / "graph.ttl")
    assert len(graph) == made.built.figures["triples"]
    linked = rdflib.Graph().parse(made.out / "dump" / "graph.jsonld", format="json-ld")
    assert len(linked) == len(graph)


def test_each_page_has_its_triples_and_those_nested_in_it(made: Made) -> None:
    folder = made.site / "id/ex/a"
    files = {
        name: _canonical(ox.parse((folder / f"index.{name}").read_bytes(), form))
        for name, form in (
            ("ttl", ox.RdfFormat.TURTLE),
            ("nt", ox.RdfFormat.N_TRIPLES),
            ("jsonld", ox.RdfFormat.JSON_LD),
        )
    }
    assert files["ttl"] == files["nt"] == files["jsonld"]
    text = str(files["nt"])
    assert "deep" in text
    assert "lost" not in text
    # A prefix that is the scheme of an IRI would be read as that in JSON-LD.
    context = json.loads((made.out / "dump" / "graph.jsonld").read_text(encoding="utf-8"))["@context"]
    assert "urn" not in context


def test_void_describes_it(made: Made) -> None:
    graph = rdflib.Graph().parse(made.out / "dump" / "void.ttl", publicID="https://x.org/void.ttl")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    dataset = rdflib.URIRef("https://x.org/void.ttl#dataset")
    assert str(graph.value(dataset, void.triples)) == str(made.built.figures["triples"])
    used = {str(graph.value(part, void.property)) for part in graph.objects(dataset, void.propertyPartition)}
    assert "https://example.org/ns#p" in used
    for dump in graph.objects(dataset, void.dataDump):
        assert (made.out / "dump" / str(dump).rpartition("/")[2]).is_file()


def test_sums_are_right(made: Made) -> None:
    lines = (made.out / "dump" / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    assert len(lines) == 4
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((made.out / "dump" / name).read_bytes()).hexdigest() == digest


def test_directions_and_triple_terms_survive(tmp_path: Path) -> None:
    turtle = 'ex:a ex:p "x"@ar--rtl, <<( ex:a ex:b "z"@en )>> .'
    made = make(tmp_path, turtle)
    found = _canonical(ox.parse(io.BytesIO((made.out / "dump" / "graph.ttl").read_bytes()), ox.RdfFormat.TURTLE))
    assert found == _canonical(ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE))
    assert '"@direction": "rtl"' in (made.out / "dump" / "graph.jsonld").read_text(encoding="utf-8")
    assert made.page("id/ex/a").xpath("//bdi[@dir='rtl']/text()") == ["x"]
