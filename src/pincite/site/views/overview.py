"""The first page, downloads, and pages that rows alone feed."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from markupsafe import Markup

from pincite.graph.terms import Iri
from pincite.site.changed import changed_since
from pincite.site.context import RowsPage
from pincite.site.desk import Desk, Spot
from pincite.site.escaping import escaped
from pincite.site.facts import Disputes
from pincite.site.inputs import Question
from pincite.site.links import Link, Linker
from pincite.site.modes import MODES
from pincite.site.overview_pages import DocumentLine, DownloadsPage, HomePage, KindLine, ReleaseNotes
from pincite.site.records import Statement
from pincite.site.schema import distributions
from pincite.site.sheet import Coverage, coverage_of
from pincite.site.views.entities import kind_path
from pincite.site.views.questions import question_lines

__all__ = ["data_set", "document_lines", "downloads", "home", "rows_page"]

_MOST_QUESTIONS = 8
_CODE = re.compile("`([^`]+)`")


def rows_page(desk: Desk, spot: Spot) -> RowsPage:
    """Return a page that its template makes from query rows, or from nothing."""
    title = str(spot.row.get("label") or spot.spec.title or spot.spec.name)
    return RowsPage(**desk.common(spot, title, desk.site.description, spot.subject), row=spot.row)


def home(desk: Desk, spot: Spot) -> HomePage:
    """Return the first page."""
    linker = desk.linker(spot.path)
    modes = Counter(one.mode for one in desk.catalogue.statements.values())
    disputes = Disputes(_disputed(desk), desk.catalogue, desk.notebook(spot.path))
    return HomePage(
        **desk.common(
            spot,
            desk.site.title,
            desk.site.description,
            schema=data_set(desk),
            links=desk.signposts.of_dataset(desk.dump_files),
            citation=desk.citer.whole(),
        ),
        figures=tuple(desk.inputs.figures),
        kinds=_kinds(desk, linker),
        questions=question_lines(_featured(desk), linker),
        documents=document_lines(desk, linker),
        disputes=disputes,
        modes=tuple((tag, modes[key]) for key, tag in MODES.items() if modes[key]),
    )


def downloads(desk: Desk, spot: Spot) -> DownloadsPage:
    """Return the page of files for download."""
    description = f"The data of {desk.site.title} as files, with sizes and checksums, and how to load them."
    return DownloadsPage(
        **desk.common(
            spot, spot.spec.title or "Downloads", description, schema=data_set(desk), citation=desk.citer.whole()
        ),
        downloads=tuple(desk.inputs.downloads()),
        changes=tuple(
            ReleaseNotes(part.name, release.version, tuple(map(_with_code, release.items)))
            for part in desk.inputs.changelog
            for release in part.latest
        ),
        since=changed_since(desk.inputs.since, desk.linker(spot.path)),
    )


def _with_code(text: str) -> Markup:
    """Return a line of Markdown as HTML: what stands between backticks is code, the rest is text."""
    pieces = _CODE.split(text)
    made = [f"<code>{escaped(piece)}</code>" if index % 2 else escaped(piece) for index, piece in enumerate(pieces)]
    return Markup("".join(made))  # noqa: S704  # escaped


def data_set(desk: Desk) -> dict[str, Any]:
    """Return the publication as a data set in the words of schema.org.

    It has no temporal or spatial coverage: no document states that of the whole.
    """
    site, documents = desk.site, [desk.catalogue.entities[iri] for iri in desk.texts if iri in desk.catalogue.entities]
    return {
        "@type": "Dataset",
        "@id": site.base,
        "name": site.title,
        "description": site.description,
        "url": site.url,
        "identifier": site.base,
        "version": site.version,
        "dateModified": site.recorded,
        "license": site.licence,
        "isAccessibleForFree": True,
        "inLanguage": site.language,
        "creator": {"@type": "Organization", "@id": desk.signposts.author, "name": site.creator},
        "isBasedOn": [
            {"@type": desk.schema.type_of(one.type_iri), "@id": one.iri, "name": one.label} for one in documents
        ],
        "distribution": distributions(desk.inputs.downloads(), site.url),
    }


def _disputed(desk: Desk) -> list[Statement]:
    return [one for one in desk.catalogue.statements.values() if one.conflicts]


def _kinds(desk: Desk, linker: Linker) -> tuple[KindLine, ...]:
    sizes = Counter(one.kind for one in desk.catalogue.entities.values())
    return tuple(
        KindLine(Link(known.plural, linker.at(kind_path(key))), sizes[key], known.definition)
        for key, known in desk.catalogue.kinds.items()
    )


def _featured(desk: Desk) -> list[Question]:
    """Return the featured questions, else the first few."""
    featured = [one for one in desk.inputs.questions if one.featured]
    return featured or list(desk.inputs.questions[:_MOST_QUESTIONS])


def document_lines(desk: Desk, linker: Linker) -> tuple[DocumentLine, ...]:
    """Return the documents with what came of their sentences."""
    lines = []
    for row in desk.data["documents"]:
        iri, author = row["page"], row["author"]
        source = desk.texts.get(str(iri))
        if not isinstance(iri, Iri) or source is None:
            continue
        link = linker.to(iri)
        covered = desk.inputs.coverage.get(source.id, ())
        coverage = coverage_of(source, covered, link.href or "") if covered else Coverage(0, 0, 0, ())
        lines.append(DocumentLine(link, linker.to(author) if isinstance(author, Iri) else None, coverage))
    return tuple(lines)
