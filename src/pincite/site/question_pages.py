"""What the pages of questions give their templates."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.context import Page
from pincite.site.links import Link
from pincite.site.parts import Note, Reference

__all__ = ["Answer", "AnswerRow", "QuestionLine", "QuestionPage", "QuestionsPage"]


class QuestionLine(Struct, frozen=True):
    """A question in a list, how many rows answer it, and its topic, empty when it has none."""

    link: Link
    id: str | None
    rows: int
    topic: str


class AnswerRow(Struct, frozen=True):
    """A row of an answer: its cells, and the notes it rests on.

    `bounds` and `during` are those of the statements it rests on, as of a Fact, each different one once: those bounds
    parted by spaces, the lists of periods by commas.
    """

    cells: tuple[Link | None, ...]
    references: tuple[Reference, ...]
    bounds: str
    during: str


class Answer(Struct, frozen=True):
    """A table: column titles and rows; `sourced` when any row has notes."""

    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    sourced: bool


class QuestionsPage(Page, frozen=True):
    """All questions."""

    questions: tuple[QuestionLine, ...]


class QuestionPage(Page, frozen=True):
    """One question with its answer; `name` is that of its query."""

    name: str
    id: str | None
    asks: str
    summary: str | None
    answer: Answer
    query: str
    notes: tuple[Note, ...]
