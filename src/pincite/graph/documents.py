"""Documents as triples: their card, and when they were published, stated or derived."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.dates import bounds
from pincite.errors import ContentError, Problem
from pincite.graph.statements import PIN, Statement, pin
from pincite.graph.terms import Prefixes, Triple, iri, literal
from pincite.model import Entity, Mode, Passage
from pincite.seeds import Document, Quotation, locate

PUBLICATION_RULE = PIN + "publication-bounds"


def document_entity(document: Document) -> Entity:
    """Return a document's catalogue card."""
    return Entity(document.ref, "pin:Document", document.title, place=document.place)


def document_triples(document: Document, prefixes: Prefixes) -> Iterator[Triple]:
    """Yield what the catalogue knows of a document; what is not stated has no triple."""
    node = iri(prefixes.entity(document.ref.id))
    yield node, pin("file"), literal(document.file)
    yield node, pin("sha256"), literal(document.sha256)
    yield node, pin("language"), literal(document.language)
    yield node, pin("start"), literal(str(document.start), "integer")
    yield node, pin("end"), literal(str(document.end), "integer")
    yield node, pin("author"), iri(prefixes.entity(document.author.id))
    if document.publisher is not None:
        yield node, pin("publisher"), iri(prefixes.entity(document.publisher.id))
    if document.original is not None:
        yield node, pin("originalFile"), literal(document.original)
    if document.rights is not None:
        yield node, pin("rights"), literal(document.rights)


def publication_statement(document: Document) -> Statement | None:
    """Return the statement of when a document was published: Reported when it says so, else Derived bounds.

    Raises ContentError when the words it rests on are not in the document.
    """
    if document.published is not None and document.published_quote is not None:
        passage = _passage(document, document.published_quote)
        return Statement(
            document.ref,
            pin("published"),
            literal(document.published),
            Mode.REPORTED,
            document.author,
            document.author,
            (passage,),
            when=document.published,
            bounds=bounds(document.published),
            place=document.place,
        )
    known = document.published_bounds
    if known is None:
        return None
    when = f"[{known.not_before or ''}..{known.not_after or ''}]"
    return Statement(
        document.ref,
        pin("published"),
        literal(when),
        Mode.DERIVED,
        document.author,
        None,
        (_passage(document, known.quote),),
        when=when,
        when_basis=known.why,
        bounds=bounds(when),
        rule=PUBLICATION_RULE,
        place=document.place,
    )


def _passage(document: Document, quote: str) -> Passage:
    found = locate(Quotation(quote, document.place), document)
    if isinstance(found, Problem):
        raise ContentError(found)
    return found
