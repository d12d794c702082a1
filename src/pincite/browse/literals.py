"""Whether a literal is written as its datatype wants it, and its text as a page can show it.

The lexical forms are those of XML Schema 1.1 Part 2 (W3C Recommendation, 2012).
"""

from __future__ import annotations

import json
import re
import unicodedata

from pincite.browse.terms import RDF, Literal
from pincite.graph.terms import XSD

SHOWN = 20_000
"""Characters of a literal that a page shows at most; all of it is in the data beside the page."""

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_INTEGER = r"[+-]?\d+"
_FLOAT = r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?|[+-]?INF|NaN)"
_FORMS = {
    "boolean": r"true|false|0|1",
    "integer": _INTEGER,
    "nonNegativeInteger": r"\+?\d+|-0+",
    "positiveInteger": r"\+?0*[1-9]\d*",
    "nonPositiveInteger": r"-\d+|\+?0+",
    "negativeInteger": r"-0*[1-9]\d*",
    **dict.fromkeys(("long", "int", "short", "byte"), _INTEGER),
    **dict.fromkeys(("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"), r"\+?\d+|-0+"),
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": _FLOAT,
    "float": _FLOAT,
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}(?=[Z+-]){_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
}
_VALID = {XSD + name: re.compile(form, re.ASCII) for name, form in _FORMS.items()}
# Bits, and whether signed.
_SIZES = {"long": (63, True), "int": (31, True), "short": (15, True), "byte": (7, True), "unsignedLong": (64, False),
          "unsignedInt": (32, False), "unsignedShort": (16, False), "unsignedByte": (8, False)}  # fmt: skip
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKUP = frozenset({RDF + "HTML", RDF + "XMLLiteral", RDF + "JSON"})


def valid(literal: Literal) -> bool:
    """Whether a literal has a form that its datatype allows; of datatypes that are not known here, yes.

    >>> from pincite.browse.terms import literal
    >>> valid(literal(f'"2016-02-30"^^<{XSD}date>')), valid(literal(f'"2016-02-29"^^<{XSD}date>'))
    (False, True)
    """
    form = _VALID.get(literal.datatype)
    if form is None:
        return literal.datatype != RDF + "JSON" or _is_json(literal.text)
    text = literal.text.strip(" \t\r\n")
    name = literal.datatype.rpartition("#")[2]
    if form.fullmatch(text) is None:
        return False
    if name in _SIZES:
        return len(text) < 40 and _fits(int(text), *_SIZES[name])
    return _in_month(text, name) if name in ("date", "dateTime", "dateTimeStamp") else True


def visible(text: str) -> str:
    """Return text that HTML can hold: controls as their pictures, direction marks as their codes.

    >>> visible("bell\\x07")
    'bell␇'
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _CONTROL.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))
    return _DIRECTION.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", plain)


def is_markup(literal: Literal) -> bool:
    """Whether a literal is code: HTML, XML or JSON, which is shown as written and never run."""
    return literal.datatype in _MARKUP


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else f"⟨{code:04X}⟩"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _fits(number: int, bits: int, signed: bool) -> bool:
    return (-(1 << bits) if signed else 0) <= number < 1 << bits


def _in_month(text: str, _name: str) -> bool:
    year, month, day = re.match(r"(-?\d+)-(\d\d)-(\d\d)", text).groups()  # type: ignore[union-attr]
    if int(day) > _DAYS[int(month) - 1]:
        return False
    # Only the last digits decide, however many there are.
    number = int(year[-4:].replace("-", ""))
    leap = number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)
    return leap or (month, day) != ("02", "29")


def direction_of(text: str) -> str:
    """Return the direction of the first letter that has one, as HTML names it; "" when none has."""
    for letter in text[:200]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return ""
