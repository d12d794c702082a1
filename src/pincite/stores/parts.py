"""RDF files cut into parts that a store takes one by one: gzipped N-Triples in a folder, each of one graph."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from msgspec import Struct, field
from msgspec.structs import replace

from pincite.errors import usage_error
from pincite.graph.terms import XSD
from pincite.stores.digest import Digest, Digesting

Report = Callable[[str], None]
_ENDINGS = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_DECIMAL = ox.NamedNode(XSD + "decimal")
_DIGITS = re.compile(r"([+-]?)0*([0-9]*)(?:[.]([0-9]*?)0*)?")
_LEVEL = 2  # zlib's; more would take longer than it saves on the way
_SHOWN = 20_000


class Part(Struct, frozen=True):
    """A gzip file of N-Triples; `sha256` is that of the text in it, in hex, empty for one with blank nodes.

    Blank nodes may have another name each time that their file is read.
    """

    path: Path
    triples: int
    sha256: str


class Batch(Struct, frozen=True):
    """All of one graph: `graph` is its IRI, None the default graph."""

    graph: str | None
    parts: tuple[Part, ...]
    digest: Digest


class _Open(Struct):
    """A graph while it is read."""

    digesting: Digesting
    waiting: list[ox.Triple] = field(default_factory=list)
    blank: list[ox.Triple] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def cut(
    files: Iterable[Path],
    folder: Path,
    *,
    graph: str | None,
    keep_graphs: bool,
    size: int,
    report: Report,
    canonical: bool = False,
    exact: bool = False,
) -> tuple[Batch, ...]:
    """Write the triples of RDF files into parts in `folder`, at most `size` triples each, and return them by graph.

    Triples of no named graph go into `graph` (None: the default graph), and all others as well unless `keep_graphs`.
    Triples with blank nodes are one part, of any size, and the first: a blank node is known in its own request only.
    With `canonical`, decimals are written as XSD 1.0 has it, `4.0`; `exact` as for Digesting.

    Raises UsageError for a file that is missing, of a kind that is not known, broken or empty.
    """
    cutter = _Cutter(folder, size, exact=exact)
    read = 0
    for path in files:
        for quad in _quads(path):
            named = keep_graphs and isinstance(quad.graph_name, ox.NamedNode)
            triple = _canonical(quad.triple) if canonical else quad.triple
            cutter.add(quad.graph_name.value if named else graph, triple)  # type: ignore[union-attr]
            read += 1
            if read % _SHOWN == 0:
                report(f"reading, {read:,} triples")
    if not read:
        names = ", ".join(str(path) for path in files)
        raise usage_error(names, "holds no triples", "Name a file that does; nothing was loaded.")
    return cutter.batches()


class _Cutter:
    def __init__(self, folder: Path, size: int, *, exact: bool) -> None:
        self._folder, self._size, self._exact = folder, size, exact
        self._graphs: dict[str | None, _Open] = {}
        self._waiting = 0

    def add(self, graph: str | None, triple: ox.Triple) -> None:
        one = self._graphs.get(graph)
        if one is None:
            one = self._graphs[graph] = _Open(Digesting(exact=self._exact))
        if not one.digesting.add(triple):
            one.blank.append(triple)
            return
        one.waiting.append(triple)
        self._waiting += 1
        if len(one.waiting) >= self._size:
            self._write(one)
        elif self._waiting >= 4 * self._size:
            # Many graphs, turn and turn about: what has waited most is written, so that memory stays bounded.
            self._write(max(self._graphs.values(), key=lambda other: len(other.waiting)))

    def batches(self) -> tuple[Batch, ...]:
        for one in self._graphs.values():
            if one.waiting:
                self._write(one)
            if one.blank:
                one.waiting = one.blank
                self._write(one)
                # First, for it alone may not be sent twice (see staging.py).
                one.parts.insert(0, replace(one.parts.pop(), sha256=""))
        return tuple(Batch(graph, tuple(one.parts), one.digesting.result()) for graph, one in self._graphs.items())

    def _write(self, one: _Open) -> None:
        lines = ox.serialize(one.waiting, format=ox.RdfFormat.N_TRIPLES) or b""
        path = self._folder / f"{sum(len(each.parts) for each in self._graphs.values())}.nt.gz"
        path.write_bytes(gzip.compress(lines, _LEVEL, mtime=0))
        one.parts.append(Part(path, len(one.waiting), hashlib.sha256(lines).hexdigest()))
        self._waiting = max(0, self._waiting - len(one.waiting))
        one.waiting = []


def _canonical(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or value.datatype != _DECIMAL:
        return triple
    found = _DIGITS.fullmatch(value.value)
    if found is None:
        return triple
    sign, whole, rest = "-" if found[1] == "-" else "", found[2] or "0", found[3] or "0"
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(f"{sign}{whole}.{rest}", datatype=_DECIMAL))


def _quads(path: Path) -> Iterator[ox.Quad]:
    packed = path.suffix == ".gz"
    form = _ENDINGS.get((path.with_suffix("") if packed else path).suffix)
    if form is None:
        raise usage_error(str(path), "the ending tells no RDF syntax", f"Known: {', '.join(_ENDINGS)}, each with .gz.")
    if not path.is_file():
        raise usage_error(str(path), "no such file", "Run `pincite build` first, or name another.")
    try:
        if packed:
            with gzip.open(path) as unpacked:
                yield from ox.parse(cast(IO[bytes], unpacked), format=form)
        else:
            yield from ox.parse(path=path, format=form)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise usage_error(where, f"not {form.name}: {' '.join(str(error).split())[:200]}", "Mend the file.") from error
    except (OSError, EOFError) as error:
        raise usage_error(str(path), f"cannot be read: {error}", "Make it anew.") from error
