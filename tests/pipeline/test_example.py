"""The second publication: it builds, says what its documents say and no more, and the same bytes each time."""

from __future__ import annotations

import filecmp
import importlib
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
import pytest
import rdflib

from pincite import dump
from pincite.dumping import description
from pincite.pipeline import Timings, make_graph
from pincite.project import Project

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

html = importlib.import_module("lxml.html")  # it has no types

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parents[1] / "example-golden"
PIN = "https://w3id.org/pincite/ns#"
GROUNDING = {f"<{PIN}{mode}>" for mode in ("Reported", "Provision", "Derived")}
# What a catalogue card is made of; a card of a document has a few properties of the engine's own more.
CARD = {
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2000/01/rdf-schema#label>",
    "<http://www.w3.org/2004/02/skos/core#altLabel>", "<http://www.w3.org/2004/02/skos/core#note>",
    *(f"<{PIN}{name}>" for name in (
        "primaryType", "mention", "file", "sha256", "language", "start", "end", "author", "publisher",
        "originalFile", "rights",
    )),
}  # fmt: skip

Triples: TypeAlias = "set[tuple[str, str, str]]"


def by_rdflib(path: Path) -> Triples:
    graph = rdflib.Graph().parse(path, format="turtle")
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in graph}


def by_oxigraph(path: Path) -> Triples:
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def may_be_plain(statements: Triples) -> Triples:
    """Return the plain triples that the statements ground, by the rule in docs/model.md and nothing of the engine."""
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in statements:
        about[subject][predicate.removeprefix(f"<{PIN}").rstrip(">")].append(value)
    return {
        (said["about"][0], said["property"][0], said["value"][0])
        for said in about.values()
        if "about" in said
        and said["mode"][0] in GROUNDING
        and said["polarity"] == [f"<{PIN}Affirmed>"]
        and said["status"] == [f"<{PIN}Accepted>"]
        and not said["hedge"]
    }


def facts(triples: Triples) -> Triples:
    """Return the plain triples without the catalogue cards."""
    return {triple for triple in triples if triple[1] not in CARD}


def claimed(statements: Triples) -> int:
    return sum(p == f"<{PIN}mode>" and o not in GROUNDING for _, p, o in statements)


def test_no_claim_leaks_from_the_example(built: Publication) -> None:
    statements = by_rdflib(built.out / "dump" / "statements.ttl")
    plain = by_rdflib(built.out / "dump" / "plain.ttl")
    assert claimed(statements) == 1
    assert facts(plain) == may_be_plain(statements)
    assert len(facts(plain)) == 10


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dump of the first publication: no site, no shapes, which cost time and do not change it."""
    out = tmp_path_factory.mktemp("published")
    made = make_graph(Project.open(ROOT), Timings())
    about = description(made)
    dump.write_dump(out, dump.Content(made.quads, made.project.prefixes), about, made.content.ontology.source)
    return out


def test_no_claim_leaks_from_the_publication(published: Path) -> None:
    statements, plain = by_oxigraph(published / "statements.ttl"), by_oxigraph(published / "plain.ttl")
    assert claimed(statements) > 200
    assert facts(plain) == may_be_plain(statements)
    assert len(facts(plain)) > 1000


def test_every_plain_triple_has_its_fact(published: Path, built: Publication) -> None:
    for folder in (published, built.out / "dump"):
        statements = by_oxigraph(folder / "statements.ttl")
        known = {s for s, p, o in statements if o == f"<{PIN}Fact>"}
        said: dict[str, dict[str, str]] = {subject: {} for subject in known}
        for subject, predicate, value in statements:
            if subject in known:
                said[subject][predicate] = value
        grounds = {tuple(one[f"<{PIN}{name}>"] for name in ("about", "property", "value")) for one in said.values()}
        assert facts(by_oxigraph(folder / "plain.ttl")) == grounds


def test_what_is_contested_is_no_plain_triple(publication: Publication) -> None:
    height = ("<https://example.org/lights/id/light/north-light>", "<https://example.org/lights/ontology#heightMetres>")

    def heights() -> Triples:
        return {triple for triple in by_oxigraph(publication.out / "dump" / "plain.ttl") if triple[:2] == height}

    def key(old: str) -> None:
        publication.swap("mappings/facts/notice.yaml", old, f"{old}\n        key: {'tall' if '31' in old else 'old'}")

    assert len(heights()) == 1
    key("- statement: {about: light/north-light, property: li:heightMetres, value: 31}")
    key('- statement: {about: light/north-light, property: li:builtIn, value: "1870"}')
    conflict = "conflicts:\n  - {between: [tall, old], note: They differ., contested: false}\n"
    publication.write("mappings/conflicts.yaml", conflict)
    assert publication.build().code == 0
    assert len(heights()) == 1
    publication.write("mappings/conflicts.yaml", conflict.replace("false", "true"))
    assert publication.build().code == 0
    assert heights() == set()
    statements = by_oxigraph(publication.out / "dump" / "statements.ttl")
    contested = {s for s, p, o in statements if o == f"<{PIN}Contested>"}
    assert len(contested) == 2
    assert not contested & {s for s, _, o in statements if o == f"<{PIN}Fact>"}


def test_another_folder_hash_seed_and_number_of_processes_give_the_same_bytes(
    built: Publication, tmp_path: Path
) -> None:
    root = tmp_path / "a longer folder" / "lïghts"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    # Facts may be kept in folders of one's own.
    (root / "mappings/facts/by place").mkdir()
    (root / "mappings/facts/harbour.csv").rename(root / "mappings/facts/by place/harbour.csv")
    command = [sys.executable, "-m", "pincite.cli", "build", ".", "--out", "../elsewhere", "--jobs", "3"]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    first, second = built.out, root.parent / "elsewhere"
    names = [path.relative_to(first) for path in first.rglob("*") if path.is_file()]
    assert sorted(names) == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    same, different, wrong = filecmp.cmpfiles(first, second, names, shallow=False)
    assert len(same) > 60
    assert not wrong
    # Timings differ, and the key of the files in which the facts lie; nothing else does.
    assert {Path(name).as_posix() for name in different} == {"reports/build.json", "reports/inputs.json"}


def test_every_link_of_the_example_leads_somewhere(built: Publication) -> None:
    outcome = built.run("check", "--project", str(built.root), "--no-reasoner", "--reference")
    assert outcome.code == 0, outcome.text
    assert "Links: all right on 23 pages" in outcome.text
    assert "pySHACL: the same 0 findings as the fast engine" in outcome.text


def words(page: bytes) -> str:
    """Return the words of a page's main part, a line an element."""
    main = html.fromstring(page).xpath("//main")[0]
    elements = main.xpath(".//h1|.//h2|.//p|.//dt|.//dd|.//li")
    return "".join(" ".join(element.text_content().split()) + "\n" for element in elements)


def golden(built: Publication) -> dict[str, bytes]:
    page = (built.out / "site/id/light/north-light/index.html").read_bytes()
    return {
        "plain.ttl": (built.out / "dump" / "plain.ttl").read_bytes(),
        "north-light.txt": words(page).encode(),
        "coverage.json": (built.out / "reports" / "coverage.json").read_bytes(),
    }


def test_golden_files(built: Publication) -> None:
    made = golden(built)
    if os.environ.get("RENEW_GOLDEN"):
        for name, content in made.items():
            (GOLDEN / name).write_bytes(content)
    assert {path.name for path in GOLDEN.iterdir()} == {*made, "README.md"}
    for name, content in made.items():
        assert content.decode() == (GOLDEN / name).read_bytes().decode(), "see tests/example-golden/README.md"
