"""A map as a drawing: the frame around points, a projection, country outlines, where their names go, a scale.

The projection is Lambert's azimuthal equal-area on a sphere (Snyder, Map Projections: A Working Manual, 1987,
eq. 22-4, 24-2), centred on the frame: areas are true, and it has no seam near the frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

from msgspec import Struct

from pincite.site.basemap import Country, Point

__all__ = ["WIDTH", "Drawing", "Frame", "Outline", "draw"]

WIDTH = 1000
"""The width of a drawing in its own units."""

_RADIUS = 6371.0  # km
_MARGIN = 0.09  # of the longer side, around the outermost points
_LEAST = 300.0  # km across, when there is one point
# Outlines end so far outside of the frame that the cut itself is not seen.
_BLEED = 20.0
_TINY = 2.0
_GRID = 18
_NEAR = 16.0
_COARSE = 90
_STEPS = (1, 2, 5)


class Outline(Struct, frozen=True):
    """A country: name, SVG path, and where its name stands (none when there is no room)."""

    name: str
    path: str
    label: Point | None


class Drawing(Struct, frozen=True):
    """What lies under the points: height in units, outlines, and a scale of so many km and units."""

    height: int
    outlines: tuple[Outline, ...]
    scale: tuple[int, float]


class Frame(Struct, frozen=True):
    """A part of the earth: its centre (longitude and latitude in radians), and its edges in km from there."""

    centre: Point
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Iterable[Point], reach: float) -> Frame | None:
        """Return the frame of points (longitude, latitude in degrees), None without any.

        What lies more than `reach` km from the median of all is left outside.
        """
        known = sorted(set(points))
        if not known:
            return None
        middle = (median(x for x, _ in known), median(y for _, y in known))
        near = [one for one in known if _distance(middle, one) <= reach] or known[:1]
        centre = (_mean(x for x, _ in near), _mean(y for _, y in near))
        placed = [_project(one, centre) for one in near]
        (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*placed, strict=True))
        margin = max(right - left, bottom - top, _LEAST) * _MARGIN
        wide, high = (max(length, _LEAST) + 2 * margin for length in (right - left, bottom - top))
        return cls(centre, (left + right - wide) / 2, (top + bottom - high) / 2, wide, high)

    @property
    def units(self) -> float:
        """Units of the drawing for a km."""
        return WIDTH / self.width

    def place(self, point: Point) -> Point:
        """Return where a point (longitude, latitude in degrees) is in the drawing, in units."""
        x, y = _project(point, self.centre)
        return (x - self.left) * self.units, (y - self.top) * self.units

    def holds(self, point: Point) -> bool:
        """Return whether a point is within the frame."""
        x, y = self.place(point)
        return 0 <= x <= WIDTH and 0 <= y <= self.height * self.units


def draw(frame: Frame, countries: Iterable[Country], points: Sequence[Point]) -> Drawing:
    """Return what lies under points (in units), which the names of countries keep away from."""
    high = round(frame.height * frame.units)
    box = (-_BLEED, -_BLEED, WIDTH + _BLEED, high + _BLEED)
    bounds = _bounds(frame)
    outlines = []
    for country in countries:
        # Most of the world is far away, and its points need not be projected to see that.
        rings = [
            clipped
            for ring in country.rings
            if _meets(ring, bounds) and (clipped := _clipped([frame.place(p) for p in ring], box))
        ]
        path = "".join(map(_path, rings))
        if path:
            outlines.append(Outline(country.name, path, _room(max(rings, key=len), high, points)))
    return Drawing(high, tuple(outlines), _scale(frame))


def _bounds(frame: Frame) -> tuple[float, float, float, float]:
    """Return degrees (west, south, east, north) between which all that a frame with its bleed holds lies.

    They are those of the circle around the frame: on a sphere, a circle of the angular radius c around latitude
    b spans asin(sin c / cos b) of longitude to each side, and everything when it holds a pole.
    """
    bleed = _BLEED / frame.units
    corners = [abs(frame.left), abs(frame.left + frame.width), abs(frame.top), abs(frame.top + frame.height)]
    far = math.hypot(max(corners[:2]) + bleed, max(corners[2:]) + bleed)
    angle = 2 * math.asin(min(far / (2 * _RADIUS), 1.0))
    turn, level = frame.centre
    south, north = math.degrees(level - angle), math.degrees(level + angle)
    if south <= -90 or north >= 90:
        return -180.0, south, 180.0, north
    wide = math.asin(min(math.sin(min(angle, math.pi / 2)) / math.cos(level), 1.0))
    west, east = math.degrees(turn - wide), math.degrees(turn + wide)
    return (-180.0, south, 180.0, north) if west < -180 or east > 180 else (west, south, east, north)


def _meets(ring: Sequence[Point], bounds: tuple[float, float, float, float]) -> bool:
    """Return whether the box around a ring, in degrees, reaches into bounds."""
    west, south, east, north = bounds
    longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
    beside = max(longitudes) < west or min(longitudes) > east
    above_or_below = max(latitudes) < south or min(latitudes) > north
    return not (beside or above_or_below)


def _mean(numbers: Iterable[float]) -> float:
    known = list(numbers)
    return math.radians((min(known) + max(known)) / 2)


def _distance(one: Point, other: Point) -> float:
    return math.hypot(*_project(one, (math.radians(other[0]), math.radians(other[1]))))


def _project(point: Point, centre: Point) -> Point:
    """Return km to the right of and below the centre."""
    turn, up = math.radians(point[0]) - centre[0], math.radians(point[1])
    level = centre[1]
    near = 1 + math.sin(level) * math.sin(up) + math.cos(level) * math.cos(up) * math.cos(turn)
    k = _RADIUS * math.sqrt(2 / max(near, 1e-9))
    y = math.cos(level) * math.sin(up) - math.sin(level) * math.cos(up) * math.cos(turn)
    return k * math.cos(up) * math.sin(turn), -k * y


def _clipped(ring: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Return the part of a ring within a box (Sutherland and Hodgman, 1974); nothing when it is outside or tiny."""
    left, top, right, bottom = box
    points = list(ring)
    for axis, edge, sign in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        if all((point[axis] - edge) * sign >= 0 for point in points):
            continue
        points = _cut(points, axis, edge, sign)
        if not points:
            return []
    spans = [max(values) - min(values) for values in zip(*points, strict=True)]
    return points if min(spans) >= _TINY else []


