"""The map: what has a point, by itself or by the place where a document puts it, and what has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from pincite.errors import content_error
from pincite.graph.store import Row
from pincite.site.basemap import read_countries
from pincite.site.desk import Desk, Spot
from pincite.site.drawing import WIDTH, Frame, draw
from pincite.site.links import Link, Linker
from pincite.site.modes import FACTS, MODES
from pincite.site.notes import Notebook
from pincite.site.overview_pages import MapPage
from pincite.site.parts import Reference
from pincite.site.pins import Legend, Placed, Source, Stand, Unplaced
from pincite.site.records import Entity, Statement, local_name
from pincite.site.text import clean
from pincite.site.views.entities import kind_path

__all__ = ["POINTS", "PUT", "places"]

PUT = ("page", "where", "statement", "began", "ended")
POINTS = ("page", "latitude", "longitude", "precision", "source", "name", "release", "licence", "note")
_SHAPES = 6  # signs that the template draws
# The room of a name in units of the drawing: of a letter, about, of the gap to the sign, and from line to line.
_LETTER, _GAP, _LINE = 8.5, 11, 24


class _Found(Struct, frozen=True):
    """A way in which a thing has a place: by itself, or by statements that put it somewhere."""

    about: Entity
    where: str
    said: tuple[Statement, ...]
    began: Statement | None
    ended: Statement | None


def places(desk: Desk, spot: Spot) -> MapPage:
    """Return the page of the map. Raises ContentError when its queries are not the two that it needs."""
    rows, outside = _rows(spot)
    maker = _Maker(desk, spot, outside)
    found = _found(desk, rows)
    placed = maker.placed(found)
    frame = Frame.around((maker.point(one) for one in placed), desk.reach) if desk.basemap else None
    inside = [one for one in placed if frame and frame.holds(maker.point(one))]
    stands = _stands(frame, inside, maker) if frame else ()
    drawing = None
    if frame and desk.basemap:
        drawing = draw(frame, read_countries(*desk.basemap), [(one.x, one.y) for one in stands])
    description = f"Where things are in {desk.site.title}: what documents put at a place, on points from outside them."
    return MapPage(
        **desk.common(spot, spot.spec.title or "Map", description),
        drawing=drawing,
        stands=stands,
        placed=tuple(placed),
        beyond=tuple(one for one in placed if frame and one not in inside),
        unplaced=maker.unplaced(found, {one.link for one in placed}),
        legend=maker.legend(placed),
        credits=tuple(dict.fromkeys((one.source.release, one.source.licence) for one in placed)),
        notes=maker.notebook.notes,
    )


def _rows(spot: Spot) -> tuple[Sequence[Row], Sequence[Row]]:
    given = [spot.rows[name] for name in spot.spec.queries]
    if len(given) != 2:
        what = f"the queries of page '{spot.spec.name}' are not the two of a map"
        remedy = f"The first returns {', '.join(PUT)}; the second {', '.join(POINTS)}."
        raise content_error(spot.spec.place, what, remedy)
    return given[0], given[1]


def _found(desk: Desk, rows: Sequence[Row]) -> list[_Found]:
    """Return the rows with what they name; the statements of one mode that put a thing at one place are one."""
    known, statements = desk.catalogue.entities, desk.catalogue.statements
    grouped: dict[tuple[str, str, str], _Found] = {}
    for row in rows:
        about, where = known.get(str(row["page"])), str(row["where"])
        said, began, ended = (statements.get(str(row[name])) for name in ("statement", "began", "ended"))
        if about is None or (said is None and row["statement"]):
            continue
        key = (about.iri, where, said.mode if said else "")
        made = grouped.setdefault(key, _Found(about, where, (), began, ended))
        if said and said not in made.said:
            grouped[key] = replace(made, said=(*made.said, said))
    order = {key: number for number, key in enumerate(desk.catalogue.kinds)}
    return sorted(grouped.values(), key=lambda one: (order[one.about.kind], one.about.label.casefold(), one.about.iri))


def _stands(frame: Frame, placed: Sequence[Placed], maker: _Maker) -> tuple[Stand, ...]:
    made: list[Stand] = []
    for point, together in groupby(sorted(placed, key=maker.point), key=maker.point):
        # What has the point for its own comes first, and names it.
        here = tuple(sorted(together, key=lambda one: (bool(one.at), one.shape, one.link.text)))
        x, y = (round(number, 1) for number in frame.place(point))
        name = here[0].source.name if here[0].at else here[0].link.text
        made.append(Stand(x, y, name, x + _long(name) > WIDTH and x >= _long(name), here))
    # From left to right, as a reader comes by; a name gives way to a neighbour's.
    ordered = sorted(made, key=lambda one: (one.x, one.y, one.name))
    return tuple(replace(one, left=one.left or _crowded(one, made)) for one in ordered)


def _long(name: str) -> float:
    return _GAP + _LETTER * len(name)


def _crowded(one: Stand, others: Sequence[Stand]) -> bool:
    """Return whether a name would meet a neighbour to its right, and none to its left, nor the edge there."""
    across = [other.x - one.x for other in others if abs(other.y - one.y) < _LINE and other != one]
    room = _long(one.name)
    return one.x >= room and any(0 <= dx < room for dx in across) and not any(-room < dx < 0 for dx in across)


class _Maker:
    """Makes the parts of the page; notes collect in order of calls."""

    def __init__(self, desk: Desk, spot: Spot, outside: Sequence[Row]) -> None:
        self._desk = desk
        self._linker: Linker = desk.linker(spot.path)
        self.notebook: Notebook = desk.notebook(spot.path)
        self._points: dict[str, Source] = {}
        self._remarks: dict[str, str] = {}
        self._shapes: dict[str, int] = {}
        for row in outside:
            if row["latitude"] is not None:
                self._points.setdefault(str(row["page"]), _source(row))
            elif row["note"]:
                self._remarks.setdefault(str(row["page"]), clean(row["note"]))

    @staticmethod
    def point(one: Placed) -> tuple[float, float]:
        """Return longitude and latitude in degrees."""
        return float(one.source.longitude), float(one.source.latitude)

    def placed(self, found: Sequence[_Found]) -> list[Placed]:
        """Return what has a point: a thing once for each point and mode."""
        made: list[Placed] = []
        put = {one.about.iri for one in found if one.said}
        own = {one.about.kind for one in found if one.where in self._points and one.about.iri not in put}
        # The kinds of what has a point of its own come first: a town before what is placed by it.
        found = sorted(found, key=lambda one: one.about.kind not in own)
        for about, together in groupby(found, key=lambda one: one.about):
            ways = [one for one in together if one.where in self._points]
            # That its point is by the place is what these say, so it has none of its own.
            said = [one for one in ways if one.said] or ways
            alike: dict[tuple[str, str, str], list[_Found]] = {}
            for one in said:
                point = self._points[one.where]
                alike.setdefault((point.latitude, point.longitude, one.said[0].mode if one.said else ""), []).append(
                    one
                )
            made += [self._place(about, ways, first=not n) for n, ways in enumerate(alike.values())]
        return made

    def unplaced(self, found: Sequence[_Found], placed: set[Link]) -> tuple[Unplaced, ...]:
        """Return what has no point, each thing once."""
        made = []
        for about, together in groupby(found, key=lambda one: one.about):
            link = self._linker.to(about.iri)
            if link not in placed:
                made.append(Unplaced(link, self._kind(about), self._at(list(together)), self._remarks.get(about.iri)))
        return tuple(made)

    def legend(self, placed: Sequence[Placed]) -> tuple[Legend, ...]:
        """Return the kinds of what is placed."""
        sizes = Counter(one.key for one in placed)
        kinds = self._desk.catalogue.kinds
        return tuple(Legend(key, kinds[key].plural, shape, sizes[key]) for key, shape in self._shapes.items())

    def _place(self, about: Entity, ways: Sequence[_Found], *, first: bool) -> Placed:
        said = [one for way in ways for one in way.said]
        dated = next((statement for statement in said if statement.bounds), None)
        began, ended = ways[0].began, ways[0].ended
        references: dict[int, Reference] = {}
        for one in (reference for statement in said for reference in self.notebook.refer(statement)):
            references.setdefault(one.number, one)
        mode = said[0].mode if said else None
        return Placed(
            anchor=about.id.replace("/", "-") if first else None,
            link=self._linker.to(about.iri),
            key=about.kind,
            kind=self._kind(about),
            shape=self._shapes.setdefault(about.kind, len(self._shapes) % _SHAPES + 1),
            at=self._at(ways),
            source=self._points[ways[0].where],
            mode=MODES[mode] if mode else None,
            fact=mode is None or mode in FACTS,
            hedge=next((one.hedge for one in said if one.hedge), None),
            contested=any(one.contested for one in said),
            when=dated.when if dated else _lasting(began, ended),
            references=tuple(references.values()),
            bounds=dated.bounds if dated else _bounds(began, ended),
            during=" ".join(local_name(iri) for iri in self._desk.catalogue.during.get(about.iri, ())),
        )

    def _kind(self, about: Entity) -> Link:
        known = self._desk.catalogue.kinds[about.kind]
        return Link(known.label, self._linker.at(kind_path(about.kind)))

    def _at(self, ways: Sequence[_Found]) -> tuple[tuple[str, Link], ...]:
        named = ((one, way.where) for way in ways for one in way.said)
        told = {(self._desk.catalogue.property_of(one.predicate).label, self._linker.to(where)) for one, where in named}
        return tuple(sorted(told))


def _source(row: Mapping[str, object]) -> Source:
    # So written that what is drawn and what is shown are the same number.
    said = {name: clean(str(row[name] or "")) for name in POINTS}
    href = said["source"] or None
    return Source(
        said["latitude"], said["longitude"], said["name"], href, said["release"], said["licence"], said["precision"]
    )


def _lasting(began: Statement | None, ended: Statement | None) -> str | None:
    parts = [
        f"from {began.when}" if began and began.when else "",
        f"until {ended.when}" if ended and ended.when else "",
    ]
    return " ".join(filter(None, parts)) or None


def _bounds(began: Statement | None, ended: Statement | None) -> str:
    """Return the bounds (see Statement) of what lasts from one event to another; of each, when it was at the latest."""
    first = began.bounds.split("/") if began and began.bounds else [""] * 4
    last = ended.bounds.split("/") if ended and ended.bounds else [""] * 4
    known = "/".join((first[0], first[3] or first[1], last[0], last[3]))
    return known if known != "///" else ""
