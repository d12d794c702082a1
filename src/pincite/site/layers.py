"""A site map laid over the standard one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from pincite.errors import Place, usage_error

__all__ = ["NOTHING", "Lines", "Standard", "lines_of", "over", "parsed"]

Lines: TypeAlias = Sequence[int | None]


class Standard(Struct, frozen=True):
    """What lies below a publication's own site: templates, when it wants them, and names of queries nobody need use."""

    folder: Path | None = None
    queries: frozenset[str] = frozenset()


NOTHING = Standard()


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return a site map's content. Raises UsageError, with the line, when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = Place(file, int(line[1]) if line else None)
        raise usage_error(place, f"not TOML: {error}", "Mend it there.") from error


def lines_of(text: str) -> Lines:
    """Return the line (1-based) of each page of a site map."""
    return [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[page]]")]


def over(own: dict[str, Any], lines: Lines, standard: dict[str, Any]) -> tuple[dict[str, Any], Lines]:
    """Return the standard map with another laid over it, and the line of each page; None for the standard ones.

    What is of the wrong type is left as it is, for the reader of the map to find.
    """
    pages, given = own.get("page", []), own.get("site", {})
    if not isinstance(pages, list) or not isinstance(given, dict):
        return own, lines
    names = {page.get("name") for page in pages if isinstance(page, dict)}
    kept = [page for page in standard["page"] if page["name"] not in names]
    site = {**standard["site"], **given}
    if isinstance(given.get("data", {}), dict):
        site["data"] = {**standard["site"]["data"], **given.get("data", {})}
    return {**own, "site": site, "page": [*kept, *pages]}, [*[None] * len(kept), *lines]