def _cut(points: Sequence[Point], axis: int, edge: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip((points[-1], *points[:-1]), points, strict=True):
        inside, was = ((one[axis] - edge) * sign >= 0 for one in (point, before))
        if inside != was:
            part = (edge - before[axis]) / (point[axis] - before[axis])
            x, y = (a + part * (b - a) for a, b in zip(before, point, strict=True))
            kept.append((x, y))
        if inside:
            kept.append(point)
    return kept


def _path(ring: Sequence[Point]) -> str:
    """Return a ring as an SVG path in whole units, each step from the one before."""
    (x, y), *rest = dict.fromkeys((round(x), round(y)) for x, y in ring)
    steps, at = [], (x, y)
    for point in rest:
        steps.append(f"{point[0] - at[0]} {point[1] - at[1]}")
        at = point
    return f"M{x} {y}l{' '.join(steps)}z" if len(steps) > 1 else ""


def _room(ring: Sequence[Point], high: float, points: Sequence[Point]) -> Point | None:
    """Return the place within a ring that is farthest from its edge, the frame and the points, if it is far enough."""
    edge = ring[:: max(len(ring) // _COARSE, 1)]
    steps = [(number + 0.5) / _GRID for number in range(_GRID)]
    lines = [(step * high, _crossings(step * high, ring)) for step in steps]
    best, room = None, _NEAR
    for x in (step * WIDTH for step in steps):
        for y, crossings in lines:
            # A name is wider than high: sideways it needs more room.
            to_frame = min(x / 3, (WIDTH - x) / 3, y, high - y)
            # Within the ring, an odd number of its sides is to the right.
            if to_frame <= room or sum(x < crossing for crossing in crossings) % 2 == 0:
                continue
            others = (math.hypot((x - px) / 2, y - py) for px, py in (*edge, *points))
            free = min(to_frame, *others)
            if free > room:
                best, room = (round(x), round(y)), free
    return best


def _crossings(y: float, ring: Sequence[Point]) -> list[float]:
    """Return where the sides of a ring cross a line of one height."""
    return [
        ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in zip((ring[-1], *ring[:-1]), ring, strict=True)
        if (ay > y) != (by > y)
    ]


def _scale(frame: Frame) -> tuple[int, float]:
    """Return the longest round distance in km that takes up a quarter of the width at most, and its length in units."""
    most = frame.width / 4
    power = 10 ** math.floor(math.log10(most))
    length = max(step * power for step in _STEPS if step * power <= most)
    return int(length), round(length * frame.units, 1)
