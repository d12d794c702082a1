"""How statements stand in their documents, as pages tell it: by a word, a sign and a colour, never by colour alone."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CLAIMS", "FACTS", "MODES", "PLANS", "ModeTag", "mode_of"]


class ModeTag(NamedTuple):
    """A mode: `key` names its style, `sign` its mark in print, `verb` what a speaker does in it."""

    key: str
    label: str
    sign: str
    verb: str


MODES = {
    tag.key: tag
    for tag in (
        ModeTag("reported", "reported", "•", "states"),
        ModeTag("provision", "laid down", "§", "lays down"),
        ModeTag("derived", "derived", "∴", "entails"),
        ModeTag("planned", "planned", "▷", "plans"),
        ModeTag("proposed", "proposed", "+", "proposes"),
        ModeTag("hypothetical", "hypothetical", "?", "supposes"),
        ModeTag("claimed", "claimed", "“", "says"),
        ModeTag("assessed", "judged", "≈", "judges"),
        ModeTag("predicted", "predicted", "→", "expects"),
    )
}
"""Every mode by key."""

FACTS = frozenset({"reported", "provision", "derived"})
PLANS = frozenset({"planned", "proposed", "hypothetical"})
CLAIMS = frozenset({"claimed", "assessed", "predicted"})


def mode_of(iri: str) -> str:
    """Return the key of a mode from its IRI.

    >>> mode_of("https://w3id.org/pincite/ns#Reported")
    'reported'
    """
    return iri.rpartition("#")[2].lower()
