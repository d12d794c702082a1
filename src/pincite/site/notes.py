"""Footnotes: from a statement to the sentence that says it, or to the rule and the premises that entail it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

from pincite.errors import content_error
from pincite.graph.terms import Iri, Text
from pincite.site.inputs import SourceText
from pincite.site.links import Linker
from pincite.site.modes import CLAIMS, MODES, PLANS, ModeTag
from pincite.site.parts import Note, Pin, Premise, Reference, Speaker
from pincite.site.records import Passage, Statement

__all__ = ["Notebook", "Quoter", "attributed_words", "sentence_words", "speakers", "words"]


class Quoter:
    """Cuts the sentence of a passage into what stands before, the exact words, and what stands after.

    Raises ContentError when the words at a passage's place in the file are not those that the graph has.
    """

    def __init__(self, texts: Mapping[str, SourceText]) -> None:
        """Take the texts by the IRI of their document."""
        self._texts = texts
        self._starts = {iri: [one.start for one in source.sentences] for iri, source in texts.items()}
        self.cut = cache(self._cut)

    def _cut(self, passage: Passage) -> tuple[str, str, str]:
        source = self._texts.get(passage.document)
        if source is None:
            return "", "", ""
        starts = self._starts[passage.document]
        low = max(bisect_right(starts, passage.start) - 1, 0)
        high = bisect_left(starts, passage.end)
        touched = source.sentences[low:high]
        first = min(passage.start, touched[0].start) if touched else passage.start
        last = max(passage.end, touched[-1].end) if touched else passage.end
        # What stands between two sentences belongs to neither.
        if touched and touched[0].end <= passage.start:
            first = passage.start
        text = source.text
        if text[passage.start : passage.end] != passage.exact:
            what = f"characters {passage.start} to {passage.end} are not the words of <{passage.iri}>"
            raise content_error(
                source.file, what, "Mend pin:exact or the offsets; a page shows only what the file says."
            )
        return text[first : passage.start], text[passage.start : passage.end], text[passage.end : last]


class Notebook:
    """The notes of one page, numbered in the order in which they are first referred to."""

    def __init__(self, linker: Linker, quoter: Quoter) -> None:
        self._linker = linker
        self._quoter = quoter
        self._numbers: dict[tuple[object, ...], int] = {}
        self._notes: dict[int, Note] = {}
        self._referred: set[int] = set()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes by number."""
        return tuple(replace(self._notes[n], number=n, back=n in self._referred) for n in sorted(self._notes))

    def refer(self, statement: Statement, most: int | None = None) -> tuple[Reference, ...]:
        """Return the references to a statement's notes, made when they are new; at most so many."""
        found = []
        for number in self.numbers(statement)[:most]:
            found.append(Reference(number, number not in self._referred))
            self._referred.add(number)
        return tuple(found)

    def numbers(self, statement: Statement) -> tuple[int, ...]:
        """Return the numbers of a statement's notes."""
        if statement.mode == "derived" and (statement.rule or statement.premises):
            return (self._derived(statement), *self._passages(statement))
        return self._passages(statement)

    def _passages(self, statement: Statement) -> tuple[int, ...]:
        said = (statement.mode, statement.by, statement.via, statement.reported)
        return tuple(
            self._passage(iri, said, statement) for iri in statement.evidence if iri in self._linker.catalogue.passages
        )

    def _passage(self, iri: str, said: tuple[object, ...], statement: Statement) -> int:
        key = (iri, *said)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            # Pages that lie equally deep share their notes but for the number.
            made = self._linker.notes.get(key)
            if made is None:
                made = self._linker.notes[key] = self._make(iri, statement)
            self._notes[number] = made
        return number

    def _make(self, iri: str, statement: Statement) -> Note:
        passage = self._linker.catalogue.passages[iri]
        return Note(
            0, *self._quoter.cut(passage), self._linker.passage(iri), self._linker.to(passage.document),
            _mode(statement), speakers(statement, self._linker), None, (),
            Pin(passage.sentence, passage.start, passage.end), False,
        )  # fmt: skip

    def _derived(self, statement: Statement) -> int:
        key = (statement.iri,)
        number = self._numbers.get(key)
        if number is None:
            # Numbered before its premises, so that premises in a circle end here.
            number = self._numbers[key] = len(self._numbers) + 1
            rule = self._linker.to(statement.rule) if statement.rule else None
            known = self._linker.catalogue.statements
            premises = tuple(self.premise(known[iri]) for iri in statement.premises if iri in known)
            self._notes[number] = Note(
                number, "", "", "", None, None, _mode(statement), (), rule, premises, None, False
            )  # fmt: skip
        return number

    def premise(self, statement: Statement) -> Premise:
        """Return a statement in words, with its link and the numbers of its notes; a claim with who makes it."""
        told = attributed_words(statement, self._linker)
        return Premise(told, self._linker.statement(statement.iri), self.numbers(statement))


def _mode(statement: Statement) -> ModeTag:
    return MODES.get(statement.mode, MODES["reported"])


def speakers(statement: Statement, linker: Linker) -> tuple[Speaker, ...]:
    """Return who says it, then who passed it on, then who wrote it down, each once.

    A plan that only its document tells of is not its author's.
    """
    chain: dict[str, str] = {}
    if statement.by:
        chain[statement.by] = "as told by" if statement.mode in PLANS and statement.by == statement.reported else ""
    for agent in statement.via:
        chain.setdefault(agent, "relayed by")
    if statement.reported:
        chain.setdefault(statement.reported, "reported by")
    return tuple(Speaker(lead, linker.to(agent)) for agent, lead in chain.items())


def words(statement: Statement, linker: Linker) -> str:
    """Return property and value as plain words: `not holder: about 600`."""
    label = linker.catalogue.property_of(statement.predicate).label
    hedge = f"{statement.hedge} " if statement.hedge else ""
    denied = "not " if statement.negated else ""
    return f"{label}: {denied}{hedge}{linker.show(statement.value).text}"


def sentence_words(statement: Statement, linker: Linker) -> str:
    """Return a whole statement as plain words: subject, property, value, date; of a claim what it says."""
    when = f" ({statement.when})" if statement.when else ""
    if statement.about in linker.catalogue.claims and statement.mode in CLAIMS and isinstance(statement.value, Text):
        return f"{linker.show(statement.value).text}{when}"
    subject = linker.to(Iri(statement.about)).text
    return f"{subject} — {words(statement, linker)}{when}"


def attributed_words(statement: Statement, linker: Linker) -> str:
    """Return a whole statement as plain words, that of a claim behind who makes it."""
    told = sentence_words(statement, linker)
    if statement.mode in CLAIMS and statement.by:
        return f"{linker.to(statement.by).text} {_mode(statement).verb}: {told}"
    return told
