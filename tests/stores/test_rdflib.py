"""The publication's questions have the same answers in rdflib, which many load the dump into, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.query import ResultRow

from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

ROOT = Path(__file__).parents[2]
QUESTIONS = sorted(path.stem for path in (ROOT / "queries" / "questions").glob("**/*.rq"))


@pytest.fixture(scope="module")
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings())


@pytest.fixture(scope="module")
def graph(made: Made) -> Graph:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in made.triples())
    return Graph().parse(data=lines, format="nt")


def shown(row: Iterable[object]) -> tuple[str | None, ...]:
    return tuple(value if value is None else str(value) for value in row)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_same_rows_in_the_same_order(name: str, made: Made, graph: Graph) -> None:
    text = made.questions[name].text
    here = made.graph.select(text)
    there = graph.query(made.project.prefixes.sparql() + text)
    assert [str(variable) for variable in there.vars or ()] == [*here.variables]
    expected = [shown(row.values()) for row in here]
    assert [shown(row) for row in there if isinstance(row, ResultRow)] == expected
    # A sentence kept in two passages tells nothing twice.
    assert len(set(expected)) == len(expected)
