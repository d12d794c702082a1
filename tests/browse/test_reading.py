"""Every syntax is read, by name or by content; what is broken is told with its line, what is strange shown or told."""

from __future__ import annotations

import gzip
import socket
from pathlib import Path

import pyoxigraph as ox
import pytest

from pincite.browse.build import Options
from pincite.browse.remarks import Remarks
from pincite.browse.sources import find_sources
from pincite.errors import UsageError
from tests.browse.making import build, make, of_class, text

N = "<https://e.org/a> <https://e.org/p> <https://e.org/b>"
CONTENT = {
    "ttl": "# a comment\n@prefix e: <https://e.org/> .\ne:a e:p e:b .\n",
    "trig": "PREFIX e: <https://e.org/>\nGRAPH e:g { e:a e:p e:b }\n",
    "nt": f"{N} .\n",
    "nq": f"{N} <https://e.org/g> .\n",
    "rdf": '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.org/">'
    '<rdf:Description rdf:about="https://e.org/a"><e:p rdf:resource="https://e.org/b"/></rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "https://e.org/a", "https://e.org/p": {"@id": "https://e.org/b"}}',
}
FORMATS = {
    "ttl": "Turtle",
    "trig": "TriG",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("named", [True, False], ids=["by name", "by content"])
@pytest.mark.parametrize("syntax", sorted(CONTENT))
def test_every_syntax(tmp_path: Path, syntax: str, named: bool, packed: bool) -> None:
    source = tmp_path / (f"data.{syntax}" if named else "data.bin")
    content = b"\xef\xbb\xbf" + CONTENT[syntax].encode()
    source = source.with_name(source.name + ".gz" * packed)
    source.write_bytes(gzip.compress(content) if packed else content)
    made = build(tmp_path / "out", source)
    (page,) = made.site.glob("id/*/a/index.html")
    assert made.facts(page.parent.relative_to(made.site).as_posix())["p"][0] in ("e:b", "https://e.org/b")
    files = made.page("index.html").xpath("//section[@aria-labelledby='files']//li")
    assert [text(one) for one in files] == [f"{source.name} {FORMATS[syntax]} 1 triples"]


def test_a_folder_is_read_whole_and_what_is_no_rdf_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name, content in {
        "a.ttl": CONTENT["ttl"],
        "deep/b.owl": CONTENT["rdf"],
        "c.xml": "<root/>",
        "d.json": '{"no": "context"}',
        "e.json": CONTENT["jsonld"],
        "readme.md": "# no RDF",
        ".hidden/f.ttl": "broken",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    made = build(tmp_path / "out", folder)
    files = made.page("index.html").xpath("//section[@aria-labelledby='files']//li/bdi/text()")
    assert files == ["a.ttl", "deep/b.owl", "e.json"]
    assert made.remarks() == {
        "Files not read: no RDF by their name": ["c.xml: ", "d.json: ", "readme.md: "],
    }
    listed = made.page("remarks").xpath("//ul[contains(@class, 'remarks')]/li")
    assert [text(one) for one in listed] == ["c.xml", "d.json", "readme.md"]


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "a.ttl": ("@prefix e: <https://e.org/> .\n\ne:a e:b ;;; oops .\n", "a.ttl:3: not Turtle: "),
    "b.nt": (f"{N} .\n{N}\n{N} .\n", "b.nt:3: not N-Triples: "),
    "c.rdf": (CONTENT["rdf"].replace("</rdf:Description>", "\n</wrong>"), "c.rdf:3: not RDF/XML: "),
    "d.jsonld": ('{"@id": "https://e.org/a",\n "x": }', "d.jsonld:2: not JSON-LD: "),
    "e.ttl": (
        '@prefix e: <https://e.org/> .\ne:a e:b "\\x" .',
        "e.ttl:2: not Turtle: Unexpected escape character '\\x'",
    ),
    "f.trig": ("@prefix e: <https://e.org/> .\ne:g { e:a e:b \n", "f.trig:"),
    "g.nq": (f"{N} <https://e.org/g> .\n{N} <g> <h> .\n", "g.nq:2: not N-Quads: "),
    "h.jsonld": (
        '{\n "@context": "https://schema.org/", "name": "x"}',
        "h.jsonld:2: refers to a JSON-LD context elsewhere, and nothing is fetched. Put the context into the file",
    ),
    "i.ttl": ("@prefix e: <https://e.org/> .\ne:a e:b \xff .".encode("latin-1"), "i.ttl:2: not Turtle: "),
    "j.ttl.gz": (gzip.compress(bytes(range(256)) * 9)[:90], "j.ttl.gz: cannot be unpacked"),
}


def _write(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    content = BROKEN[name][0]
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / name


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        build(tmp_path / "out", _write(tmp_path, name))
    (problem,) = caught.value.problems
    assert str(problem).startswith(BROKEN[name][1]), str(problem)
    assert caught.value.exit_code == 2


def test_every_broken_file_is_told_and_the_last_build_stays(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.ttl").write_text(CONTENT["ttl"], encoding="utf-8")
    made = build(tmp_path / "out", folder)
    before = {path: path.read_bytes() for path in made.out.rglob("*") if path.is_file()}
    _write(folder, "a.ttl")
    _write(folder, "c.rdf")
    with pytest.raises(UsageError) as caught:
        build(tmp_path / "out", folder)
    assert [str(problem).partition(":")[0] for problem in caught.value.problems] == ["a.ttl", "c.rdf"]
    assert {path: path.read_bytes() for path in made.out.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nothing.ttl", "# only a comment\n", "holds no triple"),
        ("words.txt", "just words", "neither its name nor its beginning is that of"),
        ("binary.dat", "\0\1\2", "neither its name nor its beginning is that of"),
        ("gone.ttl", None, "is not there"),
    ],
)
def test_what_is_no_rdf_is_told(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        build(tmp_path / "out", tmp_path / name)
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match=r"holds no file of Turtle"):
        build(tmp_path / "out", tmp_path / "in")


def test_a_file_given_twice_is_read_once_and_names_are_told_apart(tmp_path: Path) -> None:
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.ttl").write_text(CONTENT["ttl"], encoding="utf-8")
    given = [tmp_path / "1" / "a.ttl", tmp_path / "1", tmp_path / "2"]
    assert [source.name for source in find_sources(given, Remarks())] == ["a.ttl", "a.ttl (2)"]


def test_invalid_iris_cost_their_triple_and_are_told(tmp_path: Path) -> None:
    wrong = [
        "<https://e.org/a b>",
        "<https://e.org/%zz>",
        "<http://[bad>",
        "<https://e.org/{x}>",
        '"x"@toolonglanguage-x',
    ]
    made = make(tmp_path, f'ex:a ex:p {", ".join(wrong)}, "good" . <https://e.org/\\u0020> ex:p "x" .')
    assert made.facts("id/ex/a") == {"p": ["good"]}
    (told,) = made.remarks().values()
    assert len(told) == len(wrong) + 1
    # What is left is read by a strict parser.
    strict = ox.parse(path=str(made.out / "dump" / "graph.ttl"))
    assert len(list(strict)) == made.built.figures["triples"] == 1


def test_blank_nodes_of_two_files_are_not_one(tmp_path: Path) -> None:
    for name in ("1.ttl", "2.ttl"):
        (tmp_path / name).write_text(f'_:x <https://e.org/p> "{name}" .', encoding="utf-8")
    made = build(tmp_path / "out", tmp_path / "1.ttl", tmp_path / "2.ttl")
    assert len(made.page("nameless").xpath("//section[@class='term']")) == 2


def test_relative_iris_do_not_tell_where_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "rel.ttl").write_text('<#me> <https://e.org/p> "x" .', encoding="utf-8")
    made = build(tmp_path / "out", tmp_path / "rel.ttl")
    assert "<file:///rel.ttl#me>" in (made.out / "dump" / "graph.ttl").read_text(encoding="utf-8")
    assert made.built.remarks.count == 1
    made = build(tmp_path / "out", tmp_path / "rel.ttl", options=Options(base="https://e.org/doc", jobs=1))
    assert "<https://e.org/doc#me>" in (made.out / "dump" / "graph.ttl").read_text(encoding="utf-8")
    assert made.built.remarks.count == 0


def test_an_entity_of_a_file_elsewhere_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    xml = CONTENT["rdf"].replace("<rdf:RDF", f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rdf:RDF')
    (tmp_path / "x.rdf").write_text(xml.replace('rdf:resource="https://e.org/b"/>', ">&x;</e:p>"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.rdf"):
        build(tmp_path / "out", tmp_path / "x.rdf")


STRANGE = """
ex:a rdfs:label "<script>alert(1)</script>" ; ex:link <javascript:alert(1)>, <data:text/html,x>, <vbscript:x> ;
  ex:html "<img src=x onerror=alert(1)>"^^rdf:HTML ; ex:json "{"^^rdf:JSON, "{}"^^rdf:JSON ;
  ex:control "bell\\u0007 \\uFFFE end\\u2028x" ; ex:right "\\u202Egnp.exe\\u2066" ; ex:rtl "שלום"@he ;
  ex:n "old"^^xsd:integer, "300"^^xsd:byte, "2016-02-30"^^xsd:date, "2016-02-29"^^xsd:date, "NaN"^^xsd:double ;
  ex:text "javascript:alert(2)", "https://example.com/a b" ; ex:empty "" ; ex:quote "\\"><b>" .
"""


def test_strange_text_is_shown_and_harms_nobody(tmp_path: Path) -> None:
    made = make(tmp_path, STRANGE)
    page = made.page("id/ex/a")
    source = (made.site / "id/ex/a/index.html").read_text(encoding="utf-8")
    assert "<script" not in source
    assert "<img" not in source
    hrefs = page.xpath("//@href")
    assert len(hrefs) > 10
    assert not [href for href in hrefs if href.lower().startswith(("javascript:", "data:", "vbscript:"))]
    assert {"javascript:alert(1)", "data:text/html,x", "vbscript:x"} <= set(page.xpath("//dd/code/text()"))
    facts = made.facts("id/ex/a")
    assert facts["control"] == ["bell␇ ⟨FFFE⟩ end x"]
    assert facts["right"] == ["⟨202E⟩gnp.exe⟨2066⟩"]
    assert page.xpath("//bdi[@lang='he']/text()") == ["שלום"]
    assert facts["html"] == ["<img src=x onerror=alert(1)> rdf:HTML"]
    rows = page.xpath("//dd[span[contains(@class, 'wrong')]]")
    wrong = [text(row[0]) for row in rows]
    assert sorted(wrong) == ["2016-02-30", "300", "old", "{"]
    assert len(made.remarks()["Literals that are not written as their datatype wants"]) >= 4


def test_a_giant_literal_is_cut_on_the_page_and_whole_in_the_data(tmp_path: Path) -> None:
    made = make(tmp_path, f'ex:a ex:p "{"x" * 3_000_000}" .')
    assert (made.site / "id/ex/a/index.html").stat().st_size < 40_000
    assert (made.site / "id/ex/a/index.nt").stat().st_size > 3_000_000
    told = made.remarks()["Literals of which a page shows the beginning only"]
    assert told[0] == "id/ex/a/: 20,000 of 3,000,000 characters"
    link = made.page("remarks").xpath("//ul[contains(@class, 'remarks')]//a/@href")[0]
    assert (made.site / "remarks" / link).is_file()
    assert of_class(made.page("id/ex/a"), "prose")


def test_nothing_is_fetched_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an import of an ontology nor a schema of XML, nor what a page links to."""

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    made = make(tmp_path, "<https://e.org/o> a owl:Ontology ; owl:imports <https://example.com/other> .")
    assert made.facts("id/e-org/o") == {"imports": ["https://example.com/other"]}


def test_entities_that_grow_without_measure_are_refused_and_others_read(tmp_path: Path) -> None:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    bomb = CONTENT["rdf"].replace("<rdf:RDF", f'<!DOCTYPE rdf:RDF [<!ENTITY a0 "aaaaaaaaaa">{nested}]><rdf:RDF')
    bomb = bomb.replace(' rdf:resource="https://e.org/b"/>', ">&a10;</e:p>")
    (tmp_path / "bomb.rdf").write_text(bomb, encoding="utf-8")
    with pytest.raises(UsageError, match=r"bomb\.rdf: its entities stand for 100,000,000,000 bytes"):
        build(tmp_path / "out", tmp_path / "bomb.rdf")
    usual = CONTENT["rdf"].replace("<rdf:RDF", '<!DOCTYPE rdf:RDF [<!ENTITY e "https://e.org/">]><rdf:RDF')
    (tmp_path / "usual.rdf").write_text(usual.replace("https://e.org/b", "&e;b"), encoding="utf-8")
    assert build(tmp_path / "out", tmp_path / "usual.rdf").facts("id/e/a") == {"p": ["e:b"]}
