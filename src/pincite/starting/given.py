"""What a new publication is to be called, checked before anything is written."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from msgspec import Struct

from pincite.errors import usage_error
from pincite.files import read_text
from pincite.graph.terms import Prefixes
from pincite.mapping import slug
from pincite.project import PREFIXES
from pincite.starting.model import MODEL, MODEL_PREFIX

_LONGEST = 200
_BASE = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+/(?:[^\s?#<>\"{}|\\^`]*/)?")
_EMPTY_SEGMENT = re.compile(r"(?<!:)/(?:\.{0,2}/)")
_PREFIX = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")


class Given(Struct, frozen=True):
    """What differs between new publications; `base` ends in a slash, `day` is when the facts were recorded."""

    title: str
    base: str
    prefix: str
    creator: str
    day: date


def given(
    target: Path, title: str | None, base: str | None, prefix: str | None, creator: str | None, day: date
) -> Given:
    """Return the answers, with defaults made from the folder's name.

    Raises UsageError for a title or creator that is no line of text, a base IRI that is none or would take in another
    vocabulary, and a prefix that is none or taken.
    """
    name = slug(target.resolve().name) or "publication"
    made = Given(
        title=_line("--title", title if title is not None else name.replace("-", " ").capitalize()),
        base=base if base is not None else f"https://example.org/{name}/",
        prefix=prefix if prefix is not None else MODEL_PREFIX,
        creator=_line("--creator", creator if creator is not None else "The authors"),
        day=day,
    )
    table = Prefixes.parse(read_text(MODEL / PREFIXES, PREFIXES), PREFIXES)
    foreign = {one: iri for one, iri in table.namespaces.items() if not iri.startswith(table.base)}
    _check_base(made.base, foreign)
    _check_prefix(made.prefix, set(table.namespaces) - {MODEL_PREFIX})
    return made


def _line(option: str, text: str) -> str:
    """Return text without white space around it. Raises UsageError unless it is one line of printable text."""
    text = unicodedata.normalize("NFC", text.strip())
    if not text:
        raise usage_error(option, "is empty", "Write some words.")
    if len(text) > _LONGEST:
        raise usage_error(option, f"has {len(text)} characters, more than {_LONGEST}", "Write a shorter one.")
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in text):
        raise usage_error(option, "holds a line break or another control character", "Write one line of text.")
    return text


def _check_base(base: str, foreign: dict[str, str]) -> None:
    place = f"--base {base}"
    if not base.endswith("/") and _BASE.fullmatch(f"{base}/"):
        raise usage_error(place, "does not end in a slash", f"Write {base}/.")
    if not _BASE.fullmatch(base) or any(unicodedata.category(one) in {"Cc", "Cs", "Cf"} for one in base):
        remedy = "Write the address under which all things will have theirs, for example https://example.org/bridges/."
        raise usage_error(place, "is no base IRI", remedy)
    if _EMPTY_SEGMENT.search(base):
        raise usage_error(place, "has a part between slashes that is empty, '.' or '..'", "Leave that part out.")
    for name, iri in foreign.items():
        if iri.startswith(base):
            raise usage_error(place, f"is where the vocabulary {name}: stands ({iri})", "Take an address of your own.")


def _check_prefix(prefix: str, taken: set[str]) -> None:
    place = f"--prefix {prefix}"
    if not _PREFIX.fullmatch(prefix):
        raise usage_error(place, "is no prefix", "Write a few letters a to z, for example br.")
    if prefix in taken:
        raise usage_error(place, "is a prefix of another vocabulary", "Take another one.")
