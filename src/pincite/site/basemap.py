"""Countries for a basemap, read from a TopoJSON file of the templates' packages.

TopoJSON (https://github.com/topojson/topojson-specification) keeps each border once, as an arc: its points are whole
numbers, each told from the one before; a ring is a chain of arcs, and a negative number means an arc from its end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pincite.errors import usage_error
from pincite.parsed import digest, parsed

__all__ = ["Country", "read_countries"]

Point = tuple[float, float]
Ring = tuple[Point, ...]
_OBJECT = "countries"
_FAULTS = (ValueError, KeyError, IndexError, TypeError)


class Country(NamedTuple):
    """A country: its name, and its rings of longitude and latitude in degrees, holes among them."""

    name: str
    rings: tuple[Ring, ...]


def read_countries(path: Path, name: str) -> tuple[Country, ...]:
    """Return the countries of a TopoJSON file, by name; `name` is the file as people know it.

    Raises UsageError when the file is not there, or is no TopoJSON with the object `countries`.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        remedy = "Run make site, which installs it, or mend 'basemap' under [site.map] in site.toml."
        raise usage_error(name, "the basemap is not there", remedy) from error
    try:
        return parsed(path, content, _countries, digest(__file__), (Country,))
    except _FAULTS as error:
        what = f"no TopoJSON with the object '{_OBJECT}': {type(error).__name__} {error}"
        raise usage_error(name, what, "Name another file as 'basemap' under [site.map] in site.toml.") from error


def _countries(content: bytes) -> tuple[Country, ...]:
    topology = json.loads(content)
    arcs = tuple(_arc(arc, topology["transform"]) for arc in topology["arcs"])
    return tuple(sorted(_country(one, arcs) for one in topology["objects"][_OBJECT]["geometries"]))


def _arc(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    (across, up), (left, low) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * across + left, y * up + low))
    return tuple(points)


def _country(geometry: Mapping[str, Any], arcs: Sequence[Ring]) -> Country:
    rings = tuple(_ring(indexes, arcs) for polygon in _polygons(geometry) for indexes in polygon)
    return Country(str(geometry.get("properties", {}).get("name", "")), rings)


def _polygons(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[int]]]:
    if geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]


def _ring(indexes: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        # An arc begins where the one before it ends.
        points += arc[1:] if points else arc
    return tuple(points)
