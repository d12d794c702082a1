"""Reads RDF files into quads of N-Triples text; blank nodes are numbered in the order in which they come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct, field

from pincite.browse import xmlfile
from pincite.browse.remarks import Remarks
from pincite.browse.sources import Source
from pincite.errors import PinciteError, Place, Problem, UsageError, usage_error
from pincite.site.text import shorten

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object and named graph ("" for the default graph)."""

Tell: TypeAlias = Callable[[str], None]

INVALID = "Triples left out: an IRI or a language tag in them is not valid"
_PLAIN = re.compile(r'<https?://[a-z0-9.-]+/[\w./~#:,;=+-]*>|"(?:[^"\\]|\\.)*"', re.ASCII | re.DOTALL)
_GROWN = 10_000_000  # bytes that entities of XML may stand for in any file
_LONGEST = 200  # characters of what a parser says
_REMOTE = re.compile(r"remote context|LoadDocumentCallback")
_PLACE = re.compile(r"^Parser error (?:at|between) line.*?: |\s*\(line \d+\)$")


class File(Struct, frozen=True):
    """A file or endpoint that was read: its name, its syntax in words, its triples."""

    name: str
    format: str
    triples: int


class Data(Struct):
    """All that was read: quads without repetition, prefixes by namespace, and the files."""

    quads: dict[Quad, None] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)


def read_files(sources: Sequence[Source], naming: Naming, base: str | None = None, tell: Tell = lambda _: None) -> Data:
    """Read files. Raises UsageError with file and line for each that is broken.

    Relative IRIs are resolved against `base`, or else `file:///` and the file's name, so that no folder of this
    machine gets into the data.
    """
    data = Data()
    problems: list[Problem] = []
    for source in sources:
        tell(f"reading {source.name}")
        try:
            _read(source, data, naming, base)
        except PinciteError as error:
            problems += error.problems
    if problems:
        raise UsageError(problems)
    return data


def _read(source: Source, data: Data, naming: Naming, base: str | None) -> None:
    content = source.content()
    if source.format == ox.RdfFormat.RDF_XML and xmlfile.expanded(content) > _GROWN + 20 * len(content):
        what = f"its entities stand for {xmlfile.expanded(content):,} bytes"
        raise usage_error(source.name, what, "Write out what it says, or leave it out.")
    default = f"file:///{_as_iri(source.name)}"
    try:
        # Lenient: an IRI that is none costs its triple, not the file.
        parser = ox.parse(content, source.format, base_iri=base or default, lenient=True)
        before = len(data.quads)
        relative = False
        for quad in naming.quads(parser, source.name):
            data.quads[quad] = None
            relative = relative or default in quad[0]
    except SyntaxError as error:
        raise UsageError(_broken(error, source, content)) from error
    except (ValueError, RecursionError, OverflowError) as error:
        problem = Problem(Place(source.name), f"not {source.format.name}: {error}", "Mend the file.")
        raise UsageError(problem) from error
    declared = xmlfile.prefixes(content) if source.format == ox.RdfFormat.RDF_XML else parser.prefixes
    for prefix, namespace in sorted(declared.items()):
        data.prefixes.setdefault(namespace, prefix)
    if relative and base is None:
        naming.remarks.add(
            "Relative IRIs, resolved against the file's name (--base gives another)", source.name, default
        )
    data.files.append(File(source.name, source.format.name, len(data.quads) - before))


def _as_iri(name: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(name)


class Naming:
    """Turns pyoxigraph's terms into text, each blank node under a number of its own."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self._next = 0
        self._blank: dict[str, str] = {}
        self._checked: dict[str, bool] = {}

    def quads(self, parsed: Iterable[ox.Quad], place: str) -> Iterator[Quad]:
        """Yield the quads of one document, whose blank nodes are its own; what is not valid becomes a remark."""
        self.begin()
        default = ox.DefaultGraph()
        for quad in parsed:
            graph = "" if quad.graph_name == default else self.term(quad.graph_name)
            made = (self.term(quad.subject), self.term(quad.predicate), self.term(quad.object), graph)
            if self.valid(made):
                yield made
            else:
                self.remarks.add(INVALID, place, " ".join(filter(None, made)))

    def begin(self) -> None:
        """Begin a document, whose blank nodes are none of those before."""
        self._blank = {}

    def valid(self, quad: Quad) -> bool:
        """Whether every term of a quad is one that other programs read."""
        return all(self._valid(term) for term in quad)

    def term(self, term: object) -> str:
        """Return a term as text."""
        if isinstance(term, ox.BlankNode):
            return self.blank(term.value)
        if isinstance(term, ox.Triple):
            return f"<<( {self.term(term.subject)} {self.term(term.predicate)} {self.term(term.object)} )>>"
        return str(term)

    def blank(self, label: str) -> str:
        """Return the name of a blank node that this document calls `label`."""
        made = self._blank.get(label)
        if made is None:
            self._next += 1
            made = self._blank[label] = f"_:b{self._next}"
        return made

    def _valid(self, term: str) -> bool:
        if not term or term[0] == "_":
            return True
        known = self._checked.get(term)
        if known is None:
            known = self._checked[term] = _is_valid(term)
        return known


def _is_valid(term: str) -> bool:
    """Whether a strict parser takes a term; of most it is plain that it does."""
    if _PLAIN.fullmatch(term):
        return True
    try:
        return len(list(ox.parse(f"<a:a> <a:a> {term} .", ox.RdfFormat.N_TRIPLES))) == 1
    except SyntaxError:
        return False


def _broken(error: SyntaxError, source: Source, content: bytes) -> Problem:
    what = shorten(_PLACE.sub("", str(error.msg or error)).strip(), _LONGEST)
    if _REMOTE.search(what):
        what = "refers to a JSON-LD context elsewhere, and nothing is fetched"
        remedy = "Put the context into the file, or convert it to Turtle where the context can be had."
        return Problem(Place(source.name, _line_of(content, b'"@context"')), what, remedy)
    line = error.lineno
    if source.format == ox.RdfFormat.RDF_XML and line is None:
        place = xmlfile.broken_at(content)
        line, what = (place[0], f"{what} ({place[1]})") if place else (None, what)
    return Problem(
        Place(source.name, line), f"not {source.format.name}: {what}", "Mend the file there, or leave it out."
    )


def _line_of(content: bytes, words: bytes) -> int | None:
    found = content.find(words)
    return content.count(b"\n", 0, found) + 1 if found >= 0 else None
