"""From an entity's statements to the parts of its page: facts, plans, claims, what points here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

from pincite.graph.terms import Iri, Text
from pincite.site.catalogue import Catalogue
from pincite.site.lines import Liner, alike
from pincite.site.links import Link, Linker
from pincite.site.modes import CLAIMS, FACTS, MODES, PLANS
from pincite.site.notes import Notebook, sentence_words, speakers
from pincite.site.parts import Claim, Dispute, Fact, Group, Said
from pincite.site.records import Entity, Property, Statement

__all__ = ["Disputes", "Teller"]

_LONGEST_DETAIL = 6
# So many things that point to an entity have their notes on its page; of more, each has them on its own.
_MOST_NOTED = 40
# The same for claims that have a page of their own; more of them would make the page too heavy for a phone.
_MOST_CLAIMS_NOTED = 100


class Teller:
    """Tells what is known of one entity; the notes that it needs collect in `notebook`, in order of calls."""

    def __init__(self, entity: Entity, linker: Linker, notebook: Notebook) -> None:
        self.entity = entity
        self._catalogue: Catalogue = linker.catalogue
        self._linker = linker
        self._notebook = notebook
        self._liner = Liner(linker, notebook)
        self._noted = True
        self._own = self._catalogue.about.get(entity.iri, ())
        self._pointing = [s for s in self._catalogue.pointing.get(entity.iri, ()) if s.about != entity.iri]

    def facts(self) -> tuple[Group, ...]:
        """Return what the documents state, what is laid down, and what follows from it, by property."""
        return self._groups((s for s in self._own if s.mode in FACTS), backward=False)

    def plans(self) -> tuple[Group, ...]:
        """Return what is planned, proposed or supposed, by property."""
        return self._groups((s for s in self._own if s.mode in PLANS), backward=False)

    def claims(self) -> tuple[Claim, ...]:
        """Return what somebody says about the entity; never a fact."""
        found = [self._claim(s, own=True) for s in self._own if s.mode in CLAIMS]
        elsewhere = [s for s in self._pointing if s.mode in CLAIMS]
        things = dict.fromkeys(s.about for s in self._pointing if s.about in self._catalogue.claims)
        for thing in things:
            elsewhere += [s for s in self._claimed(thing) if s.by != self.entity.iri]
        noted = len(elsewhere) <= _MOST_CLAIMS_NOTED
        return (*found, *(self._claim(s, own=False, noted=noted) for s in elsewhere))

    def said(self) -> tuple[Said, ...]:
        """Return what the entity itself says, judges or expects."""
        spoken = self._catalogue.spoken.get(self.entity.iri, ())
        return tuple(
            Said(MODES[s.mode], sentence_words(s, self._linker), self._linker.statement(s.iri), s.when)
            for s in spoken
            if s.mode in CLAIMS
        )

    def incoming(self) -> tuple[Group, ...]:
        """Return what points here, by property, without claims."""
        shown = [s for s in self._pointing if s.mode not in CLAIMS and not self._claimed(s.about)]
        self._noted = len(shown) <= _MOST_NOTED
        return self._groups(shown, backward=True)

    def _dispute(self, one: Statement, thing: Link | None) -> str | None:
        """Return the link to the disagreements of a statement: here, or where the claim is at home."""
        if not one.conflicts:
            return None
        return f"{thing.href if thing else ''}#disagreements"

    def disputes(self) -> tuple[Dispute, ...]:
        """Return the disagreements about the entity and about its relators; those of claims stand with the claims."""
        joined = (s.about for s in self._pointing if s.about in self._catalogue.disputed)
        near = [*self._own, *self._pointing]
        near += [s for about in dict.fromkeys(joined) for s in self._catalogue.about.get(about, ())]
        return tuple(Disputes(near, self._catalogue, self._notebook))

    def _claimed(self, iri: str) -> list[Statement]:
        """Return what a claim, being a thing of its own, says; nothing for other things."""
        if iri not in self._catalogue.claims:
            return []
        return [s for s in self._catalogue.about.get(iri, ()) if s.mode in CLAIMS]

    def _groups(self, statements: Iterable[Statement], *, backward: bool) -> tuple[Group, ...]:
        made, shown = (self._backward, _about) if backward else (self._outgoing, _value)
        by_property: dict[str, list[Statement]] = {}
        for one in statements:
            by_property.setdefault(one.predicate, []).append(one)
        named = sorted((self._catalogue.property_of(iri) for iri in by_property), key=_by_label)
        return tuple(
            Group(
                Link(_heading(one, backward=backward), self._linker.to(one.iri).href), one.definition,
                tuple(map(made, alike(by_property[one.iri], shown))),
            )
            for one in named
        )  # fmt: skip

    def _outgoing(self, same: list[Statement]) -> Fact:
        anchors = tuple(one.anchor for one in same)
        return self._liner.line(same, self._linker.show(same[0].value), anchors=anchors)

    def _backward(self, same: list[Statement]) -> Fact:
        first = same[0]
        subject = Link(self._linker.to(first.about).text, self._linker.statement(first.iri))
        detail = self._detail(first.about) if first.about in self._catalogue.relators else ()
        return self._liner.line(same, subject, detail=detail, noted=self._noted)

    def _detail(self, relator: str) -> tuple[tuple[str, Link], ...]:
        """Return what a relator says beside this entity and what its own label tells already."""
        label = self._linker.to(relator).text
        found = []
        for one in self._catalogue.about.get(relator, ()):
            value = self._linker.show(one.value)
            told = one.value == self.entity.iri or value.text in label
            if one.mode in FACTS and not one.negated and not told:
                hedged = Link(f"{one.hedge} {value.text}", value.href) if one.hedge else value
                found.append((self._catalogue.property_of(one.predicate).label, hedged))
        return tuple(found[:_LONGEST_DETAIL])

    def _claim(self, one: Statement, *, own: bool, noted: bool = True) -> Claim:
        linker = self._linker
        thing = one.about in self._catalogue.claims and isinstance(one.value, Text)
        elsewhere = None if own else linker.to(one.about)
        subject = None if own or thing else Link(linker.to(one.about).text, linker.statement(one.iri))
        known = self._catalogue.property_of(one.predicate)
        return Claim(
            one.anchor if own else None, speakers(one, linker), MODES[one.mode],
            linker.show(one.value).text if thing else None, elsewhere if thing else None, subject,
            None if thing else Link(known.label, linker.to(known.iri).href),
            None if thing else linker.show(one.value),
            one.hedge, one.negated, one.contested, one.when,
            self._notebook.refer(one) if noted else (), self._liner.remarks(one),
            self._dispute(one, elsewhere if thing else None), one.bounds, self._liner.during(one),
        )  # fmt: skip


class Disputes(Sequence[Dispute]):
    """Each disagreement of statements once, in order of appearance; worded when it is looked at, for most are not."""

    def __init__(self, statements: Iterable[Statement], catalogue: Catalogue, notebook: Notebook) -> None:
        self._notebook = notebook
        found: dict[frozenset[str], tuple[Statement, Statement]] = {}
        for one in statements:
            for iri in one.conflicts:
                if (other := catalogue.statements.get(iri)) is not None:
                    found.setdefault(frozenset((one.iri, iri)), (one, other))
        self._pairs = tuple(found.values())

    def __len__(self) -> int:
        """Return their number."""
        return len(self._pairs)

    @overload
    def __getitem__(self, index: int) -> Dispute: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Dispute, ...]: ...

    def __getitem__(self, index: int | slice) -> Dispute | tuple[Dispute, ...]:
        """Return one, or some."""
        if isinstance(index, slice):
            return tuple(self._worded(*pair) for pair in self._pairs[index])
        return self._worded(*self._pairs[index])

    def _worded(self, one: Statement, other: Statement) -> Dispute:
        # A disagreement's note stands on both; the rest is about one of them.
        remarks = tuple(remark for remark in one.remarks if remark in other.remarks)
        return Dispute(self._notebook.premise(one), self._notebook.premise(other), remarks)


def _about(one: Statement) -> object:
    return one.about


def _value(one: Statement) -> object:
    return one.value


def _by_label(known: Property) -> tuple[str, Iri]:
    return known.label.casefold(), Iri(known.iri)


def _heading(known: Property, *, backward: bool) -> str:
    if not backward:
        return known.label
    return known.inverse or f"← {known.label}"
