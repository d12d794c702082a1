"""Reading modules into values, and what is said of those that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pyoxigraph
import pytest

from pincite.errors import ContentError, UsageError
from pincite.ontology import VOCABULARY, Ontology, load_ontology
from pincite.project import Project

Read: TypeAlias = Callable[..., Ontology]
EX = "https://example.org/ns#"
PIN = "https://w3id.org/pincite/ns#"
THING = "ex:Thing a owl:Class .\n"

BOATS = """
ex:Boat
    a owl:Class ;
    rdfs:subClassOf ex:Vessel , [ a owl:Restriction ; owl:onProperty ex:crewedBy ; owl:someValuesFrom ex:Sailor ] ;
    owl:disjointWith ex:Sailor ;
    rdfs:label "Boot"@de , "Boat"@en ;
    skos:definition "It floats."@en ;
    skos:example "The Nancy."@en ;
    skos:note "Not a ship."@en ;
    rdfs:isDefinedBy <ontology>
.
ex:Sailor a owl:Class ; pin:kind "sailor" ; pin:plural "Sailors"@en ; pin:order 1 .
ex:Vessel a owl:Class ; rdfs:subClassOf ex:Thing ; pin:kind "vessel" ; pin:plural "Vessels"@en ; pin:order 2 .
ex:Thing a owl:Class .
[] a owl:AllDisjointClasses ; owl:members ( ex:Sailor ex:Thing ex:Weather ) .
ex:Weather a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:oneOf ( ex:calm ex:storm ) ] .
ex:calm a ex:Weather , owl:NamedIndividual .
ex:storm a ex:Weather , owl:NamedIndividual .

ex:crewedBy
    a owl:ObjectProperty , owl:IrreflexiveProperty ;
    rdfs:subPropertyOf ex:carries ;
    rdfs:domain [ a owl:Class ; owl:unionOf ( ex:Vessel ex:Boat ) ] ;
    rdfs:range ex:Sailor
.
ex:carries a owl:ObjectProperty .
ex:sailsOn
    a owl:ObjectProperty ;
    owl:inverseOf ex:crewedBy ;
    owl:propertyChainAxiom ( [ owl:inverseOf ex:crewedBy ] ex:carries )
