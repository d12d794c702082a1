"""What the pipeline gives beside the graph: texts, answers, terms, rules, shapes, files, figures.

Stages do not import each other, so what another stage makes is described here as far as pages need it: as a protocol
where its own value fits as it is, as a frozen dataclass where the pipeline puts it together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pincite.graph.store import Rows

__all__ = [
    "CoveredSentence",
    "Download",
    "Figure",
    "Inputs",
    "Match",
    "Question",
    "Rule",
    "SentenceSpan",
    "Shape",
    "SourceText",
    "Term",
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


@dataclass(frozen=True)
class Question:
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


@dataclass(frozen=True)
class Match:
    """How a term relates to one of another vocabulary: the relation and the other term as IRIs, and why."""

    predicate: str
    other: str
    reason: str


@dataclass(frozen=True)
class Term:
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


@dataclass(frozen=True)
class Rule:
    """A rule: its IRI, label, what it says, and the query that it is; `made` statements."""

    iri: str
    label: str
    definition: str
    source: str
    file: str
    made: int = 0


@dataclass(frozen=True)
class Shape:
    """A shape: its IRI, label, what it asks for, the message of a finding, and its Turtle."""

    iri: str
    label: str
    definition: str
    message: str
    severity: str
    source: str
    file: str


@dataclass(frozen=True)
class Download:
    """A file for download; `href` is relative to the site's root, `size` in bytes."""

    name: str
    href: str
    media_type: str
    what: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Figure:
    """A number about the build, and what it counts."""

    value: int
    what: str


@dataclass(frozen=True)
class Inputs:
    """Everything that pages show and no page query gives.

    `coverage` maps a document's id to all its sentences in order. `domain` and `vocabulary` are the terms of
    the publication's ontology and of the statement vocabulary.
    """

    documents: Mapping[str, SourceText]
    coverage: Mapping[str, Sequence[CoveredSentence]] = field(default_factory=dict)
    questions: Sequence[Question] = ()
    domain: Sequence[Term] = ()
    vocabulary: Sequence[Term] = ()
    rules: Sequence[Rule] = ()
    shapes: Sequence[Shape] = ()
    downloads: Sequence[Download] = ()
    figures: Sequence[Figure] = ()
