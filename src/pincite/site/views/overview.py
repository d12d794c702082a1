"""The first page, downloads, and pages that rows alone feed."""

from __future__ import annotations

from collections import Counter

from pincite.graph.terms import Iri
from pincite.site.context import (
    DocumentLine,
    DownloadsPage,
    HomePage,
    KindLine,
    RowsPage,
)
from pincite.site.desk import Desk, Spot
from pincite.site.facts import disputes_of
from pincite.site.inputs import Question
from pincite.site.links import Link, Linker
from pincite.site.modes import MODES
from pincite.site.records import Statement
from pincite.site.sheet import Coverage, coverage_of
from pincite.site.views.entities import kind_path
from pincite.site.views.questions import question_lines

__all__ = ["downloads", "home", "rows_page"]

_MOST_QUESTIONS = 8


def rows_page(desk: Desk, spot: Spot) -> RowsPage:
    """Return a page that its template makes from query rows, or from nothing."""
    title = str(spot.row.get("label") or spot.spec.title or spot.spec.name)
    return RowsPage(**desk.common(spot, title, desk.site.description, spot.subject), row=spot.row)


def home(desk: Desk, spot: Spot) -> HomePage:
    """Return the first page."""
    linker = desk.linker(spot.path)
    modes = Counter(one.mode for one in desk.catalogue.statements.values())
    disputes = disputes_of(_disputed(desk), desk.catalogue, desk.notebook(spot.path))
    return HomePage(
        **desk.common(spot, desk.site.title, desk.site.description),
        figures=tuple(desk.inputs.figures),
        kinds=_kinds(desk, linker),
        questions=question_lines(_featured(desk), linker),
        documents=_documents(desk, linker),
        disputes=disputes,
        modes=tuple((tag, modes[key]) for key, tag in MODES.items() if modes[key]),
    )


def downloads(desk: Desk, spot: Spot) -> DownloadsPage:
    """Return the page of files for download."""
    description = f"The data of {desk.site.title} as files, with sizes and checksums, and how to load them."
    return DownloadsPage(
        **desk.common(spot, spot.spec.title or "Downloads", description), downloads=tuple(desk.inputs.downloads)
    )


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


def _documents(desk: Desk, linker: Linker) -> tuple[DocumentLine, ...]:
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
