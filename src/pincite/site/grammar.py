"""How things are called in a sentence: the words of a publication for its classes and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from pincite.site.leading import Leads, Pattern
from pincite.site.records import Entity

__all__ = ["Grammar"]


class Grammar(Struct, frozen=True):
    """The words for leads, and what names need in a sentence; `parents` are those of each class."""

    leads: Leads
    parents: Mapping[str, Sequence[str]]
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _names: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def pattern(self, class_: str) -> Pattern | None:
        """Return the pattern of a class: its own, or that of the nearest superclass that has one."""
        return next((self.leads.classes[iri] for iri in self.line(class_) if iri in self.leads.classes), None)

    def line(self, class_: str) -> tuple[str, ...]:
        """Return a class and its superclasses, the nearest first."""
        known = self._lines.get(class_)
        if known is None:
            found = {class_: None}
            for iri in _upwards(found, self.parents):
                found.setdefault(iri)
            known = self._lines[class_] = tuple(found)
        return known

    def name(self, one: Entity) -> Mapping[str, object]:
        """Return what the rules say of a name: `put`, `lower`, `is`, `it`, `kind`, as far as any does."""
        known = self._names.get(one.iri)
        if known is None:
            line = self.line(one.type_iri)
            made: dict[str, object] = {}
            for rule in self.leads.names:
                if (not rule.class_ or rule.class_ in line) and rule.match.search(one.label):
                    made = {**rule.words, **made}
            known = self._names[one.iri] = made
        return known

    def words(self, one: Entity) -> tuple[str, str, str]:
        """Return what stands before the name in a sentence, the name, and what stands behind it."""
        rule = self.name(one)
        if rule.get("quote"):
            return "“", one.label, "”"
        label = one.label[:1].lower() + one.label[1:] if rule.get("lower") else one.label
        put = rule.get("put")
        return f"{put} " if put else "", label, ""

    def kind(self, one: Entity) -> str:
        """Return what a thing is, with an article."""
        pattern = self.pattern(one.type_iri)
        given = self.name(one).get("kind") or (pattern.kind if pattern and one.type_iri in self.leads.classes else "")
        if given:
            return str(given)
        kind = one.type[:1].lower() + one.type[1:]
        words = self.leads.words
        return words["an" if self.leads.vowel.search(kind) else "a"].format(kind=kind)


def _upwards(found: dict[str, None], parents: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the parents of all that is found, and of what is found meanwhile."""
    level = list(found)
    while level:
        level = [iri for one in level for iri in parents.get(one, ()) if iri not in found]
        yield from level
