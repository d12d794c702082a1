"""The parts of the map's page: what is placed, from whom its point is, and what stands together at one point."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.links import Link
from pincite.site.modes import ModeTag
from pincite.site.parts import Reference

__all__ = ["Legend", "Placed", "Source", "Stand", "Unplaced"]


class Source(Struct, frozen=True):
    """A point from outside the documents, in degrees (WGS 84): its record there, and for what it stands."""

    latitude: str
    longitude: str
    name: str
    href: str | None
    release: str
    licence: str
    precision: str


class Placed(Struct, frozen=True):
    """A thing at a point: `key` names its kind, `shape` is the number of its sign, from 1; `anchor` is its id here.

    `at` is by what it is there, as property and place: nothing when the point is its own. `mode` is how that is said,
    `fact` whether without reserve. `bounds` and `during` are for scripts (see Fact).
    """

    anchor: str | None
    link: Link
    key: str
    kind: Link
    shape: int
    at: tuple[tuple[str, Link], ...]
    source: Source
    mode: ModeTag | None
    fact: bool
    hedge: str | None
    contested: bool
    when: str | None
    references: tuple[Reference, ...]
    bounds: str
    during: str


class Stand(Struct, frozen=True):
    """What stands together at one point of the drawing, in its units; the name is to the left near the right edge."""

    x: float
    y: float
    name: str
    left: bool
    placed: tuple[Placed, ...]


class Unplaced(Struct, frozen=True):
    """A thing without a point: where documents put it, and what the outside source says of that."""

    link: Link
    kind: Link
    at: tuple[tuple[str, Link], ...]
    note: str | None


class Legend(Struct, frozen=True):
    """A kind of things on the map: its key for addresses, name, sign, and how many of it are placed."""

    key: str
    plural: str
    shape: int
    size: int
