r"""The Accept header (RFC 9110, section 12.5.1) in regular expressions, for servers that know nothing else.

A server that can only match text still can respect q-values. Each form in which a thing is described gets its quality
as the text of the header has it ("0.85", "1.000"), from the most specific range that covers it. Two qualities side by
side are compared by one expression: after a common beginning (`\1`) the second has the greater digit, or goes on where
the first has ended.
"""

from __future__ import annotations

from msgspec import Struct

from pincite.media import REPRESENTATIONS

FORMS = tuple((name.rpartition(".")[2], kind) for name, kind in REPRESENTATIONS if not name.endswith(".trig"))
"""The forms of a thing, the preferred one first: end of the file's name, media type."""

NONE = "0"
FULL = "1.000"
_START = r"(?:^|,)\s*"
# Parameters before q; without looking ahead, which not every engine can.
_OTHERS = r"\s*(?:;\s*(?:[^qQ,;\s][^,;]*|[qQ][^=,;\s][^,;]*))*"
_FULL = r"(?:;\s*[qQ]=1(?:\.0{0,3})?\s*(?:;[^,]*)?)?\s*(?:,|$)"
_PART = r";\s*[qQ]=(0(?:\.[0-9]{0,3})?)\s*(?:[;,]|$)"
GREATER = (
    r"^([0-9.]*)(?:"
    + "|".join(rf"{digit}[0-9.]* \1[{digit + 1}-9]" for digit in range(8))
    + r"|8[0-9.]* \1[9]| \1[0-9.]*[1-9])"
)
"""Matches two qualities with a space between them when the second is greater."""

NOTHING = r"^0?[.0]*$"
"""Matches a quality of nothing."""


class Range(Struct, frozen=True):
    """A media range that covers a form; `full` matches a header that wants it wholly, `part` captures its quality."""

    full: str
    part: str


def ranges(media_type: str) -> tuple[Range, ...]:
    """Return the ranges that cover a media type, the most specific first."""
    kind = media_type.partition("/")[0]
    return tuple(
        Range(_START + escaped + _OTHERS + _FULL, _START + escaped + _OTHERS + _PART)
        for escaped in (media_type.replace("+", r"\+"), rf"{kind}/\*", r"\*/\*")
    )
