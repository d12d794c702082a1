"""The fields of a kind of fact: what each must hold, and a fact's values checked and converted to that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

from msgspec import Struct

from pincite.errors import Place, Problem
from pincite.files import Located
from pincite.mapping import Ref, Value

__all__ = ["ANNOTATIONS", "Field", "FieldType", "bind", "field_type"]

_ID = re.compile(r"[^\s/]+/[^\s/]+")
_DIGITS = "Write digits only; a vague number takes `hedge`, `min` or `max` beside it."
# Text is taken for a misplaced id only when it is one to the letter; "25 km/h" and "2021-21/2022" are text.
_STRICT_ID = re.compile(r"[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*")


class FieldType(StrEnum):
    """What a field must hold; the value is what the annotation is called in messages and listings."""

    REF = "ref"
    REFS = "refs"
    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    VALUE = "value"


ANNOTATIONS: Mapping[str, FieldType] = {
    "Ref": FieldType.REF,
    "tuple[Ref, ...]": FieldType.REFS,
    "str": FieldType.TEXT,
    "tuple[str, ...]": FieldType.TEXTS,
    "int": FieldType.INTEGER,
    "Decimal": FieldType.DECIMAL,
    "bool": FieldType.BOOLEAN,
    "Value": FieldType.VALUE,
}
"""The annotations that a script's parameters can have, as they are written."""

_TYPES: Mapping[object, FieldType] = {
    Ref: FieldType.REF,
    tuple[Ref, ...]: FieldType.REFS,
    str: FieldType.TEXT,
    tuple[str, ...]: FieldType.TEXTS,
    int: FieldType.INTEGER,
    Decimal: FieldType.DECIMAL,
    bool: FieldType.BOOLEAN,
}


class Field(Struct, frozen=True):
    """One field of a kind of fact."""

    name: str
    type: FieldType
    required: bool


def field_type(annotation: object) -> FieldType | None:
    """Return what an annotation asks for, or None when no field can have it.

    >>> field_type(str | None), field_type(list[str])
    (<FieldType.TEXT: 'text'>, None)
    """
    union = get_origin(annotation) in {Union, UnionType}
    wanted = frozenset(get_args(annotation) if union else (annotation,)) - {NoneType}
    if wanted == frozenset(get_args(Value)):
        return FieldType.VALUE
    return _TYPES.get(next(iter(wanted))) if len(wanted) == 1 else None


def bind(
    kind: str, fields: Sequence[Field], given: Mapping[str, object], place: Place
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Return the values of a fact's fields as its script takes them, and all that is wrong with them.

    An empty value (none, no text, an empty list) is a field not given. A single value becomes a tuple where
    several are allowed; a number becomes text where text is wanted; text that is a number, true or false
    becomes that where it is wanted.
    """
    values = {name: value for name, value in given.items() if not _empty(value)}
    names = {field.name for field in fields}
    problems = [
        Problem(_place(given, name, place), f"'{kind}' has no field '{name}'", _remedy(name, fields))
        for name in given
        if name not in names
    ]
    bound: dict[str, object] = {}
    for field in fields:
        if field.name in values:
            try:
                bound[field.name] = _READERS[field.type](values[field.name])
            except _ValueWrongError as wrong:
                what = f"field '{field.name}' of '{kind}' must be {wrong.wanted}, and is {_short(wrong.value)}"
                problems.append(Problem(_place(given, field.name, place), what, wrong.remedy))
        elif field.required:
            what = f"'{kind}' lacks the field '{field.name}'"
            problems.append(Problem(place, what, f"Add it. {_listing(fields)}"))
    return bound, tuple(problems)


class _ValueWrongError(Exception):
    """A value that is not what its field wants."""

    def __init__(self, value: object, wanted: str, remedy: str) -> None:
        self.value = value
        self.wanted = wanted
        self.remedy = remedy


def _place(given: Mapping[str, object], name: str, place: Place) -> Place:
    return Place(place.file, given.lines.get(name, place.line)) if isinstance(given, Located) else place


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | tuple) and not value)


def _remedy(name: str, fields: Sequence[Field]) -> str:
    near = get_close_matches(name, [field.name for field in fields], 1)
    return f"Did you mean '{near[0]}'? {_listing(fields)}" if near else _listing(fields)


def _listing(fields: Sequence[Field]) -> str:
    listed = (f"{field.name} ({field.type}{'' if field.required else ', optional'})" for field in fields)
    return f"Its fields: {', '.join(listed) or 'none'}."


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _ref(value: object) -> Ref:
    if isinstance(value, Ref):
        return value
    if isinstance(value, str) and _ID.fullmatch(value):
        return Ref(value)
    remedy = "Write one id." if isinstance(value, list | tuple) else "Write the id from mappings/entities."
    raise _ValueWrongError(value, "an entity's id, kind/slug", remedy)


def _text(value: object) -> str:
    if isinstance(value, str) and not _STRICT_ID.fullmatch(value) and value.strip():
        return str(value)
    if isinstance(value, int | float | Decimal | date) and not isinstance(value, bool):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, str) and value.strip():
        remedy = "It looks like an entity's id; write words, or use a field that takes an id."
        raise _ValueWrongError(value, "text", remedy)
    remedy = "Put it in quotation marks." if isinstance(value, bool) else "Write one text."
    raise _ValueWrongError(value, "text", remedy)


def _integer(value: object) -> int:
    number = _number(value, "a whole number")
    if number != number.to_integral_value():
        raise _ValueWrongError(value, "a whole number", _DIGITS)
    return int(number)


def _decimal(value: object) -> Decimal:
    return _number(value, "a number")


def _number(value: object, wanted: str) -> Decimal:
    try:
        if isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
            number = Decimal(str(value))
            if number.is_finite():
                return number
    except InvalidOperation:
        pass
    raise _ValueWrongError(value, wanted, _DIGITS)


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in {"true", "false"}:
        return value == "true"
    raise _ValueWrongError(value, "true or false", "Write true or false.")


def _value(value: object) -> Value:
    if isinstance(value, Ref | str | int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, date):
        return value.isoformat()
    raise _ValueWrongError(value, "one value", "Write an id, a text, a number, true or false.")


def _several(one: Callable[[object], Ref | str]) -> Callable[[object], tuple[Ref | str, ...]]:
    return lambda value: tuple(one(item) for item in (value if isinstance(value, list | tuple) else (value,)))


_READERS: Mapping[FieldType, Callable[[object], object]] = {
    FieldType.REF: _ref,
    FieldType.REFS: _several(_ref),
    FieldType.TEXT: _text,
    FieldType.TEXTS: _several(_text),
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.BOOLEAN: _boolean,
    FieldType.VALUE: _value,
}
