"""What each kind of page gives its template: one frozen dataclass per view, its fields the template's variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from pincite.graph.store import Row
from pincite.site.cite import Citations
from pincite.site.citing import CitedFact
from pincite.site.drawing import Drawing
from pincite.site.inputs import Download, Figure
from pincite.site.leads import Lead
from pincite.site.links import Link
from pincite.site.modes import ModeTag
from pincite.site.nearby import Neighbour
from pincite.site.parts import Card, Claim, Dispute, Fact, Group, Note, Premise, Reference, Said, Seen
from pincite.site.pins import Legend, Placed, Stand, Unplaced
from pincite.site.reference import ClassNode, RuleEntry, ShapeEntry, TermEntry
from pincite.site.sheet import Coverage, Paragraph
from pincite.site.signposts import HeadLink

__all__ = [
    "Answer",
    "AnswerRow",
    "DocumentLine",
    "DocumentPage",
    "DownloadsPage",
    "EntityLine",
    "EntityPage",
    "Format",
    "HomePage",
    "KindLine",
    "KindPage",
    "MapPage",
    "MethodPage",
    "ModeLine",
    "Page",
    "Period",
    "QuestionLine",
    "QuestionPage",
    "QuestionsPage",
    "ReleaseNotes",
    "RowsPage",
    "RulesPage",
    "ShapeFindings",
    "ShapesPage",
    "SiteInfo",
    "TermsPage",
    "TextPage",
    "WorkedExample",
]  # fmt: skip


class SiteInfo(NamedTuple):
    """The publication, the same on every page.

    `url` is where the pages are published, `path` that without the host; `full_text` is whether documents are whole.
    """

    title: str
    description: str
    creator: str
    language: str
    base: str
    version: str
    licence: str
    note: str | None
    rights: str | None
    recorded: str
    url: str
    path: str
    full_text: bool


class Format(NamedTuple):
    """Another form of the page's data: file beside the page, media type, name."""

    href: str
    media_type: str
    name: str


class Period(NamedTuple):
    """A period that a reader can choose: its name in addresses, and its label."""

    name: str
    label: str


class KindLine(NamedTuple):
    """A kind of entity, how many there are, and what it is."""

    link: Link
    size: int
    definition: str


class EntityLine(NamedTuple):
    """An entity in a list; `type` is empty when it is the kind itself, `times` tell since when and until when it is."""

    link: Link
    type: str
    names: tuple[str, ...]
    note: str | None
    statements: int
    times: tuple[Fact, ...]


class DocumentLine(NamedTuple):
    """A document in a list, with its coverage."""

    link: Link
    author: Link | None
    coverage: Coverage


class QuestionLine(NamedTuple):
    """A question in a list, how many rows answer it, and its topic, empty when it has none."""

    link: Link
    id: str | None
    rows: int
    topic: str


class AnswerRow(NamedTuple):
    """A row of an answer: its cells, and the notes it rests on.

    `bounds` and `during` are those of the statements it rests on, as of a Fact, each different one once: those bounds
    parted by spaces, the lists of periods by commas.
    """

    cells: tuple[Link | None, ...]
    references: tuple[Reference, ...]
    bounds: str
    during: str


class Answer(NamedTuple):
    """A table: column titles and rows; `sourced` when any row has notes."""

    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    sourced: bool


@dataclass(frozen=True)
class Page:
    """What every template may use.

    `root` leads from the page to the site's root; `canonical` is the page's address, `formats` its data beside it,
    `links` its signposts, `schema` its structured data as the text of a script element (empty: none), `citation` how to
    cite it; `behind` is what the console's address takes to open the query behind the page, empty when there is none;
    `periods` are what a reader can choose; `rows` are the rows of the page's further queries, `data` those
    of the queries under `[site.data]`.
    """

    site: SiteInfo
    root: str
    path: str
    title: str
    description: str
    canonical: str
    links: tuple[HeadLink, ...]
    schema: Markup
    citation: Citations | None
    formats: tuple[Format, ...]
    behind: str
    periods: tuple[Period, ...]
    rows: Mapping[str, tuple[Row, ...]]
    data: Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True)
