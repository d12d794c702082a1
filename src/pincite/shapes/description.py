"""Validation of the data set's description, `dump/void.ttl`, by pySHACL: it is small, and not part of the graph."""

from __future__ import annotations

from pathlib import Path

from pincite.errors import Place, Problem

DATASET_RULES = Path(__file__).parent.parent / "vocabulary" / "dataset.shapes.ttl"


def description_problems(void: Path) -> list[Problem]:
    """Return what breaks the rules for a description, a problem each; none when all is right."""
    import pyshacl  # noqa: PLC0415  # slow to import
    from rdflib import SH, Graph  # noqa: PLC0415

    rules = Graph().parse(DATASET_RULES, format="turtle")
    _, report, _ = pyshacl.validate(Graph().parse(void, format="turtle"), shacl_graph=rules, advanced=False)
    problems = []
    for result in report.subjects(SH.focusNode):
        # What is wrong stands on the rule; the engine's own words are about one property of it.
        source = report.value(result, SH.sourceShape)
        shape = next(rules.subjects(SH.property, source), source)
        words = str(rules.value(shape, SH.message) or report.value(result, SH.resultMessage))
        what, _, remedy = words.partition(". ")
        problems.append(Problem(Place("dump/void.ttl"), f"{report.value(result, SH.focusNode)}: {what}", remedy))
    return sorted(set(problems), key=str)
