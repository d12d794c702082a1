"""Writes what is said of a thing as HTML: links, literals, nested nodes, lists, expressions, geometries."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from pincite.browse import expressions, geometry, literals
from pincite.browse.catalogue import Catalogue, tag
from pincite.browse.labels import readable
from pincite.browse.remarks import Remark
from pincite.browse.terms import (
    DCTERMS, FIRST, FOAF, NIL, OLD_SCHEMA, REST, SCHEMA, STRING, TYPE, LANG_STRING, Literal, Term, is_blank, is_triple,
    linked, literal,
)  # fmt: skip
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

ILL_TYPED = "Literals that are not written as their datatype wants"
CUT = "Literals of which a page shows the beginning only"
LONG_LIST = "Lists of which a page shows the beginning only"
TOO_MANY = "Nested nodes that a page has no room for"
NO_GEOMETRY = "Geometries that cannot be read"


class Value(NamedTuple):
    """A value as a page shows it (`html`), and for templates what it is made of.

    `kind` is "iri", "literal", "node" or "triple"; `text` is a label or a literal's text, `href` where a link leads.
    """

    html: Markup
    kind: str
    text: str
    href: str | None = None
    language: str = ""
    datatype: str = ""


class Group(NamedTuple):
    """The values of a property: a link to the property, the values shown first and those folded away.

    `count` is of all; `more` leads to where all are when they are not all here.
    """

    property: Term
    label: Markup
    values: tuple[Value, ...]
    folded: tuple[Value, ...]
    count: int
    more: str | None


class Writer:
    """Writes the values of one page; `root` leads from it to the site's folder, `place` names it in remarks."""

    def __init__(self, catalogue: Catalogue, root: str, place: str) -> None:
        self.catalogue = catalogue
        self.root = root
        self.place = place
        self.remarks: list[Remark] = []
        self._nested: set[Term] = set()
        self._queue: deque[Term] = deque()
        self._expressions = expressions.Expressions(catalogue.index, self.term)

    def link(self, term: Term) -> Markup:
        """Return a link to a node."""
        return self.catalogue.link(term, self.root)

    def term(self, term: Term) -> Markup:
        """Return any term without what is nested in it."""
        if term[0] == '"':
            return self._literal(literal(term))
        if is_triple(term):
            return self._triple(term)
        if term == NIL:
            return Markup('<span class="hint">empty list</span>')
        if is_blank(term) and term in self._nested:
            return Markup(f'<a href="#{term[2:]}">node {term[3:]}</a>')
        return self.link(term)

    def value(self, term: Term, predicate: Term, depth: int = 0) -> Value:
        """Return an object of a property."""
        if term[0] == '"':
            parts = literal(term)
            href = parts.text if linked(parts.text) else None
            return Value(self._literal(parts), "literal", parts.text, href, parts.language, parts.datatype)
        if is_triple(term):
            return Value(self._triple(term), "triple", term)
        catalogue = self.catalogue
        if is_blank(term):
            html = self._blank(term, predicate, depth)
            return Value(html, "node", catalogue.labels.text(term), catalogue.href(term, self.root))
        html = self.term(term)
        if predicate in _IMAGES or term[1:-1].lower().endswith(_PICTURE):
            html += Markup(' <span class="tag">image</span>')
        href = catalogue.href(term, self.root) or (term[1:-1] if linked(term[1:-1]) else None)
        return Value(html, "iri", catalogue.labels.text(term), href)

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
        catalogue, index = self.catalogue, self.catalogue.index
        if node in self._nested:
            return Markup(f'<a href="#{node[2:]}">node {node[3:]}, shown on this page</a>')
        if not index.pairs(node):
            return Markup('<span class="hint">something, of which nothing is said</span>')
        if self._expressions.is_chain(predicate) and (chain := self._expressions.chain(node)) is not None:
            return Markup('<span class="expression">{}</span>').format(chain)
        written = self._expressions.write(node)
        if written is not None:
            return Markup('<span class="expression" id="{}">{}</span>').format(self._anchor(node), written)
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
            return Markup(f'<span class="hint">node {node[3:]}, in the data only</span>')
        self._queue.append(node)
        return Markup(f'<a href="#{node[2:]}">node {node[3:]}, below</a>')

    def _list(self, node: Term, listed: list[Term], depth: int) -> Markup:
        anchor = self._anchor(node)
        shown = listed[:_ITEMS]
        items = Markup("").join(Markup("<li>{}</li>").format(self.value(one, FIRST, depth + 1).html) for one in shown)
        cut = Markup()
        if len(listed) > _ITEMS:
            self.remarks.append(Remark(LONG_LIST, self.place, f"the first {_ITEMS:,}"))
            cut = Markup('<p class="hint">The first {:,}; the others are in the data.</p>').format(_ITEMS)
        return Markup('<ol class="list" id="{}">{}</ol>{}').format(anchor, items, cut)

    def _node(self, node: Term, depth: int) -> Markup:
        name = self._anchor(node)
        rows = Markup("").join(self._rows(node, depth))
        shared = len(self.catalogue.index.into.get(node, ()))
        hint = Markup('<p class="hint">Node {}, which {} others point at.</p>').format(node[3:], shared)
        return Markup('<div class="node" id="{}">{}<dl class="facts">{}</dl></div>').format(
            name, hint if shared > 1 else Markup(), rows
        )

    def _rows(self, node: Term, depth: int) -> Iterator[Markup]:
        for predicate, targets in grouped(self.catalogue.index.pairs(node)).items():
            listed = self.sorted(targets)
            values = [self.value(one, predicate, depth + 1).html for one in listed[:_ITEMS]]
            if len(listed) > _ITEMS:
                self.remarks.append(Remark(LONG_LIST, self.place, f"the first {_ITEMS:,} of {len(listed):,}"))
                values.append(
                    Markup('<span class="hint">and {:,} more in the data</span>').format(len(listed) - _ITEMS)
                )
            cells = Markup("").join(Markup("<dd>{}</dd>").format(html) for html in values)
            yield Markup("<div><dt>{}</dt>{}</div>").format(self.property(predicate), cells)

    def property(self, predicate: Term) -> Markup:
        """Return a link to a property; rdf:type is a word of its own."""
        if predicate == TYPE:
            return Markup('<a href="{}">type</a>').format(self.catalogue.href(predicate, self.root))
        return self.link(predicate)

    # ---- literals and triples ----------------------------------------------------------------------------

    def _literal(self, parts: Literal) -> Markup:
        if not literals.valid(parts):
            self.remarks.append(Remark(ILL_TYPED, self.place, f"{parts.text[:200]} ({self._short(parts.datatype)})"))
        drawn = geometry.geometry(parts)
        if drawn is not None:
            return self._geometry(parts, drawn)
        if parts.datatype.endswith(("#wktLiteral", "#geoJSONLiteral")):
            self.remarks.append(Remark(NO_GEOMETRY, self.place, parts.text[:200]))
        return self._text(parts) + self._tags(parts)

    def _text(self, parts: Literal) -> Markup:
        whole = len(parts.text) <= literals.SHOWN
        text = literals.visible(parts.text[: literals.SHOWN])
        shown = escape(text if whole else text + "…")
        if not whole:
            self.remarks.append(Remark(CUT, self.place, f"{literals.SHOWN:,} of {len(parts.text):,} characters"))
        if not text.strip():
            return Markup('<span class="hint">{}</span>').format("empty text" if not text else "white space only")
        if linked(parts.text):
            return Markup(f'<a class="outside" rel="external" href="{escape(parts.text)}">{shown}</a>')
        if literals.is_markup(parts):
            return Markup(f"<code>{shown}</code>")
        direction = Markup(f' dir="{parts.direction}"') if parts.direction else Markup()
        name = "span" if "\n" in text.strip() or len(text) > 400 else "bdi"
        kind = Markup(' class="prose" dir="auto"') if name == "span" and not direction else Markup(' class="prose"')
        return Markup(f"<{name}{tag(parts.language)}{direction}{kind if name == 'span' else ''}>{shown}</{name}>")

    def _tags(self, parts: Literal) -> Markup:
        if parts.datatype == LANG_STRING:
            return Markup(f' <span class="tag">{escape(parts.language)}</span>')
        made = Markup()
        if parts.datatype != STRING:
            made = Markup(
                f' <span class="tag" title="{escape(parts.datatype)}">{escape(self._short(parts.datatype))}</span>'
            )
        if not literals.valid(parts):
            made += Markup(' <span class="tag wrong">not a valid value of its datatype</span>')
        return made

    def _geometry(self, parts: Literal, drawn: geometry.Geometry) -> Markup:
        outline = (
            f'<svg class="outline" viewBox="0 0 200 200" aria-hidden="true"><path d="{drawn.path}"/></svg>'
            if drawn.path
            else ""
        )
        source = self._text(parts)
        return Markup(
            '{}<span>{}</span>{}<details><summary>As written</summary><p class="iri">{}</p></details>'
        ).format(Markup(outline), drawn.words, self._tags(parts), source)

    def _triple(self, term: Term) -> Markup:
        parts = triple(term)
        if parts is None:
            return Markup("<code>{}</code>").format(literals.visible(term[:500]))
        return Markup('<span class="triple">{}</span>').format(Markup(" ").join(self.term(one) for one in parts))

    def _short(self, iri: str) -> str:
        shortened = self.catalogue.namespaces.short(iri)
        return readable(iri) if shortened == iri else shortened


def grouped(pairs: Iterable[tuple[Term, Term]]) -> dict[Term, list[Term]]:
    """Return the objects by predicate, predicates in their order."""
    found: dict[Term, list[Term]] = {}
    for predicate, target in pairs:
        found.setdefault(predicate, []).append(target)
    return found


def triple(term: Term) -> tuple[Term, Term, Term] | None:
    """Return the parts of a triple term, None when it cannot be taken apart.

    >>> triple('<<( <a:s> <a:p> "x y"@en )>>')
    ('<a:s>', '<a:p>', '"x y"@en')
    """
    inner = term[4:-4]
    if inner.startswith("<<("):
        return None
    subject, _, rest = inner.partition(" ")
    predicate, _, target = rest.partition(" ")
    return (subject, predicate, target) if target else None
