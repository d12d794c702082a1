"""`mappings/entities/*.yaml`: what the documents name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pincite import ids
from pincite.errors import ContentError, Place, Problem
from pincite.files import Located, read_yaml
from pincite.model import Entity, Ref

_FIELDS = ("id", "type", "label", "names", "also", "note")


def read_entities(
    files: Iterable[Path], name: Callable[[Path], str], kinds: Mapping[str, str | None]
) -> dict[str, Entity]:
    """Return the entities by id.

    `kinds` gives for each class of the ontology (prefixed name) the kind that ids of its entities begin with.
    Raises ContentError with all that is wrong: a missing or unknown field, an unsafe or colliding id, an id given
    twice, an unknown class, a kind that is not the class's.
    """
    entities: dict[str, Entity] = {}
    problems: list[Problem] = []
    for path in files:
        content = read_yaml(path, name(path))
        entries = content.get("entities") if isinstance(content, dict) else None
        if not isinstance(entries, list):
            problems.append(Problem(Place(name(path)), "no `entities:` list", "Write `entities:` and a list."))
            continue
        for entry in entries:
            made = _entity(entry, name(path), kinds, problems)
            if made is None:
                continue
            if made.ref.id in entities:
                first = entities[made.ref.id].place
                problems.append(
                    Problem(made.place, f"id '{made.ref.id}' is already given at {first}", "Give each its own id.")
                )
            entities.setdefault(made.ref.id, made)
    problems += [
        Problem(
            entities[second].place, f"id '{second}' collides with '{first}' where file names ignore case", "Rename one."
        )
        for first, second in ids.collisions(entities)
    ]
    if problems:
        raise ContentError(problems)
    return entities


def check_names(entities: Iterable[Entity], texts: Iterable[str]) -> list[Problem]:
    """Return a problem for each name that is in no document: a name is what a document calls the thing."""
    whole = "\x00".join(texts)
    return [
        Problem(
            entity.place,
            f"name {name!r} of '{entity.ref}' is in no document",
            "Copy it exactly, or put it under `also`.",
        )
        for entity in entities
        for name in entity.names
        if name not in whole
    ]


def _entity(entry: Any, file: str, kinds: Mapping[str, str | None], problems: list[Problem]) -> Entity | None:  # noqa: ANN401
    if not isinstance(entry, Located):
        problems.append(Problem(Place(file), "an entity is not a mapping", "Write `- id: kind/slug` and its fields."))
        return None
    place = Place(file, entry.line)
    wrong = [
        Problem(place, f"field '{field}' is missing", f"Write `{field}: ...`.")
        for field in ("id", "type", "label")
        if not isinstance(entry.get(field), str) or not entry[field].strip()
    ]
    wrong += [
        Problem(Place(file, entry.lines[field]), f"unknown field '{field}'", f"Known: {', '.join(_FIELDS)}.")
        for field in entry
        if field not in _FIELDS
    ]
    if not isinstance(entry.get("note"), str | None):
        wrong.append(
            Problem(Place(file, entry.lines["note"]), "field 'note' is not text", "Put it in quotation marks.")
        )
    wrong += [
        Problem(place, f"'{field}' is not a list of names", "Write `[one, two]` or a list of lines.")
        for field in ("names", "also")
        if not _texts(entry.get(field, []))
    ]
    if not wrong:
        wrong = _check_id(entry["id"], entry["type"], place, kinds)
    problems += wrong
    if wrong:
        return None
    names, also = tuple(entry.get("names") or ()), tuple(entry.get("also") or ())
    return Entity(Ref(entry["id"]), entry["type"], entry["label"], names, also, entry.get("note"), place)


def _texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(item, str) and item for item in value))


def _check_id(id: str, type: str, place: Place, kinds: Mapping[str, str | None]) -> list[Problem]:  # noqa: A002
    if reason := ids.check(id):
        return [
            Problem(place, f"id {id[:100]!r}: {reason}", "Write kind/slug in lower-case letters, digits and hyphens.")
        ]
    return check_type(Ref(id), type, place, kinds)


def check_type(ref: Ref, type: str, place: Place, kinds: Mapping[str, str | None]) -> list[Problem]:  # noqa: A002
    """Return what is wrong with an entity's class, or with its kind for that class."""
    if type not in kinds:
        return [Problem(place, f"class '{type}' is not in the ontology", "Use one of its classes, or add it there.")]
    if kinds[type] is None:
        remedy = "Give it `pin:kind` in the ontology, or use a subclass that has one."
        return [Problem(place, f"class {type} has no kind, which ids begin with", remedy)]
    if kinds[type] != ref.kind:
        what = f"'{ref}' is of class {type}, whose kind is '{kinds[type]}'"
        return [Problem(place, what, f"Name it {kinds[type]}/{ref.slug}, or change its class.")]
    return []
