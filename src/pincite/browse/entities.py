"""The page of an IRI: what is said of it, what points at it, what is below it; and the long lists of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from pincite.browse import geometry, trees
from pincite.browse.catalogue import Catalogue, tag
from pincite.browse.hierarchies import IN_SCHEME, TOP_OF, concept_roots, grow
from pincite.browse.html import html
from pincite.browse.labels import LABELS, LEADS, LONGEST
from pincite.browse.literals import visible
from pincite.browse.parts import Group, Value, grouped
from pincite.browse.terms import (
    BROADER,
    OLD_SCHEMA,
    RDFS,
    REIFIES,
    SCHEMA,
    SKOS,
    SUBCLASS,
    SUBPROPERTY,
    TYPE,
    WGS84,
    Term,
    is_blank,
    is_iri,
    linked,
    literal,
)
from pincite.browse.values import Writer
from pincite.browse.views import EntityPage, Listing

ON_PAGE = 60
"""Values of a property that a page shows; of more it shows the first some, and all are on pages of their own."""

FIRST_SOME = 30
LISTED = 500
"""Values on each page of a long list."""

_TREE = 300
_MANY = 12  # links from which on they stand in columns
_WITHIN = "Named within"
_FEW = 3  # languages that nobody asked for, and that stand open all the same
_INCOMING = {
    TYPE: "Instances",
    SUBCLASS: "Subclasses",
    SUBPROPERTY: "Subproperties",
    f"<{RDFS}domain>": "Properties with this domain",
    f"<{RDFS}range>": "Properties with this range",
    f"<{RDFS}isDefinedBy>": "Defines",
    **{f"<{base}domainIncludes>": "Properties of its instances" for base in (SCHEMA, OLD_SCHEMA)},
    **{f"<{base}rangeIncludes>": "Properties whose values it has" for base in (SCHEMA, OLD_SCHEMA)},
    IN_SCHEME: "Concepts in this scheme",
    TOP_OF: "Top concepts",
    f"<{SKOS}member>": "Member of",
    REIFIES: "Triples about it",
}
_BELOW = {
    "classes": ("Subclasses", SUBCLASS),
    "properties": ("Subproperties", SUBPROPERTY),
    "concepts": ("Narrower", BROADER),
}
_FIRST = {
    predicate: rank
    for rank, predicate in enumerate((*LABELS, f"<{SKOS}altLabel>", *LEADS, f"<{SKOS}note>", f"<{SKOS}example>"))
}


def entity_page(catalogue: Catalogue, term: Term) -> EntityPage:
    """Return what the page of an IRI shows."""
    return _Maker(catalogue, term).page()


class _Maker:
    def __init__(self, catalogue: Catalogue, term: Term) -> None:
        self.catalogue, self.term = catalogue, term
        self.index = catalogue.index
        self.address = catalogue.addresses[term]
        self.writer = Writer(catalogue, "../" * self.address.count("/"), self.address)
        self.listings: list[Listing] = []

    def page(self) -> EntityPage:
        catalogue, term, writer = self.catalogue, self.term, self.writer
        iri, short = term[1:-1], catalogue.namespaces.short(term[1:-1])
        lead = catalogue.labels.lead(term)
        below, told = self._below()
        facts = tuple(self._facts(lead))
        return EntityPage(
            root=writer.root,
            label=visible(catalogue.labels.text(term)),
            language=tag(catalogue.labels.language(term)),
            iri=visible(iri),
            name=visible(short) if short != iri else "",
            leads_out=linked(iri),
            types=tuple(writer.link(one) for one in writer.sorted(self.index.values(term, TYPE)) if is_iri(one)),
            crumbs=tuple(self._crumbs()),
            lead=writer.value(lead, LEADS[0]).html if lead is not None else None,
            place=self._place(),
            facts=facts,
            further=tuple(writer.further()),
            below=below,
            incoming=tuple(self._incoming(told)),
            uses=self.index.uses.get(term, 0),
            examples=tuple(self._examples()),
            remarks=tuple(dict.fromkeys(writer.remarks)),
            listings=tuple(self.listings),
            values=self._values,
        )

    def _values(self, name: str) -> tuple[Value, ...]:
        iri = self.catalogue.namespaces.expand(name)
        predicate = f"<{iri}>" if f"<{iri}>" in self.index.uses else f"<{name}>"
        targets = self.writer.sorted(self.index.values(self.term, predicate))[:ON_PAGE]
        return tuple(self.writer.value(one, predicate) for one in targets)

    def _facts(self, lead: Term | None) -> Iterator[Group]:
        pairs = grouped(self.index.pairs(self.term))
        pairs[TYPE] = [one for one in pairs.get(TYPE, ()) if not is_iri(one)]
        label = self.catalogue.labels.best(self.term)
        for predicate in sorted(pairs, key=lambda one: (_FIRST.get(one, len(_FIRST)), self.catalogue.order(one))):
            targets = pairs[predicate]
            if targets and not self._told_above(targets, label, lead):
                yield self._group(predicate, targets, incoming=False)

    def _told_above(self, targets: Sequence[Term], label: Term | None, lead: Term | None) -> bool:
        """Whether the only value is the label or lead, and stands whole at the head of the page."""
        if len(targets) != 1:
            return False
        return targets[0] == lead or (targets[0] == label and len(literal(targets[0]).text) < LONGEST)

    def _incoming(self, told: frozenset[Term]) -> Iterator[Group]:
        found = grouped(self.index.into.get(self.term, ()))
        ranks = {predicate: rank for rank, predicate in enumerate(_INCOMING)}
        for predicate in sorted(found, key=lambda one: (ranks.get(one, len(ranks)), self.catalogue.order(one))):
            if predicate in told:
                continue
            sources = [one for one in found[predicate] if one not in self.index.owners]
            if sources:
                yield self._group(predicate, sources, incoming=True)
        within = self._within()
        if within:
            yield within

    def _within(self) -> Group | None:
        """Return the IRIs in whose nested nodes this one stands, each with the property that leads there."""
        owners = self.index.owners
        found = {owners[source] for _, source in self.index.into.get(self.term, ()) if source in owners}
        by_owner = grouped(sorted(pair for pair in found if pair[0] != self.term))
        if not by_owner:
            return None
        ordered = self.writer.sorted(by_owner)
        values = []
        for owner in ordered[:ON_PAGE]:
            value = source_value(self.writer, owner)
            ways = ", ".join(self.catalogue.labels.text(one) for one in by_owner[owner])
            values.append(value._replace(html=html('%s <span class="kind">%s</span>', value.html, ways)))
        more = len(ordered) - ON_PAGE
        if more > 0:
            values.append(Value(html('<span class="hint">and %s more</span>', f"{more:,}"), "node", ""))
        return Group("", html("%s", _WITHIN), tuple(values), (), len(ordered), None, False)

    def _owner(self, source: Term) -> Term:
        """Return the IRI under which a blank node is shown, else the node itself."""
        return self.index.owners.get(source, (source,))[0]

    def _group(self, predicate: Term, targets: list[Term], *, incoming: bool) -> Group:
        ordered = self.writer.sorted(targets)
        more, shown = None, ordered
        if len(ordered) > ON_PAGE:
            folder = f"{self.address}{'from' if incoming else 'values'}/{self.catalogue.addresses[predicate][3:]}"
            self.listings.append(Listing(folder, ordered, predicate, incoming))
            more, shown = self.writer.root + folder + "index.html", ordered[:FIRST_SOME]
        open_, folded = self._by_language(shown) if not incoming else (shown, [])
        write = self._source if incoming else self.writer.value
        return Group(
            predicate,
            heading_of(self.writer, predicate, incoming),
            tuple(write(one, predicate) for one in open_),
            tuple(write(one, predicate) for one in folded),
            len(ordered),
            more,
            len(open_) > _MANY and all(map(is_iri, open_)),
        )

    def _source(self, source: Term, _predicate: Term) -> Value:
        return source_value(self.writer, source)

    def _by_language(self, terms: Sequence[Term]) -> tuple[list[Term], list[Term]]:
        """Part what stands open from literals in languages that nobody asked for, when these are many."""
        rank = self.catalogue.labels.rank
        others = [one for one in terms if one[0] == '"' and rank(literal(one).language) > rank("")]
        if len(others) <= _FEW or len(others) == len(terms):
            return list(terms), []
        apart = set(others)
        return [one for one in terms if one not in apart], others

    def _below(self) -> tuple[tuple[str, Markup] | None, frozenset[Term]]:
        """Return the tree of what is below, with its heading; and the properties that need not be shown besides."""
        roots = concept_roots(self.index, self.term, self.catalogue.order)
        hierarchies = self.catalogue.hierarchies
        if roots:
            tree = grow(hierarchies["concepts"], roots, _TREE)
            return ("Concepts", trees.tree_html(tree, self.writer)), frozenset({TOP_OF} if tree.whole else ())
        for name, (heading, predicate) in _BELOW.items():
            if below := hierarchies[name].below.get(self.term):
                tree = grow(hierarchies[name], below, _TREE)
                counts = self.index.instances if name == "classes" else self.index.uses if name == "properties" else {}
                others = any(is_blank(one) for one in self.index.sources(self.term, predicate))
                told = frozenset({predicate} if tree.whole and not others else ())
                return (heading, trees.tree_html(tree, self.writer, counts)), told
        return None, frozenset()

    def _crumbs(self) -> Iterator[Markup]:
        for hierarchy in self.catalogue.hierarchies.values():
            path = hierarchy.path(self.term)
            if path:
                return (self.writer.link(one) for one in path)
        return iter(())

    def _place(self) -> str | None:
        for base in (WGS84, SCHEMA, OLD_SCHEMA):
            names = ("lat", "long") if base == WGS84 else ("latitude", "longitude")
            found = [self.index.value(self.term, f"<{base}{name}>") for name in names]
            if all(one is not None and one[0] == '"' for one in found):
                return geometry.place(*(literal(one).text for one in found if one is not None))
        return None

    def _examples(self) -> Iterator[tuple[Markup, Markup]]:
        for subject, target in self.catalogue.examples.get(self.term, ()):
            yield source_value(self.writer, self._owner(subject)).html, self.writer.term(target)


def heading_of(writer: Writer, predicate: Term, incoming: bool) -> Markup:
    """Return what stands before the values of a property, or before what points at a thing by it."""
    known = _INCOMING.get(predicate) if incoming else None
    if known:
        return escape(known)
    return html("is %s of", writer.property(predicate)) if incoming else writer.property(predicate)


def source_value(writer: Writer, source: Term) -> Value:
    """Return what points at something: a link to the page on which it is shown."""
    catalogue = writer.catalogue
    return Value(writer.link(source), "node" if is_blank(source) else "iri", catalogue.labels.text(source),
                 catalogue.href(source, writer.root))  # fmt: skip
