"""The rules for the data set's description: ours keeps them all, and each says no to what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import DCAT, DCTERMS, RDF, RDFS, SH, VOID, Graph, Literal, Namespace, URIRef

from pincite.shapes.description import DATASET_RULES, description_problems

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dump.conftest import Written

PIN = Namespace("https://w3id.org/pincite/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef("https://example.org/harbour/dump/void.ttl#dataset")
FILE = URIRef("https://example.org/harbour/dump/void.ttl#file-graph.ttl")
SUM = URIRef("https://example.org/harbour/dump/void.ttl#checksum-graph.ttl")
# What each rule needs: without it, the rule must speak. None stands for any subject.
NEEDED: dict[str, list[tuple[URIRef | None, URIRef]]] = {
    "DatasetTitle": [(DATASET, DCTERMS.title)],
    "DatasetLicence": [(DATASET, DCTERMS.license)],
    "DatasetVersion": [(DATASET, URIRef(f"{DCAT}version"))],
    "DatasetModified": [(DATASET, DCTERMS.modified)],
    "DatasetDistribution": [(DATASET, DCAT.distribution)],
    "DatasetCreator": [(DATASET, DCTERMS.creator), (DATASET, DCTERMS.publisher)],
    "DatasetPage": [(DATASET, DCAT.landingPage), (DATASET, VOID.rootResource)],
    "DatasetFigures": [
        (DATASET, VOID[name])
        for name in ("triples", "entities", "classes", "properties", "distinctSubjects", "distinctObjects")
    ],
    "DatasetExample": [(DATASET, VOID[name]) for name in ("exampleResource", "dataDump", "vocabulary", "uriSpace")],
    "PartitionCounted": [(None, VOID["class"])],
    "PropertyCounted": [(None, VOID.property)],
    "FileAddress": [(FILE, DCAT.downloadURL), (FILE, DCAT.accessURL), (FILE, DCAT.mediaType)],
    "FileSize": [(FILE, DCAT.byteSize)],
    "FileChecksum": [(FILE, SPDX.checksum)],
    "ChecksumValue": [(SUM, SPDX.algorithm), (SUM, SPDX.checksumValue)],
}
CASES = [(rule, subject, name) for rule, pairs in NEEDED.items() for subject, name in pairs]


@pytest.fixture(scope="module")
def rules() -> Graph:
    return Graph().parse(DATASET_RULES, format="turtle")


def test_every_rule_has_a_case(rules: Graph) -> None:
    shapes = set(rules.subjects(RDF.type, SH.NodeShape))
    assert shapes == {PIN[name] for name in NEEDED}
    assert all((shape, RDFS.label, None) in rules and (shape, SH.message, None) in rules for shape in shapes)


def test_ours_keeps_them_all(harbour: Written) -> None:
    assert description_problems(harbour.dump / "void.ttl") == []


@pytest.mark.parametrize(("rule", "subject", "name"), CASES)
def test_what_lacks_something(
    harbour: Written, rules: Graph, tmp_path: Path, rule: str, subject: URIRef | None, name: URIRef
) -> None:
    void = Graph().parse(harbour.dump / "void.ttl", format="turtle")
    gone = list(void.triples((subject, name, None)))
    assert gone
    for triple in gone:
        void.remove(triple)
    void.serialize(tmp_path / "void.ttl", format="turtle")
    message = str(rules.value(PIN[rule], SH.message))
    assert any(message in str(problem) for problem in description_problems(tmp_path / "void.ttl"))


def test_a_checksum_of_another_sort(harbour: Written, rules: Graph, tmp_path: Path) -> None:
    void = Graph().parse(harbour.dump / "void.ttl", format="turtle")
    void.set((SUM, SPDX.checksumValue, Literal("d41d8cd98f00b204e9800998ecf8427e")))
    void.serialize(tmp_path / "void.ttl", format="turtle")
    problems = description_problems(tmp_path / "void.ttl")
    assert len(problems) == 1
    assert str(rules.value(PIN.ChecksumValue, SH.message)) in str(problems[0])
