"""Putting the graph together: cards, documents, passages, statements, ontology; then what the rules derive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pincite.graph.documents import document_triples
from pincite.graph.statements import Statement, card_triples, passage_triples, statement_triples
from pincite.graph.terms import Prefixes, Quad, Triple, iri
from pincite.model import Entity, Passage, Ref
from pincite.seeds import Document


class Sources(Struct, frozen=True):
    """What becomes the graph. `ancestors` gives for a class (prefixed name) the IRIs of it and its superclasses."""

    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    mentions: Mapping[Ref, tuple[Passage, ...]]
    statements: Iterable[Statement]
    ancestors: Mapping[str, tuple[str, ...]]


def graph_name(base: str, name: str) -> str:
    """Return the name of a part of the dump's `graph.trig`: a document's slug, catalogue, ontology or derived."""
    return iri(f"{base}graph/{name}")


def quads(sources: Sources, prefixes: Prefixes) -> Iterator[Quad]:
    """Yield all that people wrote as quads: each document's statements in its graph, the cards in the catalogue."""
    terms: dict[str, str] = {}
    shared = terms.setdefault

    def named(name: str, triples: Iterable[Triple]) -> list[Quad]:
        # The same few thousand terms come again and again: one string for each takes a fraction of the memory.
        return [(s, p, shared(o, o), name) for s, p, o in triples]

    catalogue = graph_name(prefixes.base, "catalogue")
    for entity in sources.entities.values():
        mentions = sources.mentions.get(entity.ref, ())
        yield from named(catalogue, card_triples(entity, sources.ancestors[entity.type], mentions, prefixes))
    for document in sources.documents.values():
        yield from named(catalogue, document_triples(document, prefixes))
    passages: dict[Passage, None] = {}
    for mentions in sources.mentions.values():
        passages |= dict.fromkeys(mentions)
    names = {name: graph_name(prefixes.base, name) for name in sources.documents}
    for statement in sources.statements:
        passages |= dict.fromkeys(statement.passages)
        yield from named(names[statement.passages[0].document], statement_triples(statement, prefixes))
    for passage in passages:
        yield from named(names[passage.document], passage_triples(passage, prefixes))
