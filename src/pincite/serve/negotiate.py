"""Which of several representations a client wants: the Accept header of RFC 9110, section 12.5.1."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RANGE = re.compile(r"([\w!#$&^.+-]+|\*)/([\w!#$&^.+-]+|\*)")
_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def choose(accept: str | None, available: Sequence[str]) -> str | None:
    """Return the media type of `available` that the header likes best, or None when it wants none of them.

    Equal wishes go to the one that stands first in `available`. A header that is missing or empty accepts
    everything; a part of it that is no media range or has no valid quality is passed over. Parameters other
    than `q` are not looked at.

    >>> choose("text/turtle;q=0.8, */*;q=0.1", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose("application/rdf+xml", ["text/html", "text/turtle"]) is None
    True
    """
    if accept is None or not accept.strip():
        return available[0]
    ranges = _ranges(accept)
    best = max(available, key=lambda media: _quality(media, ranges))
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for part in accept.split(","):
        media, *parameters = [piece.strip().lower() for piece in part.split(";")]
        matched = _RANGE.fullmatch(media)
        quality = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        if matched and _QUALITY.fullmatch(quality):
            named = (matched[1], matched[2])
            found[named] = max(float(quality), found.get(named, 0.0))
    return found


def _quality(media: str, ranges: dict[tuple[str, str], float]) -> float:
    """Return what the most specific range that covers the media type says."""
    kind, _, subtype = media.partition("/")
    for named in ((kind, subtype), (kind, "*"), ("*", "*")):
        if named in ranges:
            return ranges[named]
    return 0.0
