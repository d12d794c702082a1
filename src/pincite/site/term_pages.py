"""What the pages of terms, rules and shapes give their templates."""

from __future__ import annotations

from pincite.site.context import Page
from pincite.site.hierarchy import Hierarchy
from pincite.site.reference import ClassNode, RuleEntry, ShapeEntry, TermEntry

__all__ = ["RulesPage", "ShapesPage", "TermsPage"]


class TermsPage(Page, frozen=True):
    """An ontology: its classes as a picture (none without a hierarchy) and as a tree, then every term."""

    namespace: str
    prefix: str
    picture: Hierarchy | None
    tree: tuple[ClassNode, ...]
    classes: tuple[TermEntry, ...]
    properties: tuple[TermEntry, ...]
    individuals: tuple[TermEntry, ...]


class RulesPage(Page, frozen=True):
    """All rules."""

    rules: tuple[RuleEntry, ...]


class ShapesPage(Page, frozen=True):
    """All shapes."""

    shapes: tuple[ShapeEntry, ...]
