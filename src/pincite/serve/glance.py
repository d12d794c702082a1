"""A look at a query before it is parsed: what it is, which graphs it names, and what it must not do.

Tokens as SPARQL 1.1 Query, section 19, has them, as far as words need to be told from strings, comments, IRIs and
names. Whether it is a query at all, the parser says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from msgspec import Struct

from pincite.graph.terms import Prefixes

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
# Each kind takes all that it looks at, also where a string has no end, so that no text is looked at again and again.
_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n\r]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3} | (?:\"{3}|'{3}).*
        | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+' | ["'][^\n\r]*)
    | <(?P<iri>[^<>"{}|^`\\\x00-\x20]*+)>
    | (?P<other>[?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.-]*+)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*+)
    | (?P<word>[^\W\d_][\w.-]*+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BETWEEN = re.compile("[.-]+")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Glance(Struct, frozen=True):
    """What stands in a query: its form (SELECT, ...; empty when it has none), the IRIs of FROM and FROM NAMED.

    `updates`: it is an update. `calls`: it calls another endpoint by SERVICE. `volatile`: it may answer otherwise
    the next time, since it asks for the time, a random number or a new name.
    """

    form: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    updates: bool = False
    calls: bool = False
    volatile: bool = False


def glance(query: str, prefixes: Prefixes) -> Glance:
    """Look at a query; `prefixes` are those that hold without being declared.

    >>> glance("ASK FROM <a> { ?s ?SERVICE 'SERVICE' } # SERVICE", Prefixes("http://x/", {}))
    Glance(form='ASK', default=('http://x/a',), named=(), updates=False, calls=False, volatile=False)
    """
    tokens = list(_tokens(query))
    words = {text.upper() for kind, text in tokens if kind == "word"}
    first = next((text.upper() for kind, text in tokens if kind == "word" and text.upper() in FORMS | _UPDATES), "")
    default, named = _graphs(tokens, prefixes)
    return Glance(
        form=first if first in FORMS else "",
        default=default,
        named=named,
        updates=first in _UPDATES,
        calls="SERVICE" in words,
        volatile=bool(words & _VOLATILE),
    )


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    plain = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), query)
    for found in _TOKEN.finditer(plain):
        kind = found.lastgroup or ""
        if kind == "word":
            # `true.SELECT` is two words and a full stop.
            yield from ((kind, word) for word in _BETWEEN.split(found[kind]) if word)
        elif kind != "skip":
            yield kind, found[kind]


def _graphs(tokens: list[tuple[str, str]], prefixes: Prefixes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the graphs of FROM and of FROM NAMED, words that stand nowhere but there."""
    base, known = prefixes.base, dict(prefixes.namespaces)
    found: dict[str, list[str]] = {"FROM": [], "NAMED": []}
    for number, (kind, text) in enumerate(tokens):
        if kind not in ("iri", "name") or not number:
            continue
        before = [("", ""), *tokens][number - 1 : number + 1]
        (_, word), (beside, last) = before
        whole = urljoin(base, text) if kind == "iri" else _expand(text, known)
        if beside == "word" and last.upper() in found:
            found[last.upper()].append(whole)
        elif beside == "word" and last.upper() == "BASE":
            base = whole
        elif beside == "name" and word.upper() == "PREFIX" and kind == "iri":
            known[last.removesuffix(":")] = whole
    return tuple(found["FROM"]), tuple(found["NAMED"])


def _expand(name: str, known: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return known.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)
