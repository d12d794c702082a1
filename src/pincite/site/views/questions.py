"""Pages of questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pincite.graph.store import Row, Rows
from pincite.graph.terms import Iri
from pincite.site.context import Answer, AnswerRow, QuestionLine, QuestionPage, QuestionsPage
from pincite.site.desk import Desk, Spot
from pincite.site.inputs import Question
from pincite.site.links import Link, Linker
from pincite.site.notes import Notebook
from pincite.site.parts import Reference
from pincite.site.text import number, when_in_words

__all__ = ["question", "question_lines", "questions"]

_WHEN = "when"  # the column that holds EDTF, where a word such as `writing` is a date too
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


def questions(desk: Desk, spot: Spot) -> QuestionsPage:
    """Return the list of all questions."""
    lines = question_lines(desk.inputs.questions, desk.linker(spot.path))
    description = f"{number(len(lines), 'question')}, each with its answer, its sources and its query."
    return QuestionsPage(**desk.common(spot, spot.spec.title or "Questions", description), questions=lines)


def question(desk: Desk, spot: Spot) -> QuestionPage:
    """Return the page of a question."""
    asked: Question = spot.item
    linker, notebook = desk.linker(spot.path), desk.notebook(spot.path)
    answer = _answer(asked.answer, linker, notebook)
    return QuestionPage(
        **desk.common(spot, asked.asks, asked.summary or asked.asks),
        id=asked.id, asks=asked.asks, summary=asked.summary, answer=answer,
        query=asked.query.rstrip(), notes=notebook.notes,
    )  # fmt: skip


def question_lines(asked: Sequence[Question], linker: Linker) -> tuple[QuestionLine, ...]:
    """Return questions as lists show them, in the given order."""
    return tuple(
        QuestionLine(Link(one.asks, linker.at(f"questions/{one.name}/index.html")), one.id, len(one.answer))
        for one in asked
    )


def _answer(rows: Rows, linker: Linker, notebook: Notebook) -> Answer:
    """Return the table without the columns of statements, whose sentences become notes."""
    statements = [name for name in rows.variables if name.startswith("statement")]
    labels = {name for name in rows.variables if name.endswith("Label") and name[:-5] in rows.variables}
    shown = [name for name in rows.variables if name not in labels and name not in statements]
    made = tuple(
        AnswerRow(tuple(_cell(row, name, linker) for name in shown), _references(row, statements, linker, notebook))
        for row in rows
    )
    columns = tuple(_HUMP.sub(" ", name).lower() for name in shown)
    return Answer(columns, made, any(row.references for row in made))


def _cell(row: Row, name: str, linker: Linker) -> Link | None:
    value = row[name]
    if value is not None and name == _WHEN:
        return Link(when_in_words(str(value)), None)
    return None if value is None else linker.show(value)


def _references(row: Row, statements: list[str], linker: Linker, notebook: Notebook) -> tuple[Reference, ...]:
    known = linker.catalogue.statements
    found: dict[int, Reference] = {}
    for name in statements:
        value = row[name]
        if isinstance(value, Iri) and value in known:
            for reference in notebook.refer(known[value]):
                found.setdefault(reference.number, reference)
    return tuple(found.values())
