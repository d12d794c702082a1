"""Write the answers to questions anew: python -m tests.tools.answers [NAME ...], or those that have none yet.

What it writes is what the graph says, not what is right: read the difference against the texts before it is committed,
with `pincite ask NAME --sources` beside it.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from pincite.graph.names import Names
from pincite.pipeline import Timings, make_graph
from pincite.project import Project
from pincite.queries.ask import ask, find_query

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "questions" / "answers"


def main(wanted: list[str]) -> None:
    """Write the CSV file of each question. Raises PinciteError for a name that is none."""
    made = make_graph(Project.open(ROOT), Timings())
    names = Names(made.graph)
    for name in wanted or [name for name in made.questions if not (ANSWERS / f"{name}.csv").exists()]:
        answer = ask(find_query(made.questions, name), {}, made.graph, names)
        with (ANSWERS / f"{answer.query.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(answer.rows)


if __name__ == "__main__":
    main(sys.argv[1:])
