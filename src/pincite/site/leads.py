"""The lead of an entity's page: sentences made from the graph, each part with its footnote.

Which properties lead, and all words, stand in a file of the publication (see `leading`). What is certain, what is
hedged or contested, what is planned or supposed and what somebody claims are sentences of their own; a claim's begins
with who makes it. What nothing tells is said to be not stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from pincite.graph.terms import Iri
from pincite.site.grammar import Grammar
from pincite.site.leading import SORTS, Pattern, Phrase
from pincite.site.lines import Liner
from pincite.site.links import Linker
from pincite.site.modes import CLAIMS, FACTS
from pincite.site.phrasing import LeadPiece, Phraser, Told, capital, fill, is_word_hedged, merged
from pincite.site.records import Entity, Statement

__all__ = ["Lead", "lead_of"]

_PLAIN = "{name} {is} {kind}"


class Lead(Struct, frozen=True):
    """The lead: its pieces, the same as plain text, and of that only what is said without reserve."""

    pieces: tuple[LeadPiece, ...]
    plain: str
    facts: str


class _Key(Struct, frozen=True):
    """What a sentence tells together: how certain it is, whether it denies, and who says it of a claim."""

    sort: str
    negated: bool
    by: str | None
    via: tuple[str, ...]


_CERTAIN = _Key("certain", False, None, ())
_Grouped = dict[_Key, list[tuple[Phrase, list[Told]]]]


def lead_of(about: Entity, grammar: Grammar, linker: Linker, liner: Liner) -> Lead:
    """Return the lead of an entity; its notes collect in the notebook of `liner`."""
    told = _Gathered(about, grammar, linker)
    written = list(_Writer(about, grammar, linker, liner).sentences(told))
    pieces = _one_by_one([*(sentence for _, sentence in written), *told.unknown()])
    facts = _one_by_one([sentence for key, sentence in written if key.sort == "certain"])
    return Lead(tuple(merged(pieces)), _plain(pieces), _plain(facts))


class _Gathered:
    """What there is to tell of an entity, by the sentence in which it stands."""

    def __init__(self, about: Entity, grammar: Grammar, linker: Linker) -> None:
        self._about = about
        self._words = grammar.leads.words
        self._catalogue = linker.catalogue
        self.pattern = grammar.pattern(about.type_iri) or Pattern()
        self.told = self._grouped(self.pattern.tell)
        self.said = self._grouped(self.pattern.say)

    @property
    def keys(self) -> list[_Key]:
        """The sentences in the order in which they are told."""
        return sorted({*self.told, *self.said}, key=lambda key: (SORTS.index(key.sort), key.negated, key.by or ""))

    def unknown(self) -> list[list[LeadPiece]]:
        """Return the sentence on what is not stated; none when all of it is."""
        missing = [
            words
            for words, phrases, timed in self.pattern.unknown
            if not any(True for phrase in phrases for _ in self._values(phrase))
            and not any(one.bounds for one in self._timed(timed))
        ]
        return [[LeadPiece(self._words["unknown"].format(what=", ".join(missing)))]] if missing else []

    @cached_property
    def _own(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for one in self._catalogue.about.get(self._about.iri, ()):
            found.setdefault(one.predicate, []).append(one)
        return found

    @cached_property
    def _pointing(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for one in self._catalogue.pointing.get(self._about.iri, ()):
            found.setdefault(one.predicate, []).append(one)
        return found

    def _grouped(self, phrases: Iterable[Phrase]) -> _Grouped:
        found: _Grouped = {}
        for phrase in phrases:
            by_key: dict[_Key, list[Told]] = {}
            for told in self._values(phrase):
                by_key.setdefault(_key(told.one), []).append(told)
            for key, values in by_key.items():
                found.setdefault(key, []).append((phrase, values))
        return found

    def _values(self, phrase: Phrase) -> Iterator[Told]:
        # A claim's name says what it claims, and would say it without who does.
        if phrase.through is None:
            for one in self._own.get(phrase.property or "", ()):
                if (phrase.only is None or str(one.value) == phrase.only) and one.value not in self._catalogue.claims:
                    yield Told(one.value, one, (), ())
            return
        about, during = self._catalogue.about, self._catalogue.during
        for link in self._pointing.get(phrase.through, ()):
            if link.about in self._catalogue.claims:
                continue
            limits = tuple(during.get(link.about, ()))
            if phrase.property is None:
                yield Told(Iri(link.about), link, (), limits)
                continue
            for one in about.get(link.about, ()):
                # What joins two things joins them in one mode, or tells nothing.
                if one.predicate == phrase.property and _key(one) == _key(link) and one.value != self._about.iri:
                    yield Told(one.value, one, (link,), limits)

    def _timed(self, properties: Sequence[str]) -> list[Statement]:
        names = self._own if "" in properties else properties
        return [one for iri in names for one in self._own.get(iri, ())]


class _Writer:
    """Writes the sentences."""

    def __init__(self, about: Entity, grammar: Grammar, linker: Linker, liner: Liner) -> None:
        self._about = about
        self._grammar = grammar
        self._leads = grammar.leads
        self._phraser = Phraser(about, grammar, linker, liner)

    def sentences(self, gathered: _Gathered) -> Iterator[tuple[_Key, list[LeadPiece]]]:
        """Yield the sentences; a start that does not name the thing waits for something to tell."""
        start = gathered.pattern.start or _PLAIN
        phrases = gathered.pattern.phrases or self._leads.most["phrases"]
        first = True
        if _CERTAIN not in gathered.told and ("{name}" in start or not gathered.keys):
            yield _CERTAIN, self._sentence(_CERTAIN, _PLAIN if not gathered.keys else start, [], first=True)
            first = False
        left = self._leads.most["sayings"]
        for key in gathered.keys[: self._leads.most["sentences"]]:
            if key in gathered.told:
                yield key, self._sentence(key, start, gathered.told[key][:phrases], first=first)
                first = False
            for phrase, values in gathered.said.get(key, [])[:left]:
                yield key, self._saying(key, phrase, values[0])
                left -= 1

    def _sentence(
        self, key: _Key, start: str, told: Sequence[tuple[Phrase, list[Told]]], *, first: bool
    ) -> list[LeadPiece]:
        rule = self._grammar.name(self._about)
        phrases = self._phraser.phrases(told, negated=key.negated)
        slots = {
            "name": self._phraser.name(self._about) if first else [LeadPiece(str(rule.get("it") or "it"))],
            "is": [LeadPiece(str(rule.get("is") or "is"))],
            "kind": [LeadPiece(self._grammar.kind(self._about))],
        }
        if key.negated:
            body = [*fill("{name} {is}" + self._leads.words["denied"] + " ", slots), *_bare(phrases)]
        else:
            body = [*fill(start, slots), *phrases]
        hedges = dict.fromkeys(value.one.hedge for _, values in told for value in values if is_word_hedged(value))
        return self._framed(self._leads.sentences[key.sort], key, body, [hedge for hedge in hedges if hedge])

    def _saying(self, key: _Key, phrase: Phrase, told: Told) -> list[LeadPiece]:
        body = self._phraser.saying(phrase, told, plain=key.sort == "certain", negated=key.negated)
        return self._framed(self._leads.sayings[key.sort], key, body, [told.one.hedge] if told.one.hedge else [])

    def _framed(self, frame: str, key: _Key, body: list[LeadPiece], hedges: list[str]) -> list[LeadPiece]:
        speaker = self._phraser.name(key.by) if key.by else []
        for agent in key.via:
            speaker = [*speaker, *fill(self._leads.words["relayed"], {"speaker": self._phraser.name(agent)})]
        hedged = [LeadPiece(self._leads.words["hedged"].format(hedge="”, “".join(hedges)))] if hedges else []
        return capital(fill(frame, {"told": body, "speaker": speaker, "hedged": hedged}))


def _key(one: Statement) -> _Key:
    if one.mode in FACTS:
        sure = one.hedge is None and not one.contested
        return _Key("certain" if sure else "possible", one.negated, None, ())
    if one.mode in CLAIMS:
        return _Key(one.mode, one.negated, one.by, one.via)
    return _Key(one.mode, one.negated, None, ())


def _bare(pieces: list[LeadPiece]) -> list[LeadPiece]:
    if not pieces:
        return pieces
    first = pieces[0]
    return [replace(first, text=first.text.lstrip(", ")), *pieces[1:]]


def _one_by_one(sentences: Iterable[list[LeadPiece]]) -> list[LeadPiece]:
    return [piece for sentence in sentences for piece in (LeadPiece(" "), *sentence)][1:]


def _plain(pieces: Iterable[LeadPiece]) -> str:
    return "".join(piece.text for piece in pieces)
