"""OWL 2 DL and the way it is written, judged by ROBOT (the OWL API's profile checker, and ROBOT's own report)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.graph.terms import Triple
from pincite.ontology import Ontology, alignment_triples, load_alignments, reason
from pincite.ontology.alignments import SKOS
from pincite.ontology.axioms import OWL
from pincite.project import Project
from tests.ontology.robot import Robot

IN_PROFILE = "OWL 2 DL Profile Report: [Ontology and imports closure in profile]"
IMPORTS = {
    "https://w3id.org/pincite/ns": "vocabulary.ttl",
    "https://w3id.org/pincite/alliance/ontology": "ontology.ttl",
}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def dump(robot: Robot, published: Ontology) -> Robot:
    """ROBOT beside the two files as the dump has them."""
    robot.write({"ontology.ttl": published.source, "vocabulary.ttl": published.vocabulary}, IMPORTS)
    return robot


@pytest.fixture
def aligned(dump: Robot, published: Ontology) -> tuple[Robot, list[Triple]]:
    """The alignments beside them, as the dump has them but in N-Triples."""
    project = Project.open(ROOT)
    alignments = load_alignments(project, published)
    triples = alignment_triples(alignments, published, project.prefixes, "Ours", project.licence, project.version)
    assert len(triples) > 500
    dump.write({"alignments.ttl": "".join(f"{s} {p} {o} .\n" for s, p, o in triples)}, IMPORTS)
    return dump, triples


def broken(dump: Robot, published: Ontology, text: str, *, vocabulary: bool = False) -> Robot:
    name, whole = ("vocabulary.ttl", published.vocabulary) if vocabulary else ("ontology.ttl", published.source)
    dump.write({name: f"{whole}\n{text}\n"}, IMPORTS)
    return dump


def test_the_ontology_with_the_vocabulary_is_in_owl_2_dl(dump: Robot) -> None:
    assert IN_PROFILE in dump.profile("ontology.ttl")
    assert IN_PROFILE in dump.profile("vocabulary.ttl")


# skos:closeMatch as SKOS itself has it, beside the annotation property that it is in the alignments.
OBJECT_MATCH = f"<{SKOS}closeMatch> a <{OWL}ObjectProperty> .\n"

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


def test_with_the_alignments_it_is_in_owl_2_dl_and_consistent(
    aligned: tuple[Robot, list[Triple]], published: Ontology
) -> None:
    robot, triples = aligned
    assert IN_PROFILE in robot.profile("alignments.ttl")
    assert reason(published, triples).fine
    robot.write({"alignments.ttl": (robot.folder / "alignments.ttl").read_text() + OBJECT_MATCH}, IMPORTS)
    assert "Cannot pun" in robot.profile("alignments.ttl")


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
