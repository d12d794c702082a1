"""Writes what is said of a thing as HTML: links, literals, nested nodes, lists, expressions, geometries."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from pincite.browse import expressions
from pincite.browse.catalogue import Catalogue, shorten_middle
from pincite.browse.html import EMPTY, html, joined
from pincite.browse.literals import visible
from pincite.browse.parts import Value, grouped, triple
from pincite.browse.remarks import Remark
from pincite.browse.terms import (
    DCTERMS,
    FIRST,
    FOAF,
    NIL,
    OLD_SCHEMA,
    SCHEMA,
    TYPE,
    Term,
    is_blank,
    is_triple,
    linked,
    literal,
    local_name,
)
from pincite.browse.texts import Texts
from pincite.site.text import natural

DEEPEST = 4
"""Nodes within nodes; what is deeper stands below, where there is room."""

_NODES = 2_000  # nested nodes of a page
_ITEMS = 500  # members of a list that are shown
_IMAGES = frozenset(
    f"<{iri}>"
    for iri in (
        *(FOAF + name for name in ("depiction", "img", "logo", "thumbnail")),
        *(base + name for base in (SCHEMA, OLD_SCHEMA) for name in ("image", "logo", "thumbnailUrl", "photo")),
        "http://dbpedia.org/ontology/thumbnail",
        "http://www.w3.org/2006/vcard/ns#photo",
        DCTERMS + "image",
    )
)
_PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".tif", ".tiff")

LONG_LIST = "Lists of which a page shows the beginning only"
TOO_MANY = "Nested nodes that a page has no room for"


_EXPRESSION = '<span class="expression" id="%s">%s</span>'


class Writer:
    """Writes the values of one page; `root` leads from it to the site's folder, `place` names it in remarks."""

    def __init__(self, catalogue: Catalogue, root: str, place: str) -> None:
        self.catalogue = catalogue
        self.root = root
        self.place = place
        self.remarks: list[Remark] = []
        self._texts = Texts(catalogue, place, self.remarks)
        self._nested: set[Term] = set()
        self._queue: deque[Term] = deque()
        self._expressions = expressions.Expressions(catalogue.index, self.term)

    def link(self, term: Term) -> Markup:
        """Return a link to a node."""
        return self.catalogue.link(term, self.root)

    def told_apart(self, term: Term) -> Markup:
        """Return a link to a node, with what tells it from others of the same name."""
        catalogue = self.catalogue
        link = self.link(term)
        if is_blank(term) or catalogue.labels.text(term) not in catalogue.ambiguous:
            return link
        short = catalogue.namespaces.short(term[1:-1])
        shown = short if short != term[1:-1] else local_name(short)
        return html('%s <span class="kind">%s</span>', link, shorten_middle(visible(shown), 60))

    def term(self, term: Term) -> Markup:
        """Return any term without what is nested in it."""
        if term[0] == '"':
            return self._texts.write(literal(term))
        if is_triple(term):
            return self._triple(term)
        if term == NIL:
            return html('<span class="hint">empty list</span>')
        if is_blank(term) and term in self._nested:
            return html('<a href="#%s">node %s</a>', term[2:], term[3:])
        return self.link(term)

    def value(self, term: Term, predicate: Term, depth: int = 0) -> Value:
        """Return an object of a property."""
        if term[0] == '"':
            parts = literal(term)
            href = parts.text if linked(parts.text) else None
            return Value(self._texts.write(parts), "literal", parts.text, href, parts.language, parts.datatype)
        if is_triple(term):
            return Value(self._triple(term), "triple", term)
        catalogue = self.catalogue
        if is_blank(term):
            return Value(
                self._blank(term, predicate, depth),
                "node",
                catalogue.labels.text(term),
                catalogue.href(term, self.root),
            )
        written = self.term(term)
        if predicate in _IMAGES or term[1:-1].lower().endswith(_PICTURE):
            written += html(' <span class="tag">image</span>')
        href = catalogue.href(term, self.root) or (term[1:-1] if linked(term[1:-1]) else None)
        return Value(written, "iri", catalogue.labels.text(term), href)

    def further(self) -> Iterator[Markup]:
        """Yield what is nested too deep for its place."""
        while self._queue:
            node = self._queue.popleft()
            if node not in self._nested:
                yield self._blank(node, node, 0)

    def node(self, node: Term) -> Markup:
        """Return a blank node with what is said of it; its id is its number."""
        return self._blank(node, node, 0)

    def sorted(self, terms: Iterable[Term]) -> list[Term]:
        """Return values in order: literals by language as wanted and text, then nodes by label."""
        return sorted(terms, key=self._order)

    def _order(self, term: Term) -> tuple[int, int, str, object, str]:
        if term[0] == '"':
            parts = literal(term)
            return 0, self.catalogue.labels.rank(parts.language), parts.language, natural(parts.text[:200]), term
        if is_triple(term):
            return 2, 0, "", [], term
        return (1, int(is_blank(term)), "", *self.catalogue.order(term))

    # ---- blank nodes -------------------------------------------------------------------------------------

    def _blank(self, node: Term, predicate: Term, depth: int) -> Markup:
        if node in self._nested:
            return html('<a href="#%s">node %s, shown on this page</a>', node[2:], node[3:])
        if not self.catalogue.index.pairs(node):
            return html('<span class="hint">something, of which nothing is said</span>')
        return self._expression(node, predicate) or self._structure(node, depth)

    def _expression(self, node: Term, predicate: Term) -> Markup | None:
        """Return a node that is a class or property expression, or a chain of properties; None when it is not."""
        if self._expressions.is_chain(predicate) and (chain := self._expressions.chain(node)) is not None:
            return html('<span class="expression">%s</span>', chain)
        written = self._expressions.write(node)
        return None if written is None else html(_EXPRESSION, self._anchor(node), written)

    def _structure(self, node: Term, depth: int) -> Markup:
        """Return a node as a list or as what is said of it, or a link to where that stands below."""
        index = self.catalogue.index
        if depth >= DEEPEST or len(self._nested) >= _NODES:
            return self._put_off(node)
        listed = expressions.members(index, node, _ITEMS + 1) if index.value(node, FIRST) else None
        if listed is not None:
            return self._list(node, listed, depth)
        return self._node(node, depth)

    def _anchor(self, node: Term) -> str:
        self._nested.add(node)
        return node[2:]

    def _put_off(self, node: Term) -> Markup:
        if len(self._nested) + len(self._queue) >= _NODES:
            self.remarks.append(Remark(TOO_MANY, self.place, f"node {node[3:]}"))
            return html('<span class="hint">node %s, in the data only</span>', node[3:])
        self._queue.append(node)
        return html('<a href="#%s">node %s, below</a>', node[2:], node[3:])

    def _list(self, node: Term, listed: list[Term], depth: int) -> Markup:
        anchor = self._anchor(node)
        shown = listed[:_ITEMS]
        items = joined(html("<li>%s</li>", self.value(one, FIRST, depth + 1).html) for one in shown)
        cut = EMPTY
        if len(listed) > _ITEMS:
            self.remarks.append(Remark(LONG_LIST, self.place, f"the first {_ITEMS:,}"))
            cut = html('<p class="hint">The first %s; the others are in the data.</p>', f"{_ITEMS:,}")
        return html('<ol class="list" id="%s">%s</ol>%s', anchor, items, cut)

    def _node(self, node: Term, depth: int) -> Markup:
        name = self._anchor(node)
        rows = joined(self._rows(node, depth))
        shared = len(self.catalogue.index.into.get(node, ()))
        hint = html('<p class="hint">Node %s, which %s others point at.</p>', node[3:], shared) if shared > 1 else EMPTY
        return html('<div class="node" id="%s">%s<dl class="facts">%s</dl></div>', name, hint, rows)

    def _rows(self, node: Term, depth: int) -> Iterator[Markup]:
        for predicate, targets in grouped(self.catalogue.index.pairs(node)).items():
            listed = self.sorted(targets)
            values = [self.value(one, predicate, depth + 1).html for one in listed[:_ITEMS]]
            if len(listed) > _ITEMS:
                self.remarks.append(Remark(LONG_LIST, self.place, f"the first {_ITEMS:,} of {len(listed):,}"))
                values.append(html('<span class="hint">and %s more in the data</span>', f"{len(listed) - _ITEMS:,}"))
            cells = joined(html("<dd>%s</dd>", one) for one in values)
            yield html("<div><dt>%s</dt>%s</div>", self.property(predicate), cells)

    def _triple(self, term: Term) -> Markup:
        parts = triple(term)
        if parts is None:
            return html("<code>%s</code>", visible(term[:500]))
        return html('<span class="triple">%s %s %s</span>', *(self.term(one) for one in parts))

    def property(self, predicate: Term) -> Markup:
        """Return a link to a property; rdf:type is a word of its own."""
        if predicate == TYPE:
            return html('<a href="%s">type</a>', self.catalogue.href(predicate, self.root))
        return self.link(predicate)
