"""What a rule is: a named shape with a label, a message and a severity."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from pincite.graph.terms import Triple, lines
from pincite.shapes.finding import Severity

SH = "http://www.w3.org/ns/shacl#"
# The vocabulary's own rules; the files lie beside the vocabulary and are always loaded.
STATEMENT_RULES = Path(__file__).parent.parent / "vocabulary" / "statements.shapes.ttl"
OUTSIDE_RULES = Path(__file__).parent.parent / "vocabulary" / "outside.shapes.ttl"
TERM_RULES = Path(__file__).parent.parent / "vocabulary" / "terms.shapes.ttl"


class Rule(Struct, frozen=True):
    """A named shape.

    `path` is the IRI of its path when that is one property, `components` are the IRIs of its kinds of constraint,
    `file` is where it is written, as people know it, and `source` its Turtle there.
    """

    iri: str
    label: str
    message: str
    severity: Severity
    path: str | None
    components: tuple[str, ...]
    file: str
    source: str


class Shapes(Struct, frozen=True, dict=True):
    """The rules of some files by IRI, and their triples, in which each query knows the prefix table."""

    rules: tuple[Rule, ...]
    triples: tuple[Triple, ...]

    @cached_property
    def by_iri(self) -> Mapping[str, Rule]:
        """The rules by their IRI."""
        return {rule.iri: rule for rule in self.rules}

    @cached_property
    def ntriples(self) -> bytes:
        """The shapes graph as N-Triples."""
        return lines(self.triples)
