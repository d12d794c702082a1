"""What the pages of entities, documents and kinds give their templates."""

from __future__ import annotations

from msgspec import Struct

from pincite.site.citing import CitedFact
from pincite.site.context import Page
from pincite.site.leads import Lead
from pincite.site.links import Link
from pincite.site.nearby import Neighbour
from pincite.site.parts import Card, Claim, Dispute, Fact, Group, Note, Said, Seen
from pincite.site.sheet import Coverage, Paragraph

__all__ = ["DocumentPage", "EntityLine", "EntityPage", "KindPage", "TextPage"]


class EntityLine(Struct, frozen=True):
    """An entity in a list; `type` is empty when it is the kind itself, `times` tell since when and until when it is."""

    link: Link
    type: str
    names: tuple[str, ...]
    note: str | None
    statements: int
    times: tuple[Fact, ...]


class KindPage(Page, frozen=True):
    """All entities of one kind."""

    heading: str
    definition: str
    entities: tuple[EntityLine, ...]


class EntityPage(Page, frozen=True):
    """One entity; `lead` is none when the publication has no words for leads."""

    card: Card
    lead: Lead | None
    facts: tuple[Group, ...]
    plans: tuple[Group, ...]
    claims: tuple[Claim, ...]
    said: tuple[Said, ...]
    incoming: tuple[Group, ...]
    disputes: tuple[Dispute, ...]
    notes: tuple[Note, ...]
    seen: tuple[Seen, ...]
    neighbours: tuple[Neighbour, ...]
    cited: tuple[CitedFact, ...]


class DocumentPage(EntityPage, frozen=True):
    """One document: an entity, and its text with every passage marked."""

    details: tuple[tuple[str, Link], ...]
    coverage: Coverage
    paragraphs: tuple[Paragraph, ...]
    complete: bool


class TextPage(Page, frozen=True):
    """A document's sentences for scripts: `name` is its id; nothing is said when its full text is not published."""

    name: str
    sentences: tuple[str, ...]
