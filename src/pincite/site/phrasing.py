"""From values of the graph to the words of a lead: lists of names, dates, what stands in brackets, and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from pincite.graph.terms import Iri, Text
from pincite.site.grammar import Grammar
from pincite.site.leading import Phrase
from pincite.site.lines import Liner
from pincite.site.links import Linker
from pincite.site.modes import MODES
from pincite.site.parts import Reference
from pincite.site.records import Entity, Statement
from pincite.site.text import when_in_words, words_of

__all__ = ["LeadPiece", "Phraser", "Told", "capital", "fill", "is_word_hedged", "merged"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}(-\d\d)?|\d{3}X")
_SLOT = re.compile(r"\{(\w+)\}")
_MOST_NOTES = 2


class LeadPiece(Struct, frozen=True):
    """A step of the lead: words, where they lead, whether they are a name or a value, and the notes behind them.

    `anchor` is the statement that the notes are of, when it stands on the page.
    """

    text: str
    href: str | None = None
    value: bool = False
    references: tuple[Reference, ...] = ()
    anchor: str = ""


class Told(Struct, frozen=True):
    """A value to tell: the statement that says it, what else it rests on, and the periods that it is limited to."""

    value: Iri | Text
    one: Statement
    basis: tuple[Statement, ...]
    during: tuple[str, ...]


class Phraser:
    """Words what is told of one entity; the notes that it needs collect in the notebook of `liner`."""

    def __init__(self, about: Entity, grammar: Grammar, linker: Linker, liner: Liner) -> None:
        self._about = about
        self._grammar = grammar
        self._linker = linker
        self._liner = liner
        self._words = grammar.leads.words
        self._most = grammar.leads.most

    def phrases(self, told: Sequence[tuple[Phrase, list[Told]]], *, negated: bool) -> list[LeadPiece]:
        """Return phrases with their values, one behind the other; what all have in common in brackets stands once."""
        pieces: list[LeadPiece] = []
        tails = [_common([self._tail(value) for value in values]) for _, values in told]
        for index, (phrase, values) in enumerate(told):
            tail = tails[index]
            after = tail if tail is not None and (index + 1 == len(told) or tails[index + 1] != tail) else ""
            joint = "" if phrase.before.startswith(",") else " "
            pieces.append(LeadPiece(joint + phrase.before))
            pieces += self._list(phrase, values, negated=negated, tails=tail is None)
            pieces.append(LeadPiece(phrase.after + after))
        return pieces

    def _list(self, phrase: Phrase, values: Sequence[Told], *, negated: bool, tails: bool) -> Iterator[LeadPiece]:
        groups = _alike(values)
        most = self._most["values"]
        # "and 1 other" would say less than the thing itself.
        shown = groups if len(groups) <= most + 1 else groups[:most]
        rest = len(groups) - len(shown)
        last = self._words["or" if negated else "and"]
        for index, same in enumerate(shown):
            if index:
                yield LeadPiece(last if index + 1 == len(shown) and not rest else ", ")
            yield from self._value(phrase, same, self._notes(same), self._anchor(same[0]))
            if tails:
                yield LeadPiece(_together(self._tail(one) for one in same))
        if rest:
            yield LeadPiece(last + self._words["others"].format(count=rest))

    def _anchor(self, told: Told) -> str:
        return told.one.anchor if told.one.about == self._about.iri else ""

    def _value(
        self, phrase: Phrase, same: Sequence[Told], notes: tuple[Reference, ...], anchor: str
    ) -> Iterator[LeadPiece]:
        value = same[0].value
        if same[0].one.hedge and not is_word_hedged(same[0]):
            yield LeadPiece(f"{same[0].one.hedge} ")
        if phrase.only is not None:
            yield LeadPiece("", None, False, notes, anchor)
            return
        if isinstance(value, Iri):
            yield from self.name(value, notes, anchor)
            return
        timed = phrase.how in ("date", "time")
        text = when_in_words(value) if timed else words_of(value, value.datatype)
        if phrase.how == "date":
            text = self._dated(str(value), text)
        if phrase.how == "quoted":
            yield from (LeadPiece("“"), LeadPiece(text, None, True), LeadPiece("”", None, False, notes, anchor))
        else:
            yield LeadPiece(text, None, True, notes, anchor)

    def _dated(self, value: str, text: str) -> str:
        if _DAY.fullmatch(value):
            return self._words["on"].format(day=text)
        if " to " in text and text[:1].isdigit():
            return self._words["from"].format(time=text)
        return self._words["in"].format(time=text) if _TIME.fullmatch(value) else text

    def _notes(self, same: Sequence[Told]) -> tuple[Reference, ...]:
        found: dict[int, Reference] = {}
        for one in (one for told in same for one in (told.one, *told.basis)):
            if len(found) < _MOST_NOTES:
                for reference in self._liner.references((one,), _MOST_NOTES - len(found)):
                    found.setdefault(reference.number, reference)
        return tuple(found.values())

    def _tail(self, told: Told) -> str:
        """Return what stands in brackets behind a value: when, in which period, how it stands in its document."""
        one = told.one
        limits = (self._linker.catalogue.entities.get(iri) for iri in told.during if iri != self._about.iri)
        parts = ["".join(self._grammar.words(limit)) for limit in limits if limit]
        # A date that holds on itself is said once.
        if one.when and not (isinstance(one.value, Text) and when_in_words(one.value) == one.when):
            parts.append(one.when)
        if one.mode == "provision":
            parts.append(MODES["provision"].label)
        if one.contested:
            parts.append(self._words["contested"])
        return f" ({', '.join(parts)})" if parts else ""

    def saying(self, phrase: Phrase, told: Told, *, plain: bool, negated: bool) -> list[LeadPiece]:
        """Return words that are a sentence in themselves; `plain` when nothing stands before them."""
        value, tail = told.value, self._tail(told)
        text = words_of(value, value.datatype) if isinstance(value, Text) else self._linker.to(value).text
        text = text[:1].upper() + text[1:] if plain and not phrase.before else text
        ended = text.endswith((".", "!", "?", "”", "…"))
        before = phrase.before if plain else phrase.before[:1].lower() + phrase.before[1:]
        return [
            LeadPiece(before + (f"{self._words['denied'].strip()}: " if negated else "")),
            LeadPiece(text[:-1] if ended and tail else text, None, True, self._notes((told,)), self._anchor(told)),
            LeadPiece(phrase.after + tail + ("." if tail or not ended else "")),
        ]

    def name(self, thing: Entity | str, notes: tuple[Reference, ...] = (), anchor: str = "") -> list[LeadPiece]:
        """Return a name as it stands in a sentence."""
        one = thing if isinstance(thing, Entity) else self._linker.catalogue.entities.get(thing)
        if one is None:
            link = self._linker.to(str(thing))
            return [LeadPiece(link.text, link.href, True, notes, anchor)]
        put, label, end = self._grammar.words(one)
        href = None if one is self._about else self._linker.to(one.iri).href
        if end:
            return [LeadPiece(put), LeadPiece(label, href, True), LeadPiece(end, None, False, notes, anchor)]
        return [LeadPiece(put), LeadPiece(label, href, True, notes, anchor)]


def fill(frame: str, slots: Mapping[str, list[LeadPiece]]) -> list[LeadPiece]:
    """Return a sentence from its frame; `{name}` stands for a slot, an unknown one for nothing."""
    pieces: list[LeadPiece] = []
    for words, slot in _parts(frame):
        pieces.append(LeadPiece(words))
        pieces += slots.get(slot, ())
    return pieces


@cache
def _parts(frame: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a frame, each with the slot behind them; none is behind the last."""
    words = _SLOT.split(frame)
    return tuple(zip(words[::2], [*words[1::2], ""], strict=True))


