"""Rules run to a fixpoint, in strata, and leave a trace."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from pincite.errors import ContentError
from pincite.graph.queries import read_queries
from pincite.graph.store import Graph
from pincite.graph.terms import Prefixes, Triple
from pincite.rules import Rule, read_rules, run_rules

PREFIXES = Prefixes("https://example.org/", {"ex": "https://example.org/ns#"})


def rules(folder: Path, **texts: str) -> tuple[Rule, ...]:
    for name, text in texts.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    queries = read_queries(sorted(folder.glob("*.rq")), lambda path: path.name, PREFIXES)
    return read_rules(queries.values(), "https://example.org/rules#")


def chain(*names: str) -> set[Triple]:
    def node(name: str) -> str:
        return f"<https://example.org/{name}>"

    return {(node(a), "<https://example.org/ns#in>", node(b)) for a, b in itertools.pairwise(names)}


def run(made: tuple[Rule, ...], known: set[Triple]) -> list[Triple]:
    graph = Graph(PREFIXES)
    graph.add(known)
    derived = run_rules(made, graph, known)
    assert graph.count() == len(known)
    return derived


def test_a_rule_is_repeated_until_nothing_is_new(tmp_path: Path) -> None:
    made = rules(tmp_path, within="#+ summary: s\nCONSTRUCT { ?a ex:in ?c } WHERE { ?a ex:in ?b . ?b ex:in ?c }")
    derived = run(made, chain("a", "b", "c", "d", "e"))
    assert len(derived) == 6
    assert derived == sorted(derived)


def test_a_rule_that_has_seen_the_whole_graph_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rules(
        tmp_path,
        first="#+ summary: s\nCONSTRUCT { ?a ex:near ?b } WHERE { ?a ex:in ?b }",
        second="#+ summary: s\nCONSTRUCT { ?b ex:near ?a } WHERE { ?a ex:near ?b }",
        third="#+ summary: s\nCONSTRUCT { ?a ex:far ?b } WHERE { ?a ex:off ?b }",
    )
    asked: list[str] = []
    construct = Graph.construct

    def noted(graph: Graph, query: str) -> list[Triple]:
        asked.append(next(rule.query.name for rule in made if rule.query.text == query))
        return construct(graph, query)

    monkeypatch.setattr(Graph, "construct", noted)
    assert len(run(made, chain("a", "b"))) == 2
    # The third comes after all that is new in the first round, and the second adds to its own ground.
    assert asked == ["first", "second", "third", "first", "second"]


def test_a_later_stratum_sees_all_of_the_earlier(tmp_path: Path) -> None:
    made = rules(
        tmp_path,
        within="#+ summary: s\nCONSTRUCT { ?a ex:in ?c } WHERE { ?a ex:in ?b . ?b ex:in ?c }",
        alone="#+ summary: s\n#+ stratum: 2\nCONSTRUCT { ?a ex:not ex:d } WHERE "
        "{ ?a ex:in ?any FILTER NOT EXISTS { ?a ex:in <https://example.org/d> } }",
    )
    assert [rule.stratum for rule in made] == [1, 2]
    assert not [triple for triple in run(made, chain("a", "b", "c", "d")) if "#not>" in triple[1]]


def test_a_rule_that_never_rests_is_stopped(tmp_path: Path) -> None:
    made = rules(
        tmp_path,
        more='#+ summary: s\nCONSTRUCT { ?b ex:in ?n } WHERE { ?a ex:in ?b BIND(IRI(CONCAT(STR(?b), "x")) AS ?n) }',
    )
    with pytest.raises(ContentError, match="do not come to rest in 50 rounds"):
        run(made, chain("a", "b"))


def test_a_rule_may_not_make_blank_nodes(tmp_path: Path) -> None:
    made = rules(tmp_path, blank="#+ summary: s\nCONSTRUCT { ?a ex:in [] } WHERE { ?a ex:in ?b }")
    with pytest.raises(ContentError, match=r"blank\.rq: the rule derives a blank node"):
        run(made, chain("a", "b"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ summary: s\nSELECT ?a WHERE { ?a ex:in ?b } ORDER BY ?a", "a rule is a CONSTRUCT query"),
        ("#+ summary: s\n#+ stratum: first\nCONSTRUCT WHERE { ?a ex:in ?b }", "stratum 'first' is not a number"),
    ],
)
def test_what_is_no_rule_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=message):
        rules(tmp_path, wrong=text)
