"""The files of the dump: each says the same as the graph, to rdflib and to pyoxigraph, and the same bytes each time."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from pincite.dump import Beside, Content, Description, write_dump
from pincite.errors import ContentError
from pincite.graph.terms import Prefixes, Triple

if TYPE_CHECKING:
    from tests.dump.conftest import Written

BASE = "https://example.org/harbour/"
ONTOLOGY = f"<{BASE}graph/ontology>"
SHIP = f"<{BASE}ontology#Ship>"
NAMES = {
    "graph.ttl", "plain.ttl", "statements.ttl", "ontology.ttl", "graph.nt.gz", "graph.trig", "graph.jsonld", "void.ttl",
    "SHA256SUMS",
}  # fmt: skip
WHOLE = ["graph.ttl", "graph.nt.gz", "graph.jsonld"]
FORMATS = {
    ".ttl": ("turtle", ox.RdfFormat.TURTLE),
    ".nt": ("nt", ox.RdfFormat.N_TRIPLES),
    ".trig": ("trig", ox.RdfFormat.TRIG),
    ".jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
}


@pytest.fixture(autouse=True)
def _words_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    # By default rdflib writes 007 as 7.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def data(path: Path) -> tuple[bytes, str]:
    """Return a file's bytes, unpacked, and the ending that tells its format."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()), path.with_suffix("").suffix
    return path.read_bytes(), path.suffix


def by_pyoxigraph(path: Path) -> set[Triple]:
    content, ending = data(path)
    quads = list(ox.parse(content, format=FORMATS[ending][1]))
    assert len(quads) == len(set(quads))
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def by_rdflib(path: Path) -> set[object]:
    content, ending = data(path)
    return set(rdflib.Graph().parse(data=content, format=FORMATS[ending][0]))


def as_rdflib(triples: set[Triple]) -> set[object]:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    return set(rdflib.Graph().parse(data=lines, format="nt"))


def test_every_file_is_there_and_no_other(written: Written) -> None:
    assert {path.name for path in written.dump.iterdir()} == NAMES
    assert {file.name for file in written.files} == NAMES - {"SHA256SUMS"}
    assert written.files[-1].name == "void.ttl"


def test_sums_are_those_of_the_files(written: Written) -> None:
    lines = (written.dump / "SHA256SUMS").read_text("ascii").splitlines()
    given = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert given.keys() == NAMES - {"SHA256SUMS"}
    assert all(hashlib.sha256((written.dump / name).read_bytes()).hexdigest() == given[name] for name in given)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_is_the_graph(written: Written, name: str) -> None:
    assert by_pyoxigraph(written.dump / name) == written.triples
    assert by_rdflib(written.dump / name) == as_rdflib(written.triples)


def test_trig_has_every_quad(written: Written) -> None:
    content = (written.dump / "graph.trig").read_bytes()
    quads = ox.parse(content, format=ox.RdfFormat.TRIG)
    found = {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads}
    assert found == set(written.quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format="trig")
    names = {graph.identifier.n3(): set(graph) for graph in dataset.graphs() if len(graph)}
    assert names.keys() == {quad[3] for quad in written.quads}
    for name, triples in names.items():
        assert triples == as_rdflib({quad[:3] for quad in written.quads if quad[3] == name})


def test_plain_and_statements_part_the_graph(written: Written) -> None:
    plain, statements = (by_pyoxigraph(written.dump / f"{name}.ttl") for name in ("plain", "statements"))
    assert plain
    assert statements
    assert {subject for subject, _, _ in statements} == {
        s for s, _, _ in written.triples if "#s-" in s or "#char=" in s
    }
    assert not {subject for subject, _, _ in plain} & {subject for subject, _, _ in statements}
    ontology_only = {q[:3] for q in written.quads if q[3] == ONTOLOGY} - {
        q[:3] for q in written.quads if q[3] != ONTOLOGY
    }
    assert plain | statements | ontology_only == written.triples
    assert not ontology_only & (plain | statements)
    for name, triples in (("plain", plain), ("statements", statements)):
        assert by_rdflib(written.dump / f"{name}.ttl") == as_rdflib(triples)


def test_what_data_say_of_a_term_is_plain_and_what_the_ontology_says_is_not(harbour: Written) -> None:
    said = {(p, o) for s, p, o in by_pyoxigraph(harbour.dump / "plain.ttl") if s == SHIP}
    assert said == {("<http://www.w3.org/2004/02/skos/core#note>", '"two of them"')}


def test_ontology_is_the_source_itself(harbour: Written) -> None:
    text = (harbour.dump / "ontology.ttl").read_text("utf-8")
    assert text.endswith("hb:Ship a owl:Class ; rdfs:subClassOf [ a owl:Class ] . # ł\n")
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == 3


def test_gzip_tells_neither_time_nor_name_nor_system(written: Written) -> None:
    packed = (written.dump / "graph.nt.gz").read_bytes()
    assert packed[:10] == b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    assert gzip.decompress(packed).count(b"\n") == len(written.triples)


def test_jsonld_reads_well(harbour: Written) -> None:
    document = json.loads((harbour.dump / "graph.jsonld").read_bytes())
    assert list(document) == ["@context", "@graph"]
    # `hb:not-a-prefix` is an IRI in this graph, and would not be with the prefix.
    assert list(document["@context"]) == ["owl", "pin", "rdfs", "skos", "xsd"]
    assert [node["@id"] for node in document["@graph"]] == sorted(node["@id"] for node in document["@graph"])
    assert all(list(node) == sorted(node) for node in document["@graph"])
    nodes = {node["@id"]: node for node in document["@graph"]}
    ship = nodes[f"{BASE}id/ship/mary"]
    assert ship["rdfs:label"] == {"@language": "en", "@value": "Mary"}
    crew = ship[f"{BASE}ontology#crew"]
    assert [value for value in crew if isinstance(value, int)] == [-7, 0]
    assert {"@type": "xsd:integer", "@value": "007"} in crew
    assert nodes[f"{BASE}id/document/logbook#char=10,20"]["pin:start"] == 10


