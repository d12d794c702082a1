"""OWL 2 DL and the way it is written, judged by ROBOT (the OWL API's profile checker, and ROBOT's own report)."""

from __future__ import annotations

import pytest

from pincite.ontology import Ontology
from tests.ontology.robot import Robot

IN_PROFILE = "OWL 2 DL Profile Report: [Ontology and imports closure in profile]"
IMPORTS = {"https://w3id.org/pincite/ns": "vocabulary.ttl"}


@pytest.fixture
def dump(robot: Robot, published: Ontology) -> Robot:
    """ROBOT beside the two files as the dump has them."""
    robot.write({"ontology.ttl": published.source, "vocabulary.ttl": published.vocabulary}, IMPORTS)
    return robot


def broken(dump: Robot, published: Ontology, text: str, *, vocabulary: bool = False) -> Robot:
    name, whole = ("vocabulary.ttl", published.vocabulary) if vocabulary else ("ontology.ttl", published.source)
    dump.write({name: f"{whole}\n{text}\n"}, IMPORTS)
    return dump


def test_the_ontology_with_the_vocabulary_is_in_owl_2_dl(dump: Robot) -> None:
    assert IN_PROFILE in dump.profile("ontology.ttl")
    assert IN_PROFILE in dump.profile("vocabulary.ttl")


# What is wrong, and the checker's words for it.
OUTSIDE = {
    "al:memberOf a owl:DatatypeProperty .": "Cannot pun",
    "al:partOf a owl:IrreflexiveProperty .": "Use of non-simple property in irreflexive property axiom",
    "al:day a owl:DatatypeProperty ; rdfs:range xsd:date .": "Use of undeclared datatype",
    "al:Force rdfs:subClassOf al:NoSuchClass .": "Use of undeclared class",
    "owl:Fine a owl:Class .": "Use of reserved vocabulary",
}


def test_what_is_not_owl_2_dl_is_found(dump: Robot, published: Ontology) -> None:
    said = broken(dump, published, "\n".join(OUTSIDE)).profile("ontology.ttl")
    assert IN_PROFILE not in said
    assert [text for text, words in OUTSIDE.items() if words.lower() not in said.lower()] == [], said


def test_what_is_imported_is_judged_too(dump: Robot, published: Ontology) -> None:
    said = broken(dump, published, "pin:about a owl:DatatypeProperty .", vocabulary=True).profile("ontology.ttl")
    assert IN_PROFILE not in said


def test_the_report_has_no_error(dump: Robot) -> None:
    """Its warning for want of a definition looks for OBO's own annotation property; ours are skos:definition."""
    found = dump.report("ontology.ttl")
    assert found["ERROR"] == {}
    assert set(found["WARN"]) == {"missing_definition"}


def test_the_report_finds_what_is_wrong(dump: Robot, published: Ontology) -> None:
    text = """
        al:Boat a owl:Class ; rdfs:label "Force"@en .
        al:Ship a owl:Class ; rdfs:label "Ship" , "Vessel" .
        al:Raft a owl:Class ; skos:note "It has no label."@en .
        al:Barge a owl:Class ; rdfs:label " Barge" .
    """
    found = broken(dump, published, text).report("ontology.ttl")["ERROR"]
    assert set(found) == {"duplicate_label", "multiple_labels", "missing_label", "label_whitespace"}
