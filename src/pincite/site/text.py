"""Text as pages show it: names without invisible controls, dates in words, short forms of long text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pincite.dates import DateError, describe

__all__ = ["clean", "natural", "shorten", "slug", "when_in_words", "words_of"]

_JOINERS = "\u200c\u200d"
# Direction marks, zero width space and its kin; joiners are judged by their neighbours.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_NUMBERS = re.compile(r"(\d+)")
# What can only be a date in EDTF, so that a number of a unit stays as it is.
_CLEARLY_DATE = re.compile(r"\d{3}X[~?%]?|\d{2}XX[~?%]?|\d{4}[~?%]|(?=.*[-/])[\dX.~?%/-]*\d{4}[\dX.~?%/-]*")


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return a name on one line, without control, direction and zero-width characters.

    The two joiners stay between letters of scripts that spell with them (Persian, Hindi and others).

    >>> clean("Regional\\u200b Group\\u202e of  Forces")
    'Regional Group of Forces'
    """
    spaced = " ".join(text.split())
    # None of the invisible ones counts as printable.
    if spaced.isprintable():
        return spaced
    return " ".join(_INVISIBLE.sub(lambda found: _kept(found, spaced), spaced).split())


def _kept(found: re.Match[str], text: str) -> str:
    if found.group() not in _JOINERS or not 0 < found.start() < len(text) - 1:
        return ""
    around = (text[found.start() - 1], text[found.start() + 1])
    joined = all(ord(letter) > 0x58F and unicodedata.category(letter)[0] in "LM" for letter in around)
    return found.group() if joined else ""


@lru_cache(maxsize=65536)
def when_in_words(when: str) -> str:
    """Return an EDTF date in English, or the text itself when it is none.

    >>> when_in_words("2018/..")
    'since 2018'
    """
    try:
        return describe(when)
    except DateError:
        return clean(when)


@lru_cache(maxsize=65536)
def words_of(literal: str, datatype: str) -> str:
    """Return a literal as a reader wants it: yes and no, grouped thousands, dates in words.

    >>> words_of("true", "http://www.w3.org/2001/XMLSchema#boolean"), words_of("2016-09-20", "...#string")
    ('yes', '20 September 2016')
    """
    kind = datatype.rpartition("#")[2]
    if kind == "boolean":
        return "yes" if literal in ("true", "1") else "no"
    if kind == "integer" and re.fullmatch(r"-?\d{5,}", literal):
        return f"{int(literal):,}".replace(",", "\u202f")
    if _CLEARLY_DATE.fullmatch(literal):
        return when_in_words(literal)
    return clean(literal)


def natural(text: str) -> list[tuple[int, str]]:
    """Return a key that orders text as people do.

    >>> sorted(["20th Army", "6th Army", "Army"], key=natural)
    ['Army', '6th Army', '20th Army']
    """
    parts = _NUMBERS.split(text.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]


def slug(text: str) -> str:
    """Return a name for addresses: letters a to z, digits and hyphens.

    >>> slug("Agreements & other instruments")
    'agreements-other-instruments'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def shorten(text: str, longest: int = 155) -> str:
    """Return text of at most `longest` characters, cut between words.

    >>> shorten("one two three", 9)
    'one two…'
    """
    if len(text) <= longest:
        return text
    return (text[:longest].rpartition(" ")[0] or text[: longest - 1]).rstrip(" ,;:–-") + "…"
