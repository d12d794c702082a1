"""Ids of entities and names of output files: what is safe as an IRI and on every file system.

An id is `kind/slug`; both halves have lower-case letters a to z, digits and single hyphens. The names that
Windows keeps for devices are refused because the published folder must unpack there too:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

__all__ = ["LONGEST", "PathError", "check", "collisions", "safe_path"]

LONGEST = 80
"""Characters in a slug or a kind, at most."""

_LONGEST_NAME = 240  # bytes; file systems end at 255, and a temporary name needs some more
_LETTERS = re.compile(r"[a-z0-9-]+")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
# Windows refuses all but the last two; those two end the path in a link.
_FORBIDDEN = frozenset('<>:"|?*\\%#')


class PathError(ValueError):
    """An output path that is not safe: `value` is the path, `what` is wrong with it."""

    def __init__(self, value: str, what: str) -> None:
        self.value = value
        self.what = what
        super().__init__(f"output path {value!r} {what}")


def check(id: str) -> str | None:  # noqa: A002
    """Return what is wrong with an entity's id, as words behind "the id", or None when it is right.

    >>> check("light/north")
    >>> check("light/NORTH")
    "has upper case in 'NORTH'"
    """
    if not id:
        return "is empty"
    halves = id.split("/")
    if len(halves) != 2:
        return "is not of the form kind/slug"
    for half in halves:
        wrong = _check_half(half)
        if wrong:
            return wrong
    return None


def collisions(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs that are one file on some file system.

    Those are the same to the letter, or but for case, or but for Unicode form. Each later one is paired with
    the first of its group, in order of appearance.

    >>> collisions(["light/north", "light/NORTH", "post/x"])
    [('light/north', 'light/NORTH')]
    """
    first: dict[str, str] = {}
    found = []
    for given in ids:
        folded = _fold(given)
        if folded in first:
            found.append((first[folded], given))
        else:
            first[folded] = given
    return found


def safe_path(text: str) -> PurePosixPath:
    """Return text as a relative path that stays below its folder on every file system. Raises PathError.

    >>> safe_path("id/light/north/index.html")
    PurePosixPath('id/light/north/index.html')
    """
    if not text:
        raise PathError(text, "is empty")
    if text.startswith("/"):
        raise PathError(text, "is absolute")
    for name in text.split("/"):
        wrong = _check_name(name)
        if wrong:
            raise PathError(text, wrong)
    return PurePosixPath(text)


def _check_half(half: str) -> str | None:
    wrong = _check_letters(half)
    if wrong:
        return wrong
    if len(half) > LONGEST:
        return f"has {len(half)} characters in one half, more than {LONGEST}"
    if half.startswith("-") or half.endswith("-") or "--" in half:
        return f"has a hyphen at an end or two in a row in '{half}'"
    if half in _DEVICES:
        return f"has '{half}', a name that Windows keeps for a device"
    return "has 'index', the name of the page itself" if half == "index" else None


def _check_letters(half: str) -> str | None:
    if not half:
        return "is not of the form kind/slug"
    if half in {".", ".."}:
        return f"has '{half}', which leads to another folder"
    if "%" in half:
        return f"has percent-encoding in {half!a}"
    if half.isascii() and half != half.lower():
        return f"has upper case in {half!a}"
    return None if _LETTERS.fullmatch(half) else f"has something else than a to z, 0 to 9 and hyphens in {half!a}"


def _check_name(name: str) -> str | None:
    if name in {"", ".", ".."}:
        return f"has {name!r} between slashes"
    if not _FORBIDDEN.isdisjoint(name) or not ((name.isascii() and name.isprintable()) or _is_clean(name)):
        return f"has a character that is not safe in {name!a}"
    if name[-1] in ". " or name[0] == " ":
        return f"has a space or a full stop at an end of {name!r}"
    if len(name.encode()) > _LONGEST_NAME:
        return f"has a name of more than {_LONGEST_NAME} bytes"
    if name.partition(".")[0].rstrip(" ").lower() in _DEVICES:
        return f"has {name!r}, a name that Windows keeps for a device"
    return None


def _is_clean(name: str) -> bool:
    return all(unicodedata.category(character) not in {"Cc", "Cs"} for character in name)


def _fold(text: str) -> str:
    # Folding can undo a composition, hence the second pass.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
