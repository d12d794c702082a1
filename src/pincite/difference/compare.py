"""From two states to what changed between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from pincite.difference.pairs import Moved, pairs
from pincite.difference.records import Record, Said, State

T = TypeVar("T")
_FOLLOWS = {"bounds": {"when"}, "numbers": {"hedge", "value"}}


class Change(Struct, Generic[T], frozen=True):
    """What is not as it was: `fields` are the names of what differs, in order."""

    old: T
    new: T
    fields: tuple[str, ...]


class Part(Struct, Generic[T], frozen=True):
    """What came, what went and what changed among things of one sort.

    `elsewhere` are those that say the same and have another IRI: old id, new id. `was` and `now` are how many there
    are.
    """

    was: int
    now: int
    added: tuple[T, ...] = ()
    gone: tuple[T, ...] = ()
    changed: tuple[Change[T], ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed or self.elsewhere)


class Difference(Struct, frozen=True):
    """All that changed; `bases` are the base IRIs, `triples` how many the new graph has more and the old one had more.

    Entities, documents and terms are None when one of the states is of statements only.
    """

    bases: tuple[str, str]
    statements: Part[Said]
    entities: Part[Record] | None
    documents: Part[Record] | None
    terms: Part[Record] | None
    outside: Part[Record] | None
    triples: tuple[int, int]

    def __bool__(self) -> bool:
        return self.triples != (0, 0) or self.bases[0] != self.bases[1]


def compare(old: State, new: State) -> Difference:
    """Return what changed from the old state to the new one."""
    whole = old.whole and new.whole
    moved = Moved(_moved(old, new) if whole else {})
    statements = _statements(old, new, moved)
    if more := _moved_by_what_is_said(old, new, statements):
        moved = Moved({**moved.ids, **more})
        statements = _statements(old, new, moved)
    triples = (len(new.triples - old.triples), len(old.triples - new.triples))

    def part(sort: str) -> Part[Record] | None:
        return _records(getattr(old, sort), getattr(new, sort), moved) if whole else None

    return Difference(
        (old.base, new.base), statements,
        part("entities"), part("documents"), part("terms"), part("outside"), triples,
    )  # fmt: skip


def _moved(old: State, new: State) -> dict[str, str]:
    """Return the new ids of entities and documents that have another one, but a label and class that only they have."""
    found: dict[str, str] = {}
    for before, after in ((old.entities, new.entities), (old.documents, new.documents)):
        gone = _by_card(record for id_, record in before.items() if id_ not in after)
        come = _by_card(record for id_, record in after.items() if id_ not in before)
        found |= {ids[0]: come[card][0] for card, ids in gone.items() if len(ids) == 1 and len(come.get(card, ())) == 1}
    return found


def _moved_by_what_is_said(old: State, new: State, part: Part[Said]) -> dict[str, str]:
    """Return the new ids of things of which nothing else is said than was: only the id and the label are others.

    A thing that a fact creates has an id made of the ids and labels of its parts, so it moves with them.
    """
    likely: dict[str, set[str]] = defaultdict(set)
    for change in part.changed:
        for before, after in _pairs_of_ids(change):
            if before in old.entities and before not in new.entities and after in new.entities:
                likely[before].add(after if after not in old.entities else before)
    sure = {before: next(iter(ids)) for before, ids in likely.items() if len(ids) == 1}
    taken = Counter(sure.values())
    return {
        before: after
        for before, after in sure.items()
        if taken[after] == 1 and after != before and old.entities[before].type == new.entities[after].type
    }


def _pairs_of_ids(change: Change[Said]) -> Iterator[tuple[str, str]]:
    if change.fields == ("about",):
        yield change.old.about, change.new.about
    if change.fields == ("value",) and not change.old.value.datatype:
        yield change.old.value.text, change.new.value.text


def _by_card(records: Iterator[Record]) -> dict[tuple[str, str], list[str]]:
    by_card: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in records:
        by_card[record.type, record.label].append(record.id)
    return by_card


def _records(old: Mapping[str, Record], new: Mapping[str, Record], moved: Moved) -> Part[Record]:
    now = {id_: moved.id(id_) for id_ in old}
    kept = {before: after for before, after in now.items() if after in new}
    changed = []
    for before, after in kept.items():
        fields = _differing(old[before], new[after], moved)
        if fields:
            changed.append(Change(old[before], new[after], fields))
    return Part(
        len(old),
        len(new),
        added=tuple(new[id_] for id_ in sorted(set(new) - set(kept.values()))),
        gone=tuple(old[id_] for id_ in sorted(set(old) - set(kept))),
        changed=tuple(changed),
    )


def _differing(old: Record, new: Record, moved: Moved) -> tuple[str, ...]:
    found = [name for name in ("id", "label", "type") if getattr(old, name) != getattr(new, name)]
    for name in sorted({*old.fields, *new.fields}):
        before = tuple(sorted(map(moved.id, old.fields.get(name, ()))))
        if before != new.fields.get(name, ()):
            found.append(name)
    return tuple(found)


def _statements(old: State, new: State, moved: Moved) -> Part[Said]:
    before = {id_: moved.said(said) for id_, said in old.statements.items()}
    found = pairs(before.values(), new.statements.values())
    changed, elsewhere = [], []
    for one, other in found.items():
        fields = _said_otherwise(before[one], new.statements[other], found)
        if fields:
            changed.append(Change(old.statements[one], new.statements[other], fields))
        elif one != other:
            elsewhere.append((one, other))
    paired = set(found.values())
    return Part(
        len(old.statements),
        len(new.statements),
        added=_ordered(said for id_, said in new.statements.items() if id_ not in paired),
        gone=_ordered(said for id_, said in old.statements.items() if id_ not in found),
        changed=tuple(sorted(changed, key=lambda change: _order(change.new))),
        elsewhere=tuple(sorted(elsewhere)),
    )


def _ordered(said: Iterator[Said]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=_order))


def _order(said: Said) -> tuple[bool, object, str]:
    """What documents say goes first, in their order; what follows from it by rules comes last."""
    return said.derived, said.evidence, said.id


def _said_otherwise(old: Said, new: Said, found: Mapping[str, str]) -> tuple[str, ...]:
    names = [name for name in ("about", "predicate", "value") if getattr(old, name) != getattr(new, name)]
    names += [name for name in new.fields if old.fields[name] != new.fields[name]]
    # What follows from another field is no news of its own.
    followed = {name for name, causes in _FOLLOWS.items() if causes & set(names)}
    names = [name for name in names if name not in followed]
    if Counter(old.words) != Counter(new.words):
        names.append("evidence")
    for name in ("premises", "conflicts"):
        if {found.get(one, "") for one in getattr(old, name)} != getattr(new, name):
            names.append(name)
    return tuple(names)
