"""Reading alignments: what a mapping needs, and what is said of one that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from pincite.errors import ContentError, UsageError
from pincite.graph.terms import Prefixes
from pincite.ontology import Alignments, Ontology, alignment_triples, load_alignments, read_ontology
from pincite.ontology.alignments import read_mappings
from pincite.project import Project

ROOT = Path(__file__).parents[2]
EX = "https://example.org/ns#"
MORE = """@prefix org: <http://www.w3.org/ns/org#> .
@prefix semapv: <https://w3id.org/semapv/vocab/> .
@prefix sssom: <https://w3id.org/sssom/> .
"""
TERMS = """
ex:Boat a owl:Class . ex:sails a owl:ObjectProperty . ex:ton a owl:DatatypeProperty .
ex:kept a owl:AnnotationProperty ; rdfs:label "kept"@en .
"""
Wrong: TypeAlias = Callable[..., list[str]]


def block(
    subject: str = "ex:Boat",
    predicate: str = "rdfs:subClassOf",
    target: str = "org:Site",
    name: str = "one",
    more: str = "",
) -> str:
    return f"""<alignments#{name}> a sssom:Mapping ; sssom:subject_id {subject} ; sssom:predicate_id {predicate} ;
    sssom:object_id {target} ; sssom:mapping_justification semapv:ManualMappingCuration ; {more}
    rdfs:comment "Because."@en .
