"""Answers as bytes: the result formats of SPARQL 1.1 for rows and yes or no, RDF for triples."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pincite.evaluation.jobs import NotAnsweredError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RESULTS, TRIPLES = frozenset(_RESULTS), frozenset(_TRIPLES)
# An IRI that ends in what can be the name of an XML element.
_HEADER = re.compile(rb"\A(?:@prefix [^\n]*\n)+")
_ELEMENT = re.compile(r"[^\W\d][\w.-]*\Z")


class _Bounded(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest

    def write(self, part: ReadableBuffer, /) -> int:
        if self.tell() + memoryview(part).nbytes > self._longest:
            megabytes = f"{self._longest / 1_000_000:g}"
            raise NotAnsweredError(
                "long",
                f"answer: longer than the {megabytes} MB that this endpoint sends. "
                "Ask for less, or for a part at a time with ORDER BY, LIMIT and OFFSET; the dump has everything.",
            )
        return super().write(part)


def write(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    form: str,
    longest: int,
    prefixes: Mapping[str, str],
) -> bytes:
    """Return an answer in a form: json, xml, csv, tsv; turtle, ntriples, jsonld, rdfxml for triples, each once, sorted.

    Raises NotAnsweredError when it is longer than `longest` bytes, or cannot be said in that form.
    """
    out = _Bounded(longest)
    if not isinstance(answer, ox.QueryTriples):
        answer.serialize(out, _RESULTS[form])
        return out.getvalue()
    triples = sorted(set(answer), key=str)
    if form == "rdfxml":
        _check_names(triples)
    ox.serialize(triples, out, _TRIPLES[form], prefixes=dict(prefixes) if form == "turtle" else None)
    return _headed(out.getvalue(), prefixes) if form == "turtle" else out.getvalue()


def gzip(data: bytes) -> bytes:
    """Return data as a gzip file, compressed quickly."""
    packer = zlib.compressobj(5, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _headed(turtle: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return Turtle with the prefixes that it uses, in order; the engine writes all, in any order."""
    body = _HEADER.sub(b"", turtle, count=1)
    used = [name for name in sorted(prefixes) if f"{name}:".encode() in body]
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in used).encode() + body


def _check_names(triples: Iterable[ox.Triple]) -> None:
    """RDF/XML makes an element of a predicate, which the engine does though it has no name for it."""
    for predicate in {triple.predicate.value for triple in triples}:
        if not _ELEMENT.search(predicate):
            raise NotAnsweredError(
                "refused", f"answer: RDF/XML has no way to write the property <{predicate}>. Ask for Turtle."
            )
