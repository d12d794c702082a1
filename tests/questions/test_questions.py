"""Every question of queries/questions/ has a tested answer; the 45 gold answers are covered, down to their quotations.

The answers in answers/NAME.csv were checked by hand against the texts. When a fact changes one of them, read the new
answer against the text before it replaces the old one: `pincite ask NAME --sources`.
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
    spans = desk.all_spans() if not_stated else desk.spans(answer)
    missing = [quote["text"] for quote in GOLD[number]["quotes"] if not _covered(desk, quote, spans)]
    assert missing == []


def _covered(desk: Desk, quote: Mapping[str, str], spans: set[Span]) -> bool:
    start = desk.made.content.documents[quote["document"]].text.index(quote["text"])
    end = start + len(quote["text"])
    return any(document == quote["document"] and first < end and start < last for document, first, last in spans)


@pytest.mark.parametrize(
    ("name", "given", "column", "expected"),
    [
        # 2013-2017, then since 2018: days in the first and last year are possible only, and nobody held it before.
        ("urads-commander-on-a-day", {"date": "2012-12-31"}, "answer person", set()),
        ("urads-commander-on-a-day", {"date": "2013-06-01"}, "answer person", {("possible", "Oleg Dvigalev")}),
        ("urads-commander-on-a-day", {"date": "2016-12-31"}, "answer person", {("certain", "Oleg Dvigalev")}),
        ("urads-commander-on-a-day", {"date": "2017-12-31"}, "answer person", {("possible", "Oleg Dvigalev")}),
        ("urads-commander-on-a-day", {"date": "2018-01-01"}, "answer person", {("possible", "Igor Golub")}),
        ("urads-commander-on-a-day", {"date": "2019-01-01"}, "answer person", {("certain", "Igor Golub")}),
        # The expiry and 25 years are stated, a start is not: a day before those years is possible, never ruled out.
        ("lease-in-force-on-a-day", {"date": "1990-01-01"}, "answer", {("possible",)}),
        ("lease-in-force-on-a-day", {"date": "1996-06-07"}, "answer", {("possible",)}),
        ("lease-in-force-on-a-day", {"date": "1996-06-08"}, "answer", {("certain",)}),
        ("lease-in-force-on-a-day", {"date": "2021-06-07"}, "answer", {("certain",)}),
        ("lease-in-force-on-a-day", {"date": "2021-06-08"}, "answer", {("no",)}),
        ("lease-in-force-on-a-day", {"facility": "facility/gantsevichi-ortu"}, "answer", {("certain",)}),
        # Into force some day of 2013.
        ("agreement-in-force-on-a-day", {"date": "2012-12-31"}, "answer", {("no",)}),
        ("agreement-in-force-on-a-day", {"date": "2013-06-01"}, "answer", {("possible",)}),
        ("agreement-in-force-on-a-day", {"date": "2014-01-01"}, "answer", {("certain",)}),
        (
            "who-can-block", {"decision": "decision/apply-rgf-and-urads"}, "who rule",
            {("Belarus", "Consensus"), ("Russia", "Consensus")},
        ),
        ("who-can-block", {"decision": "decision/withdraw-visiting-russian-forces"}, "who", set()),
        # What the author judges is told as a judgement.
        (
            "who-can-block", {"decision": "decision/unilateral-decision-by-moscow"}, "who mode",
            {("Belarus", "assessed")},
        ),
        (
            "who-can-block", {"decision": "decision/extend-free-lease"}, "who mode",
            {("the Belarusian leadership", "assessed")},
        ),
        (
            "who-decides-to-deploy-the-rgf", {"decision": "decision/appoint-urads-commander"}, "body rule",
            {("Heads of state of Belarus and Russia", "Joint decision of the heads of state")},
        ),
        (
            "command-by-period", {"grouping": "force/urads", "period": "threat-period/wartime"}, "task who",
            {
                ("Appointment of a commander", "Heads of state of Belarus and Russia"),
                ("Command", "Commander of the URADS"),
                ("Decision to apply the joint forces", "Supreme State Council of the Union State"),
                # The agreement names no period for it.
                ("Use of weapons on air-defence duty", "Belarus"),
                ("Use of weapons on air-defence duty", "Russia"),
                ("is under", "Commander of the URADS"),
            },
        ),
        ("conflicts-belarus-kept-out-of", {"state": "state/poland"}, "event", set()),
    ],
)  # fmt: skip
def test_a_question_with_other_parameters(
    desk: Desk, name: str, given: Mapping[str, str], column: str, expected: set[tuple[str, ...]]
) -> None:
    answer = desk.ask(name, given)
    wanted = [answer.columns.index(one) for one in column.split()]
    assert {tuple(row[index] for index in wanted) for row in answer.rows} == expected
