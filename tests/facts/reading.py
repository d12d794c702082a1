"""Ways to ask the graph in tests: patterns in SPARQL, questions by name, entities by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pincite.graph.names import Names
from pincite.pipeline import Made
from pincite.queries.ask import ask


def rows(made: Made, pattern: str, *columns: str) -> list[tuple[str, ...]]:
    """Return the columns' values for each way in which a pattern is in the graph, entities by id; "" is unbound."""
    asked_for = " ".join(f"?{column}" for column in columns)
    answer = made.graph.select(f"SELECT DISTINCT {asked_for} WHERE {{ {pattern} }} ORDER BY {asked_for}")
    return [tuple(_short(made, row[column]) for column in columns) for row in answer]


def values(made: Made, pattern: str, *columns: str) -> set[tuple[str, ...]]:
    """Return the rows as a set."""
    return set(rows(made, pattern, *columns))


def holds(made: Made, pattern: str) -> bool:
    """Return whether a pattern is in the graph."""
    return len(made.graph.select(f"SELECT * WHERE {{ {pattern} }} LIMIT 1")) > 0


def asked(made: Made, name: str, columns: str, **given: str) -> set[tuple[str, ...]]:
    """Return what a question answers in some of its columns."""
    answer = ask(made.questions[name], given, made.graph, Names(made.graph))
    wanted = [answer.columns.index(column) for column in columns.split()]
    return {tuple(row[index] for index in wanted) for row in answer.rows}


def found(made: Made, names: Iterable[str]) -> dict[str, str]:
    """Return the id of the entity that each name leads to."""
    known = Names(made.graph)
    return {name: known.short(known.find(name)) for name in names}


def _short(made: Made, term: object) -> str:
    return "" if term is None else re.sub(rf"^{re.escape(made.graph.prefixes.base)}id/|^.*/ns#", "", str(term))
