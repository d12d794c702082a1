"""Pages that show many things at once: trees, matters and their cases, timelines, boards, disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pincite.graph.store import Row
from pincite.site.boards import columns, matters, quarrels
from pincite.site.desk import Desk, Spot
from pincite.site.explored import (
    BoardLine,
    BoardPage,
    BoardsPage,
    DisagreementsPage,
    Lane,
    MattersPage,
    TimelinePage,
    TimeRow,
    TreePage,
)
from pincite.site.facts import Disputes
from pincite.site.lines import Liner
from pincite.site.links import Link, Linker
from pincite.site.notes import Notebook
from pincite.site.records import local_name
from pincite.site.text import clean, slug
from pincite.site.times import Axis, axis_of
from pincite.site.trees import grow

__all__ = ["TIMES", "board", "boards", "disagreements", "matters_page", "timeline", "tree"]

TIMES = ("lane", "thing", "what", "statement")
"""What the query of a timeline returns: a lane, a thing in it, what its time is that of, the statement that has it. A
thing without a statement is one of which no date is stated."""


def tree(desk: Desk, spot: Spot) -> TreePage:
    """Return the page of trees: queries of edges and of details."""
    linker, notebook, liner = _tools(desk, spot)
    trees = grow(_rows(spot, 0), _rows(spot, 1), linker, liner)
    return TreePage(**desk.common(spot, spot.spec.title, _said(spot, desk)), trees=trees, notes=notebook.notes)


def matters_page(desk: Desk, spot: Spot) -> MattersPage:
    """Return the page of matters and how each is settled."""
    linker, notebook, liner = _tools(desk, spot)
    told = matters(_rows(spot, 0), linker, liner)
    return MattersPage(**desk.common(spot, spot.spec.title, _said(spot, desk)), matters=told, notes=notebook.notes)


def timeline(desk: Desk, spot: Spot) -> TimelinePage:
    """Return the page of times."""
    linker, notebook, liner = _tools(desk, spot)
    rows = _rows(spot, 0)
    known = desk.catalogue.statements
    axis = axis_of([known[str(row["statement"])].bounds for row in rows if str(row["statement"]) in known])
    by_lane: dict[str, list[Row]] = {}
    for row in rows:
        by_lane.setdefault(clean(str(row["lane"])), []).append(row)
    lanes = tuple(_lane(name, found, axis, linker, liner) for name, found in by_lane.items())
    common = desk.common(spot, spot.spec.title, _said(spot, desk))
    return TimelinePage(**common, axis=axis, lanes=lanes, notes=notebook.notes)


def board(desk: Desk, spot: Spot) -> BoardPage:
    """Return the page of one board: a query of boards, and one of what stands on them."""
    linker, notebook, liner = _tools(desk, spot)
    about = desk.catalogue.entities[spot.subject or ""]
    rows = _rows(spot, 1)
    told = columns(rows, desk.catalogue, liner, _headings(rows))
    common = desk.common(spot, f"{about.label}: {spot.spec.title}", f"{about.label}. {about.note or ''}")
    return BoardPage(**common, heading=about.label, topic=linker.to(about.iri), columns=told, notes=notebook.notes)


def boards(desk: Desk, spot: Spot) -> BoardsPage:
    """Return the list of boards, each in a folder beside this page: the same two queries."""
    counted: dict[str, Counter[str]] = {}
    for row in _rows(spot, 1):
        counted.setdefault(str(row["page"]), Counter())[clean(str(row["column"]))] += 1
    names = _headings(_rows(spot, 1))
    shown = [desk.catalogue.entities[str(row["page"])] for row in _rows(spot, 0)]
    lines = tuple(
        BoardLine(
            Link(one.label, f"{local_name(one.iri)}/index.html"), one.note,
            tuple(counted.get(one.iri, Counter())[name] for name in names),
        )
        for one in shown
    )  # fmt: skip
    return BoardsPage(**desk.common(spot, spot.spec.title, _said(spot, desk)), columns=names, boards=lines)


def disagreements(desk: Desk, spot: Spot) -> DisagreementsPage:
    """Return the page of all disagreements; its query, when it has one, gives the topics."""
    linker, notebook, liner = _tools(desk, spot)
    sources, subjects = quarrels(_rows(spot, 0), linker, liner)
    disputed = [one for one in desk.catalogue.statements.values() if one.conflicts]
    disputes = tuple(Disputes(disputed, desk.catalogue, notebook))
    description = f"Where the documents of {desk.site.title} disagree, side by side, each with its sentence."
    return DisagreementsPage(
        **desk.common(spot, spot.spec.title or "Disagreements", description),
        sources=sources, subjects=subjects, disputes=disputes, notes=notebook.notes,
    )  # fmt: skip


def _lane(name: str, rows: list[Row], axis: Axis | None, linker: Linker, liner: Liner) -> Lane:
    known = linker.catalogue.statements
    dated: list[TimeRow] = []
    undated: list[TimeRow] = []
    for row in rows:
        one = known.get(str(row["statement"]))
        fact = liner.line((one,), Link(clean(str(row["what"] or "")), linker.statement(one.iri))) if one else None
        bar = axis.bar(one.bounds) if axis and one else None
        made = TimeRow(linker.to(str(row["thing"])), fact, bar, one.begun if one else "")
        (dated if bar else undated).append(made)
    shown = {row.thing for row in dated}
    rest = {row.thing: row for row in undated if row.thing not in shown}
    return Lane(slug(name), name, tuple(dated), tuple(rest.values()))


def _headings(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the headings of columns in their order."""
    return tuple(dict.fromkeys(name for _, name in sorted((str(r["order"]), clean(str(r["column"]))) for r in rows)))


def _tools(desk: Desk, spot: Spot) -> tuple[Linker, Notebook, Liner]:
    linker, notebook = desk.linker(spot.path), desk.notebook(spot.path)
    return linker, notebook, Liner(linker, notebook)


def _rows(spot: Spot, number: int) -> tuple[Row, ...]:
    """Return the rows of a page's query by its place; none when the page has no such query."""
    return spot.rows.get(spot.spec.queries[number], ()) if number < len(spot.spec.queries) else ()


def _said(spot: Spot, desk: Desk) -> str:
    return spot.spec.description or desk.site.description
