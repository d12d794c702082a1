"""A graph as records that can be compared: IRIs without the base, so that a publication that has moved is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from pincite.graph.statements import ALT_LABEL, PIN, SKOS_NOTE
from pincite.graph.store import Graph
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL

_TYPE, _LABEL, _NAME, _NOTE = (term[1:-1] for term in (RDF_TYPE, RDFS_LABEL, ALT_LABEL, SKOS_NOTE))
_DOCUMENTS = "id/document/"
_OWL = "http://www.w3.org/2002/07/owl#"
_TERMS = frozenset(_OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
# What a card says of itself in other ways, or of other things.
_GEOMETRY = "http://www.opengis.net/ont/geosparql#hasGeometry"
_NO_FIELD = frozenset([_TYPE, PIN + "mention", PIN + "primaryType", _GEOMETRY])


class Value(NamedTuple):
    """A term: an IRI without the base when `datatype` is empty, else a literal."""

    text: str
    datatype: str = ""
    language: str = ""


class Passage(NamedTuple):
    """Exact words: the document's id, where they stand in its file (code points), the sentence's number."""

    document: str
    start: int
    end: int
    sentence: int
    exact: str


class Said(Struct, frozen=True):
    """A statement. `fields` are its single values by name, "" when it has none; ids are without the base.

    `bounds` of a time and `numbers` (min, max, exact) are joined by slashes; notes are in order.
    """

    id: str
    about: str
    predicate: str
    value: Value
    fields: Mapping[str, str]
    evidence: tuple[Passage, ...]
    premises: frozenset[str]
    conflicts: frozenset[str]

    @property
    def derived(self) -> bool:
        """Whether a rule made it."""
        return self.fields["mode"] == "derived"

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """The documents and the exact words that it rests on, wherever they stand."""
        return tuple(sorted((one.document, one.exact) for one in self.evidence))


class Record(Struct, frozen=True):
    """An entity, a document, a term or a point from outside: its id, label, class, and its other values by name."""

    id: str
    label: str
    type: str
    fields: Mapping[str, tuple[str, ...]]


class State(Struct, frozen=True):
    """All that one graph says, by id; `triples` are those of the graph, IRIs without the base.

    `whole` is whether entities have their cards; the dump of statements alone has none.
    """

    base: str
    statements: Mapping[str, Said]
    entities: Mapping[str, Record]
    documents: Mapping[str, Record]
    terms: Mapping[str, Record]
    outside: Mapping[str, Record]
    triples: frozenset[tuple[str, str, Value]]

    @property
    def whole(self) -> bool:
        """Whether it has the catalogue of entities."""
        return bool(self.entities)


_Known: TypeAlias = Mapping[str, Mapping[str, list[Value]]]
SINGLE = ("mode", "polarity", "status", "hedge", "assertedBy", "relayedBy", "when", "whenBasis", "rule")
_BOUNDS = ("fromEarliest", "fromLatest", "untilEarliest", "untilLatest")
_NUMBERS = ("min", "max", "exact")


def read_state(graph: Graph) -> State:
    """Return what a graph says. Its base is found by its documents; "" when it has none."""
    quads = [(quad.subject, quad.predicate.value, quad.object) for quad in graph.quads()]
    base = next((_before_id(value) for _, name, value in quads if name == PIN + "document"), "")
    short: dict[str, str] = {}

    def name(node: object) -> str:
        text = node.value if isinstance(node, ox.NamedNode) else "_:"
        found = short.get(text)
        if found is None:
            found = short[text] = text.removeprefix(base)
        return found

    triples = set()
    known: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in quads:
        term = (
            Value(value.value, value.datatype.value, value.language or "")
            if isinstance(value, ox.Literal)
            else Value(name(value))
        )
        one = name(subject), predicate.removeprefix(base), term
        triples.add(one)
        known[one[0]][one[1]].append(term)
    return _state(base, known, frozenset(triples))


def _before_id(document: object) -> str:
    return document.value.rpartition(_DOCUMENTS)[0] if isinstance(document, ox.NamedNode) else ""


def _state(base: str, known: _Known, triples: frozenset[tuple[str, str, Value]]) -> State:
    passages: dict[str, Passage] = {}
    sorts: dict[str, list[str]] = defaultdict(list)
    for subject, values in known.items():
        types = {value.text for value in values.get(_TYPE, ())}
        if PIN + "Statement" in types:
            sorts["statements"].append(subject)
        elif PIN + "Passage" in types:
            passages[subject] = _passage(values)
        elif PIN + "OutsideFact" in types:
            sorts["outside"].append(subject)
        elif PIN + "primaryType" in values:
            sorts["documents" if PIN + "Document" in types else "entities"].append(subject)
        elif types & _TERMS:
            sorts["terms"].append(subject)
    said = {one: _said(one, known[one], passages) for one in sorted(sorts["statements"])}
    used = {one.predicate for one in said.values()}
    records = {
        sort: {one: _record(one, known[one], used) for one in sorted(sorts[sort])}
        for sort in ("entities", "documents", "terms", "outside")
    }
    return State(base=base, statements=said, triples=triples, **records)


def _passage(values: Mapping[str, list[Value]]) -> Passage:
    start, end, sentence = (int(_one(values, part) or 0) for part in ("start", "end", "sentence"))
    return Passage(_one(values, "document"), start, end, sentence, _one(values, "exact"))


def _said(id_: str, values: Mapping[str, list[Value]], passages: Mapping[str, Passage]) -> Said:
    fields = {name: _one(values, name) for name in SINGLE}
    for name in ("mode", "polarity", "status"):
        fields[name] = fields[name].removeprefix(PIN).lower()
    fields["bounds"] = "/".join(_one(values, name) for name in _BOUNDS).strip("/")
    fields["numbers"] = "/".join(_one(values, name) for name in _NUMBERS).strip("/")
    fields["note"] = "\n".join(sorted(value.text for value in values.get(PIN + "note", ())))
    value = values.get(PIN + "value", [Value("")])[0]
    evidence = (passages[one.text] for one in values.get(PIN + "evidence", ()) if one.text in passages)
    premises, conflicts = (
        frozenset(one.text for one in values.get(PIN + name, ())) for name in ("premise", "conflictsWith")
    )
    about, predicate = _one(values, "about"), _one(values, "property")
    return Said(id_, about, predicate, value, fields, tuple(sorted(evidence)), premises, conflicts)


def _record(id_: str, values: Mapping[str, list[Value]], used: set[str]) -> Record:
    """Return a record; what statements say of an entity is told by these, so no property of theirs is a field."""
    label = min((value.text for value in values.get(_LABEL, ())), default="")
    types = {value.text for value in values.get(_TYPE, ())}
    type_ = _one(values, "primaryType") or min(types & _TERMS or types, default="")
    skipped = _NO_FIELD | used | {_LABEL}
    fields = {name: tuple(sorted(one.text for one in found)) for name, found in values.items() if name not in skipped}
    return Record(id_, label, type_, dict(sorted(fields.items())))


def _one(values: Mapping[str, list[Value]], name: str) -> str:
    return min((value.text for value in values.get(PIN + name, ())), default="")
