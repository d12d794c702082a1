"""Statements as triples: the reified layer, and the plain triple that a fact grounds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property

from pincite.errors import Place
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL, Prefixes, Triple, iri, literal
from pincite.model import Bounds, Entity, Mode, Passage, Polarity, Ref

PIN = "https://w3id.org/pincite/ns#"
ALT_LABEL = "<http://www.w3.org/2004/02/skos/core#altLabel>"
SKOS_NOTE = "<http://www.w3.org/2004/02/skos/core#note>"
GROUNDING_MODES = frozenset({Mode.REPORTED, Mode.PROVISION, Mode.DERIVED})


@cache
def pin(name: str) -> str:
    """Return a term of the statement vocabulary."""
    return f"<{PIN}{name}>"


@dataclass(frozen=True)
class Statement:
    """What a document says, complete: terms are N-Triples text, passages are in the order of the file.

    `rule` names the engine's own derivation when the mode is Derived; rules in SPARQL make their statements themselves.
    """

    about: Ref
    predicate: str
    value: str
    mode: Mode
    asserted_by: Ref
    reported_by: Ref | None
    passages: tuple[Passage, ...]
    polarity: Polarity = Polarity.AFFIRMED
    contested: bool = False
    relayed_by: Ref | None = None
    hedge: str | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    exact: Decimal | None = None
    when: str | None = None
    when_basis: str | None = None
    bounds: Bounds | None = None
    recorded: str | None = None
    note: str | None = None
    rule: str | None = None
    conflicts: tuple[tuple[str, str], ...] = ()
    place: Place = field(default=Place("?"), compare=False)

    @property
    def is_fact(self) -> bool:
        """Whether it grounds a plain triple (see docs/model.md)."""
        return (
            self.mode in GROUNDING_MODES
            and self.polarity is Polarity.AFFIRMED
            and not self.contested
            and self.hedge is None
        )

    @cached_property
    def fragment(self) -> str:
        """The last part of its IRI: `s-` and the first 12 hex digits of the SHA-256 of what it says and where."""
        said = (
            self.about.id, self.predicate, self.value, self.mode, self.polarity, self.hedge or "",
            self.asserted_by.id, self.relayed_by.id if self.relayed_by else "", self.when or "",
            *(f"{passage.document}:{passage.start}:{passage.end}" for passage in self.passages),
        )  # fmt: skip
        return "s-" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]

    def iri(self, prefixes: Prefixes) -> str:
        """Its IRI: the entity it is about, and its fragment."""
        return f"{prefixes.entity(self.about.id)}#{self.fragment}"


def passage_iri(passage: Passage, prefixes: Prefixes) -> str:
    """Return a passage's IRI: the document and the RFC 5147 fragment of the slice."""
    return f"{prefixes.entity('document/' + passage.document)}#char={passage.start},{passage.end}"


def passage_triples(passage: Passage, prefixes: Prefixes) -> Iterator[Triple]:
    """Yield a passage's triples."""
    node = iri(passage_iri(passage, prefixes))
    yield node, RDF_TYPE, pin("Passage")
    yield node, pin("document"), iri(prefixes.entity("document/" + passage.document))
    yield node, pin("start"), literal(str(passage.start), "integer")
    yield node, pin("end"), literal(str(passage.end), "integer")
    yield node, pin("exact"), literal(passage.exact)
    yield node, pin("prefix"), literal(passage.prefix)
    yield node, pin("suffix"), literal(passage.suffix)
    yield node, pin("sentence"), literal(str(passage.sentence), "integer")


def statement_triples(statement: Statement, prefixes: Prefixes) -> Iterator[Triple]:
    """Yield a statement's triples, and the plain triple when it is a fact; not its passages' own."""
    node = iri(statement.iri(prefixes))
    about = iri(prefixes.entity(statement.about.id))
    yield node, RDF_TYPE, pin("Statement")
    if statement.is_fact:
        yield node, RDF_TYPE, pin("Fact")
        yield about, statement.predicate, statement.value
    yield node, pin("about"), about
    yield node, pin("property"), statement.predicate
    yield node, pin("value"), statement.value
    yield node, pin("mode"), pin(statement.mode.capitalize())
    yield node, pin("polarity"), pin(statement.polarity.capitalize())
    yield node, pin("status"), pin("Contested" if statement.contested else "Accepted")
    for name, agent in (
        ("assertedBy", statement.asserted_by),
        ("relayedBy", statement.relayed_by),
        ("reportedBy", statement.reported_by),
    ):
        if agent is not None:
            yield node, pin(name), iri(prefixes.entity(agent.id))
    for passage in statement.passages:
        yield node, pin("evidence"), iri(passage_iri(passage, prefixes))
    if statement.rule is not None:
        yield node, pin("rule"), iri(statement.rule)
    for other, note in statement.conflicts:
        yield node, pin("conflictsWith"), iri(other)
        yield node, pin("note"), literal(note)
    yield from _literals(node, statement)


def _literals(node: str, statement: Statement) -> Iterator[Triple]:
    texts = (("hedge", statement.hedge), ("when", statement.when), ("note", statement.note))
    for name, text in (*texts, ("whenBasis", statement.when_basis)):
        if text is not None:
            yield node, pin(name), literal(text)
    if statement.recorded is not None:
        yield node, pin("recorded"), literal(statement.recorded, "date")
    for name, number in (("min", statement.min), ("max", statement.max), ("exact", statement.exact)):
        if number is not None:
            yield node, pin(name), literal(decimal_text(number), "decimal")
    if (known := statement.bounds) is not None:
        for name, day in (
            ("fromEarliest", known.from_earliest), ("fromLatest", known.from_latest),
            ("untilEarliest", known.until_earliest), ("untilLatest", known.until_latest),
        ):  # fmt: skip
            if day is not None:
                yield node, pin(name), literal(day, "date")


def decimal_text(number: Decimal) -> str:
    """Return a decimal as its canonical XSD text, without exponent or needless zeros (`4`, `12.3`)."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def card_triples(
    entity: Entity, ancestors: tuple[str, ...], mentions: tuple[Passage, ...], prefixes: Prefixes
) -> Iterator[Triple]:
    """Yield an entity's catalogue card; `ancestors` are the IRIs of its class and that class's superclasses."""
    node = iri(prefixes.entity(entity.ref.id))
    for ancestor in ancestors:
        yield node, RDF_TYPE, iri(ancestor)
    yield node, pin("primaryType"), iri(prefixes.expand(entity.type))
    yield node, RDFS_LABEL, literal(entity.label, language="en")
    for name in dict.fromkeys((*entity.names, *entity.also)):
        if name != entity.label:
            yield node, ALT_LABEL, literal(name, language="en")
    if entity.note:
        yield node, SKOS_NOTE, literal(entity.note, language="en")
    for passage in mentions:
        yield node, pin("mention"), iri(passage_iri(passage, prefixes))
