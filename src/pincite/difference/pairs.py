"""Which statement of the old state is which of the new one.

A statement's IRI is made of what it says and where, so any change gives another one. What belongs together is found
step by step, each time among what is left:

1. the same IRI;
2. the same thing, property and value, at another place or said in another way: mode, time, hedge, speaker, evidence;
3. the same words, with just one of thing, property and value another;
4. what a rule derives of statements that are paired.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from pincite.difference.records import SINGLE, Said, Value

__all__ = ["Moved", "pairs"]


class Moved:
    """Ids as they are in the new state, for what has another one there."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids

    def id(self, old: str) -> str:
        """Return an id as it is now."""
        return self.ids.get(old, old)

    def value(self, old: Value) -> Value:
        """Return a value as it is now."""
        return old if old.datatype else Value(self.id(old.text))

    def said(self, one: Said) -> Said:
        """Return a statement with all ids of entities and documents as they are now; its own and its premises' stay."""
        fields = {name: self.id(text) for name, text in one.fields.items()}
        evidence = tuple(sorted(passage._replace(document=self.id(passage.document)) for passage in one.evidence))
        return Said(
            one.id, self.id(one.about), self.id(one.predicate), self.value(one.value), fields, evidence,
            one.premises, one.conflicts,
        )  # fmt: skip


def pairs(old: Iterable[Said], new: Iterable[Said]) -> dict[str, str]:
    """Return the ids of the new statements by those of the old ones that they are; each is in one pair at most.

    The old ones' ids of entities are to be those of the new state (see `Moved`). Of several that fit, those
    that have most in common are paired first, then the first by id.
    """
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    found = {id_: id_ for id_ in before if id_ in after}
    _pair(before, after, found, _triple)
    _pair(before, after, found, _quoted)
    # A conclusion may rest on another one: as far as that goes.
    size = -1
    while size != len(found):
        size = len(found)
        _conclude(before, after, found)
    return found


def _triple(one: Said) -> Iterator[Hashable]:
    yield one.about, one.predicate, one.value


def _quoted(one: Said) -> Iterator[Hashable]:
    for words in one.words:
        yield words, one.predicate, one.value, "about"
        yield words, one.about, one.value, "property"
        yield words, one.about, one.predicate, "value"


def _pair(
    before: Mapping[str, Said],
    after: Mapping[str, Said],
    found: dict[str, str],
    keys: Callable[[Said], Iterator[Hashable]],
) -> None:
    """Pair what is left and shares a key, the likest first."""
    taken = set(found.values())
    waiting: dict[Hashable, list[Said]] = defaultdict(list)
    for one in after.values():
        if one.id not in taken:
            for key in keys(one):
                waiting[key].append(one)
    near: dict[tuple[str, str], tuple[int, str, str]] = {}
    for one in before.values():
        if one.id not in found:
            for key in keys(one):
                for other in waiting.get(key, ()):
                    near[one.id, other.id] = (-_likeness(one, other), one.id, other.id)
    _take(near.values(), found, taken)


def _conclude(before: Mapping[str, Said], after: Mapping[str, Said], found: dict[str, str]) -> None:
    taken = set(found.values())
    by_premise: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in after.values():
        if one.id not in taken:
            for premise in one.premises:
                by_premise[one.fields["rule"], premise].append(one)
    near = {}
    for one in before.values():
        if one.id not in found:
            for premise in one.premises:
                for other in by_premise.get((one.fields["rule"], found.get(premise, "")), ()):
                    if one.about == other.about or one.value == other.value:
                        near[one.id, other.id] = (-_likeness(one, other), one.id, other.id)
    _take(near.values(), found, taken)


def _take(near: Iterable[tuple[int, str, str]], found: dict[str, str], taken: set[str]) -> None:
    for _, one, other in sorted(near):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)


def _likeness(one: Said, other: Said) -> int:
    """Return how much two statements have in common; none is likelier than the same with another address."""
    same = sum(one.fields[name] == other.fields[name] for name in SINGLE) + (one.value == other.value)
    return same + 2 * len(set(one.words) & set(other.words)) - len(set(one.words) ^ set(other.words))
