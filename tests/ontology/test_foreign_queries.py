"""Questions in the words of other vocabularies, asked once with a reasoner (OWL 2 RL) and once of the dump's own file.

The reasoner gets what a user loads into a store with inference: the graph, the alignments, and what the alignments'
rules make. `aligned.ttl` is for stores without inference, so both must give the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import reasonable

from pincite.graph.store import Graph
from pincite.graph.terms import RDF_TYPE, Triple, literal
from pincite.ontology import aligned_triples, alignment_triples
from pincite.ontology.axioms import RDFS
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

ROOT = Path(__file__).parents[2]
PIN = "https://w3id.org/pincite/ns#"
OWNS = (
    "https://w3id.org/pincite/",
    "http://www.w3.org/1999/",
    "http://www.w3.org/2000/",
    "http://www.w3.org/2002/07/owl",
)
# The question in the foreign words, the answers that must be there, and those that must not.
CASES = {
    "organisations and their members (ORG)": (
        "SELECT ?x WHERE { ?x org:memberOf <id/force/rgf> }",
        {"force/1st-guards-tank-army", "force/armed-forces-of-belarus", "force/russian-part-of-the-rgf"},
        # A member in a supposition only, and one in the threatened period only.
        {"force/76th-airborne-assault-division", "force/urads"},
    ),
    "memberships as things (ORG)": (
        "SELECT ?x WHERE { ?m a org:Membership ; org:organization <id/state/union-state> ; org:member ?x }",
        {"state/belarus", "state/russia"},
        {"state/poland"},
    ),
    "who holds a post in what (ORG)": (
        "SELECT ?x WHERE { ?x org:holds ?post . ?post a org:Post ; org:postIn <id/force/western-military-district> }",
        {"person/anatoly-sidorov"},
        {"person/igor-golub"},
    ),
    "holders of a post, the other way round (ORG)": (
        "SELECT ?x WHERE { <id/post/urads-commander> org:heldBy ?x }",
        {"person/igor-golub", "person/oleg-dvigalev"},
        {"person/victor-gulevich"},
    ),
    "who reports to whom (ORG)": (
        "SELECT ?x WHERE { ?x org:reportsTo <id/force/southern-military-district> }",
        {"force/russian-armenian-joint-group-of-forces"},
        {"force/rgf"},
    ),
    "who said what is claimed (PROV)": (
        "SELECT ?x WHERE { ?s a prov:Entity ; pin:mode pin:Claimed ; prov:wasAttributedTo ?x }",
        {"person/raman-yakauleuski", "state/russia"},
        {"force/rgf"},
    ),
    "primary sources (PROV)": (
        "SELECT ?x WHERE { ?s pin:about <id/force/rgf> ; prov:hadPrimarySource ?x }",
        {"document/still-reluctant-allies"},
        set(),
    ),
    "documents behind a conclusion (PROV)": (
        "SELECT ?x WHERE { ?s pin:mode pin:Derived ; pin:property al:canBlock ;"
        " prov:wasDerivedFrom+/prov:wasQuotedFrom ?x }",
        {"document/still-reluctant-allies"},
        set(),
    ),
    "actors, places and times of events (SEM)": (
        "SELECT ?x WHERE { ?e a sem:Event ; sem:hasActor ?x ; sem:hasPlace <id/place/new-york> ;"
        ' sem:hasEarliestBeginTimeStamp "2016-09-20"^^xsd:date ; sem:hasTime ?time . ?time a sem:Time }',
        {"person/michael-carpenter", "person/vladimir-makei"},
        {"person/sergei-shoigu"},
    ),
    "when an event began and ended (OWL-Time)": (
        "SELECT ?x WHERE { ?x time:hasTime ?t ."
        ' ?t time:hasBeginning/time:inXSDDate "2021-09-10"^^xsd:date .'
        ' ?t time:hasEnd/time:inXSDDate "2021-09-16"^^xsd:date }',
        {"exercise/zapad-2021-joint-strategic-exercise"},
        {"event/makei-carpenter-meeting"},
    ),
    "events of a year, however vaguely it is known (OWL-Time)": (
        'SELECT ?x WHERE { ?x time:hasTime/time:hasBeginning/time:inXSDgYear "2015"^^xsd:gYear }',
        {"event/south-ossetia-military-integration"},
        {"event/abkhazia-military-integration"},
    ),
    "members of organisations (schema.org)": (
        "SELECT ?x WHERE { ?x a schema:Country ; schema:memberOf <id/state/union-state> }",
        {"state/belarus", "state/russia"},
        {"state/poland"},
    ),
    "organisations (schema.org)": (
        "SELECT ?x WHERE { ?x a schema:Organization }",
        {"organisation/risi", "organisation/foreign-intelligence-service"},
        {"force/rgf", "person/igor-golub"},
    ),
    "places within places (GeoSPARQL)": (
        "SELECT ?x WHERE { ?x a geo:Feature ; geo:sfWithin <id/place/grodno-region> }",
        {"facility/2285th-battalion-territory"},
        {"place/minsk-region"},
    ),
    "authors of texts (schema.org)": (
        "SELECT ?x WHERE { <id/document/still-reluctant-allies> a schema:CreativeWork ; schema:author ?x }",
        {"group/author-of-still-reluctant-allies"},
        set(),
    ),
}


@pytest.fixture(scope="module")
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings())


@pytest.fixture(scope="module")
def aligned(made: Made) -> Graph:
    """What somebody loads without inference: graph.ttl and aligned.ttl."""
    return with_(made, follows(made, made.graph))


@pytest.fixture(scope="module")
def reasoned(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """What somebody gets with inference from graph.ttl, alignments.ttl and what the rules make."""
    reasoner = reasonable.PyReasoner()
    folder = tmp_path_factory.mktemp("reasoned")
    # Without texts and numbers, of which the reasoner concludes a lot that nobody asks.
    relations = (triple for triple in made.triples() if triple[2].startswith("<"))
    for number, triples in enumerate((relations, axioms(made), made_by_rules(made))):
        path = folder / f"{number}.ttl"
        path.write_text("".join(f"{s} {p} {o} .\n" for s, p, o in triples), encoding="utf-8")
        reasoner.load_file(str(path))
    found = rdflib.Graph()
    for triple in reasoner.reason():
        # The reasoner draws conclusions about literals too, which no RDF can say.
        if not isinstance(triple[0], rdflib.Literal):
            found.add(triple)
    return with_(made, parse(found.serialize(format="nt")))


def parse(text: str) -> list[Triple]:
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]


def axioms(made: Made) -> list[Triple]:
    return alignment_triples(
        made.content.alignments, made.content.ontology, made.project.prefixes, "x", "https://x", "1"
    )


def follows(made: Made, graph: Graph) -> set[Triple]:
    return set(aligned_triples(made.content.alignments, graph, graph.triples()))


def made_by_rules(made: Made) -> Iterator[Triple]:
    for rule in made.content.alignments.rules.values():
        yield from made.graph.construct(rule.text)


def with_(made: Made, triples: Iterable[Triple]) -> Graph:
    graph = Graph(made.project.prefixes)
    graph.add(made.triples())
    graph.add(triples)
    return graph


def answers(graph: Graph, query: str) -> set[str]:
    return {str(row["x"]).removeprefix(graph.prefixes.base + "id/") for row in graph.select(query)}


@pytest.mark.parametrize("name", CASES)
def test_a_question_in_foreign_words_is_answered_right(made: Made, aligned: Graph, reasoned: Graph, name: str) -> None:
    query, wanted, unwanted = CASES[name]
    found = answers(aligned, query)
    assert wanted <= found
    assert not unwanted & found
    assert answers(reasoned, query) == found
    assert answers(made.graph, query) == set(), "without the alignments there is no answer"


def test_the_file_for_stores_without_inference_has_all_that_follows(made: Made, reasoned: Graph) -> None:
    """Term by term: of each mapped class the members, of each mapped relation the pairs, as the reasoner has them."""
    here = follows(made, made.graph)
    for one in made.content.alignments.mappings:
        if one.predicate == RDFS + "subClassOf":
            found = {s for s, p, o in here if p == RDF_TYPE and o == f"<{one.object}>"}
            entities = {s for s in found if "#char=" not in s}
            wanted = {f"<{row['x']}>" for row in reasoned.select(f"SELECT ?x WHERE {{ ?x a <{one.object}> }}")}
            assert {s for s in wanted if "#char=" not in s} - {f"<{PIN}Statement>"} == entities, one.object
    for relation in ("org#holds", "org#heldBy", "org#postIn", "prov#wasAttributedTo", "prov#wasQuotedFrom"):
        query = f"SELECT ?s ?o WHERE {{ ?s <http://www.w3.org/ns/{relation}> ?o }}"
        pairs = {(f"<{row['s']}>", f"<{row['o']}>") for row in reasoned.select(query)}
        assert pairs
        assert pairs == {(s, o) for s, p, o in here if p == f"<http://www.w3.org/ns/{relation}>"}, relation


def test_every_rule_makes_something(made: Made) -> None:
    assert made.content.alignments.rules
    for name, rule in made.content.alignments.rules.items():
        assert made.graph.construct(rule.text), name


def test_what_the_rules_and_axioms_give_is_all_foreign(made: Made) -> None:
    for _, predicate, value in follows(made, made.graph):
        named = value if predicate == RDF_TYPE else predicate
        assert not named[1:].startswith(OWNS), (predicate, value)


def said(made: Made, mode: str, *, hedge: str | None = None, polarity: str = "Affirmed") -> list[Triple]:
    """That Poland is a member of the Union State, as a document might say it in some mode: no plain triple."""
    prefixes = made.project.prefixes

    def name(text: str) -> str:
        return f"<{prefixes.entity(text) if '/' in text else prefixes.expand(text)}>"

    statements: list[Triple] = [(name("membership/x"), RDF_TYPE, name("al:Membership"))]
    for number, (prop, value) in enumerate((("al:member", "state/poland"), ("al:whole", "state/union-state"))):
        statement = f"<{prefixes.entity('membership/x')}#s-00000000000{number}>"
        parts = {"about": name("membership/x"), "property": name(prop), "value": name(value)}
        parts |= {"mode": f"<{PIN}{mode}>", "polarity": f"<{PIN}{polarity}>", "status": f"<{PIN}Accepted>"}
        parts |= {"hedge": literal(hedge)} if hedge else {}
        parts |= {"when": literal("2021")}
        statements.append((statement, RDF_TYPE, f"<{PIN}Statement>"))
        statements += [(statement, f"<{PIN}{part}>", value) for part, value in parts.items()]
    return statements


@pytest.mark.parametrize(
    ("mode", "hedge", "polarity"),
    [
        ("Claimed", None, "Affirmed"),
        ("Planned", None, "Affirmed"),
        ("Hypothetical", None, "Affirmed"),
        ("Reported", "perhaps", "Affirmed"),
        ("Reported", None, "Negated"),
    ],
)
def test_what_is_no_fact_gives_no_foreign_shortcut(made: Made, mode: str, hedge: str | None, polarity: str) -> None:
    graph = with_(made, said(made, mode, hedge=hedge, polarity=polarity))
    new = follows(made, graph) - follows(made, made.graph)
    assert new == {(s, p, o) for s, p, o in new if "#s-" in s}, "only of the statements themselves"
    assert {o for _, p, o in new if p == RDF_TYPE} == {"<http://www.w3.org/ns/prov#Entity>"}
