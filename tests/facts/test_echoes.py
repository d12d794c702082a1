"""Citations that come down to one speaker are counted once, whoever passes them on."""

from __future__ import annotations

from pincite.graph.names import Names
from pincite.graph.store import Graph, bind
from pincite.graph.terms import Triple, iri
from pincite.pipeline import Made
from pincite.queries.ask import ask

# Claim, who says it, who passed it on, the document that has it from there.
RELAYED = (
    ("a", "minister", "agency", "one"),
    ("b", "minister", "other-agency", "two"),
    ("c", "minister", "agency", "three"),
    ("d", "expert", "agency", "three"),
)


def relayed(made: Made) -> list[Triple]:
    """One minister through two agencies into three documents, and one expert through one: four citations."""
    expand, entity = made.graph.prefixes.expand, made.graph.prefixes.entity
    triples: list[tuple[str, str, str]] = []
    for claim, speaker, outlet, document in RELAYED:
        about, statement, passage = (
            entity(f"claim/{claim}"),
            entity(f"claim/{claim}#s"),
            entity(f"document/{document}#p"),
        )
        triples += [
            (about, expand("al:onTopic"), entity("topic/t")),
            (statement, expand("pin:about"), about),
            (statement, expand("pin:property"), expand("al:proposition")),
            (statement, expand("pin:assertedBy"), entity(f"person/{speaker}")),
            (statement, expand("pin:relayedBy"), entity(f"organisation/{outlet}")),
            (statement, expand("pin:reportedBy"), entity(f"person/of-{document}")),
            (statement, expand("pin:evidence"), passage),
            (passage, expand("pin:document"), entity(f"document/{document}")),
        ]
    return [(iri(subject), iri(predicate), iri(value)) for subject, predicate, value in triples]


def test_a_statement_that_several_outlets_relay_has_one_speaker(made: Made) -> None:
    graph = Graph(made.graph.prefixes)
    graph.add(relayed(made))
    entity = made.graph.prefixes.entity
    found = graph.select(bind(made.questions["independent-speakers"].text, {"about": iri(entity("topic/t"))}))
    columns = ("speakers_in_all", "speaker", "citations", "documents", "passed_on_by")
    assert {tuple(str(row[column]) for column in columns) for row in found} == {
        # Two agencies and three authors pass the minister on; an agency and an author the expert.
        ("2", entity("person/minister"), "3", "3", "5"),
        ("2", entity("person/expert"), "1", "1", "2"),
    }


def test_a_claim_of_its_own_has_one_speaker(made: Made) -> None:
    graph = Graph(made.graph.prefixes)
    graph.add(relayed(made))
    entity = made.graph.prefixes.entity
    found = graph.select(bind(made.questions["independent-speakers"].text, {"about": iri(entity("claim/a"))}))
    assert [(str(row["speakers_in_all"]), str(row["citations"])) for row in found] == [("1", "1")]


def test_one_text_that_says_a_thing_sixteen_times_is_one_speaker(made: Made) -> None:
    given = {"about": "topic/russian-military-presence"}
    answer = ask(made.questions["independent-speakers"], given, made.graph, Names(made.graph))
    citations = [int(row[answer.columns.index("citations")]) for row in answer.rows]
    assert {row[0] for row in answer.rows} == {str(len(answer.rows))}
    assert sum(citations) > 2 * len(answer.rows)
    assert max(citations) >= 16
