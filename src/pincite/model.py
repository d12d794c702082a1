"""The values that flow through a build; all frozen, none knows a file or a store."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from pincite.errors import Place

Value = "Ref | str | int | bool | Decimal"


class Mode(StrEnum):
    """How a statement stands in its document (see docs/model.md)."""

    REPORTED = "reported"
    PROVISION = "provision"
    CLAIMED = "claimed"
    ASSESSED = "assessed"
    PREDICTED = "predicted"
    PLANNED = "planned"
    PROPOSED = "proposed"
    HYPOTHETICAL = "hypothetical"
    DERIVED = "derived"


class Polarity(StrEnum):
    """Whether the document affirms or denies."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Ref(Struct, frozen=True, order=True):
    """A reference to an entity by its id, `kind/slug`."""

    id: str

    @property
    def kind(self) -> str:
        """The part before the slash."""
        return self.id.partition("/")[0]

    @property
    def slug(self) -> str:
        """The part after the slash."""
        return self.id.partition("/")[2]

    def __str__(self) -> str:
        return self.id


class Passage(Struct, frozen=True):
    """An exact slice of a document's file: `text[start:end] == exact`, in code points."""

    document: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sentence: int


class Bounds(Struct, frozen=True):
    """When something began and ended, as far as known; ISO dates, None for unknown or open."""

    from_earliest: str | None = None
    from_latest: str | None = None
    until_earliest: str | None = None
    until_latest: str | None = None


class Qualifiers(Struct, frozen=True):
    """What a fact says beside its fields; None means not given (see docs/facts.md)."""

    mode: Mode | None = None
    by: Ref | None = None
    via: Ref | None = None
    polarity: Polarity = Polarity.AFFIRMED
    hedge: str | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    exact: Decimal | None = None
    when: str | None = None
    when_basis: str | None = None
    id: str | None = None
    key: str | None = None
    note: str | None = None


class Thing(Struct, frozen=True):
    """An entity that a fact creates (a posting, a lease): its id, class and label."""

    ref: Ref
    type: str
    label: str
    place: Place


class Said(Struct, frozen=True):
    """One statement as a mapping script makes it, before it gets its IRI.

    `property` and a Ref's id are short (`ex:keeper`, `person/x`); the engine types the value by the property's range.
    """

    about: Ref
    property: str
    value: Ref | str | int | bool | Decimal
    qualifiers: Qualifiers
    mode: Mode


@dataclass(frozen=True)
class Entity:
    """What the documents name: catalogue card of one thing."""

    ref: Ref
    type: str
    label: str
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str | None = None
    place: Place = field(default=Place("?"), compare=False)


@dataclass(frozen=True)
class Outside:
    """Where something is, from a source outside the documents; without `point`, that the source does not know it.

    `point` is latitude and longitude in decimal degrees (WGS 84); `source` is the IRI of the record, `name` what the
    record is called, `release` the source and its version, `licence` an IRI.
    """

    about: Ref
    precision: str
    release: str
    licence: str
    source: str | None = None
    name: str | None = None
    point: tuple[Decimal, Decimal] | None = None
    note: str | None = None
    place: Place = field(default=Place("?"), compare=False)
