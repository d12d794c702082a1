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
from pincite.graph.terms import RDF_TYPE, XSD

# Bare numbers only in the form that every reader keeps: rdflib makes 007 a 7, and 0.0000001 a 1E-7.
_BARE = {
    f"<{XSD}integer>": re.compile(r"0|-?[1-9][0-9]*"),
    f"<{XSD}decimal>": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{1,6}"),
    f"<{XSD}boolean>": re.compile(r"true|false"),
}


class Turtle:
    """Makes Turtle blocks; terms come as N-Triples text, of which Turtle's own is a superset."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._terms: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}

    def term(self, term: str) -> str:
        """Return a term in Turtle: a prefixed name, a bare number or boolean, or as it was."""
        made = self._terms.get(term)
        if made is None:
            made = self._terms[term] = self._make(term)
        return made

    def prefixes(self, subject: str, pairs: Iterable[Pair]) -> frozenset[str]:
        """Return the prefixes of the names in a subject's block; what is before a colon in another term, too."""
        known = self._prefixes
        terms = {subject, *chain.from_iterable(pairs)}
        for term in terms.difference(known):
            known[term] = self._prefix(term)
        return frozenset([known[term] for term in terms])

    def block(self, subject: str, pairs: Iterable[Pair]) -> str:
        """Return a subject's triples, sorted by predicate; the full stop stands on its own line."""
        lines = [self._make(subject)]
        verb = None
        for predicate, target in pairs:
            if predicate == verb:
                lines[-1] = f"{lines[-1][:-1]},"
                lines.append(f"        {self.term(target)} ;")
            else:
                verb = predicate
                name = "a" if predicate == RDF_TYPE else self.term(predicate)
                lines.append(f"    {name} {self.term(target)} ;")
        lines.append(".\n")
        return "\n".join(lines)

    def _prefix(self, term: str) -> str:
        if term == RDF_TYPE:  # written as `a`
            return ""
        name = self.term(term)
        return (name.rpartition("^^")[2] if term[0] == '"' else name).partition(":")[0]

    def _make(self, term: str) -> str:
        if term[0] == "<":
            return self._names.short(term[1:-1]) or term
        text, mark, datatype = term.rpartition("^^")
        if not mark or not datatype.endswith(">"):
            return term
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(text, 1, len(text) - 1):
            return text[1:-1]
        return f"{text}^^{self.term(datatype)}"


def header(namespaces: Mapping[str, str]) -> str:
    """Return the prefix lines and an empty line."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in namespaces.items()) + "\n"


def trig_graph(name: str, blocks: Iterable[str]) -> str:
    """Return a named graph in TriG; `blocks` are Turtle blocks."""
    return "".join([f"{name} {{\n", *blocks, "}\n"])


def ntriples(subject: str, pairs: Pairs) -> str:
    """Return a subject's triples as N-Triples lines."""
    return "".join([f"{subject} {predicate} {target} .\n" for predicate, target in pairs])
