"""What the first page, the map, the downloads and the page on method give their templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from pincite.site.changed import ChangedSince
from pincite.site.context import Page
from pincite.site.drawing import Drawing
from pincite.site.inputs import Download, Figure
from pincite.site.links import Link
from pincite.site.modes import ModeTag
from pincite.site.parts import Dispute, Note, Premise
from pincite.site.pins import Legend, Placed, Stand, Unplaced
from pincite.site.question_pages import QuestionLine
from pincite.site.sheet import Coverage

__all__ = [
    "DocumentLine",
    "DownloadsPage",
    "HomePage",
    "KindLine",
    "MapPage",
    "MethodPage",
    "ModeLine",
    "ReleaseNotes",
    "ShapeFindings",
    "WorkedExample",
]


class KindLine(Struct, frozen=True):
    """A kind of entity, how many there are, and what it is."""

    link: Link
    size: int
    definition: str


class DocumentLine(Struct, frozen=True):
    """A document in a list, with its coverage."""

    link: Link
    author: Link | None
    coverage: Coverage


class HomePage(Page, frozen=True):
    """The first page."""

    figures: tuple[Figure, ...]
    kinds: tuple[KindLine, ...]
    questions: tuple[QuestionLine, ...]
    documents: tuple[DocumentLine, ...]
    disputes: Sequence[Dispute]
    modes: tuple[tuple[ModeTag, int], ...]


class MapPage(Page, frozen=True):
    """The map: a drawing with what stands on it (none without a basemap or a point), and the same as a table.

    `placed` has everything with a point, `beyond` what of it lies outside of the drawing; `credits` are releases of
    the points' sources, each with its licence.
    """

    drawing: Drawing | None
    stands: tuple[Stand, ...]
    placed: tuple[Placed, ...]
    beyond: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    legend: tuple[Legend, ...]
    credits: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]


class ReleaseNotes(Struct, frozen=True):
    """What the latest release of a part changed; `items` are HTML with code apart."""

    part: str
    version: str
    items: tuple[Markup, ...]


class DownloadsPage(Page, frozen=True):
    """All files for download, and what changed: in words by part, and against another version of the data."""

    downloads: tuple[Download, ...]
    changes: tuple[ReleaseNotes, ...]
    since: ChangedSince | None


class ModeLine(Struct, frozen=True):
    """How many statements stand in a mode, and how many of them are facts, negated, hedged, contested."""

    mode: ModeTag
    total: int
    facts: int
    negated: int
    hedged: int
    contested: int


class ShapeFindings(Struct, frozen=True):
    """What one shape found: link to it, severity in a word, what it says, and the places as links."""

    shape: Link
    severity: str
    message: str
    places: tuple[Link, ...]


class WorkedExample(Struct, frozen=True):
    """One statement from its sentence to the plain triple; `note` has the sentence, `page` leads to the fact.

    `derived` follows from it by `rule`.
    """

    note: Note
    file: str
    line: int
    source: str
    turtle: str
    plain: str
    page: Link
    derived: Premise | None
    rule: Link | None


class MethodPage(Page, frozen=True):
    """How a sentence becomes a triple, and what this build came to."""

    worked: WorkedExample | None
    documents: tuple[DocumentLine, ...]
    figures: tuple[Figure, ...]
    modes: tuple[ModeLine, ...]
    rules: int
    checks: int
    findings: tuple[ShapeFindings, ...]
    severities: Mapping[str, int]
