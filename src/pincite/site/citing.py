"""How to cite single facts: every statement of an entity with its address, the words it rests on and their document."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.cite import Citations, Citer
from pincite.site.links import Linker
from pincite.site.modes import CLAIMS, MODES
from pincite.site.notes import attributed_words
from pincite.site.records import Statement

__all__ = ["CitedFact", "cited_facts"]


class CitedFact(Struct, frozen=True):
    """A statement's anchor, the anchor of its citations, and these."""

    anchor: str
    place: str
    citation: Citations


def cited_facts(iri: str, linker: Linker, citer: Citer) -> tuple[CitedFact, ...]:
    """Return the citations of all statements that stand on an entity's page, in order."""
    return tuple(
        CitedFact(
            one.anchor, f"c{one.anchor.removeprefix('s')}",
            citer.fact(attributed_words(one, linker), one.iri, _basis(one, linker)),
        )
        for one in linker.catalogue.about.get(iri, ())
    )  # fmt: skip


def _basis(one: Statement, linker: Linker) -> str:
    """Return how a statement stands in its documents, and the words that say it: `laid down: “...” (Title)`."""
    passages = [linker.catalogue.passages[iri] for iri in one.evidence if iri in linker.catalogue.passages]
    quoted = "; ".join(
        f"“{passage.exact}” ({linker.to(passage.document).text}, sentence {passage.sentence})" for passage in passages
    )
    rule = f"derived by the rule {linker.to(one.rule).text}" if one.rule else ""
    # Who makes a claim stands in its words already.
    mode = MODES[one.mode].label if not rule and one.mode not in CLAIMS and one.mode in MODES else ""
    stands = rule or mode or "quoted"
    return f"{stands[:1].upper()}{stands[1:]}{f': {quoted}' if quoted else ''}."
