"""From entries to statements: each fact through its script, each value typed, each reference checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from msgspec import Struct, field

from pincite import ids
from pincite.dates import DateError, bounds
from pincite.errors import ContentError, Place, Problem
from pincite.graph.statements import Statement, decimal_text
from pincite.graph.terms import Prefixes, iri, literal
from pincite.mapping import Fact
from pincite.mappings.entities import check_type
from pincite.mappings.facts import Entry, RawFact
from pincite.mappings.scripts import Script
from pincite.model import Bounds, Entity, Mode, Passage, Polarity, Qualifiers, Ref, Said, Thing
from pincite.seeds import Document, Quotation, locate

_AT_LEAST = ("at least", "no fewer than", "no less than", "more than", "over", "minimum")
_AT_MOST = ("up to", "at most", "no more than", "less than", "fewer than", "maximum")
_NUMBERS = ("integer", "decimal")
_EXACTLY = ("only", "exactly", "just")


class Terms(Struct, frozen=True):
    """What conversion needs of the ontology, by prefixed name.

    `kinds`: class to kind. `objects`: object properties. `datatypes`: datatype property to the local name of its
    XSD type.
    """

    kinds: Mapping[str, str | None]
    objects: frozenset[str]
    datatypes: Mapping[str, str]


class Converter(Struct):
    """Collects statements, things and problems over all entries of a build."""

    prefixes: Prefixes
    terms: Terms
    documents: Mapping[str, Document]
    scripts: Mapping[str, Script]
    entities: dict[str, Entity]
    statements: list[Statement] = field(default_factory=list)
    handles: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _keys: set[str | None] = field(default_factory=set)
    _said: list[tuple[Said, str | None, Document, tuple[Passage, ...], str | None, Place]] = field(default_factory=list)

    def entry(self, entry: Entry) -> tuple[Passage, ...]:
        """Convert one entry, and return all passages it pins (also when it has no facts)."""
        document = self.documents[entry.document]
        passages = self._locate((entry.quotation, *entry.also), document)
        pinned = dict.fromkeys(passages)
        for raw in entry.facts:
            further = self._locate(raw.also, document)
            pinned |= dict.fromkeys(further)
            self._fact(raw, document, tuple(dict.fromkeys((*passages, *further))), entry.recorded)
        return tuple(pinned)

    def finish(self) -> None:
        """Check and type everything said; to be called once, after the last entry, when all things are known."""
        for index, (said, key, document, passages, recorded, place) in enumerate(self._said):
            if (made := self._statement(said, document, passages, recorded, place)) is not None:
                self.statements.append(made)
            else:
                self.statements.append(_unusable(said, place))
            if key and key not in self.handles:
                self.handles[key] = index

    def _locate(self, quotations: Iterable[Quotation], document: Document) -> tuple[Passage, ...]:
        found = []
        for quotation in quotations:
            passage = locate(quotation, document)
            if isinstance(passage, Problem):
                self.problems.append(passage)
            else:
                found.append(passage)
        return tuple(found)

    def _fact(self, raw: RawFact, document: Document, passages: tuple[Passage, ...], recorded: str | None) -> None:
        script = self.scripts.get(raw.kind)
        if script is None:
            near = get_close_matches(raw.kind, self.scripts, 1)
            remedy = f"Did you mean '{near[0]}'?" if near else f"Kinds: {', '.join(sorted(self.scripts))}."
            self.problems.append(Problem(raw.place, f"unknown kind of fact '{raw.kind}'", remedy))
            return
        qualifiers = read_qualifiers(raw, self.problems)
        bound, wrong = script.bind(raw.fields, raw.place)
        self.problems += wrong
        if qualifiers is None or wrong:
            return
        if qualifiers.mode is Mode.CLAIMED and qualifiers.by is None:
            self.problems.append(Problem(raw.place, "a claim without a speaker", "Add `by:` and who says it."))
        self._keep(script, Fact(raw.kind, qualifiers, document.author, raw.place), bound, document, passages, recorded)

    def _keep(
        self, script: Script, fact: Fact, bound: Mapping[str, Any], document: Document, passages: tuple[Passage, ...],
        recorded: str | None,
    ) -> None:  # fmt: skip
        said = []
        try:
            results = script.run(fact, bound)
        except ContentError as error:
            self.problems += error.problems
            return
        for made in results:
            if isinstance(made, Thing):
                self._thing(made)
            else:
                said.append(made)
        key = fact.qualifiers.key
        principal = _principal(said, fact)
        if key is not None and key in self._keys:
            self.problems.append(Problem(fact.place, f"key '{key}' is given twice", "Give each fact its own key."))
        self._keys.add(key)
        for one in said:
            handle = one.qualifiers.key if one is principal or key is None else None
            self._said.append((one, handle, document, passages, recorded, fact.place))

    def _thing(self, thing: Thing) -> None:
        known = self.entities.get(thing.ref.id)
        if known is not None:
            if known.type != thing.type and not self._broader(thing.type, known.type):
                what = f"'{thing.ref}' is already a {known.type} ({known.place}), and here a {thing.type}"
                self.problems.append(Problem(thing.place, what, "Give this one another `id`."))
            return
        if reason := ids.check(thing.ref.id):
            self.problems.append(
                Problem(thing.place, f"id {thing.ref.id[:100]!r}: {reason}", "Give the fact another `id`.")
            )
        self.problems += check_type(thing.ref, thing.type, thing.place, self.terms.kinds)
        label = re.sub(r"\{([a-z-]+/[a-z0-9-]+)\}", lambda found: self._label(found[1]), thing.label)
        self.entities[thing.ref.id] = Entity(thing.ref, thing.type, label, place=thing.place)

    def _broader(self, wide: str, narrow: str) -> bool:
        # A registry entry may have a narrower class of the same kind than the script's general one.
        return self.terms.kinds.get(wide) == self.terms.kinds.get(narrow)

    def _label(self, id: str) -> str:  # noqa: A002
        return self.entities[id].label if id in self.entities else id

    def _statement(
        self, said: Said, document: Document, passages: tuple[Passage, ...], recorded: str | None, place: Place
    ) -> Statement | None:
        before = len(self.problems)
        value = self._value(said, place)
        known = self._bounds(said.qualifiers, document, place)
        for ref in (said.about, said.qualifiers.by, said.qualifiers.via):
            self._check_ref(ref, place)
        if value is None or len(self.problems) > before:
            return None
        given = said.qualifiers
        is_number = self.terms.datatypes.get(said.property) in _NUMBERS
        low, high, exact = _numbers(said) if is_number else (None, None, None)
        return Statement(
            about=said.about, predicate=iri(self.prefixes.expand(said.property)), value=value, mode=said.mode,
            asserted_by=given.by or document.author, reported_by=document.author, passages=passages,
            polarity=given.polarity, relayed_by=given.via, hedge=given.hedge, min=low, max=high, exact=exact,
            when=given.when, when_basis=given.when_basis, bounds=known, recorded=recorded, note=given.note, place=place,
        )  # fmt: skip

    def _value(self, said: Said, place: Place) -> str | None:
        if said.property in self.terms.objects:
            ref = said.value if isinstance(said.value, Ref) else Ref(str(said.value))
            return iri(self.prefixes.entity(ref.id)) if self._check_ref(ref, place) else None
        datatype = self.terms.datatypes.get(said.property)
        if datatype is None:
            names = [*self.terms.objects, *self.terms.datatypes]
            near = get_close_matches(said.property, names, 1)
            remedy = f"Did you mean '{near[0]}'?" if near else "Add it to the ontology, or use one that is there."
            self.problems.append(Problem(place, f"property '{said.property}' is not in the ontology", remedy))
            return None
        if (made := typed(said.value, datatype)) is None:
            what = f"value {str(said.value)[:60]!r} of {said.property} is not {datatype}"
            self.problems.append(Problem(place, what, "Write a value of the property's range."))
        return made

    def _check_ref(self, ref: Ref | None, place: Place) -> bool:
        if ref is None or ref.id in self.entities:
            return True
        near = get_close_matches(ref.id, self.entities, 1)
        remedy = f"Did you mean '{near[0]}'?" if near else "Add it to mappings/entities."
        self.problems.append(Problem(place, f"unknown entity '{ref.id[:100]}'", remedy))
        return False

    def _bounds(self, given: Qualifiers, document: Document, place: Place) -> Bounds | None:
        if given.when is None:
            return None
        try:
            return bounds(given.when, document.written)
        except DateError as error:
            self.problems.append(Problem(place, f"when: {error.what}", error.remedy))
            return None


def typed(value: object, datatype: str) -> str | None:
    """Return a value as a literal of an XSD type (local name), or None when it is not of that type."""
    if datatype == "string":
        return literal(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if datatype == "boolean":
        text = str(value).lower()
        return literal(text, datatype) if text in ("true", "false") else None
    if isinstance(value, bool | Ref):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite() or (datatype == "integer" and number != number.to_integral_value()):
        return None
    return literal(decimal_text(number), datatype)


def read_qualifiers(raw: RawFact, problems: list[Problem]) -> Qualifiers | None:
    """Return a fact's qualifiers, or None and a problem for each that is wrong."""
    readers: dict[str, Callable[[Any], Any]] = {"mode": Mode, "polarity": Polarity, "by": Ref, "via": Ref}
    readers |= dict.fromkeys(("min", "max", "exact"), _finite)
    made: dict[str, Any] = {}
    before = len(problems)
    for name, value in raw.qualifiers.items():
        if value is None or isinstance(value, list | dict) or value == "":
            problems.append(
                Problem(raw.place, f"qualifier '{name}' has no single value", "Write one value, or leave it out.")
            )
            continue
        try:
            made[name] = readers.get(name, str)(value)
        except (ValueError, InvalidOperation):
            known = {
                "mode": [mode.value for mode in Mode if mode is not Mode.DERIVED],
                "polarity": [p.value for p in Polarity],
            }
            remedy = f"Use one of: {', '.join(known[name])}." if name in known else "Write a number."
            problems.append(Problem(raw.place, f"{name} {value!r} is not known", remedy))
    if made.get("mode") is Mode.DERIVED:
        problems.append(Problem(raw.place, "mode 'derived' is for rules", "Write what the document says, and a rule."))
    return Qualifiers(**made) if len(problems) == before else None


def _finite(value: object) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise InvalidOperation
    return number


def _numbers(said: Said) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return min, max and exact: as given, or by the hedge when the value is a number."""
    given = said.qualifiers
    if isinstance(said.value, bool) or not isinstance(said.value, int | Decimal):
        return None, None, None
    if (given.min, given.max, given.exact) != (None, None, None):
        return given.min, given.max, given.exact
    number, hedge = Decimal(said.value), (given.hedge or "").lower()
    if any(word in hedge for word in _AT_LEAST):
        return number, None, None
    if any(word in hedge for word in _AT_MOST):
        return None, number, None
    return (None, None, number) if not hedge or hedge in _EXACTLY else (None, None, None)


def _principal(said: list[Said], fact: Fact) -> Said | None:
    """The statement that the fact's key stands for: the first in the fact's own mode, else the first."""
    own = [one for one in said if one.mode is not Mode.REPORTED]
    return own[0] if own and fact.qualifiers.mode is not Mode.REPORTED else said[0] if said else None


def _unusable(said: Said, place: Place) -> Statement:
    # Keeps the positions that `handles` counts on; the build fails on its problem before anything uses it.
    return Statement(said.about, said.property, "", said.mode, said.about, None, (), place=place)
