"""The page on method and quality: one statement followed from its sentence, and the figures of this build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec.structs import replace

from pincite.site.desk import Desk, Spot
from pincite.site.inputs import Found
from pincite.site.links import Link, Linker
from pincite.site.modes import FACTS, MODES
from pincite.site.overview_pages import MethodPage, ModeLine, ShapeFindings, WorkedExample
from pincite.site.records import Statement
from pincite.site.views.overview import document_lines

__all__ = ["method"]

_RANK = ("violation", "warning", "remark")


def method(desk: Desk, spot: Spot) -> MethodPage:
    """Return the page; it waits for the validation."""
    linker = desk.linker(spot.path)
    description = f"How the sentences of the documents become the data of {desk.site.title}, and what its checks found."
    verdict = desk.inputs.verdict()
    by_severity = Counter(one.severity for one in verdict.findings)
    return MethodPage(
        **desk.common(spot, spot.spec.title or "Method and quality", description),
        worked=_worked(desk, spot, linker),
        documents=document_lines(desk, linker),
        figures=tuple(desk.inputs.figures),
        modes=_modes(desk.catalogue.statements.values()),
        rules=verdict.rules,
        checks=verdict.checks,
        findings=_findings(verdict.findings, linker),
        severities={name: by_severity[name] for name in _RANK},
    )


def _worked(desk: Desk, spot: Spot, linker: Linker) -> WorkedExample | None:
    shown = desk.inputs.worked
    statement = desk.catalogue.statements.get(shown.statement) if shown else None
    if shown is None or statement is None:
        return None
    notebook = desk.notebook(spot.path)
    notebook.refer(statement)
    if not notebook.notes:
        return None
    page = Link(linker.to(statement.about).text, linker.statement(statement.iri))
    note = replace(notebook.notes[0], back=False)
    derived = desk.catalogue.statements.get(shown.derived or "")
    return WorkedExample(
        note, shown.file, shown.line, shown.source, shown.turtle, shown.plain, page,
        notebook.premise(derived) if derived else None,
        linker.to(derived.rule) if derived and derived.rule else None,
    )  # fmt: skip


def _modes(statements: Iterable[Statement]) -> tuple[ModeLine, ...]:
    grouped: dict[str, list[Statement]] = {}
    for one in statements:
        grouped.setdefault(one.mode, []).append(one)
    return tuple(_line(key, grouped[key]) for key in MODES if key in grouped)


def _line(key: str, found: Sequence[Statement]) -> ModeLine:
    plain = [one for one in found if not (one.negated or one.contested or one.hedge)]
    return ModeLine(
        MODES[key], len(found), len(plain) if key in FACTS else 0, sum(one.negated for one in found),
        sum(one.hedge is not None for one in found), sum(one.contested for one in found),
    )  # fmt: skip


def _findings(found: Sequence[Found], linker: Linker) -> tuple[ShapeFindings, ...]:
    """Return the findings by shape, the gravest first."""
    ordered = sorted(found, key=lambda one: (_RANK.index(one.severity), one.shape, one.focus, one.value or ""))
    made = []
    for _, group in groupby(ordered, key=lambda one: one.shape):
        alike = list(group)
        first = alike[0]
        places = tuple(dict.fromkeys(linker.to(one.focus) for one in alike))
        shape = Link(first.label, linker.to(first.shape).href)
        made.append(ShapeFindings(shape, first.severity, first.message, places))
    return tuple(made)
