"""Every question of queries/questions/ has a tested answer; the 45 gold answers are covered, down to their quotations.

The answers in answers/NAME.csv were checked by hand against the texts. When a fact changes one of them, read the new
answer against the text before it replaces the old one: `pincite ask NAME --sources` shows it with its sentences,
`python -m tests.tools.answers NAME` writes it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from pincite.explain import Explainer
from pincite.graph.names import Names
from pincite.graph.queries import Query
from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project
from pincite.queries.ask import Answer, ask

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUERIES = {path.stem: path for path in sorted((ROOT / "queries" / "questions").glob("*.rq"))}
ANSWERS = {path.stem: path for path in sorted((HERE / "answers").glob("*.csv"))}
GOLD: dict[str, dict[str, Any]] = {
    entry["id"]: entry for entry in yaml.safe_load((HERE / "questions.yaml").read_text(encoding="utf-8"))
}
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
# Span in a document's file: document, start, end.
Span = tuple[str, int, int]


@dataclass(frozen=True)
class Desk:
    """The publication's graph, to ask questions of."""

    made: Made

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.made.graph)

    @cached_property
    def explainer(self) -> Explainer:
        """The way from a statement to its sentences."""
        return Explainer(self.made.graph, self.names)

    @cached_property
    def by_question(self) -> dict[str, list[Query]]:
        """The queries by the gold question that they answer."""
        found: dict[str, list[Query]] = {}
        for query in self.made.questions.values():
            if number := query.header.get("question"):
                found.setdefault(number, []).append(query)
        return found

    def ask(self, name: str, given: Mapping[str, str]) -> Answer:
        """Ask a question by name."""
        return ask(self.made.questions[name], given, self.made.graph, self.names)

    def spans(self, answer: Answer) -> set[Span]:
        """The passages that an answer rests on."""
        ids = {document.title: document.id for document in self.made.content.documents.values()}
        return {
            (ids[evidence.document], evidence.start, evidence.end)
            for statements in answer.statements
            for statement in statements
            for evidence in self.explainer.evidence(statement)
        }

    @cached_property
    def all_spans(self) -> set[Span]:
        """All passages that any statement rests on."""
        rows = self.made.graph.select(
            "SELECT DISTINCT ?document ?start ?end WHERE { ?statement pin:evidence ?passage . "
            "?passage pin:document ?document ; pin:start ?start ; pin:end ?end } ORDER BY ?document ?start ?end"
        )
        return {(str(row["document"]).rpartition("/")[2], int(str(row["start"])), int(str(row["end"]))) for row in rows}


@pytest.fixture(scope="session")
def desk() -> Desk:
    """One graph for all questions."""
    return Desk(make_graph(Project.open(ROOT), Timings()))


def test_every_query_has_an_answer_and_every_answer_a_query() -> None:
    assert QUERIES
    assert set(QUERIES) == set(ANSWERS)


def test_every_gold_question_has_one_query(desk: Desk) -> None:
    assert len(GOLD) == 45
    assert {number: len(queries) for number, queries in desk.by_question.items()} == dict.fromkeys(GOLD, 1)


@pytest.mark.parametrize("number", GOLD)
def test_the_header_asks_the_gold_question(desk: Desk, number: str) -> None:
    header = desk.by_question[number][0].header
    assert {key: header[key] for key in ("asks", "kind", "topic")} == {
        "asks": GOLD[number]["question"], "kind": GOLD[number]["kind"], "topic": GOLD[number]["topic"],
    }  # fmt: skip


@pytest.mark.parametrize("name", QUERIES)
def test_the_header_says_what_is_asked(desk: Desk, name: str) -> None:
    header = desk.made.questions[name].header
    kinds = {entry["kind"] for entry in GOLD.values()}
    topics = {entry["topic"] for entry in GOLD.values()}
    assert header["asks"].endswith(("?", "."))
    assert (header["kind"] in kinds, header["topic"] in topics) == (True, True)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_the_one_that_was_checked(desk: Desk, name: str) -> None:
    with ANSWERS[name].open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    answer = desk.ask(name, {})
    assert list(answer.columns) == columns
    assert [list(row) for row in answer.rows] == rows


@pytest.mark.parametrize("name", QUERIES)
def test_every_row_has_sources(desk: Desk, name: str) -> None:
    answer = desk.ask(name, {})
    assert all(answer.statements)
    if desk.made.questions[name].header["kind"] != "not-stated":
        assert answer.rows
        assert desk.spans(answer)


@pytest.mark.parametrize("number", GOLD)
def test_the_sentences_behind_the_answer_hold_the_gold_quotations(desk: Desk, number: str) -> None:
    answer = desk.ask(desk.by_question[number][0].name, {})
    not_stated = GOLD[number]["answer"] == "not stated"
    assert bool(answer.rows) != not_stated
    # What is not stated has no sentence; its nearest passage is in the graph all the same.
    spans = desk.all_spans if not_stated else desk.spans(answer)
    missing = [quote["text"] for quote in GOLD[number]["quotes"] if not _covered(desk, quote, spans)]
    assert missing == []


def test_what_is_not_stated_names_its_nearest_passage(desk: Desk) -> None:
    found = [query for query in desk.made.questions.values() if query.header["kind"] == "not-stated"]
    assert len(found) >= 13
    for query in found:
        if nearest := query.header.get("nearest"):
            quotes = [{"document": nearest["document"], "text": nearest["quote"]}]
        else:
            quotes = GOLD[str(query.header["question"])]["quotes"]
        assert (desk.ask(query.name, {}).rows, quotes != []) == ((), True), query.name
        # It is in its document to the letter (else ValueError), and something is said of it.
        assert all(_covered(desk, quote, desk.all_spans) for quote in quotes), query.name


def _covered(desk: Desk, quote: Mapping[str, str], spans: set[Span]) -> bool:
    start = desk.made.content.documents[quote["document"]].text.index(quote["text"])
    end = start + len(quote["text"])
    return any(document == quote["document"] and first < end and start < last for document, first, last in spans)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['ask']}-{'-'.join(map(str, case['with'].values()))}")
def test_a_question_with_other_parameters(desk: Desk, case: Mapping[str, Any]) -> None:
    answer = desk.ask(case["ask"], {key: str(value) for key, value in case["with"].items()})
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    found = [row for row in rows if case.get("where", {}).items() <= row.items()]
    expected = {(row,) if isinstance(row, str) else tuple(row) for row in case["rows"]}
    assert {tuple(row[column] for column in case["columns"]) for row in found} == expected


def test_the_cases_reach_every_parameter(desk: Desk) -> None:
    tried = {(case["ask"], parameter) for case in CASES for parameter in case["with"]}
    known = {(name, one.name) for name, query in desk.made.questions.items() for one in query.parameters}
    assert known - tried == set()
