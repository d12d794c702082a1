"""What the pages of terms, rules and shapes give their templates."""

from __future__ import annotations

from dataclasses import dataclass

from pincite.site.context import Page
from pincite.site.hierarchy import Hierarchy
from pincite.site.reference import ClassNode, RuleEntry, ShapeEntry, TermEntry

__all__ = ["RulesPage", "ShapesPage", "TermsPage"]


@dataclass(frozen=True)
class TermsPage(Page):
    """An ontology: its classes as a picture (none without a hierarchy) and as a tree, then every term."""

    namespace: str
    prefix: str
    picture: Hierarchy | None
    tree: tuple[ClassNode, ...]
    classes: tuple[TermEntry, ...]
    properties: tuple[TermEntry, ...]
    individuals: tuple[TermEntry, ...]


@dataclass(frozen=True)
class RulesPage(Page):
    """All rules."""

    rules: tuple[RuleEntry, ...]


@dataclass(frozen=True)
class ShapesPage(Page):
    """All shapes."""

    shapes: tuple[ShapeEntry, ...]
