"""Pages of questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pincite.graph.store import Row, Rows
from pincite.graph.terms import Iri
from pincite.site.desk import Desk, Spot
from pincite.site.inputs import Question
from pincite.site.lines import Liner
from pincite.site.links import Link, Linker
from pincite.site.notes import Notebook
from pincite.site.parts import Reference
from pincite.site.question_pages import Answer, AnswerRow, QuestionLine, QuestionPage, QuestionsPage
from pincite.site.text import when_in_words
from pincite.wording import number

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
        **desk.common(
            spot, asked.asks, asked.summary or asked.asks,
            schema={"@type": "Question", "name": asked.asks, "url": desk.url(spot.path),
                    "answerCount": len(answer.rows), "isPartOf": {"@type": "Dataset", "@id": desk.project.base}},
        ),
        name=asked.name, id=asked.id, asks=asked.asks, summary=asked.summary, answer=answer,
        query=asked.query.rstrip(), notes=notebook.notes,
    )  # fmt: skip


def question_lines(asked: Sequence[Question], linker: Linker) -> tuple[QuestionLine, ...]:
    """Return questions as lists show them, in the given order."""
    return tuple(
        QuestionLine(
            Link(one.asks, linker.at(f"questions/{one.name}/index.html")), one.id, len(_alike(one.answer)), one.topic
        )
        for one in asked
    )


def _statements(rows: Rows) -> list[str]:
    return [name for name in rows.variables if name.startswith("statement")]


def _columns(rows: Rows) -> list[str]:
    labels = {name for name in rows.variables if name.endswith("Label") and name[:-5] in rows.variables}
    return [name for name in rows.variables if name not in labels and not name.startswith("statement")]


def _alike(rows: Rows) -> list[list[Row]]:
    """Return the rows by what they show: those that differ in their statements only are one line."""
    shown = _columns(rows)
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in shown), []).append(row)
    return list(found.values())


def _answer(rows: Rows, linker: Linker, notebook: Notebook) -> Answer:
    """Return the table without the columns of statements, whose sentences become notes."""
    statements, shown = _statements(rows), _columns(rows)
    made = tuple(
        AnswerRow(
            tuple(_cell(alike[0], name, linker) for name in shown),
            *_sources(alike, statements, linker, notebook),
        )
        for alike in _alike(rows)
    )
    columns = tuple(_HUMP.sub(" ", name).lower() for name in shown)
    return Answer(columns, made, any(row.references for row in made))


def _cell(row: Row, name: str, linker: Linker) -> Link | None:
    value = row[name]
    if value is not None and name == _WHEN:
        return Link(when_in_words(str(value)), None)
    return None if value is None else linker.show(value)


def _sources(
    alike: list[Row], statements: list[str], linker: Linker, notebook: Notebook
) -> tuple[tuple[Reference, ...], str, str]:
    """Return the references of rows to notes, the bounds and the periods of the statements that they rest on."""
    known = linker.catalogue.statements
    values = (row[name] for row in alike for name in statements)
    found = [known[value] for value in dict.fromkeys(values) if isinstance(value, Iri) and value in known]
    liner = Liner(linker, notebook)
    bounds = " ".join(dict.fromkeys(one.bounds for one in found if one.bounds))
    during = ",".join(dict.fromkeys(limits for one in found if (limits := liner.during(one))))
    return liner.references(found), bounds, during
