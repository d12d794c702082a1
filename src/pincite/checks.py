"""`queries/checks/*.rq`: what must return no rows."""

from __future__ import annotations

from collections.abc import Mapping

from pincite.errors import Place, Problem
from pincite.graph.names import Names
from pincite.graph.queries import Query
from pincite.graph.store import Source

_MOST_SHOWN = 5


def run_checks(checks: Mapping[str, Query], graph: Source) -> list[Problem]:
    """Return a problem for each row that a check returns (the first five, and how many more)."""
    problems: list[Problem] = []
    names: Names | None = None
    for check in checks.values():
        rows = graph.select(check.text)
        if not len(rows):
            continue
        names = names or Names(graph)
        remedy = str(check.header.get("remedy", "Mend the facts."))
        for row in rows.rows[:_MOST_SHOWN]:
            found = ", ".join(names.label(value) for value in row.values() if value is not None)
            problems.append(
                Problem(Place(check.file), f"{check.header.get('problem', check.summary)}: {found}", remedy)
            )
        if len(rows) > _MOST_SHOWN:
            problems.append(Problem(Place(check.file), f"and {len(rows) - _MOST_SHOWN} more rows", remedy))
    return problems
