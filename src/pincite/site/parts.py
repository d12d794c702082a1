"""The parts that page contexts are made of; templates read nothing else."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.links import Link
from pincite.site.modes import ModeTag

__all__ = [
    "Card",
    "Claim",
    "Dispute",
    "Fact",
    "Group",
    "Note",
    "Pin",
    "Premise",
    "Reason",
    "Reference",
    "Said",
    "Seen",
    "Speaker",
    "Voice",
]


class Reference(Struct, frozen=True):
    """A footnote number in the text; `first` is true where the note's way back leads."""

    number: int
    first: bool


class Speaker(Struct, frozen=True):
    """One in the chain of who says it: the words before the name, and the name."""

    lead: str
    name: Link


class Premise(Struct, frozen=True):
    """A statement that a derived one rests on: in words, where it stands, and its own notes."""

    words: str
    href: str | None
    references: tuple[int, ...]


class Pin(Struct, frozen=True):
    """Where exact words stand: number of the sentence, and characters from `start` up to `end` of the file."""

    sentence: int
    start: int
    end: int


class Note(Struct, frozen=True):
    """A footnote: the sentence with its exact words apart, or the rule and the premises of what is derived.

    `pin` is none for what is derived; `back` is whether the text refers to it, so that there is a way back.
    """

    number: int
    before: str
    exact: str
    after: str
    href: str | None
    document: Link | None
    mode: ModeTag
    speakers: tuple[Speaker, ...]
    rule: Link | None
    premises: tuple[Premise, ...]
    pin: Pin | None
    back: bool


class Fact(Struct, frozen=True):
    """One value of a property, or one thing that points here, with what is needed to judge it.

    `anchors` are the ids of the statements that say it, when this is their page; `detail` is what a relator
    says further. `bounds` are the days between which it began and ended (see Statement), `during` the names of the
    periods to which it is limited; both are for scripts, and empty when nothing is stated.
    """

    anchors: tuple[str, ...]
    value: Link
    hedge: str | None
    negated: bool
    contested: bool
    mode: ModeTag | None
    when: str | None
    basis: str | None
    rule: Link | None
    references: tuple[Reference, ...]
    remarks: tuple[str, ...]
    disputed: bool
    detail: tuple[tuple[str, Link], ...]
    bounds: str
    during: str


class Group(Struct, frozen=True):
    """Facts of one property."""

    property: Link
    definition: str
    facts: tuple[Fact, ...]


class Claim(Struct, frozen=True):
    """What somebody says about the entity: the speakers first, then `words`, or subject, property and value.

    `disputed` leads to the disagreement when there is one.
    """

    anchor: str | None
    speakers: tuple[Speaker, ...]
    mode: ModeTag
    words: str | None
    title: Link | None
    subject: Link | None
    property: Link | None
    value: Link | None
    hedge: str | None
    negated: bool
    contested: bool
    when: str | None
    references: tuple[Reference, ...]
    remarks: tuple[str, ...]
    disputed: str | None
    bounds: str
    during: str


class Voice(Struct, frozen=True):
    """A statement with who makes it, away from its own page.

    `thing` is what it is about, `href` leads to where it stands; `words` are its property and value when `named`, else
    its value, which speaks for itself.
    """

    anchor: str
    thing: Link
    words: str
    named: bool
    href: str | None
    speakers: tuple[Speaker, ...]
    mode: ModeTag
    hedge: str | None
    negated: bool
    contested: bool
    when: str | None
    basis: str | None
    references: tuple[Reference, ...]
    remarks: tuple[str, ...]
    bounds: str
    during: str


class Reason(Struct, frozen=True):
    """Why a statement stands: the words that say it and where, or a rule and the reasons for its premises."""

    words: str
    href: str | None
    mode: ModeTag
    speakers: tuple[Speaker, ...]
    rule: Link | None
    quoted: tuple[Link, ...]
    references: tuple[Reference, ...]
    premises: tuple[Reason, ...]


class Said(Struct, frozen=True):
    """A claim that the entity itself makes, with the link to where it stands."""

    mode: ModeTag
    words: str
    href: str | None
    when: str | None


class Dispute(Struct, frozen=True):
    """Two statements that disagree: each in words with its link and notes, and why they do."""

    first: Premise
    second: Premise
    remarks: tuple[str, ...]


class Seen(Struct, frozen=True):
    """A document in which an entity is named or something is said of it."""

    document: Link
    passages: int
    href: str | None


class Card(Struct, frozen=True):
    """An entity's head: what it is and how it is called; `claim` when it is itself a claim."""

    iri: str
    label: str
    kind: Link
    type: Link
    names: tuple[str, ...]
    note: str | None
    claim: bool
