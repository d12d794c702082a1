"""What every page needs to know: the data by subject, what things are called and where their pages are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from markupsafe import Markup
from msgspec import Struct

from pincite.browse.addresses import addresses
from pincite.browse.hierarchies import CONCEPT, SCHEME, Hierarchy, hierarchies
from pincite.browse.html import EMPTY, html
from pincite.browse.index import Index
from pincite.browse.labels import Labels
from pincite.browse.literals import visible
from pincite.browse.namespaces import Namespaces, preferred
from pincite.browse.reading import Data
from pincite.browse.terms import TYPE, Pair, Term, is_blank, is_iri, linked
from pincite.site.text import natural, shorten

NAMELESS = 50
"""Nodes without a name on one page."""

_LONGEST_IRI = 120
_EXAMPLES = 12


class Catalogue(Struct, frozen=True, dict=True):
    """The data and how they are told: `namespaces` shortens IRIs, `labels` names things, `addresses` has pages."""

    index: Index
    namespaces: Namespaces
    labels: Labels
    addresses: dict[Term, str]

    @classmethod
    def of(cls, data: Data, languages: Sequence[str]) -> Catalogue:
        """Return the catalogue of some data; `languages` are wanted in that order."""
        index = Index.of(data)
        iris = {term[1:-1] for term in (*index.out, *index.into, *index.uses, *index.datatypes) if is_iri(term)}
        namespaces = Namespaces({**preferred(index), **data.prefixes}, iris)
        return cls(index, namespaces, Labels(index, languages), addresses(index.paged, namespaces))

    @cached_property
    def orders(self) -> dict[Term, tuple[list[tuple[int, str]], str]]:
        """Keys that order nodes as people do, made when asked for."""
        return {}

    def order(self, term: Term) -> tuple[list[tuple[int, str]], str]:
        """Return a key that orders a node among others by its label."""
        made = self.orders.get(term)
        if made is None:
            made = self.orders[term] = (natural(self.labels.text(term)), term)
        return made

    @cached_property
    def hierarchies(self) -> dict[str, Hierarchy]:
        """The hierarchies of the data by what they are of: classes, properties, concepts."""
        return hierarchies(self.index, self.order)

    @cached_property
    def schemes(self) -> list[Term]:
        """The concept schemes that have an IRI, in order."""
        return sorted((one for one in self.index.sources(SCHEME, TYPE) if is_iri(one)), key=self.order)

    @cached_property
    def concepts(self) -> list[Term]:
        """The concepts that have an IRI, in order."""
        hierarchy = self.hierarchies["concepts"]
        said = filter(is_iri, self.index.sources(CONCEPT, TYPE))
        return sorted({*said, *hierarchy.above, *hierarchy.below}, key=self.order)

    @cached_property
    def ambiguous(self) -> set[str]:
        """The labels that several things have."""
        counted = Counter(map(self.labels.text, self.addresses))
        return {label for label, count in counted.items() if count > 1}

    @cached_property
    def numbers(self) -> dict[Term, int]:
        """The number of each nameless node's top, for the page that it is on."""
        return {node: number for number, node in enumerate(self.index.nameless)}

    @cached_property
    def tops(self) -> dict[Term, Term]:
        """The nameless node under which each node is found that no IRI leads to."""
        found: dict[Term, Term] = {}
        for top in self.index.nameless:
            found.setdefault(top, top)
            for node in self.index.closure(top):
                found.setdefault(node, top)
        return found

    @cached_property
    def examples(self) -> dict[Term, list[Pair]]:
        """Some subjects and objects of each property, one a subject."""
        found: dict[Term, list[Pair]] = {}
        for subject, pairs in self.index.out.items():
            for predicate, target in dict(pairs).items():
                listed = found.setdefault(predicate, [])
                if len(listed) < _EXAMPLES:
                    listed.append((subject, target))
        return found

    def prepare(self) -> None:
        """Make all that is made when asked for, so that processes that part from this one have it."""
        _ = (
            self.hierarchies,
            self.examples,
            self.tops,
            self.numbers,
            self.ambiguous,
            self.index.owners,
            self.index.instances,
        )
        for term in self.addresses:
            self.order(term)

    def href(self, term: Term, root: str) -> str | None:
        """Return where a node is shown, None when it has no page here; `root` leads to the site's folder."""
        if is_blank(term):
            return self._blank_href(term, root)
        address = self.addresses.get(term)
        return f"{root}{address}index.html" if address is not None else None

    def _blank_href(self, term: Term, root: str) -> str | None:
        owner = self.index.owners.get(term)
        if owner is not None:
            return f"{root}{self.addresses[owner[0]]}index.html"
        top = self.tops.get(term)
        if top is None:
            return None
        page = self.numbers[top] // NAMELESS + 1
        return f"{root}nameless/{'index' if page == 1 else page}.html#{top[2:]}"

    @cached_property
    def _links(self) -> dict[tuple[Term, str], Markup]:
        return {}

    def link(self, term: Term, root: str) -> Markup:
        """Return a link to a node: to its page here, or else to where its IRI leads, if that is the web."""
        made = self._links.get((term, root))
        if made is None:
            made = self._links[term, root] = self._link(term, root)
        return made

    def _link(self, term: Term, root: str) -> Markup:
        href = self.href(term, root)
        if href is None:
            return self.outside(term) if is_iri(term) else html('<span class="hint">%s</span>', term)
        text = visible(self.labels.text(term))
        language = tag(self.labels.language(term))
        return html('<a href="%s"><bdi%s>%s</bdi></a>', href, language, text)

    def outside(self, term: Term) -> Markup:
        """Return a link to an IRI of which nothing is said here; one that no browser should follow is only text."""
        iri = term[1:-1]
        shown = shorten_middle(visible(self.namespaces.short(iri)))
        if not linked(iri):
            return html('<code class="iri" title="%s">%s</code>', visible(iri), shown)
        return html('<a class="outside" rel="external" href="%s"><bdi>%s</bdi></a>', iri, shown)


def tag(language: str) -> Markup:
    """Return the attribute that tells a text's language, nothing without one.

    >>> tag("de")
    Markup(' lang="de"')
    """
    return html(' lang="%s"', language) if language else EMPTY


def shorten_middle(text: str, longest: int = _LONGEST_IRI) -> str:
    """Return text whose middle is left out when it is long.

    >>> shorten_middle("https://example.org/aaaaaaaaaaaaaaaa/z", 21)
    'https://ex…aaaaaaaa/z'
    """
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def words(text: str, longest: int = 155) -> str:
    """Return text on one line for a page's description."""
    return shorten(visible(text), longest)
