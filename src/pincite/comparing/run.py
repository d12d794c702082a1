"""Comparing two states of a publication."""

from __future__ import annotations

import gc
from pathlib import Path

from pincite.comparing.answers import compare_answers
from pincite.comparing.forms import FORMS, Compared
from pincite.comparing.sources import open_graph
from pincite.comparing.told import Side
from pincite.difference import compare, read_state
from pincite.errors import usage_error
from pincite.graph.store import Graph


def differ(old: str, new: str, root: Path, form: str, *, brief: bool = False, asked: bool = True) -> tuple[bool, str]:
    """Return whether two states are the same, and what changed in words; `form` is one of `FORMS`.

    `old` and `new` are what `open_graph` takes. The questions are those of the publication in `root`, when it is one
    and they are `asked`. Raises PinciteError.
    """
    # As in a build: much is made, and all of it is kept.
    gc.disable()
    try:
        found = compared((open_graph(old, root), open_graph(new, root)), (old, new), root, asked=asked)
        return found.same, FORMS[form](found, brief=brief)
    finally:
        gc.enable()


def compared(graphs: tuple[Graph, Graph], names: tuple[str, str], root: Path, *, asked: bool = True) -> Compared:
    """Return what changed from one graph to the other, called `names`; otherwise as `differ`.

    Raises UsageError for a graph without statements.
    """
    states = [read_state(graph) for graph in graphs]
    for name, state in zip(names, states, strict=True):
        if not state.statements:
            remedy = "Give graph.ttl, graph.nt.gz or statements.ttl of a build's dump."
            raise usage_error(name, "holds no statement with a passage", remedy)
    difference = compare(*states)
    questions = None
    if asked and difference and all(state.whole for state in states):
        questions = compare_answers(root, *graphs, difference.bases)
    old, new = (Side(graph, state, name) for graph, state, name in zip(graphs, states, names, strict=True))
    return Compared(old, new, difference, questions)
