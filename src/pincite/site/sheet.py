"""A document's text for its page: paragraphs, marked passages, names that are links, and what came of each sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from pincite.site.inputs import CoveredSentence, SourceText
from pincite.site.links import Link, Linker
from pincite.site.marks import Block, Mark, blocks, paragraphs
from pincite.site.records import Passage

__all__ = ["Coverage", "Paragraph", "Piece", "Reason", "Sheet", "Yield", "coverage_of"]

_LONGEST_EXCERPT = 90


class Reason(Struct, frozen=True):
    """Why sentences have no facts, and which: each as a link to where it stands."""

    name: str
    sentences: tuple[Link, ...]


class Coverage(Struct, frozen=True):
    """How many sentences carry facts, carry none for a reason, or are undecided; `reasons` lists the last two."""

    facts: int
    none: int
    undecided: int
    reasons: tuple[Reason, ...]

    @property
    def total(self) -> int:
        """The number of sentences."""
        return self.facts + self.none + self.undecided


class Piece(Struct, frozen=True):
    """A step of marked text.

    `kind` is `text`; or `passage`, `name` or `sentence`, which open an element with `anchor` as its id (empty: none),
    `title` and, for a name, `href`; or `end` with `number` when a passage is complete; or `close`. `element` is what to
    open or close.
    """

    kind: str
    element: str
    text: Markup
    anchor: str
    title: str
    href: str | None
    number: int


class Yield(Struct, frozen=True):
    """What rests on a passage: its number, its anchor, and the entities with links to the statements."""

    number: int
    anchor: str
    links: tuple[Link, ...]


class Paragraph(Struct, frozen=True):
    """A paragraph: the white space before it, its pieces, what its passages yielded, and whether text is left out."""

    space: str
    pieces: tuple[Piece, ...]
    yields: tuple[Yield, ...]
    gap: bool


class Sheet:
    """Sets a document's text; `linker` belongs to its page."""

    def __init__(self, document: str, source: SourceText, linker: Linker, covered: Sequence[CoveredSentence]) -> None:
        self._source = source
        self._linker = linker
        self._covered = covered
        self._passages = {p.iri: p for p in linker.catalogue.passages.values() if p.document == document}
        self._plain = _clear_names(self._passages.values())
        self._numbers: dict[str, int] = {}

    def paragraphs(self, *, complete: bool) -> tuple[Paragraph, ...]:
        """Return the text in paragraphs; when not `complete`, only the sentences that passages touch."""
        source = self._source
        lines = paragraphs(source.text, source.start, source.end)
        if not complete:
            lines = self._quoted()
        made = blocks(source.text, lines, self._marks(), source.start)
        return tuple(self._paragraph(block, gap=not complete) for block in made)

    def _is_name(self, passage: Passage) -> bool:
        """Whether a passage only shows where an entity is named."""
        named = passage.iri in self._linker.catalogue.named_at
        return named and passage.iri not in self._linker.catalogue.shown_by

    def _quoted(self) -> list[tuple[int, int]]:
        sentences = self._source.sentences
        starts = [one.start for one in sentences]
        touched: set[int] = set()
        for passage in self._passages.values():
            first = max(bisect_right(starts, passage.start) - 1, 0)
            touched.update(range(first, bisect_left(starts, passage.end)))
        return [(sentences[index].start, sentences[index].end) for index in sorted(touched)]

    def _marks(self) -> Iterator[Mark]:
        for passage in self._passages.values():
            yield Mark(passage.start, passage.end, passage.iri)
        for covered in self._covered:
            if covered.state != "facts":
                yield Mark(covered.sentence.start, covered.sentence.end, f"sentence-{covered.sentence.number}")

    def _paragraph(self, block: Block, *, gap: bool) -> Paragraph:
        for key in block.ends:
            if key in self._linker.catalogue.shown_by and key in self._passages:
                self._numbers[key] = len(self._numbers) + 1
        pieces = tuple(piece for token in block.tokens for piece in self._pieces(*token))
        ended = [key for key in block.ends if key in self._numbers]
        yields = tuple(Yield(self._numbers[key], _anchor(key), self._supported(key)) for key in ended)
        return Paragraph("" if gap else block.space, pieces, yields, gap)

    def _pieces(self, kind: str, text: str, key: str, edge: bool) -> Iterator[Piece]:
        if kind == "text":
            yield Piece("text", "", _exact(text), "", "", None, 0)
            return
        opened = self._opening(key)
        if kind == "open":
            yield opened if edge else replace(opened, anchor="")
            return
        yield replace(opened, kind="close")
        if edge and key in self._numbers:
            yield Piece("end", "", Markup(), _anchor(key), "", None, self._numbers[key])

    def _opening(self, key: str) -> Piece:
        passage = self._passages.get(key)
        if passage is None:
            covered = self._covered[int(key.rpartition("-")[2]) - 1]
            reason = (covered.reason or "no reason") if covered.state == "none" else "undecided"
            return Piece("sentence", "span", Markup(), key, f"No facts: {reason}", None, 0)
        if not self._is_name(passage):
            return Piece("passage", "mark", Markup(), _anchor(key), "", None, 0)
        named = self._linker.to(self._linker.catalogue.named_at[key][0])
        if key in self._plain and named.href:
            return Piece("name", "a", Markup(), _anchor(key), named.text, named.href, 0)
        return Piece("name", "span", Markup(), _anchor(key), named.text, None, 0)

    def _supported(self, key: str) -> tuple[Link, ...]:
        """Return the entities that a passage supports, each with the link to its first statement on it."""
        linker = self._linker
        links: dict[str, Link] = {}
        for statement in linker.catalogue.shown_by.get(key, ()):
            label = linker.to(statement.about).text
            links.setdefault(statement.about, Link(label, linker.statement(statement.iri)))
        for entity in linker.catalogue.named_at.get(key, ()):
            links.setdefault(entity, linker.to(entity))
        return tuple(links.values())


