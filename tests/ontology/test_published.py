"""The publication's ontology and the statement vocabulary, term by term."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.files import read_text
from pincite.graph.terms import XSD, Prefixes
from pincite.ontology import VOCABULARY, Class, Individual, Ontology, Property, Term

ROOT = Path(__file__).parents[2]
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
VANN = "http://purl.org/vocab/vann/"
DEFINED_BY = {"al": "https://w3id.org/pincite/alliance/ontology", "pin": "https://w3id.org/pincite/ns"}
# OWL 2 has no xsd:date, and pin:exact is text on a passage, a number on a statement: shapes check what they take.
RANGELESS = {"pin:exact", "pin:fromEarliest", "pin:fromLatest", "pin:recorded", "pin:untilEarliest", "pin:untilLatest"}


def terms(ontology: Ontology) -> Iterator[Term]:
    yield from ontology.classes.values()
    yield from ontology.properties.values()
    yield from ontology.individuals.values()


def values(ontology: Ontology, subject: str, predicate: str) -> list[str]:
    return [o for s, p, o in ontology.triples if s == f"<{subject}>" and p == f"<{predicate}>"]


def test_there_are_as_many_terms_as_the_files_declare(published: Ontology, modules: dict[str, str]) -> None:
    texts = [*modules.values(), read_text(ROOT / "src" / VOCABULARY, VOCABULARY)]
    declared = [name for text in texts for name in re.findall(r"^((?:al|pin):[\w-]+)\n    a ", text, re.MULTILINE)]
    found = [term.name for term in terms(published)]
    assert len(found) > 250
    assert sorted(found) == sorted(declared)


@pytest.mark.parametrize("predicate", [RDFS + "label", SKOS + "definition", SKOS + "example"])
def test_every_term_has_one_in_english(published: Ontology, predicate: str) -> None:
    counts = {term.name: values(published, term.iri, predicate) for term in terms(published)}
    assert counts
    assert {name: found for name, found in counts.items() if len(found) != 1 or not found[0].endswith('"@en')} == {}


def test_every_term_says_which_ontology_defines_it(published: Ontology) -> None:
    found = {term.name: values(published, term.iri, RDFS + "isDefinedBy") for term in terms(published)}
    assert found
    assert {name: by for name, by in found.items() if by != [f"<{DEFINED_BY[name.partition(':')[0]]}>"]} == {}


def test_labels_and_definitions_are_given_once(published: Ontology) -> None:
    for prefix in DEFINED_BY:
        ours = [term for term in terms(published) if term.name.startswith(prefix + ":")]
        for texts in ([term.label for term in ours], [term.definition for term in ours]):
            assert len(texts) > 50
            assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_a_definition_is_one_sentence_that_does_not_repeat_the_label(published: Ontology) -> None:
    wrong = []
    for term in terms(published):
        text = term.definition or ""
        one_sentence = re.fullmatch(r"[A-Z][^\n]*[^.\s]\.", text) and not re.search(r"[.!?] [A-Z]", text)
        repeats = re.search(rf"\b{re.escape(term.label)}\b", text, re.IGNORECASE)
        if not one_sentence or repeats:
            wrong.append((term.name, text))
    assert wrong == []


def test_no_term_is_two_things(published: Ontology) -> None:
    groups = [set(published.classes), set(published.properties), set(published.individuals)]
    assert all(groups)
    assert groups[0] & groups[1] == groups[0] & groups[2] == groups[1] & groups[2] == set()
    sorts = {f"<{OWL}{name}Property>" for name in ("Object", "Datatype", "Annotation")}
    for iri in published.properties:
        assert len(sorts & set(values(published, iri, RDF_TYPE.strip("<>")))) == 1


def test_no_class_or_property_is_the_value_of_an_object_property(published: Ontology) -> None:
    annotations = {iri for iri, known in published.properties.items() if known.sort == "annotation"}
    objects = {f"<{iri}>" for iri, known in published.properties.items() if known.sort == "object"}
    assert {"https://w3id.org/pincite/ns#" + name for name in ("property", "value", "primaryType")} <= annotations
    assert [triple for triple in published.triples if triple[1] in objects] == []


def test_every_property_has_domain_and_range(published: Ontology) -> None:
    wanting = [
        known.name
        for known in published.properties.values()
        if known.sort != "annotation" and not (known.domains and (known.ranges or known.name in RANGELESS))
    ]
    assert wanting == []
    assert {known.name for known in published.properties.values()} >= RANGELESS


def test_datatype_properties_take_one_of_four_types(published: Ontology) -> None:
    ours = [
        known for known in published.properties.values() if known.sort == "datatype" and known.name not in RANGELESS
    ]
    assert len(ours) > 50
    types = {published.datatype_of(known.iri) for known in ours}
    assert types == {"string", "integer", "decimal", "boolean"}
    assert not [known for known in ours if known.ranges[0] == XSD + "date"]


def test_domains_ranges_and_parents_are_declared(published: Ontology) -> None:
    known = {*published.classes, OWL + "Thing"}
    for one in published.properties.values():
        assert {*one.domains} <= known, one.name
        assert one.sort == "datatype" or {*one.ranges} <= known, one.name
        assert {*one.parents} <= {*published.properties}, one.name
    for cls in published.classes.values():
        assert {*cls.parents} <= known, cls.name


def test_each_kind_has_a_plural_and_a_place_of_its_own(published: Ontology) -> None:
    kinds = published.kinds()
    assert len(kinds) == 36
    assert [kind for kind, known in kinds.items() if not known.plural] == []
    orders = [known.order for known in kinds.values()]
    assert orders == list(range(len(orders)))


def test_only_abstract_classes_have_no_kind(published: Ontology) -> None:
    without = {
        known.name for known in published.classes.values() if known.kind is None and known.name.startswith("al:")
    }
    assert without == {"al:Agent", "al:Relator", "al:Site"}


@pytest.mark.parametrize("prefix", DEFINED_BY)
def test_the_header_is_complete(published: Ontology, prefixes: Prefixes, prefix: str) -> None:
    ontology = DEFINED_BY[prefix]
    one = {
        predicate: values(published, ontology, predicate)
        for predicate in (
            *(DCTERMS + name for name in ("title", "description", "creator", "created", "license")),
            *(OWL + name for name in ("versionIRI", "versionInfo")),
            *(VANN + name for name in ("preferredNamespacePrefix", "preferredNamespaceUri")),
        )
    }
    assert [predicate for predicate, found in one.items() if len(found) != 1] == []
    assert one[DCTERMS + "creator"] == ['"Pincite"']
    assert one[VANN + "preferredNamespaceUri"] == [f'"{prefixes.namespaces[prefix]}"']
    assert one[OWL + "versionIRI"] == [f"<{ontology}/{one[OWL + 'versionInfo'][0].strip(chr(34))}>"]


def test_the_publication_imports_the_statement_vocabulary(published: Ontology) -> None:
    assert values(published, DEFINED_BY["al"], OWL + "imports") == [f"<{DEFINED_BY['pin']}>"]


def test_modules_are_written_in_one_style(modules: dict[str, str]) -> None:
    """Classes, then properties, each in the order of the alphabet; a block's closing full stop stands alone."""
    vocabulary = read_text(ROOT / "src" / VOCABULARY, VOCABULARY)
    for name, text in {**modules, "pin.ttl": vocabulary}.items():
        classes = re.findall(r"^(\w+:[\w-]+)\n    a owl:Class", text, re.MULTILINE)
        properties = re.findall(r"^(\w+:[\w-]+)\n    a owl:(?:Object|Datatype|Annotation)Property", text, re.MULTILINE)
        assert classes == sorted(classes), name
        assert properties == sorted(properties), name
        assert classes or properties, name
        blocks = [block for block in re.split(r"\n\n+", text.strip()) if re.match(r"\w+:[\w-]+\n", block)]
        assert len(blocks) >= len(classes) + len(properties), name
        assert [block for block in blocks if not block.endswith("\n.")] == [], name
        places = [text.find(block) for block in (f"\n{term}\n" for term in (*classes, *properties))]
        assert places == sorted(places), name