def test_turtle_reads_well(harbour: Written) -> None:
    text = (harbour.dump / "graph.ttl").read_text("utf-8")
    assert text.startswith("@prefix hb: <https://example.org/harbour/ontology#> .\n")
    port = (
        "\n\n<https://example.org/harbour/id/port/north>\n"
        "    a hb:Port ;\n"
        '    rdfs:label "Nordhafen"@de ,\n'
        '        "North port"@en ;\n'
        ".\n"
    )
    assert port in text
    assert '    hb:afloat "1"^^xsd:boolean ,\n        true ;\n' in text
    assert '    hb:crew "98765432109876543210"' not in text
    assert f"    <{BASE}ontology#a,b> <http://example.org/?q=a&b=%20#c> ;\n" in text


WRITE = """
import json
import sys
from pathlib import Path
from pincite.dump import Content, Description, write_dump, write_entities
from pincite.graph.terms import Prefixes
quads, out = json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[3])
base, namespaces = json.loads(sys.argv[2])
content = Content([tuple(quad) for quad in quads], Prefixes(base, namespaces))
about = Description("t", "d", "c", "https://example.org/l", "1", "2026-11-22")
write_dump(out / "dump", content, about, "")
write_entities(out / "site", content)
"""


def test_two_runs_give_the_same_bytes(written: Written, tmp_path: Path) -> None:
    made = []
    for seed, locale in (("1", "C"), ("77", "C.UTF-8")):
        quads = list(written.quads)
        random.Random(seed).shuffle(quads)  # noqa: S311 - any other order will do
        (tmp_path / f"{seed}.json").write_text(json.dumps(quads), encoding="utf-8")
        prefixes = json.dumps([BASE, {"pin": "https://w3id.org/pincite/ns#", "hb": f"{BASE}ontology#"}])
        command = [sys.executable, "-c", WRITE, str(tmp_path / f"{seed}.json"), prefixes, str(tmp_path / seed)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale})
        files = sorted(path for path in (tmp_path / seed).rglob("*") if path.is_file())
        made.append({path.relative_to(tmp_path / seed): path.read_bytes() for path in files})
    assert len(made[0]) == len(NAMES) + 3 * written.entities
    assert made[0] == made[1]


@pytest.mark.parametrize("quad", [("_:a", "<p:p>", '"x"', "<g:g>"), ("<s:s>", "<p:p>", "_:b", "<g:g>")])
def test_a_blank_node_is_refused(quad: tuple[str, str, str, str]) -> None:
    with pytest.raises(ContentError, match=r"blank node in .*p:p"):
        Content([quad], Prefixes(BASE, {}))


def test_an_empty_graph_is_refused() -> None:
    with pytest.raises(ContentError, match="the graph is empty"):
        Content([], Prefixes(BASE, {}))


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "dump").write_text("in the way", encoding="utf-8")
    about = Description("t", "d", "c", "https://example.org/l", "1", "2026-11-22")
    with pytest.raises(OSError, match="dump"):
        write_dump(tmp_path / "dump", Content([("<s:s>", "<p:p>", '"x"', "<g:g>")], Prefixes(BASE, {})), about, "")


def test_the_statement_vocabulary_has_a_file_when_it_is_given(tmp_path: Path, harbour: Written) -> None:
    about = Description("Harbour", "Ships.", "A", f"{BASE}licence", "1", "2026-11-22")
    content = Content(harbour.quads, Prefixes(BASE, {}))
    files = write_dump(tmp_path, content, about, "", "<urn:a> <urn:b> <urn:c> .\n")
    assert "vocabulary.ttl" in [file.name for file in files]
    assert "vocabulary.ttl" in (tmp_path / "void.ttl").read_text("utf-8")
    assert len(by_rdflib(tmp_path / "vocabulary.ttl")) == 1
    assert "vocabulary.ttl" not in {path.name for path in harbour.dump.iterdir()}


def test_what_lies_beside_the_graph_has_its_files_and_is_not_in_it(tmp_path: Path, harbour: Written) -> None:
    about = Description("Harbour", "Ships.", "A", f"{BASE}licence", "1", "2026-11-22")
    content = Content(harbour.quads, Prefixes(BASE, {}))
    beside = Beside("alignments", "alignments", b"<urn:a> <urn:b> <urn:c> .\n", 1)
    files = write_dump(tmp_path, content, about, "", beside=(beside,))
    assert [file.name for file in files if file.part == "alignments"] == ["alignments.ttl"]
    void = rdflib.Graph().parse(tmp_path / "void.ttl", publicID=f"{BASE}dump/void.ttl")
    named = {prefix: rdflib.Namespace(f"{BASE}dump/void.ttl#")[prefix] for prefix in ("dataset", "alignments", "plain")}
    assert (named["dataset"], rdflib.VOID.subset, named["plain"]) in void
    assert (named["dataset"], rdflib.VOID.subset, named["alignments"]) not in void
    assert (named["dataset"], rdflib.DCTERMS.relation, named["alignments"]) in void
    assert (named["alignments"], rdflib.VOID.dataDump, rdflib.URIRef(f"{BASE}dump/alignments.ttl")) in void
    assert by_rdflib(tmp_path / "graph.ttl") == by_rdflib(harbour.dump / "graph.ttl")
