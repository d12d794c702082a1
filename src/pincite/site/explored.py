"""What the pages of `views/explore.py` give their templates."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.boards import Column, Matter, Subject
from pincite.site.context import Page
from pincite.site.links import Link
from pincite.site.parts import Dispute, Fact, Note
from pincite.site.times import Axis, Bar
from pincite.site.trees import Tree

__all__ = [
    "BoardLine", "BoardPage", "BoardsPage", "DisagreementsPage", "Lane", "MattersPage", "TimeRow", "TimelinePage",
    "TreePage",
]  # fmt: skip


class TimeRow(Struct, frozen=True):
    """A time of a thing: what it is the time of, and its bar; neither is there when no date is stated."""

    thing: Link
    fact: Fact | None
    bar: Bar | None
    begun: str


class Lane(Struct, frozen=True):
    """Times of one sort, dated and not."""

    anchor: str
    name: str
    dated: tuple[TimeRow, ...]
    undated: tuple[TimeRow, ...]

    @property
    def size(self) -> int:
        """How many dated times there are."""
        return len(self.dated)


class BoardLine(Struct, frozen=True):
    """A board in a list, and how many statements each of its columns has."""

    link: Link
    note: str | None
    sizes: tuple[int, ...]


class TreePage(Page, frozen=True):
    """Trees of things and their wholes."""

    trees: tuple[Tree, ...]
    notes: tuple[Note, ...]


class MattersPage(Page, frozen=True):
    """Matters, and how each is settled."""

    matters: tuple[Matter, ...]
    notes: tuple[Note, ...]


class TimelinePage(Page, frozen=True):
    """Times on an axis; without one when no date is stated."""

    axis: Axis | None
    lanes: tuple[Lane, ...]
    notes: tuple[Note, ...]


class BoardPage(Page, frozen=True):
    """Statements on one topic in columns."""

    heading: str
    topic: Link
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]


class BoardsPage(Page, frozen=True):
    """All boards, with the names of their columns."""

    columns: tuple[str, ...]
    boards: tuple[BoardLine, ...]


class DisagreementsPage(Page, frozen=True):
    """All disagreements: by topic and source, and as pairs."""

    sources: tuple[Link, ...]
    subjects: tuple[Subject, ...]
    disputes: tuple[Dispute, ...]
    notes: tuple[Note, ...]
