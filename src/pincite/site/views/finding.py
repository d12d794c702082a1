"""All names by letter, and what the search looks through."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby

from pincite.site.desk import Desk, Spot
from pincite.site.indexes import FoundEntity, FoundSentence, Letter, NameLine, NamesPage, SearchPage
from pincite.site.inputs import SourceText
from pincite.site.links import Link, entity_path
from pincite.site.modes import MODES
from pincite.site.records import Entity, Passage
from pincite.wording import number

__all__ = ["names", "search", "sort_key"]

_DIGITS = "0–9"
_SIGNS = "#"
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"})


def names(desk: Desk, spot: Spot) -> NamesPage:
    """Return the page of all names, other names among them, by letter."""
    linker = desk.linker(spot.path)
    lines = [
        (sort_key(name), NameLine(Link(name, linker.at(entity_path(one.id))), label, one.type))
        for one in desk.catalogue.entities.values()
        for name, label in ((one.label, ""), *((other, one.label) for other in one.names))
    ]
    lines.sort(key=lambda line: (_order(line[0]), line[1].link.text, line[1].label, line[1].link.href or ""))
    letters = tuple(
        Letter(name, f"letter-{place}", tuple(line for _, line in group))
        for place, (name, group) in enumerate(groupby(lines, key=lambda line: _letter(line[0])), 1)
    )
    description = f"{number(len(lines), 'name')} in {desk.site.title}, other names among them, from A to Z."
    return NamesPage(
        **desk.common(spot, spot.spec.title or "Names", description), letters=letters, size=len(lines)
    )  # fmt: skip


def sort_key(name: str) -> str:
    """Return a name as it is sorted: without case, accents and signs before its first letter or digit.

    >>> sort_key("“Łódź” plan")
    'lodz” plan'
    """
    plain = name.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(_PLAIN))
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    first = next((place for place, sign in enumerate(plain) if sign.isalnum()), None)
    return plain if first is None else plain[first:]


def _letter(key: str) -> str:
    first = key[:1]
    if first.isdecimal():
        return _DIGITS
    return first.upper() if first.isalpha() else _SIGNS


def _order(key: str) -> tuple[bool, bool, str]:
    """Letters before digits before signs, so that groups stay together."""
    return not key[:1].isalpha(), not key[:1].isdecimal(), key


def search(desk: Desk, spot: Spot) -> SearchPage:
    """Return everything that can be found."""
    catalogue = desk.catalogue
    documents = tuple(
        (catalogue.entities[iri].id, catalogue.entities[iri].label) for iri in desk.texts if iri in catalogue.entities
    )
    sentences = tuple(
        one
        for place, (id_, _) in enumerate(documents)
        for one in _sentences(desk, f"{desk.project.base}id/{id_}", place)
    )
    description = f"Search the names and the sentences of {desk.site.title}."
    return SearchPage(
        **desk.common(spot, spot.spec.title or "Search", description),
        kinds=tuple((key, known.plural) for key, known in catalogue.kinds.items()),
        documents=documents,
        modes=tuple(MODES.values()),
        entities=tuple(_entity(desk, one) for one in catalogue.entities.values()),
        sentences=sentences,
    )


def _entity(desk: Desk, one: Entity) -> FoundEntity:
    about, pointing = desk.catalogue.about.get(one.iri, ()), desk.catalogue.pointing.get(one.iri, ())
    return FoundEntity(one.id, one.label, one.type, one.names, len(about) + len(pointing))


def _sentences(desk: Desk, document: str, place: int) -> Iterator[FoundSentence]:
    """Yield a document's sentences; where its full text is not published, those that are quoted."""
    source = desk.texts[document]
    touching = _touching(desk, document, source)
    states = {one.sentence.number: one.state for one in desk.inputs.coverage.get(source.id, ())}
    for one in source.sentences:
        passages = touching.get(one.number, ())
        if not passages and not desk.site.full_text:
            continue
        shown = [said for passage in passages for said in desk.catalogue.shown_by.get(passage.iri, ())]
        modes = {said.mode for said in shown}
        anchor = passages[0].iri.rpartition("#")[2] if passages else ""
        if not anchor and states.get(one.number, "facts") != "facts":
            anchor = f"sentence-{one.number}"
        text = " ".join(source.text[one.start : one.end].split())
        yield FoundSentence(place, anchor, tuple(n for n, key in enumerate(MODES) if key in modes), text)


def _touching(desk: Desk, document: str, source: SourceText) -> dict[int, list[Passage]]:
    """Return the passages that touch each sentence, by its number; those that begin in it come first."""
    found: dict[int, list[Passage]] = {}
    starts = [one.start for one in source.sentences]
    passages = [one for one in desk.catalogue.passages.values() if one.document == document]
    for passage in sorted(passages, key=lambda one: (one.start, one.end)):
        first = max(bisect_right(starts, passage.start) - 1, 0)
        for index in range(first, bisect_left(starts, passage.end)):
            found.setdefault(source.sentences[index].number, []).append(passage)
    for index, sentence in enumerate(source.sentences):
        found.get(sentence.number, []).sort(key=lambda one, start=starts[index]: one.start < start)  # type: ignore[misc]
    return found
