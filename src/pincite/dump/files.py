"""Writes the dump's files."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from pincite.dump.content import Content
from pincite.dump.nodes import count
from pincite.dump.void import Description, File, Media, Part, void_turtle

TURTLE = Media("text/turtle", "Turtle")
TRIG = Media("application/trig", "TriG")
JSONLD = Media("application/ld+json", "JSON-LD")
NTRIPLES_GZ = Media("application/n-triples", "N-Triples", "application/gzip")

SUMS = "SHA256SUMS"
# Method deflate, no flags, no time, usual compression, unknown system: the same wherever it is made.
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


class Beside(Struct, frozen=True):
    """A Turtle file beside the graph: part (the file is `<part>.ttl`), title, content, number of triples."""

    part: str
    title: str
    content: bytes
    triples: int


def write_dump(
    out: Path,
    content: Content,
    about: Description,
    ontology: str,
    vocabulary: str = "",
    beside: Sequence[Beside] = (),
) -> tuple[File, ...]:
    """Write all files of the dump into the folder `out` and return them, `void.ttl` last; beside them SHA256SUMS.

    `ontology` is the source text of the whole ontology, prefixes and all, for `ontology.ttl`; `vocabulary` that of
    the statement vocabulary, for `vocabulary.ttl`, which is not written without; `beside` are files whose triples are
    not in the graph. The same input gives the same bytes. Raises OSError when a file cannot be written.
    """
    nodes = content.nodes
    plain, statements = nodes.plain(), nodes.statements()
    out.mkdir(parents=True, exist_ok=True)
    files = [
        _write(out, "graph.ttl", "graph", TURTLE, content.turtle_file(nodes.flat)),
        _write(out, "plain.ttl", "plain", TURTLE, content.turtle_file(plain)),
        _write(out, "statements.ttl", "statements", TURTLE, content.turtle_file(statements)),
        _write(out, "ontology.ttl", "ontology", TURTLE, ontology.encode()),
        _write(out, "graph.nt.gz", "graph", NTRIPLES_GZ, gzip(b"".join(content.ntriples.values()))),
        _write(out, "graph.trig", "graph", TRIG, content.trig_file()),
        _write(out, "graph.jsonld", "graph", JSONLD, content.jsonld_file()),
    ]
    if vocabulary:
        files.insert(4, _write(out, "vocabulary.ttl", "vocabulary", TURTLE, vocabulary.encode()))
    if outside := nodes.outside():
        files.insert(3, _write(out, "outside.ttl", "outside", TURTLE, content.turtle_file(outside)))
    files += [_write(out, f"{one.part}.ttl", one.part, TURTLE, one.content) for one in beside]
    parts = {
        "plain": Part("plain triples", count(plain)),
        "statements": Part("statements and passages", count(statements)),
        **({"outside": Part("facts from outside the documents", count(outside))} if outside else {}),
        "ontology": Part("ontology", None),
        **({"vocabulary": Part("statement vocabulary", None)} if vocabulary else {}),
        **{one.part: Part(one.title, one.triples, beside=True) for one in beside},
    }
    void = void_turtle(nodes, content.prefixes, about, parts, files)
    written = (*files, _write(out, "void.ttl", "description", TURTLE, void.encode()))
    (out / SUMS).write_text("".join([f"{file.sha256}  {file.name}\n" for file in written]), encoding="ascii")
    return written


def gzip(data: bytes) -> bytes:
    """Return data as a gzip file (RFC 1952) without name, time or operating system.

    The deflate stream is zlib's; another implementation of zlib may choose another, equally right one.
    """
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(data) + deflate.flush()
    return _GZIP_HEADER + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _write(out: Path, name: str, part: str, media: Media, data: bytes) -> File:
    (out / name).write_bytes(data)
    return File(name, part, media, len(data), hashlib.sha256(data).hexdigest())
