"""Geometries in words and as an outline: WKT and GeoJSON literals, and pairs of latitude and longitude.

WKT is that of GeoSPARQL 1.1 (OGC 22-047r1): an optional reference system before the geometry. Without one, or with
CRS84, a point is longitude and latitude.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pincite.browse.terms import GEO, Literal

_WKT = re.compile(
    r"\s*(?:<(?P<system>[^>]*)>\s*)?(?P<kind>[A-Za-z]+)\s*(?:Z|M|ZM)?\s*(?P<rest>\(.*\)|EMPTY)\s*", re.DOTALL
)
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_POSITION = re.compile(rf"({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})*")
_RING = re.compile(r"\(([^()]*)\)")
_CRS84 = re.compile(r"CRS84|^$")
_NAMES = {"POINT": "Point", "LINESTRING": "Line", "POLYGON": "Polygon", "MULTIPOINT": "Points",
          "MULTILINESTRING": "Lines", "MULTIPOLYGON": "Polygons", "GEOMETRYCOLLECTION": "Geometries"}  # fmt: skip
_MOST = 20_000  # positions that an outline is made of
_SIDE = 200

Position = tuple[float, float]


class Geometry(NamedTuple):
    """A geometry: its kind, what it is in words, and an SVG path of 200 by 200 when it is more than a point."""

    kind: str
    words: str
    path: str


def geometry(literal: Literal) -> Geometry | None:
    """Return what a literal draws, None when it is no geometry that can be read."""
    if literal.datatype == GEO + "wktLiteral":
        return _wkt(literal.text)
    if literal.datatype == GEO + "geoJSONLiteral":
        return _geojson(literal.text)
    return None


def is_geometry(literal: Literal) -> bool:
    """Whether a literal is said to be a geometry."""
    return literal.datatype in (GEO + "wktLiteral", GEO + "geoJSONLiteral")


def place(latitude: str, longitude: str) -> str | None:
    """Return a point in words, None when the numbers are not degrees.

    >>> place("52.52", "13.405")
    '52.52° N, 13.405° E'
    """
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    return _point((east, north)) if abs(north) <= 90 and abs(east) <= 180 else None


def _wkt(text: str) -> Geometry | None:
    found = _WKT.fullmatch(text)
    if found is None or found["kind"].upper() not in _NAMES:
        return None
    system = found["system"] or ""
    rings = [list(_positions(ring)) for ring in _RING.findall(found["rest"])]
    if not any(rings) and found["rest"].upper() != "EMPTY":
        return None
    if "EPSG" in system and system.rstrip("/").endswith("4326"):
        rings = [[(x, y) for y, x in ring] for ring in rings]
        system = ""
    return _told(_NAMES[found["kind"].upper()], rings, system if not _CRS84.search(system) else "")


def _positions(text: str) -> Iterator[Position]:
    for x, y in _POSITION.findall(text):
        yield float(x), float(y)


def _geojson(text: str) -> Geometry | None:
    try:
        given: Any = json.loads(text)
        rings = [ring for ring in _rings(given.get("coordinates", []), 0) if ring]
        kind = str(given["type"]).upper()
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return None
    return _told(_NAMES[kind], rings, "") if kind in _NAMES and rings else None


def _rings(given: Any, depth: int) -> Iterator[list[Position]]:  # noqa: ANN401
    if depth > 4 or not isinstance(given, list) or not given:
        return
    if isinstance(given[0], int | float):
        yield [(float(given[0]), float(given[1]))]
    elif isinstance(given[0], list) and given[0] and isinstance(given[0][0], int | float):
        yield [(float(one[0]), float(one[1])) for one in given]
    else:
        for one in given:
            yield from _rings(one, depth + 1)


def _told(kind: str, rings: list[list[Position]], system: str) -> Geometry:
    every = [position for ring in rings for position in ring]
    if not every:
        return Geometry(kind, f"{kind}, empty", "")
    show = _point if not system else _plain
    if len(every) == 1:
        words = f"{kind}: {show(every[0])}"
    else:
        west, east = min(x for x, _ in every), max(x for x, _ in every)
        south, north = min(y for _, y in every), max(y for _, y in every)
        words = f"{kind} of {len(every)} positions, from {show((west, south))} to {show((east, north))}"
    drawn = "" if len(every) < 2 or len(every) > _MOST or kind == "Points" else _path(rings, kind)
    return Geometry(kind, words + (f" (in {system})" if system else ""), drawn)


def _path(rings: list[list[Position]], kind: str) -> str:
    every = [position for ring in rings for position in ring]
    west, north = min(x for x, _ in every), max(y for _, y in every)
    width = max(max(x for x, _ in every) - west, north - min(y for _, y in every))
    if not 0 < width < 1e12:
        return ""
    closed = "Z" if "olygon" in kind else ""
    scale = (_SIDE - 4) / width
    return "".join(
        "M" + "L".join(f"{(x - west) * scale + 2:.1f} {(north - y) * scale + 2:.1f}" for x, y in ring) + closed
        for ring in rings
        if ring
    )


def _point(position: Position) -> str:
    east, north = position
    if abs(north) > 90 or abs(east) > 360:
        return _plain(position)
    return f"{abs(north):.7g}° {'N' if north >= 0 else 'S'}, {abs(east):.7g}° {'E' if east >= 0 else 'W'}"


def _plain(position: Position) -> str:
    return f"{position[0]:.9g}, {position[1]:.9g}"