def capital(pieces: Iterable[LeadPiece]) -> list[LeadPiece]:
    """Return a sentence that begins with a capital, without empty pieces."""
    made = [piece for piece in pieces if piece.text or piece.references]
    first = next((index for index, piece in enumerate(made) if piece.text), None)
    if first is not None:
        made[first] = replace(made[first], text=made[first].text[:1].upper() + made[first].text[1:])
    return made


def is_word_hedged(told: Told) -> bool:
    """Whether a hedge is one of the whole sentence, not of a number (`about 600`)."""
    return told.one.hedge is not None and not (isinstance(told.value, Text) and told.value[:1].isdigit())


def merged(pieces: Iterable[LeadPiece]) -> Iterator[LeadPiece]:
    """Yield the pieces with plain words that follow each other in one."""
    words = ""
    for piece in pieces:
        if piece.value or piece.href or piece.references:
            if words:
                yield LeadPiece(words)
            words = ""
            yield piece
        else:
            words += piece.text
    if words:
        yield LeadPiece(words)


def _alike(values: Sequence[Told]) -> list[list[Told]]:
    found: dict[tuple[object, ...], list[Told]] = {}
    for told in values:
        found.setdefault((told.value, told.one.hedge), []).append(told)
    return list(found.values())


def _together(tails: Iterable[str]) -> str:
    """Return several brackets as one."""
    each = dict.fromkeys(tail for tail in tails if tail)
    return "".join(each) if len(each) < 2 else f" ({'; '.join(tail[2:-1] for tail in each)})"


def _common(tails: Sequence[str]) -> str | None:
    """Return the tail that all values share, none when they differ."""
    return tails[0] if len({*tails}) == 1 else None