"""


@pytest.fixture
def table(prefix_table: str) -> Prefixes:
    return Prefixes.parse(prefix_table + MORE, "prefixes.ttl")


@pytest.fixture
def small(table: Prefixes) -> Ontology:
    return read_ontology({"one.ttl": TERMS}, table)


@pytest.fixture
def wrong(small: Ontology, table: Prefixes) -> Wrong:
    def found(*texts: str) -> list[str]:
        files = {f"{name}.ttl": text for name, text in zip("ab", texts, strict=False)}
        return [str(problem) for problem in read_mappings(files, small, table)[1]]

    return found


def test_a_mapping_is_read_with_its_reason(small: Ontology, table: Prefixes) -> None:
    (one,), problems = read_mappings({"a.ttl": "\n\n" + block()}, small, table)
    assert problems == []
    assert (one.subject, one.object, one.reason, one.axiom) == (
        EX + "Boat",
        "http://www.w3.org/ns/org#Site",
        "Because.",
        True,
    )
    assert one.file == "a.ttl"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (block().replace('rdfs:comment "Because."@en', "a owl:Thing"), "is no whole mapping. Give it"),
        (block().replace("sssom:mapping_justification semapv:ManualMappingCuration ;", ""), "is no whole mapping"),
        (block(more="skos:note 'More.' ;"), "is no whole mapping"),
        (block() + "ex:Boat rdfs:subClassOf org:Site .", "ex:Boat is no whole mapping"),
        (block("ex:Ship"), "<https://example.org/ns#Ship> is no class or property of the ontology"),
        (block(target="ex:Boat"), "leads to a term of our own. Say that in the ontology itself"),
        (block(predicate="rdfs:subPropertyOf"), "subPropertyOf> is no mapping of a class"),
        (block("ex:sails"), "subClassOf> is no mapping of a property"),
        (block("ex:kept", "rdfs:subPropertyOf", "org:role"), "an annotation property has no axioms"),
        (block(predicate="rdfs:seeAlso"), "seeAlso> is no mapping of a class"),
        (block() + block(name="two"), "the same mapping is there already"),
        ("# Nothing.", "a.ttl: holds no mapping"),
    ],
)
def test_what_is_wrong_with_a_mapping(wrong: Wrong, text: str, what: str) -> None:
    (problem,) = wrong(text)
    assert what in problem
    assert problem.startswith("a.ttl")


def test_a_problem_names_the_line_and_two_files_are_one_set(wrong: Wrong) -> None:
    assert wrong("# First.\n\n" + block("ex:Ship"))[0].startswith("a.ttl:3: ")
    assert wrong(block(), block(name="two")) == [
        "b.ttl:1: the same mapping is there already. Keep one, with the better reason."
    ]


def test_what_people_like_and_what_a_reasoner_reads(small: Ontology, table: Prefixes) -> None:
    text = (
        block()
        + block("ex:sails", "skos:closeMatch", "org:linkedTo", "two")
        + block("ex:ton", "rdfs:subPropertyOf", "org:x", "three")
    )
    mappings, problems = read_mappings({"a.ttl": text}, small, table)
    assert problems == []
    triples = {
        (s.rpartition("/")[2], p.rpartition("#")[2], o.rpartition("#")[2])
        for s, p, o in alignment_triples(
            Alignments(mappings), small, table, "Boats", "https://example.org/licence", "1"
        )
    }
    assert ("ns#Boat>", "subClassOf>", "Site>") in triples
    assert ("org#Site>", "type>", "Class>") in triples
    assert ("org#x>", "type>", "DatatypeProperty>") in triples
    assert ("core#closeMatch>", "type>", "AnnotationProperty>") in triples
    assert not [triple for triple in triples if triple[0] == "org#linkedTo>"]


def project(folder: Path, prefix_table: str, **files: str) -> Project:
    (folder / "ontology" / "alignments").mkdir(parents=True)
    (folder / "ontology" / "prefixes.ttl").write_text(prefix_table + MORE)
    for name, text in files.items():
        (folder / "ontology" / "alignments" / name.replace("_", ".")).write_text(text)
    settings = ("title", "description", "creator", "version", "licence", "recorded")
    (folder / "pincite.toml").write_text("".join(f'{name} = "x"\n' for name in settings))
    return Project.open(folder)


def test_a_rule_is_a_construct(tmp_path: Path, prefix_table: str, small: Ontology) -> None:
    rule = "#+ summary: All.\nSELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a"
    with pytest.raises(ContentError, match=r"alignments/all\.rq: a rule is a CONSTRUCT query"):
        load_alignments(project(tmp_path, prefix_table, a_ttl=block(), all_rq=rule), small)


@pytest.mark.parametrize(("name", "text"), [("a_ttl", "ex:A"), ("all_rq", "#+ summary: All.\nCONSTRUCT {")])
def test_broken_files_are_named(tmp_path: Path, prefix_table: str, small: Ontology, name: str, text: str) -> None:
    good = {"a_ttl": block(), "all_rq": "#+ summary: All.\nCONSTRUCT { ?a a org:Site } WHERE { ?a a ex:Boat }"}
    with pytest.raises(UsageError, match=r"ontology/alignments/" + name.replace("_", ".")):
        load_alignments(project(tmp_path, prefix_table, **(good | {name: text})), small)


def test_a_file_that_nobody_reads_and_a_folder_without_mappings(
    tmp_path: Path, prefix_table: str, small: Ontology
) -> None:
    with pytest.raises(UsageError, match="nothing reads this file"):
        load_alignments(project(tmp_path / "a", prefix_table, a_ttl=block(), b_tsv="x"), small)
    with pytest.raises(UsageError, match="holds no"):
        load_alignments(project(tmp_path / "b", prefix_table), small)
    rule = "#+ summary: All.\nCONSTRUCT { ?a a org:Site } WHERE { ?a a ex:Boat }"
    with pytest.raises(UsageError, match=r"holds no \*\.ttl file"):
        load_alignments(project(tmp_path / "c", prefix_table, all_rq=rule), small)
    assert len(load_alignments(project(tmp_path / "d", prefix_table, a_ttl=block()), small).mappings) == 1


def test_without_the_folder_there_are_none(small: Ontology) -> None:
    assert load_alignments(Project.open(ROOT / "tests" / "example"), small) == Alignments()


def test_ours_are_of_nine_vocabularies_and_more(published: Ontology) -> None:
    ours = load_alignments(Project.open(ROOT), published)
    files = {Path(one.file).stem for one in ours.mappings}
    assert files >= {"org", "prov", "time", "skos", "geosparql", "sem", "eli", "schema", "cito"}
    assert len(ours.mappings) > 80
    assert len({one.reason for one in ours.mappings}) > 0.9 * len(ours.mappings), "a reason is of its mapping"
    assert all(rule.header.get("why") for rule in ours.rules.values())


def test_a_file_holds_one_vocabulary(published: Ontology) -> None:
    prefixes = Project.open(ROOT).prefixes
    ours = load_alignments(Project.open(ROOT), published)
    held = {(Path(one.file).stem, (prefixes.compress(one.object) or "?").partition(":")[0]) for one in ours.mappings}
    assert len(held) == len({name for name, _ in held})
    assert not {prefix for _, prefix in held} & {"?", "al", "pin"}