.
ex:tons a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:range xsd:integer .
ex:either a owl:DatatypeProperty ; rdfs:range xsd:integer , xsd:string .
"""


def test_a_class_with_all_that_is_said_of_it(read: Read) -> None:
    boat = read(BOATS).classes[EX + "Boat"]
    assert (boat.name, boat.label, boat.definition) == ("ex:Boat", "Boat", "It floats.")
    assert (boat.example, boat.note, boat.module) == ("The Nancy.", "Not a ship.", "one.ttl")
    assert boat.parents == (EX + "Vessel",)
    assert boat.axioms == ("ex:crewedBy some ex:Sailor",)
    assert boat.disjoint == (EX + "Sailor",)


def test_a_class_without_words_is_called_by_its_local_name(read: Read) -> None:
    sailor = read(BOATS).classes[EX + "Sailor"]
    assert (sailor.label, sailor.definition, sailor.example, sailor.note) == ("Sailor", None, None, None)


def test_disjointness_counts_from_both_sides_and_from_lists(read: Read) -> None:
    classes = read(BOATS).classes
    assert classes[EX + "Sailor"].disjoint == (EX + "Boat", EX + "Thing", EX + "Weather")
    assert classes[EX + "Vessel"].disjoint == ()


def test_a_kind_is_inherited_from_the_nearest_superclass(read: Read) -> None:
    classes = read(BOATS).classes
    boat = classes[EX + "Boat"]
    assert (boat.kind, boat.plural, boat.order) == ("vessel", "Vessels", 2)
    assert classes[EX + "Thing"].kind is None


def test_the_nearest_kind_wins(read: Read) -> None:
    text = (
        "ex:A a owl:Class ; rdfs:subClassOf ex:B , ex:C . ex:B a owl:Class ; rdfs:subClassOf ex:D ."
        ' ex:C a owl:Class ; pin:kind "c" . ex:D a owl:Class ; pin:kind "d" .'
    )
    assert read(text).classes[EX + "A"].kind == "c"


def test_kinds_come_in_the_order_of_navigation(read: Read) -> None:
    more = 'ex:Last a owl:Class ; pin:kind "a-last" . ex:Yacht a owl:Class ; rdfs:subClassOf ex:Vessel .'
    kinds = read(BOATS + more).kinds()
    assert [(kind, known.name) for kind, known in kinds.items()] == [
        ("document", "pin:Document"), ("sailor", "ex:Sailor"), ("vessel", "ex:Vessel"), ("a-last", "ex:Last"),
    ]  # fmt: skip


def test_ancestors_are_nearest_first_and_a_circle_ends(read: Read) -> None:
    assert read(BOATS).ancestors(EX + "Boat") == (EX + "Boat", EX + "Vessel", EX + "Thing")
    circle = read("ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B a owl:Class ; rdfs:subClassOf ex:A .")
    assert circle.ancestors(EX + "A") == (EX + "A", EX + "B")
    with pytest.raises(KeyError):
        circle.ancestors(EX + "C")


def test_a_property_with_all_that_is_said_of_it(read: Read) -> None:
    properties = read(BOATS).properties
    crewed, sails = properties[EX + "crewedBy"], properties[EX + "sailsOn"]
    assert (crewed.sort, crewed.traits, crewed.parents) == ("object", ("irreflexive",), (EX + "carries",))
    assert (crewed.domains, crewed.ranges) == ((EX + "Boat", EX + "Vessel"), (EX + "Sailor",))
    assert (crewed.inverse, sails.inverse) == (EX + "sailsOn", EX + "crewedBy")
    assert (crewed.chain, sails.chain) == (None, "^ex:crewedBy/ex:carries")


def test_the_datatype_of_a_property(read: Read) -> None:
    ontology = read(BOATS)
    assert ontology.datatype_of(EX + "tons") == "integer"
    assert ontology.datatype_of(EX + "either") is None
    assert ontology.datatype_of(EX + "crewedBy") is None
    with pytest.raises(KeyError):
        ontology.datatype_of(EX + "unknown")


def test_individuals_are_those_the_modules_declare(read: Read) -> None:
    individuals = read(BOATS).individuals
    assert individuals[EX + "calm"].types == (EX + "Weather",)
    assert individuals[PIN + "Claimed"].types == (PIN + "Mode",)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("[ a owl:Restriction ; owl:onProperty ex:p ; owl:allValuesFrom xsd:string ]", "ex:p only xsd:string"),
        ('[ a owl:Restriction ; owl:onProperty ex:p ; owl:hasValue "a" ]', 'ex:p value "a"'),
        ("[ a owl:Restriction ; owl:onProperty ex:p ; owl:maxCardinality 1 ]", "ex:p max 1"),
        (
            "[ owl:onProperty [ owl:inverseOf ex:p ] ; owl:minQualifiedCardinality 2 ; owl:onClass ex:A ]",
            "^ex:p min 2 ex:A",
        ),
        ("[ a owl:Class ; owl:unionOf ( ex:A [ owl:complementOf ex:B ] ) ]", "(ex:A or not ex:B)"),
        ("[ a owl:Class ; owl:intersectionOf ( ex:A <https://other.org/B> ) ]", "(ex:A and <https://other.org/B>)"),
        ("[ a owl:Class ; owl:oneOf ( ex:a ex:b ) ]", "{ex:a, ex:b}"),
    ],
)
def test_class_expressions_as_text(read: Read, expression: str, text: str) -> None:
    assert read(f"ex:A a owl:Class ; rdfs:subClassOf {expression} .").classes[EX + "A"].axioms == (text,)


def test_the_graph_gets_no_blank_nodes_and_the_reasoner_gets_all(read: Read) -> None:
    ontology = read(BOATS)
    assert not [triple for triple in ontology.triples if any(term.startswith("_:") for term in triple)]
    assert [triple for triple in ontology.axioms if any(term.startswith("_:") for term in triple)]
    assert (f"<{EX}Boat>", "<http://www.w3.org/2000/01/rdf-schema#subClassOf>", f"<{EX}Vessel>") in ontology.triples
    assert list(ontology.triples) == sorted(set(ontology.triples))


def test_reading_twice_gives_the_same(read: Read) -> None:
    assert read(BOATS) == read(BOATS)


def test_the_source_is_one_file_with_one_prefix_table(read: Read) -> None:
    ontology = read(BOATS, two="ex:More a owl:Class .")
    assert ontology.source.count("@prefix ex:") == 1
    quads = [
        quad
        for text in (ontology.source, ontology.vocabulary)
        for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    ]
    assert len({str(quad) for quad in quads}) == len(ontology.axioms)


def test_terms_of_other_vocabularies_are_not_ours(read: Read) -> None:
    declared = 'skos:note a owl:AnnotationProperty . ex:a a owl:AnnotationProperty ; rdfs:label "a"@en .'
    ontology = read(THING + declared, two="skos:note a owl:AnnotationProperty .")
    assert "http://www.w3.org/2004/02/skos/core#note" not in ontology.properties
    assert ontology.properties[EX + "a"].sort == "annotation"


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        (THING + "\nex:A a owl:Class\nex:B a owl:Class .\n", 4, "not Turtle: A dot is expected", "Mend the Turtle"),
        (THING + "ex:A ex:b .. ex:c .\n" + "# more\n" * 99, 2, "not Turtle", "Mend the Turtle"),
        (THING + "ex:A a owl:Class ;\n", 2, "not Turtle: Unexpected end", "Mend the Turtle"),
        (
            THING + "foo:A a owl:Class .",
            2,
            "not Turtle: The prefix foo: has not been declared",
            "ontology/prefixes.ttl",
        ),
        (THING + "\n@prefix foo: <https://foo.org/> .", 3, "a prefix line of its own", "ontology/prefixes.ttl"),
        (THING + "BASE <https://foo.org/>", 2, "a prefix line of its own", "ontology/prefixes.ttl"),
    ],
)
def test_broken_turtle_names_its_own_line(read: Read, text: str, line: int, what: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert str(problem.place) == f"one.ttl:{line}"
    assert what in problem.what
    assert remedy in problem.remedy


def test_all_broken_modules_are_named_at_once(read: Read) -> None:
    with pytest.raises(UsageError) as caught:
        read("ex:A", two="ex:B")
    assert [problem.place.file for problem in caught.value.problems] == ["one.ttl", "two.ttl"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('ex:A a owl:Class ; pin:kind "a/b" .', "kind 'a/b' of ex:A cannot be part of an IRI"),
        ('ex:A a owl:Class ; pin:kind "a" . ex:B a owl:Class ; pin:kind "a" .', "kind 'a' of ex:B is that of ex:A too"),
        ('ex:A a owl:Class ; pin:kind "document" .', "kind 'document' of pin:Document is that of ex:A too"),
        ('ex:A a owl:Class ; pin:order "first" .', "pin:order 'first' of ex:A is not a whole number"),
    ],
)
def test_kinds_that_cannot_be(read: Read, text: str, what: str) -> None:
    with pytest.raises(ContentError, match=what):
        read(text)


def test_a_term_is_declared_in_one_module(read: Read) -> None:
    twice = 'ex:A a owl:Class ; skos:definition "One."@en .'
    with pytest.raises(ContentError, match=r"ex:A is declared in one\.ttl too"):
        read(twice, two=twice)


def test_nothing_to_read_is_an_error(read: Read) -> None:
    with pytest.raises(UsageError, match="no module beside the prefix table"):
        read()
    with pytest.raises(UsageError, match="no module declares a class"):
        read("ex:a a ex:B .")


def test_the_engine_reads_its_own_vocabulary_with_every_publication(read: Read) -> None:
    ontology = read(THING)
    assert ontology.classes[PIN + "Statement"].module == VOCABULARY
    assert ontology.properties[PIN + "value"].sort == "annotation"


def test_a_publication_is_read_without_its_prefix_table_and_alignments(tmp_path: Path, prefix_table: str) -> None:
    (tmp_path / "ontology" / "alignments").mkdir(parents=True)
    (tmp_path / "ontology" / "prefixes.ttl").write_text(prefix_table)
    (tmp_path / "ontology" / "things.ttl").write_text(THING)
    (tmp_path / "ontology" / "alignments" / "other.ttl").write_text("broken")
    settings = ("title", "description", "creator", "version", "licence", "recorded")
    (tmp_path / "pincite.toml").write_text("".join(f'{name} = "x"\n' for name in settings))
    ontology = load_ontology(Project.open(tmp_path))
    assert ontology.classes[EX + "Thing"].module == "ontology/things.ttl"
    (tmp_path / "ontology" / "things.ttl").unlink()
    with pytest.raises(UsageError, match="no module"):
        load_ontology(Project.open(tmp_path))
