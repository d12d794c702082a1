"""Views: from a row or an item to the context of a page. `VIEWS` is the list that `site.toml` may name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from pincite.site import (
    boards,
    entity_pages,
    explored,
    indexes,
    overview_pages,
    question_pages,
    term_pages,
    trees,
)
from pincite.site.context import Page, RowsPage
from pincite.site.desk import Desk, Spot
from pincite.site.views import console, entities, explore, finding, method, overview, places, questions, terms

__all__ = ["VIEWS", "View"]


class View(Struct, frozen=True):
    """How a kind of page is made: what there is one page for, the type of its context, and who fills that.

    What is `late` is made after all other pages, for it waits for the validation or the dump.
    `columns` are what its queries return at least, in the order in which the site map names them.
    """

    source: Literal["rows", "questions", "once"]
    context: type[Page]
    build: Callable[[Desk, Spot], Page]
    columns: tuple[tuple[str, ...], ...] = ()
    late: bool = False


VIEWS = {
    "rows": View("rows", RowsPage, overview.rows_page),
    "home": View("once", overview_pages.HomePage, overview.home, late=True),
    "kind": View("rows", entity_pages.KindPage, entities.kind),
    "entity": View("rows", entity_pages.EntityPage, entities.entity),
    "document": View("rows", entity_pages.DocumentPage, entities.document),
    "text": View("rows", entity_pages.TextPage, entities.text),
    "question": View("questions", question_pages.QuestionPage, questions.question),
    "questions": View("once", question_pages.QuestionsPage, questions.questions),
    "ontology": View("once", term_pages.TermsPage, terms.ontology),
    "vocabulary": View("once", term_pages.TermsPage, terms.vocabulary),
    "rules": View("once", term_pages.RulesPage, terms.rules),
    "shapes": View("once", term_pages.ShapesPage, terms.shapes),
    "disagreements": View("once", explored.DisagreementsPage, explore.disagreements, (boards.TOPICS,)),
    "tree": View("once", explored.TreePage, explore.tree, (trees.EDGES, trees.DETAILS)),
    "matters": View("once", explored.MattersPage, explore.matters_page, (boards.CASES,)),
    "timeline": View("once", explored.TimelinePage, explore.timeline, (explore.TIMES,)),
    "board": View("rows", explored.BoardPage, explore.board, (("page",), boards.BOARD)),
    "boards": View("once", explored.BoardsPage, explore.boards, (("page",), boards.BOARD)),
    "map": View("once", overview_pages.MapPage, places.places, (places.PUT, places.POINTS)),
    "method": View("once", overview_pages.MethodPage, method.method, late=True),
    "names": View("once", indexes.NamesPage, finding.names),
    "search": View("once", indexes.SearchPage, finding.search),
    "console": View("once", indexes.ConsolePage, console.console),
    "downloads": View("once", overview_pages.DownloadsPage, overview.downloads, late=True),
}
"""Every view by name."""
