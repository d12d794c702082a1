"""Trees as nested lists."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from pincite.browse.hierarchies import Branch, Tree
from pincite.browse.terms import Term
from pincite.browse.values import Writer


def tree_html(tree: Tree, writer: Writer, counts: Mapping[Term, int] | None = None) -> Markup:
    """Return a tree as a list; `counts` stand behind what they count."""
    return Markup('<ul class="tree">{}</ul>').format(
        Markup("").join(_branch(root, writer, counts or {}) for root in tree.roots)
    )


def _branch(branch: Branch, writer: Writer, counts: Mapping[Term, int]) -> Markup:
    count = counts.get(branch.node)
    told = Markup(' <span class="count">{:,}</span>').format(count) if count else Markup()
    more = Markup(' <span class="count">({:,} more below)</span>').format(branch.more) if branch.more else Markup()
    inner = Markup("").join(_branch(one, writer, counts) for one in branch.below)
    below = Markup("<ul>{}</ul>").format(inner) if inner else Markup()
    return Markup("<li>{}{}{}{}</li>").format(writer.link(branch.node), told, more, below)