class RowsPage(Page):
    """A page fed by queries alone: `row` is its row of the main query, empty when it has none."""

    row: Row


@dataclass(frozen=True)
class HomePage(Page):
    """The first page."""

    figures: tuple[Figure, ...]
    kinds: tuple[KindLine, ...]
    questions: tuple[QuestionLine, ...]
    documents: tuple[DocumentLine, ...]
    disputes: tuple[Dispute, ...]
    modes: tuple[tuple[ModeTag, int], ...]


@dataclass(frozen=True)
class KindPage(Page):
    """All entities of one kind."""

    heading: str
    definition: str
    entities: tuple[EntityLine, ...]


@dataclass(frozen=True)
class EntityPage(Page):
    """One entity; `lead` is none when the publication has no words for leads."""

    card: Card
    lead: Lead | None
    facts: tuple[Group, ...]
    plans: tuple[Group, ...]
    claims: tuple[Claim, ...]
    said: tuple[Said, ...]
    incoming: tuple[Group, ...]
    disputes: tuple[Dispute, ...]
    notes: tuple[Note, ...]
    seen: tuple[Seen, ...]
    neighbours: tuple[Neighbour, ...]
    cited: tuple[CitedFact, ...]


@dataclass(frozen=True)
class DocumentPage(EntityPage):
    """One document: an entity, and its text with every passage marked."""

    details: tuple[tuple[str, Link], ...]
    coverage: Coverage
    paragraphs: tuple[Paragraph, ...]
    complete: bool


@dataclass(frozen=True)
class TextPage(Page):
    """A document's sentences for scripts: `name` is its id; nothing is said when its full text is not published."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class QuestionsPage(Page):
    """All questions."""

    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class QuestionPage(Page):
    """One question with its answer; `name` is that of its query."""

    name: str
    id: str | None
    asks: str
    summary: str | None
    answer: Answer
    query: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class TermsPage(Page):
    """An ontology: its classes as a tree, then every term."""

    namespace: str
    prefix: str
    tree: tuple[ClassNode, ...]
    classes: tuple[TermEntry, ...]
    properties: tuple[TermEntry, ...]
    individuals: tuple[TermEntry, ...]


@dataclass(frozen=True)
class RulesPage(Page):
    """All rules."""

    rules: tuple[RuleEntry, ...]


@dataclass(frozen=True)
class ShapesPage(Page):
    """All shapes."""

    shapes: tuple[ShapeEntry, ...]


@dataclass(frozen=True)
class MapPage(Page):
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


@dataclass(frozen=True)
class DownloadsPage(Page):
    """All files for download, and what changed."""

    downloads: tuple[Download, ...]
    changes: tuple[ReleaseNotes, ...]


class ReleaseNotes(NamedTuple):
    """What the latest release of a part changed; `items` are HTML with code apart."""

    part: str
    version: str
    items: tuple[Markup, ...]


class ModeLine(NamedTuple):
    """How many statements stand in a mode, and how many of them are facts, negated, hedged, contested."""

    mode: ModeTag
    total: int
    facts: int
    negated: int
    hedged: int
    contested: int


class ShapeFindings(NamedTuple):
    """What one shape found: link to it, severity in a word, what it says, and the places as links."""

    shape: Link
    severity: str
    message: str
    places: tuple[Link, ...]


class WorkedExample(NamedTuple):
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


@dataclass(frozen=True)
class MethodPage(Page):
    """How a sentence becomes a triple, and what this build came to."""

    worked: WorkedExample | None
    documents: tuple[DocumentLine, ...]
    figures: tuple[Figure, ...]
    modes: tuple[ModeLine, ...]
    rules: int
    checks: int
    findings: tuple[ShapeFindings, ...]
    severities: Mapping[str, int]
