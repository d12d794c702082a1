"""Turtle, TriG and N-Triples text, one block per subject.

Written here and not by a library because a subject's block goes into several files: it is made once and
joined. Entities stand with their full IRI, neither relative to a base nor as prefixed names (their paths have
slashes): a block can be copied out of the file, `grep` finds an IRI as it stands in a browser, and every
store reads it the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from pincite.dump.names import Names
from pincite.dump.nodes import Pair, Pairs
from pincite.dump.once import Once
from pincite.graph.terms import RDF_TYPE, XSD

# Bare numbers only in the form that every reader keeps: rdflib makes 007 a 7, and 0.0000001 a 1E-7.
_BARE = {
    f"<{XSD}integer>": re.compile(r"0|-?[1-9][0-9]*"),
    f"<{XSD}decimal>": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{1,6}"),
    f"<{XSD}boolean>": re.compile(r"true|false"),
}
# What ends a predicate's objects, and what is between two of them.
_END = " ;"
_AND = " ,\n        "
TRIG_CLOSE = "}\n"


class Turtle:
    """Makes Turtle blocks; terms come as N-Triples text, of which Turtle's own is a superset."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._terms = Once(self._term)
        self._verbs = Once(self._verb)
        self._prefixes = Once(self._prefix)
        self._known = {prefix: prefix for prefix in names.namespaces}

    def term(self, term: str) -> str:
        """Return a term in Turtle: a prefixed name, a bare number or boolean, or as it was."""
        return self._terms[term]

    def prefixes(self, subject: str, pairs: Iterable[Pair]) -> frozenset[str]:
        """Return the prefixes of the names in a subject's block, and "" when there is another term."""
        return frozenset(map(self._prefixes.__getitem__, chain((subject,), chain.from_iterable(pairs))))

    def block(self, subject: str, pairs: Iterable[Pair]) -> str:
        """Return a subject's triples, sorted by predicate; the full stop stands on its own line."""
        terms, verbs = self._terms, self._verbs
        parts = []
        before = None
        for predicate, target in pairs:
            parts.append(_AND if predicate == before else verbs[predicate])
            parts.append(terms[target])
            before = predicate
        # The first line is the subject's, and nothing ends before it.
        return f"{self._term(subject)}{''.join(parts).removeprefix(_END)}{_END}\n.\n"

    def _term(self, term: str) -> str:
        if term[0] == "<":
            return self._names.short(term[1:-1]) or term
        text, mark, datatype = term.rpartition("^^")
        if not mark or not datatype.endswith(">"):
            return term
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(text, 1, len(text) - 1):
            return text[1:-1]
        return f"{text}^^{self._terms[datatype]}"

    def _verb(self, predicate: str) -> str:
        """Return a predicate with the end of the line before it."""
        return f"{_END}\n    {'a' if predicate == RDF_TYPE else self._terms[predicate]} "

    def _prefix(self, term: str) -> str:
        """Return the prefix that a term is written with, or ""."""
        if term == RDF_TYPE:  # written as `a`
            return ""
        name = self._terms[term]
        prefix = (name.rpartition("^^")[2] if term[0] == '"' else name).partition(":")[0]
        return self._known.get(prefix, "")


def header(namespaces: Mapping[str, str]) -> str:
    """Return the prefix lines and an empty line."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in namespaces.items()) + "\n"


def trig_graph(name: str, blocks: Iterable[str]) -> str:
    """Return a named graph in TriG; `blocks` are Turtle blocks."""
    return "".join([trig_open(name), *blocks, TRIG_CLOSE])


def trig_open(name: str) -> str:
    """Return the line before the blocks of a named graph in TriG; `TRIG_CLOSE` comes after them."""
    return f"{name} {{\n"


def ntriples(subject: str, pairs: Pairs) -> str:
    """Return a subject's triples as N-Triples lines; it has one at least."""
    between = f" .\n{subject} "
    return f"{subject} {between.join(map(' '.join, pairs))} .\n"
