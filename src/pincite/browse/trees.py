"""Trees as nested lists."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from pincite.browse.hierarchies import Branch, Tree
from pincite.browse.html import EMPTY, html, joined
from pincite.browse.terms import Term
from pincite.browse.values import Writer


def tree_html(tree: Tree, writer: Writer, counts: Mapping[Term, int] | None = None) -> Markup:
    """Return a tree as a list; `counts` stand behind what they count."""
    return html('<ul class="tree">%s</ul>', joined(_branch(root, writer, counts or {}) for root in tree.roots))


def _branch(branch: Branch, writer: Writer, counts: Mapping[Term, int]) -> Markup:
    count = counts.get(branch.node)
    told = html(' <span class="count">%s</span>', f"{count:,}") if count else EMPTY
    where = "below, unfolded elsewhere" if branch.elsewhere else "more below"
    more = html(' <span class="count">(%s %s)</span>', f"{branch.more:,}", where) if branch.more else EMPTY
    inner = joined(_branch(one, writer, counts) for one in branch.below)
    below = html("<ul>%s</ul>", inner) if inner else EMPTY
    return html("<li>%s%s%s%s</li>", writer.told_apart(branch.node), told, more, below)
