"""A difference in words: sections of entries, the same for every form that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from pincite.comparing.answers import Questions
from pincite.difference import Change, Difference, Part, Record, Said, State
from pincite.explain import Explainer
from pincite.graph.names import Names
from pincite.graph.statements import PIN
from pincite.graph.store import Graph
from pincite.graph.terms import Prefixes

T = TypeVar("T", Said, Record)
_OWL = "http://www.w3.org/2002/07/owl#"
ADDED, GONE, CHANGED = "+", "-", "~"
# What the queries for labels and statements use; a dump file brings no prefixes.
_NEEDED = {
    "pin": PIN,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_WORDS = {
    "assertedBy": "said by", "relayedBy": "passed on by", "whenBasis": "why that date", "bounds": "days known",
    "numbers": "bounds of the number", "altLabel": "other names", "type": "class", "predicate": "property",
}  # fmt: skip


class Fact(Struct, frozen=True):
    """A statement in words: its IRI, what it says, how, and the words that say it with their place."""

    iri: str
    words: str
    how: str
    evidence: tuple[str, ...]


class Entry(Struct, frozen=True):
    """One thing that came, went or changed: a sign, what it is, and more about it, a line each.

    `iri` is its address, "" when it has none; `cited` is whether people are told it.
    """

    sign: str
    head: str
    lines: tuple[str, ...] = ()
    iri: str = ""
    cited: bool = False


class Section(Struct, frozen=True):
    """The entries of one sort, and their number in words."""

    title: str
    summary: str
    entries: tuple[Entry, ...] = ()


class Side:
    """One of the two states, and how its statements and things are told."""

    def __init__(self, graph: Graph, state: State, source: str) -> None:
        """`source` is what people call it."""
        asked = graph.under(Prefixes(state.base, {**graph.prefixes.namespaces, **_NEEDED}))
        self.state, self.source = state, source
        self._names = Names(asked)
        self._explainer = Explainer(asked, self._names)

    def fact(self, said: Said) -> Fact:
        """Return a statement in words; what a rule made rests on the words of its premises."""
        iri = self.state.base + said.id
        told = self._explainer.statement(iri)
        return Fact(iri, told.words, told.how, tuple(str(one) for one in self._explainer.evidence(iri)))

    def label(self, id_: str) -> str:
        """Return how people call what has an id, or the text itself when it is none."""
        found = self._names.labels.get(self.state.base + id_) or self._names.labels.get(id_)
        return found or (field_name(id_) if id_.startswith(_OWL) else short(id_))

    def value(self, said: Said, field: str) -> str:
        """Return a statement's field in words."""
        if field == "value":
            return said.value.text if said.value.datatype else self.label(said.value.text)
        if field == "evidence":
            return "; ".join(f'"{" ".join(one.exact.split())}"' for one in said.evidence)
        if field in ("premises", "conflicts"):
            return "; ".join(sorted(map(self._statement, getattr(said, field))))
        text = getattr(said, field) if field in ("about", "predicate") else said.fields[field]
        return self.label(text) if text else ""

    def _statement(self, id_: str) -> str:
        return self._explainer.statement(self.state.base + id_).words if id_ in self.state.statements else short(id_)

    def record(self, record: Record, field: str) -> str:
        """Return a field of an entity, document, term or point in words."""
        if field in ("id", "label", "type"):
            text = getattr(record, field)
            return short(text) if field == "id" else self.label(text) if field == "type" else text
        return "; ".join(self.label(text) for text in record.fields.get(field, ()))

    def named(self, record: Record) -> str:
        """Return a thing with its id, label and class."""
        of = f", {self.label(record.type)}" if record.type else ""
        label = record.label or self.label(record.id.partition("#")[0])
        return f"{short(record.id)} ({label}{of})"


def short(id_: str) -> str:
    """Return an id as people write it."""
    return id_.removeprefix("id/")


def sections(difference: Difference, old: Side, new: Side, questions: Questions | None) -> Iterator[Section]:
    """Yield all that changed, sort by sort; nothing for a sort in which nothing did."""
    if difference.bases[0] != difference.bases[1]:
        yield Section("Base IRI", f"{difference.bases[0]} is now {difference.bases[1]}")
    yield from _part("Statements", difference.statements, _statements(difference.statements, old, new))
    for title, part in records(difference).items():
        if part is not None:
            yield from _part(title, part, _records(part, old, new))
    if questions is not None and questions.changed:
        entries = tuple(
            Entry(CHANGED, f"{one.name}: {one.asks}", tuple(_rows(one.added, ADDED)) + tuple(_rows(one.gone, GONE)))
            for one in questions.changed
        )
        yield Section("Questions", f"{len(entries)} of {questions.asked} have another answer", entries)


def records(difference: Difference) -> Mapping[str, Part[Record] | None]:
    """Return the parts that are no statements, by title."""
    return {
        "Entities": difference.entities, "Documents": difference.documents, "Terms": difference.terms,
        "Points from outside": difference.outside,
    }  # fmt: skip


def _part(title: str, part: Part[T], entries: Iterable[Entry]) -> Iterator[Section]:
    if part:
        yield Section(title, counted(part), tuple(entries))


def counted(part: Part[T]) -> str:
    """Return the numbers of a part in words."""
    told = [f"{len(part.added)} added", f"{len(part.gone)} withdrawn", f"{len(part.changed)} changed"]
    if part.elsewhere:
        told.append(f"{len(part.elsewhere)} the same with another address")
    return ", ".join(told)


def _statements(part: Part[Said], old: Side, new: Side) -> Iterator[Entry]:
    for sign, side, listed in ((ADDED, new, part.added), (GONE, old, part.gone)):
        for said in listed:
            yield _fact(sign, side.fact(said))
    for change in part.changed:
        fact = new.fact(change.new)
        lines = _differences(change, old.value, new.value)
        yield _fact(CHANGED, fact, lines)


def _fact(sign: str, fact: Fact, lines: tuple[str, ...] = ()) -> Entry:
    return Entry(sign, f"{fact.words} {fact.how}", (*lines, *fact.evidence), fact.iri, cited=True)


def _records(part: Part[Record], old: Side, new: Side) -> Iterator[Entry]:
    for sign, side, listed in ((ADDED, new, part.added), (GONE, old, part.gone)):
        for record in listed:
            yield Entry(sign, side.named(record), iri=side.state.base + record.id)
    for change in part.changed:
        lines = _differences(change, old.record, new.record)
        yield Entry(CHANGED, new.named(change.new), lines, new.state.base + change.new.id)


def _differences(change: Change[T], before: Callable[[T, str], str], after: Callable[[T, str], str]) -> tuple[str, ...]:
    return tuple(
        f"{field_name(field)}: {before(change.old, field) or 'none'} -> {after(change.new, field) or 'none'}"
        for field in change.fields
    )


def field_name(field: str) -> str:
    """Return a field's name in words."""
    local = field[max(field.rfind("#"), field.rfind("/")) + 1 :]
    return _WORDS.get(local, local)


def _rows(rows: Iterable[tuple[str, ...]], sign: str) -> Iterator[str]:
    return (f"{sign} {' | '.join(row)}" for row in rows)


def size(side: Side) -> str:
    """Return how big a state is, in words."""
    state = side.state
    told = [f"{len(state.documents):,} documents", f"{len(state.entities):,} entities"] if state.whole else []
    return ", ".join([*told, f"{len(state.statements):,} statements", f"{len(state.triples):,} triples"])