def coverage_of(source: SourceText, covered: Sequence[CoveredSentence], page: str) -> Coverage:
    """Return the coverage of a document; `page` leads to its page."""
    states = Counter(one.state for one in covered)
    reasons: dict[str, list[Link]] = {}
    for one in covered:
        if one.state == "facts":
            continue
        text = source.text[one.sentence.start : one.sentence.end]
        excerpt = text if len(text) <= _LONGEST_EXCERPT else text[:_LONGEST_EXCERPT].rpartition(" ")[0] + "…"
        # A reason may go on: "repeats the first paragraph" counts as "repeats".
        reason = (one.reason or "no reason").split()[0].rstrip(":,") if one.state == "none" else "undecided"
        reasons.setdefault(reason, []).append(Link(excerpt, f"{page}#sentence-{one.sentence.number}"))
    listed = tuple(Reason(name, tuple(links)) for name, links in sorted(reasons.items()))
    return Coverage(states["facts"], states["none"], states["undecided"], listed)


def _anchor(iri: str) -> str:
    return iri.rpartition("#")[2]


def _exact(text: str) -> Markup:
    # A parser reads a carriage return as a line feed unless it is written as a reference.
    return escape(text).replace("\r", Markup("&#13;"))


def _clear_names(passages: Iterable[Passage]) -> frozenset[str]:
    """Return the names that can be links: nothing begins or ends within them, so no link comes into a link."""
    edges: list[int] = []
    everything = sorted(passages, key=lambda one: (one.start, one.end))
    for one in everything:
        edges += (one.start, one.end)
    edges.sort()
    clear = set()
    for one in everything:
        inside = bisect_left(edges, one.end) - bisect_right(edges, one.start)
        if inside == 0:
            clear.add(one.iri)
    return frozenset(clear)
