"""Pages of entities, of documents, and of the kinds that list them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pincite.site.citing import cited_facts
from pincite.site.desk import Desk, Spot
from pincite.site.entity_pages import DocumentPage, EntityLine, EntityPage, KindPage, TextPage
from pincite.site.facts import Teller
from pincite.site.leads import Lead, lead_of
from pincite.site.lines import Liner, alike
from pincite.site.links import Link, Linker, entity_path
from pincite.site.nearby import neighbours
from pincite.site.notes import Notebook
from pincite.site.parts import Card, Note, Seen
from pincite.site.records import Entity, Kind
from pincite.site.sheet import Coverage, Sheet, coverage_of
from pincite.site.text import natural

__all__ = ["document", "entity", "kind", "kind_path", "text"]

_DETAILS = "details"


def kind_path(kind: str) -> str:
    """Return the page of a kind, below the site's root."""
    return f"id/{kind}/index.html"


def kind(desk: Desk, spot: Spot) -> KindPage:
    """Return the page that lists the entities of a kind."""
    key = str(spot.row["kind"])
    known = desk.catalogue.kinds.get(key, Kind(key, key, key, ""))
    linker = desk.linker(spot.path)
    notebook = desk.notebook(spot.path)
    members = [one for one in desk.catalogue.entities.values() if one.kind == key]
    lines = tuple(_line(one, known, linker, notebook) for one in sorted(members, key=_natural))
    description = f"{known.plural}: {len(lines)} in {desk.site.title}. {known.definition}"
    return KindPage(
        **desk.common(
            spot, known.plural, description,
            schema={"@type": "Collection", "name": known.plural, "url": desk.url(spot.path),
                    "isPartOf": {"@id": desk.project.base}},
        ),
        heading=known.plural, definition=known.definition, entities=lines,
    )  # fmt: skip


def entity(desk: Desk, spot: Spot) -> EntityPage:
    """Return the page of an entity."""
    return EntityPage(**_told(desk, spot))


def document(desk: Desk, spot: Spot) -> DocumentPage:
    """Return the page of a document, with its text."""
    told = _told(desk, spot)
    linker = desk.linker(spot.path)
    iri = spot.subject or ""
    source = desk.texts.get(iri)
    complete = desk.site.full_text
    covered = desk.inputs.coverage.get(source.id, ()) if source else ()
    details = tuple(
        (str(row["label"]), linker.show(value))
        for row in spot.rows.get(_DETAILS, ())
        if (value := row["value"]) is not None
    )
    sheet = Sheet(iri, source, linker, covered) if source else None
    return DocumentPage(
        **told,
        details=details,
        coverage=coverage_of(source, covered, "") if source else Coverage(0, 0, 0, ()),
        paragraphs=sheet.paragraphs(complete=complete) if sheet else (),
        complete=complete,
    )


def text(desk: Desk, spot: Spot) -> TextPage:
    """Return a document's sentences for scripts; none of them when its full text is not published."""
    about = desk.catalogue.entities[spot.subject or ""]
    source = desk.texts.get(about.iri) if desk.site.full_text else None
    sentences = tuple(source.text[one.start : one.end] for one in source.sentences) if source else ()
    return TextPage(**desk.common(spot, about.label, ""), name=about.id, sentences=sentences)


def _told(desk: Desk, spot: Spot) -> dict[str, Any]:
    """Return the fields of an entity's page; the parts are told in the order in which the page shows them."""
    linker, notebook = desk.linker(spot.path), desk.notebook(spot.path)
    iri = spot.subject or ""
    about = desk.catalogue.entities[iri]
    teller = Teller(about, linker, notebook)
    lead = lead_of(about, desk.grammar, linker, Liner(linker, notebook)) if desk.grammar else None
    parts: dict[str, Any] = {
        "lead": lead,
        "card": _card(desk, about, linker),
        "disputes": (),
        "facts": teller.facts(),
        "plans": teller.plans(),
        "claims": teller.claims(),
        "said": teller.said(),
        "incoming": teller.incoming(),
    }
    parts["disputes"] = teller.disputes()
    parts["notes"] = notebook.notes
    parts["neighbours"] = neighbours(iri, linker)
    parts["cited"] = cited_facts(iri, linker, desk.citer)
    parts["seen"] = _seen(desk, about, linker, parts["notes"])
    description = lead.plain if lead else f"{about.label}: {about.type} in {desk.site.title}. {about.note or ''}"
    return desk.common(spot, about.label, description, iri, **_for_machines(desk, spot, about, lead)) | parts


def _for_machines(desk: Desk, spot: Spot, about: Entity, lead: Lead | None) -> dict[str, Any]:
    """Return what the page says to programs, and how to cite it."""
    node = desk.schema.entity(about, desk.catalogue, desk.url(spot.path), desk.project.base, lead.facts if lead else "")
    source = desk.texts.get(about.iri)
    if source is not None:
        node["inLanguage"] = source.language
        author = desk.authors.get(about.iri)
        if author is not None:
            node["author"] = {"@type": desk.schema.type_of(author.type_iri), "@id": author.iri, "name": author.label}
    return {
        "schema": node,
        "links": desk.signposts.of_entity(about.iri, str(node["@type"])),
        "citation": desk.citer.page(about.label, about.iri),
    }


def _card(desk: Desk, about: Entity, linker: Linker) -> Card:
    known = desk.catalogue.kinds.get(about.kind)
    plural = known.plural if known else about.kind
    kind_link = Link(plural, linker.at(kind_path(about.kind)))
    type_link = Link(about.type, linker.to(about.type_iri).href)
    claim = about.iri in desk.catalogue.claims
    return Card(about.iri, about.label, kind_link, type_link, about.names, about.note, claim)


def _seen(desk: Desk, about: Entity, linker: Linker, notes: tuple[Note, ...]) -> tuple[Seen, ...]:
    """Return the documents that name the entity or that its notes quote, with the first link into each."""
    passages: Counter[Link] = Counter()
    first: dict[Link, str | None] = {}
    for iri in desk.catalogue.mentions.get(about.iri, ()):
        passage = desk.catalogue.passages.get(iri)
        if passage is not None:
            found = linker.to(passage.document)
            first.setdefault(found, linker.passage(iri))
            passages[found] += 0
    for note in notes:
        if note.document is not None:
            first.setdefault(note.document, note.href)
            passages[note.document] += 1
    return tuple(Seen(found, passages[found], first[found]) for found in sorted(passages))


def _line(one: Entity, known: Kind, linker: Linker, notebook: Notebook) -> EntityLine:
    catalogue = linker.catalogue
    count = len(catalogue.about.get(one.iri, ())) + len(catalogue.pointing.get(one.iri, ()))
    liner = Liner(linker, notebook)
    said = [(what, catalogue.statements[iri]) for what, iri in catalogue.times.get(one.iri, ())]
    words = {statement.iri: what for what, statement in said}
    times = tuple(
        liner.line(same, Link(words[same[0].iri], None), noted=False)
        for same in alike((statement for _, statement in said), lambda statement: words[statement.iri])
    )
    narrower = "" if one.type.casefold() == known.label.casefold() else one.type
    return EntityLine(Link(one.label, linker.at(entity_path(one.id))), narrower, one.names, one.note, count, times)


def _natural(one: Entity) -> tuple[list[tuple[int, str]], str]:
    return natural(one.label), one.id
