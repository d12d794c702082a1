"""RDF terms as N-Triples text, and the prefix table.

A build maps text straight to N-Quads (measured 3 times faster than term objects), so a term is a `str` in
N-Triples syntax, with the escapes that pyoxigraph writes, so that equal terms are equal text. Query answers come
back as `Iri` and `Text`, which templates can print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from pincite.errors import Place, Problem, UsageError

Triple: TypeAlias = tuple[str, str, str]
Quad: TypeAlias = tuple[str, str, str, str]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
RDFS_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"

_NAMED = {0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r", 0x22: '\\"', 0x5C: "\\\\"}
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | _NAMED
_ESCAPED = re.compile(f"[{re.escape(''.join(map(chr, _ESCAPES)))}]")
_FORBIDDEN_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_PREFIX = re.compile(r"@prefix\s+([A-Za-z][\w.-]*)?:\s*<([^<>\s]+)>\s*\.\s*(?:#.*)?")
_BASE = re.compile(r"@base\s*<([^<>\s]+)>\s*\.\s*(?:#.*)?")


class Iri(str):
    """An IRI in a query's answer."""

    __slots__ = ()


class Text(str):
    """A literal in a query's answer: its lexical form, with `datatype` and `language`."""

    __slots__ = ("datatype", "language")

    datatype: str
    language: str | None

    def __new__(cls, text: str, datatype: str = XSD + "string", language: str | None = None) -> Text:
        """Return the literal."""
        made = super().__new__(cls, text)
        made.datatype = datatype
        made.language = language
        return made


def lines(triples: Iterable[Triple]) -> bytes:
    r"""Return triples as N-Triples, a line each.

    >>> lines([("<s>", "<p>", '"o"')])
    b'<s> <p> "o" .\n'
    """
    # Encoded line by line: most are ASCII, which one long text with a dash or an ł somewhere is not.
    return b"".join([f"{s} {p} {o} .\n".encode() for s, p, o in triples])


@lru_cache(maxsize=1 << 14)
def iri(text: str) -> str:
    """Return an IRI as a term.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'

    Raises ValueError when the text cannot be an IRI.
    """
    if _FORBIDDEN_IN_IRI.search(text):
        message = f"not an IRI: {text!r}"
        raise ValueError(message)
    return f"<{text}>"


def literal(text: str, datatype: str | None = None, language: str | None = None) -> str:
    r"""Return a literal as a term; `datatype` is an IRI, or the local name of an XSD one.

    >>> literal('say "hello"')
    '"say \\"hello\\""'
    >>> literal("4", "integer")
    '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'
    >>> literal("sea", language="en")
    '"sea"@en'
    """
    # Nearly every text is as it is in N-Triples, and finding that out is far cheaper than translating it.
    quoted = f'"{text.translate(_ESCAPES) if _ESCAPED.search(text) else text}"'
    if language:
        return f"{quoted}@{language}"
    if datatype is None or datatype in ("string", XSD + "string"):
        return quoted
    return f"{quoted}^^<{datatype if ':' in datatype else XSD + datatype}>"


class Prefixes(Struct, frozen=True):
    """The prefix table of a publication, read from `ontology/prefixes.ttl`, and its base IRI."""

    base: str
    namespaces: Mapping[str, str]

    @classmethod
    def parse(cls, text: str, name: str) -> Prefixes:
        """Read the table; `name` is the file as people know it.

        Raises UsageError for a line that is neither `@prefix`, `@base`, comment nor empty, for a prefix given twice and
        for a missing `@base`.
        """
        base = ""
        namespaces: dict[str, str] = {}
        problems = []
        for number, line in enumerate(text.splitlines(), 1):
            stripped = line.strip()
            if not stripped or stripped.startswith("#"):
                continue
            if found := _BASE.fullmatch(stripped):
                base = found[1]
            elif (found := _PREFIX.fullmatch(stripped)) and (found[1] or "") not in namespaces:
                namespaces[found[1] or ""] = found[2]
            else:
                what = f"not a new @prefix or @base line: {stripped[:60]!r}"
                problems.append(
                    Problem(Place(name, number), what, "Write one `@prefix name: <iri> .` a line, each name once.")
                )
        if not base.endswith("/"):
            problems.append(
                Problem(
                    Place(name),
                    "no @base that ends in '/'",
                    "Add `@base <https://.../> .` with the publication's base IRI.",
                )
            )
        if problems:
            raise UsageError(problems)
        return cls(base, namespaces)

    def expand(self, name: str) -> str:
        """Return the IRI of a prefixed name. Raises KeyError (with the prefix) when it is not in the table.

        >>> Prefixes("https://example.org/", {"ex": "https://example.org/ns#"}).expand("ex:Light")
        'https://example.org/ns#Light'
        """
        prefix, _, local = name.partition(":")
        return self.namespaces[prefix] + local

    def compress(self, iri: str) -> str | None:
        """Return the prefixed name of an IRI, or None when no namespace is its beginning with a plain rest.

        >>> Prefixes("https://example.org/", {"ex": "https://example.org/ns#"}).compress("https://example.org/ns#Light")
        'ex:Light'
        """
        best = max(
            (p for p, ns in self.namespaces.items() if iri.startswith(ns)),
            key=lambda p: len(self.namespaces[p]),
            default=None,
        )
        if best is None:
            return None
        local = iri[len(self.namespaces[best]) :]
        return f"{best}:{local}" if re.fullmatch(r"[A-Za-z_][\w-]*", local, re.ASCII) else None

    def entity(self, id: str) -> str:  # noqa: A002
        """Return the IRI of an entity id (`kind/slug`)."""
        return f"{self.base}id/{id}"

    def turtle(self) -> str:
        """Return the table as Turtle lines."""
        lines = [f"@base <{self.base}> ."]
        lines += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in self.namespaces.items()]
        return "\n".join(lines) + "\n"

    def sparql(self, query: str | None = None) -> str:
        """Return the table as a SPARQL prologue; for a query, only as far as it may be needed there.

        >>> Prefixes("https://e.org/", {"a": "https://a.org/", "b": "https://b.org/"}).sparql("ASK { ?s a:x 1 }")
        'BASE <https://e.org/>\\nPREFIX a: <https://a.org/>\\n'
        """
        lines = [f"BASE <{self.base}>"]
        lines += [
            f"PREFIX {prefix}: <{namespace}>"
            for prefix, namespace in self.namespaces.items()
            if query is None or f"{prefix}:" in query
        ]
        return "\n".join(lines) + "\n"
