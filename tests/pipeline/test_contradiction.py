"""`pincite check` and a contradiction: it is found, and told by facts, axioms, places and sentences."""

from __future__ import annotations

import re

from tests.pipeline.conftest import Publication

FACTS = "mappings/facts/notice.yaml"


def test_a_fact_against_the_ontology_is_told_with_its_sentence(publication: Publication) -> None:
    """Its shapes know no restrictions, so only the reasoner finds it."""
    only = "[ a owl:Restriction ; owl:onProperty li:keeper ; owl:allValuesFrom li:Light ]"
    publication.append("ontology/lights.ttl", f"li:Keeping rdfs:subClassOf {only} .\n")
    outcome = publication.run("check", "--project", str(publication.root))
    assert outcome.code == 1
    head, fact, *axioms = (line for line in outcome.text.splitlines() if "contradict" in line or "clashes: " in line)
    assert head.startswith("ontology/: the ontology and the data contradict each other on Ada Holm at North Light: ")
    assert "1 fact and 4 axioms cannot all be true. Correct one of those that follow" in head
    assert re.match(rf"{FACTS}:\d+: clashes: Ada Holm at North Light - keeper - Ada Holm \[reported; said by ", fact)
    assert "It rests on " in fact
    assert 'Ada Holm has kept it since 1901" (Notice to Mariners, sentence 4, characters ' in fact
    assert fact.endswith("Correct the fact if it is wrong.")
    assert all(re.match(r"ontology/lights\.ttl:\d+: ", line) for line in axioms)
    assert {line.partition("clashes: ")[2].partition(". ")[0] for line in axioms} == {
        "only a Keeping has 'keeper'",
        "'keeper' leads to a Person only",
        "every Keeping is a keeper only Light",
        "nothing is both Person and Light",
    }


def test_a_conclusion_against_the_ontology_is_told_by_the_sentences_of_its_premises(publication: Publication) -> None:
    # Without the chain, only the rule gives it.
    publication.swap(
        "ontology/lights.ttl", "    owl:propertyChainAxiom ( [ owl:inverseOf li:keeper ] li:keptLight ) ;\n", ""
    )
    publication.append("ontology/lights.ttl", "li:keeps owl:propertyDisjointWith li:avoids .\n" + AVOIDS)
    publication.swap(
        FACTS,
        "    facts:\n      - keeping:",
        f"    facts:\n      - statement: {{{AVOIDED}}}\n      - keeping:",
    )
    outcome = publication.run("check", "--project", str(publication.root))
    assert outcome.code == 1
    assert "nothing is both 'keeps' and 'avoids' to the same thing" in outcome.text
    assert "clashes: Ada Holm - keeps - North Light [derived; by rule " in outcome.text
    conclusion = next(line for line in outcome.text.splitlines() if " - keeps - North Light" in line)
    assert conclusion.startswith("ontology/rules/keeps.rq: ")
    assert 'Ada Holm has kept it since 1901" (Notice to Mariners, sentence 4, characters ' in conclusion


AVOIDED = "about: person/ada-holm, property: li:avoids, value: light/north-light"
AVOIDS = """
li:avoids
    a owl:ObjectProperty ;
    rdfs:domain li:Person ;
    rdfs:range li:Light ;
    rdfs:label "avoids"@en ;
    skos:definition "Is never seen at this tower."@en ;
    skos:example "Nobody."@en ;
    rdfs:isDefinedBy <ontology>
.
"""


def test_a_class_that_can_have_no_member_is_told_by_the_axioms(publication: Publication) -> None:
    publication.append("ontology/lights.ttl", HERMIT)
    outcome = publication.run("check", "--project", str(publication.root))
    assert outcome.code == 1
    told = next(line for line in outcome.text.splitlines() if "nothing can be of the term" in line)
    assert told.startswith("ontology/: nothing can be of the term li:LightKeeper, for ")
    for axiom in (
        "every Light keeper is a Person",
        "every Light keeper is a Light",
        "nothing is both Person and Light",
    ):
        assert axiom in told
    assert told.endswith("Correct one of these axioms.")


HERMIT = """
li:LightKeeper
    a owl:Class ;
    rdfs:subClassOf li:Person , li:Light ;
    rdfs:label "Light keeper"@en ;
    skos:definition "Somebody who is the tower that they serve."@en ;
    skos:example "Nobody."@en ;
    pin:kind "light-keeper" ;
    pin:plural "Light keepers"@en ;
    pin:order 9 ;
    rdfs:isDefinedBy <ontology>
.
"""


def test_what_is_said_of_statements_is_reasoned_over_too(publication: Publication) -> None:
    """What the author reports is asserted by the author, which only shows when the statements are loaded."""
    publication.append("ontology/lights.ttl", "pin:assertedBy owl:propertyDisjointWith pin:reportedBy .\n")
    outcome = publication.run("check", "--project", str(publication.root))
    assert outcome.code == 1
    assert "clashes: nothing is both 'asserted by' and 'reported by' to the same thing" in outcome.text
