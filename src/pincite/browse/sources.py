"""What to read: files, folders of files and endpoints; of a file its syntax, by its name or else by how it begins."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from pyoxigraph import RdfFormat

from pincite.browse.remarks import Remarks
from pincite.errors import PinciteError, Problem, UsageError, usage_error

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".turtle": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".ntriples": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".nquads": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".rdfs": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
# Files of these names may be RDF; how they begin decides.
_PERHAPS = frozenset({".owl", ".xml", ".json"})
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_BEGINNING = 65536  # bytes that a look at the syntax takes
_XML = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE|<(?:[\w.-]+:)?RDF\b)")
# Neither a graph of TriG nor a blank node of Turtle begins so.
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[{"])')
_JSON_LD = re.compile(rb'"@(?:context|id|graph|type)"')
_COMMENTS = re.compile(rb"^\s*#[^\n]*\n", re.MULTILINE)
_DIRECTIVE = re.compile(rb"^\s*(?:@prefix|@base|@version|PREFIX\s|BASE\s|VERSION\s)", re.MULTILINE | re.IGNORECASE)
_BLOCK = re.compile(rb"(?:^|[.}])\s*(?:GRAPH\s+)?(?:<[^<>\s]*>|[\w.-]*:[\w.-]*|)\s*\{", re.MULTILINE | re.IGNORECASE)
_LINE = re.compile(
    rb'\s*(?:<[^<>\s]*>|_:\S+)\s+<[^<>\s]*>\s+(?:<[^<>]*>|_:\S+|".*?"\S*)\s*(?P<graph><[^<>]*>|_:\S+)?\s*\.'
)
_KNOWN = "Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD, gzipped or not"


class Source(Struct, frozen=True):
    """A file to read: where it is, its name in messages and on pages, and its syntax."""

    path: Path
    name: str
    format: RdfFormat

    def content(self) -> bytes:
        """Return the file's content, unpacked and without a byte-order mark. Raises UsageError."""
        return _content(self.path, self.name)


def find_sources(given: Sequence[Path], remarks: Remarks) -> list[Source]:
    """Return the files to read, in order of their names; files of a folder that are not RDF become remarks.

    Raises UsageError for what is not there, cannot be unpacked or is no RDF, and for a folder that holds no RDF.
    """
    found: list[Source] = []
    problems: list[Problem] = []
    for path in given:
        try:
            found += _in_folder(path, remarks) if path.is_dir() else [_file(path, path.name)]
        except PinciteError as error:
            problems += error.problems
    if problems:
        raise UsageError(problems)
    return _named_apart(found)


def _in_folder(folder: Path, remarks: Remarks) -> list[Source]:
    sources = list(_walk(folder, remarks))
    if not sources:
        raise usage_error(str(folder), f"holds no file of {_KNOWN}", "Name the folder with the files.")
    return sources


def _walk(folder: Path, remarks: Remarks) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in inner.parts):
            continue
        name = inner.as_posix()
        end = _end(name)
        format_ = _FORMATS.get(end) or (_sniff(_content(path, name, _BEGINNING)) if end in _PERHAPS else None)
        if format_ is None:
            remarks.add("Files not read: no RDF by their name", name)
        else:
            yield Source(path, name, format_)


def _file(path: Path, name: str) -> Source:
    if not path.is_file():
        raise usage_error(str(path), "is not there", "Name a file, a folder or the address of an endpoint.")
    format_ = _FORMATS.get(_end(name)) or _sniff(_content(path, str(path), _BEGINNING))
    if format_ is None:
        raise usage_error(str(path), f"neither its name nor its beginning is that of {_KNOWN}", "Convert it first.")
    return Source(path, name, format_)


def _named_apart(sources: list[Source]) -> list[Source]:
    """Return the sources, each under a name of its own and each file once."""
    once = {source.path.resolve(): source for source in reversed(sources)}
    ordered = sorted(once.values(), key=lambda source: (source.name, source.path.as_posix()))
    named: dict[str, Source] = {}
    for source in ordered:
        name, number = source.name, 2
        while name in named:
            name, number = f"{source.name} ({number})", number + 1
        named[name] = Source(source.path, name, source.format)
    return list(named.values())


def _end(name: str) -> str:
    path = Path(name.lower())
    return (path.with_suffix("") if path.suffix == ".gz" else path).suffix


def _content(path: Path, name: str, most: int = -1) -> bytes:
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == _GZIP
            plain.seek(0)
            if packed:
                with gzip.open(plain) as unpacked:
                    return unpacked.read(most).removeprefix(_BOM)
            return plain.read(most).removeprefix(_BOM)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise usage_error(name, f"cannot be unpacked ({error})", "Pack it again, or give it unpacked.") from error
    except OSError as error:
        remedy = "Check that the file is there and readable."
        raise usage_error(name, f"cannot be read ({error.strerror})", remedy) from error


def _sniff(begin: bytes) -> RdfFormat | None:
    """Return the syntax of content that begins so, None when it is none that is known."""
    if b"\0" in begin:
        return None
    if _XML.match(begin):
        return RdfFormat.RDF_XML if b"http://www.w3.org/1999/02/22-rdf-syntax-ns#" in begin else None
    if _JSON.match(begin):
        return RdfFormat.JSON_LD if _JSON_LD.search(begin) else None
    bare = _COMMENTS.sub(b"", begin)
    if _DIRECTIVE.search(bare):
        return RdfFormat.TRIG if _BLOCK.search(bare) else RdfFormat.TURTLE
    line = _LINE.match(bare)
    if line:
        return RdfFormat.N_QUADS if line["graph"] else RdfFormat.N_TRIPLES
    return RdfFormat.TRIG if _BLOCK.match(bare) else None
