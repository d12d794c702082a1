"""OWL in the Manchester syntax, and trees of classes, properties and concepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browse.making import make, text

EXPRESSIONS = {
    "[ a owl:Restriction ; owl:onProperty ex:p ; owl:someValuesFrom ex:D ]": "p some D",
    "[ owl:onProperty ex:p ; owl:allValuesFrom [ owl:unionOf (ex:D ex:E) ] ]": "p only ( D or E )",
    "[ owl:onProperty [ owl:inverseOf ex:p ] ; owl:hasValue ex:D ]": "( inverse p ) value D",
    '[ owl:onProperty ex:p ; owl:hasValue "x"@en ]': "p value x en",
    "[ owl:onProperty ex:p ; owl:hasSelf true ]": "p Self",
    '[ owl:onProperty ex:p ; owl:minCardinality "2"^^xsd:nonNegativeInteger ]': "p min 2",
    "[ owl:onProperty ex:p ; owl:qualifiedCardinality 1 ; owl:onClass ex:D ]": "p exactly 1 D",
    "[ owl:onProperty ex:p ; owl:maxQualifiedCardinality 3 ; owl:onDataRange xsd:string ]": "p max 3 xsd:string",
    "[ owl:intersectionOf (ex:D [ owl:complementOf ex:E ]) ]": "D and ( not E )",
    "[ owl:oneOf (ex:D ex:E) ]": "{ D , E }",
    "[ owl:onDatatype xsd:integer ; owl:withRestrictions ([ xsd:minInclusive 0 ] [ xsd:maxExclusive 9 ]) ]": (
        "xsd:integer [≥ 0, < 9]"
    ),
    "[ owl:intersectionOf ([ owl:unionOf (ex:D ex:E) ] [ owl:onProperty ex:p ; owl:someValuesFrom owl:Thing ]) ]": (
        "( D or E ) and ( p some owl:Thing )"
    ),
}
TERMS = "ex:D a owl:Class . ex:E a owl:Class . ex:p a owl:ObjectProperty . ex:q a owl:ObjectProperty ."


@pytest.mark.parametrize("turtle", EXPRESSIONS)
def test_expressions_read_as_people_write_them(tmp_path: Path, turtle: str) -> None:
    made = make(tmp_path, f"{TERMS} ex:C rdfs:subClassOf {turtle} .")
    (value,) = made.facts("id/ex/c")["subClassOf"]
    assert value == EXPRESSIONS[turtle]


def test_a_property_chain_reads_as_one(tmp_path: Path) -> None:
    made = make(tmp_path, f"{TERMS} ex:r owl:propertyChainAxiom (ex:p [ owl:inverseOf ex:q ]) .")
    assert made.facts("id/ex/r") == {"propertyChainAxiom": ["p o ( inverse q )"]}
    assert made.facts("id/ex/p", "incoming") == {"Named within": ["r propertyChainAxiom"]}


@pytest.mark.parametrize(
    "turtle",
    [
        "_:x owl:complementOf _:x .",
        "_:x owl:unionOf (_:x ex:D) .",
        "_:x owl:unionOf ex:D .",
        "_:x owl:onProperty ex:p .",
        "_:x owl:intersectionOf () .",
        "_:x owl:onProperty ex:p ; owl:someValuesFrom _:x .",
    ],
)
def test_a_broken_expression_is_shown_all_the_same(tmp_path: Path, turtle: str) -> None:
    made = make(tmp_path, f"{TERMS} ex:C rdfs:subClassOf _:x . {turtle}")
    (value,) = made.facts("id/ex/c")["subClassOf"]
    assert value


def test_classes_are_a_tree_with_their_instances(tmp_path: Path) -> None:
    turtle = "ex:dog rdfs:subClassOf ex:animal . ex:cat rdfs:subClassOf ex:animal, [] . ex:tom a ex:cat ."
    made = make(tmp_path, turtle + " ex:thing a owl:Class .")
    tree = made.page("classes").xpath("//ul[@class='tree']")[0]
    assert [text(one) for one in tree.xpath("li[a='animal' or .//bdi='animal']")] == ["animal cat 1 dog"]
    crumbs = made.page("id/ex/cat").xpath("//p[@class='crumbs']")[0]
    assert text(crumbs) == "animal ›"
    below = made.page("id/ex/animal").xpath("//section[@aria-labelledby='below']")[0]
    assert text(below) == "Subclasses cat 1 dog"


def test_what_is_under_several_is_unfolded_once(tmp_path: Path) -> None:
    made = make(tmp_path, "ex:b rdfs:subClassOf ex:a . ex:d rdfs:subClassOf ex:b, ex:c . ex:e rdfs:subClassOf ex:d .")
    tree = made.page("classes").xpath("//ul[@class='tree']")[0]
    assert text(tree) == "a b d (1 below, unfolded elsewhere) c d e"


def test_properties_are_a_tree(tmp_path: Path) -> None:
    made = make(tmp_path, "ex:q rdfs:subPropertyOf ex:p . ex:a ex:q ex:a .")
    tree = made.page("properties").xpath("//ul[@class='tree']/li[.//bdi='p']")[0]
    assert text(tree) == "p q 1"


def test_concepts_are_trees_of_their_schemes(tmp_path: Path) -> None:
    turtle = """ex:s a skos:ConceptScheme ; skos:prefLabel "Vessels"@en ; skos:hasTopConcept ex:ship .
    ex:ship a skos:Concept ; skos:inScheme ex:s ; skos:narrower ex:tug .
    ex:tug a skos:Concept ; skos:inScheme ex:s . ex:pusher a skos:Concept ; skos:broader ex:tug .
    ex:other a skos:Concept ; skos:narrower ex:one ."""
    made = make(tmp_path, turtle)
    page = made.page("concepts")
    assert [text(one) for one in page.xpath("//h2")] == ["Vessels"]
    assert [text(one) for one in page.xpath("//ul[@class='tree']")] == ["ship tug pusher", "other one"]
    assert text(made.page("id/ex/pusher").xpath("//p[@class='crumbs']")[0]) == "ship › tug ›"
    assert text(made.page("id/ex/s").xpath("//section[@aria-labelledby='below']")[0]) == "Concepts ship tug pusher"
    assert text(made.page("id/ex/ship").xpath("//section[@aria-labelledby='below']")[0]) == "Narrower tug pusher"
    assert text(made.page("index.html").xpath("//section[@aria-labelledby='schemes']//li")[0]) == "Vessels"


def test_a_tree_ends_in_a_circle_and_in_the_deep(tmp_path: Path) -> None:
    circle = "ex:x rdfs:subClassOf ex:y . ex:y rdfs:subClassOf ex:z . ex:z rdfs:subClassOf ex:x, ex:z ."
    chain = "".join(f"ex:k{n + 1} rdfs:subClassOf ex:k{n} .\n" for n in range(2000))
    made = make(tmp_path, circle + chain)
    page = made.page("classes")
    names = page.xpath("//ul[@class='tree']//bdi/text()")
    assert {"x", "y", "z", "k0"} <= set(names)
    assert "Not all have room here" in text(page.find(".//main"))
    # Every class has its page, and from each one comes to the next.
    assert made.page("id/ex/k2000").xpath("//p[@class='crumbs']/a")


def test_wide_trees_are_cut_and_their_rest_is_listed(tmp_path: Path) -> None:
    made = make(tmp_path, "".join(f"ex:c{n} rdfs:subClassOf ex:top .\n" for n in range(4000)))
    assert len(made.page("classes").xpath("//ul[@class='tree']//li")) == 3000
    assert made.facts("id/ex/top", "incoming")["Subclasses"][-1] == "All 4,000"
    assert len(made.page("id/ex/top").xpath("//ul[@class='tree']//li")) == 300
