"""`mappings/outside/*.yaml`: where things are, from a source outside the documents (see docs/facts.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pincite.errors import ContentError, Place, Problem
from pincite.files import Located, read_yaml
from pincite.model import Entity, Outside, Ref

PRECISIONS = ("settlement", "area", "country")
ABSENT = "not in the source"
_HEAD = ("release", "record", "licence")
_PLACE = ("id", "record", "name", "lat", "lon", "precision", "note")
_ABSENT = ("id", "why")


def read_outside(
    files: Iterable[Path], name: Callable[[Path], str], entities: Mapping[str, Entity]
) -> tuple[Outside, ...]:
    """Return the facts from outside.

    Raises ContentError with all that is wrong: a missing or unknown field, an unknown entity, one given twice, a
    precision that is none of `PRECISIONS`, a point that is not on earth.
    """
    found: dict[str, Outside] = {}
    problems: list[Problem] = []
    for path in files:
        for made in _file(read_yaml(path, name(path)), name(path), problems):
            if made.about.id not in entities:
                problems.append(Problem(made.place, f"unknown entity '{made.about}'", "Add it to mappings/entities."))
            if made.about.id in found:
                what = f"'{made.about}' is already given at {found[made.about.id].place}"
                problems.append(Problem(made.place, what, "Keep one of the two."))
            found[made.about.id] = made
    if problems:
        raise ContentError(problems)
    return tuple(found.values())


def _file(content: Any, file: str, problems: list[Problem]) -> Iterator[Outside]:  # noqa: ANN401
    head = content if isinstance(content, Located) else Located()
    problems += [
        Problem(Place(file), f"field '{field}' is missing", "Name the source: release, record (with {}), licence.")
        for field in _HEAD
        if not isinstance(head.get(field), str)
    ]
    if not isinstance(head.get("places"), list):
        problems.append(Problem(Place(file), "no `places:` list", "Write `places:` and a list."))
    if problems:
        return
    for entry in head["places"]:
        if _fits(entry, _PLACE, _PLACE[:-1], file, problems) and (point := _point(entry, file, problems)):
            yield Outside(
                Ref(entry["id"]), entry["precision"], head["release"], head["licence"],
                head["record"].replace("{}", str(entry["record"])), entry["name"], point, entry.get("note"),
                Place(file, entry.line),
            )  # fmt: skip
    for entry in head.get("absent") or ():
        if _fits(entry, _ABSENT, _ABSENT, file, problems):
            yield Outside(
                Ref(entry["id"]), ABSENT, head["release"], head["licence"], note=entry["why"],
                place=Place(file, entry.line),
            )  # fmt: skip


def _fits(entry: Any, known: tuple[str, ...], needed: tuple[str, ...], file: str, problems: list[Problem]) -> bool:  # noqa: ANN401
    if not isinstance(entry, Located):
        problems.append(Problem(Place(file), "a place is not a mapping", "Write `- id: kind/slug` and its fields."))
        return False
    place = Place(file, entry.line)
    wrong = [Problem(place, f"field '{field}' is missing", "Add it.") for field in needed if entry.get(field) is None]
    wrong += [
        Problem(place, f"unknown field '{field}'", f"Known: {', '.join(known)}.")
        for field in entry
        if field not in known
    ]
    problems += wrong
    return not wrong


def _point(entry: Located, file: str, problems: list[Problem]) -> tuple[Decimal, Decimal] | None:
    place = Place(file, entry.line)
    if entry["precision"] not in PRECISIONS:
        remedy = f"Write one of: {', '.join(PRECISIONS)}."
        problems.append(Problem(place, f"precision {entry['precision']!r} is not known", remedy))
        return None
    try:
        latitude, longitude = Decimal(str(entry["lat"])), Decimal(str(entry["lon"]))
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    except InvalidOperation:
        pass
    what = f"{entry['lat']}, {entry['lon']} is no point on earth"
    problems.append(Problem(place, what, "Write lat from -90 to 90 and lon from -180 to 180, in decimal degrees."))
    return None
