"""What the pipeline gives beside the graph: texts, answers, terms, rules, shapes, files, figures.

Stages do not import each other, so what another stage makes is described here as far as pages need it: as a protocol
where its own value fits as it is, as a frozen dataclass where the pipeline puts it together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct, field

from pincite.changelog import Part
from pincite.graph.store import Rows

__all__ = [
    "Altered",
    "AlteredPart",
    "Change",
    "CoveredSentence",
    "Download",
    "Figure",
    "Found",
    "Inputs",
    "Match",
    "Question",
    "Rule",
    "SentenceSpan",
    "Shape",
    "Since",
    "SourceText",
    "Term",
    "Verdict",
    "Worked",
]


class SentenceSpan(Protocol):
    """A sentence: number in its document (1-based), start and end in code points of the file."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


class SourceText(Protocol):
    """A document's text as it stands in the file from `start` to `end`."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[SentenceSpan]: ...  # noqa: D102


class CoveredSentence(Protocol):
    """What came of a sentence: it carries facts, or none for a reason, or nobody has decided."""

    @property
    def sentence(self) -> SentenceSpan: ...  # noqa: D102
    @property
    def state(self) -> Literal["facts", "none", "undecided"]: ...  # noqa: D102
    @property
    def reason(self) -> str | None: ...  # noqa: D102


class Question(Struct, frozen=True):
    """A question people ask, with its answer: `name` is the query file's name without `.rq`.

    A column of `answer` called `statement` (or beginning so) holds statements; pages show their sentences instead.
    """

    name: str
    asks: str
    query: str
    answer: Rows
    id: str | None = None
    summary: str | None = None
    featured: bool = False
    topic: str = ""


class Match(Struct, frozen=True):
    """How a term relates to one of another vocabulary: the relation and the other term as IRIs, and why."""

    predicate: str
    other: str
    reason: str


class Term(Struct, frozen=True):
    """A class or property of an ontology. IRIs are whole; `ranges` and `domains` are the named ones."""

    iri: str
    kind: str  # in words: class, object property, data property, annotation property, individual
    label: str
    definition: str
    examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    inverses: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    characteristics: tuple[str, ...] = ()
    deprecated: bool = False


class Rule(Struct, frozen=True):
    """A rule: its IRI, label, what it says, and the query that it is; `made` statements."""

    iri: str
    label: str
    definition: str
    source: str
    file: str
    made: int = 0


class Shape(Struct, frozen=True):
    """A shape: its IRI, label, what it asks for, the message of a finding, and its Turtle."""

    iri: str
    label: str
    definition: str
    message: str
    severity: str
    source: str
    file: str


class Download(Struct, frozen=True):
    """A file for download; `href` is relative to the site's root, `size` in bytes."""

    name: str
    href: str
    media_type: str
    what: str
    size: int
    sha256: str


class Figure(Struct, frozen=True):
    """A number about the build, and what it counts."""

    value: int
    what: str


class Change(Struct, frozen=True):
    """Something that changed on an ISO day: `key` names it for good, `href` leads to it from the site's root."""

    key: str
    date: str
    title: str
    summary: str
    href: str


class Altered(Struct, frozen=True):
    """One thing that came, went or changed since another version: what happened in a word, in words, more lines.

    `iri` is its address, empty when it has none.
    """

    how: str
    words: str
    lines: tuple[str, ...]
    iri: str


class AlteredPart(Struct, frozen=True):
    """What changed among things of one sort, and the numbers in words."""

    title: str
    summary: str
    entries: tuple[Altered, ...]


class Since(Struct, frozen=True):
    """What changed since the state called `old`; no part when nothing did."""

    old: str
    parts: tuple[AlteredPart, ...]


class Worked(Struct, frozen=True):
    """One statement followed through the build: its lines in the facts, its Turtle, the plain triple.

    `statement` and `passage` are IRIs; `source` is what stands in `file` around `line` (1-based); `derived` is a
    statement that follows from it by a rule.
    """

    statement: str
    passage: str
    file: str
    line: int
    source: str
    turtle: str
    plain: str
    derived: str | None = None


class Found(Struct, frozen=True):
    """A finding of a shape: `severity` in a word (violation, warning, remark); `focus` is an IRI, `value` a term."""

    shape: str
    label: str
    severity: str
    message: str
    focus: str
    value: str | None


class Verdict(Struct, frozen=True):
    """What the checks of a build came to: how many rules and queries it ran, and all that the rules found."""

    rules: int
    checks: int
    findings: Sequence[Found]


def _nothing_checked() -> Verdict:
    return Verdict(0, 0, ())


class Inputs(Struct, frozen=True):
    """Everything that pages show and no page query gives.

    `coverage` maps a document's id to all its sentences in order. `domain` and `vocabulary` are the terms of
    the publication's ontology and of the statement vocabulary. `downloads` waits for the dump and `verdict` for the
    validation, which run beside the build, so only pages that are made last ask for them. `compared` are figures
    against the version before, none when there is nothing to compare with.
    """

    documents: Mapping[str, SourceText]
    coverage: Mapping[str, Sequence[CoveredSentence]] = field(default_factory=dict)
    questions: Sequence[Question] = ()
    domain: Sequence[Term] = ()
    vocabulary: Sequence[Term] = ()
    rules: Sequence[Rule] = ()
    shapes: Sequence[Shape] = ()
    downloads: Callable[[], Sequence[Download]] = tuple
    figures: Sequence[Figure] = ()
    changes: Sequence[Change] = ()
    changelog: Sequence[Part] = ()
    since: Since | None = None
    worked: Worked | None = None
    verdict: Callable[[], Verdict] = _nothing_checked
