"""Why the graph says so: every chain ends in sentences of a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.asking import explanation
from pincite.errors import ContentError, UsageError
from pincite.explain import Explained, Explainer
from pincite.graph.names import Names
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

EXAMPLE = Path(__file__).parent / "example"


LUND = '"Bjørn Lund kept the West Beacon from 1902 to 1911" (From the harbour book, sentence 3, characters 81-130)'


@pytest.fixture(scope="module")
def made() -> Made:
    return make_graph(Project.open(EXAMPLE), Timings())


@pytest.fixture(scope="module")
def explainer(made: Made) -> Explainer:
    return Explainer(made.graph, Names(made.graph))


def test_a_derived_statement_leads_through_its_premises_to_sentences() -> None:
    assert explanation(EXAMPLE, "Bjørn Lund", "keeps", "West Beacon").splitlines() == [
        "Bjørn Lund - keeps - West Beacon",
        "  [derived; by rule keeper of a light; when: 1902/1911]",
        "    Bjørn Lund at West Beacon - keeper - Bjørn Lund",
        "      [reported; said by Harbour master; when: 1902/1911]",
        f"      {LUND}",
        "    Bjørn Lund at West Beacon - light kept - West Beacon",
        "      [reported; said by Harbour master; when: 1902/1911]",
        f"      {LUND}",
    ]


def test_a_claim_is_told_as_a_claim_and_a_hedge_is_kept() -> None:
    claim = explanation(EXAMPLE, "light/south-light", "li:remark", None)
    assert claim.splitlines()[:2] == [
        'South Light - remark - "It is the finest on the coast."',
        "  [claimed; said by Harbour master]",
    ]
    hedged = explanation(EXAMPLE, "South Light", "height in metres", "20")
    assert hedged.startswith("South Light - height in metres - 20 (about)\n  [reported; said by the author")


def test_a_date_that_the_engine_derived_says_why() -> None:
    text = explanation(EXAMPLE, "document/notice-to-mariners", "pin:published", None)
    assert "It looks back on 1901." in text
    assert '"Ada Holm has kept it since 1901" (Notice to Mariners, sentence 4' in text


def test_every_statement_of_the_example_ends_in_a_sentence(made: Made, explainer: Explainer) -> None:
    def leaves(one: Explained) -> int:
        assert one.premises or one.evidence, one.words
        assert all(leaves(premise) for premise in one.premises)
        return len(one.evidence) + sum(map(leaves, one.premises))

    rows = made.graph.select("SELECT ?s WHERE { ?s a pin:Statement } ORDER BY ?s")
    assert len(rows) == 13
    for row in rows:
        one = explainer.statement(str(row["s"]))
        assert leaves(one)
        assert explainer.evidence(one.iri)
        texts = {document.title: document for document in made.content.documents.values()}
        for evidence in explainer.evidence(one.iri):
            document = texts[evidence.document]
            assert document.text[evidence.start : evidence.end] == evidence.exact
            assert document.sentences[evidence.sentence - 1].start <= evidence.start


def test_everything_about_a_subject_is_told_without_a_property() -> None:
    text = explanation(EXAMPLE, "North Light", None, None)
    assert [line for line in text.splitlines() if line.startswith("North Light")] == [
        'North Light - remark - "Its lamp was replaced." (may)',
        "North Light - built in - 1870",
        "North Light - height in metres - 31",
    ]


def test_premises_in_a_circle_end(made: Made) -> None:
    first, second = (f"https://example.org/lights/id/light/north-light#s-{n * 12}" for n in "ab")
    graph = type(made.graph)(made.graph.prefixes)
    graph.add(made.graph.triples())
    pin = "https://w3id.org/pincite/ns#"
    about = "<https://example.org/lights/id/light/north-light>"
    for one, other in ((first, second), (second, first)):
        said = {
            "about": about, "property": f"<{pin}note>", "value": '"x"', "mode": f"<{pin}Derived>",
            "polarity": f"<{pin}Negated>", "status": f"<{pin}Contested>", "premise": f"<{other}>",
        }  # fmt: skip
        graph.add((f"<{one}>", f"<{pin}{name}>", value) for name, value in said.items())
        graph.add([(f"<{one}>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{pin}Statement>")])
    explainer = Explainer(graph, Names(graph))
    lines = list(explainer.statement(first).lines())
    assert [line for line in lines if "x" in line] == ["not: North Light - note - x", "    not: North Light - note - x"]
    assert "  [derived; contested]" in lines
    assert explainer.evidence(first) == []


def test_what_nobody_says_is_told() -> None:
    with pytest.raises(ContentError, match=r"Ada Holm built in: no document says that\. Leave out the last word"):
        explanation(EXAMPLE, "Ada Holm", "li:builtIn", None)
    with pytest.raises(
        UsageError, match=r"'Ada Hulm': nothing .* has that name or id\. Did you mean person/ada-holm \(Ada Holm\)"
    ):
        explanation(EXAMPLE, "Ada Hulm", None, None)