def test_the_order_inside_a_block_is_the_same_everywhere(modules: dict[str, str]) -> None:
    order = [
        "a", "rdfs:subClassOf", "rdfs:subPropertyOf", "owl:propertyChainAxiom", "owl:inverseOf", "rdfs:domain",
        "rdfs:range", "rdfs:label", "skos:definition", "skos:example", "skos:note", "pin:kind", "pin:plural",
        "pin:order", "pin:unused", "pin:containment", "pin:functionalAtATime", "rdfs:isDefinedBy",
    ]  # fmt: skip
    blocks = [block for text in modules.values() for block in re.split(r"\n\n+", text) if re.match(r"al:\w+\n", block)]
    assert len(blocks) > 200
    for block in blocks:
        said = re.findall(r"^    (a|[\w]+:\w+) ", block, re.MULTILINE)
        assert said == sorted(said, key=order.index), block.splitlines()[0]


def test_what_a_term_is_is_known_from_its_value_class(published: Ontology) -> None:
    assert isinstance(published.classes["https://w3id.org/pincite/ns#Fact"], Class)
    assert isinstance(published.properties["https://w3id.org/pincite/ns#mode"], Property)
    modes = [one for one in published.individuals.values() if "https://w3id.org/pincite/ns#Mode" in one.types]
    assert len(modes) == 9
    assert all(isinstance(one, Individual) for one in modes)
