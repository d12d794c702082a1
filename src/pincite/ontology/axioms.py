"""A set of triples by subject and predicate, and the OWL structures in it as text that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode
from pyoxigraph import Triple as Node

Value: TypeAlias = NamedNode | BlankNode | Literal | Node

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

_QUANTIFIERS = {
    "someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value",
    "minCardinality": "min", "maxCardinality": "max", "cardinality": "exactly",
    "minQualifiedCardinality": "min", "maxQualifiedCardinality": "max", "qualifiedCardinality": "exactly",
}  # fmt: skip
_SETS = {"unionOf": " or ", "intersectionOf": " and ", "oneOf": ", "}


class Namer(Protocol):
    """Knows a short name of an IRI, or none: a prefix table, or labels."""

    def compress(self, iri: str) -> str | None: ...  # noqa: D102


class Axioms:
    """Triples, looked up by subject and predicate in the order in which they were read."""

    def __init__(self, triples: Iterable[Node], prefixes: Namer) -> None:
        self._prefixes = prefixes
        self._by_subject: dict[Value, dict[str, list[Value]]] = {}
        self._by_object: dict[tuple[str, Value], list[Value]] = {}
        for triple in triples:
            predicate = triple.predicate.value
            self._by_subject.setdefault(triple.subject, {}).setdefault(predicate, []).append(triple.object)
            self._by_object.setdefault((predicate, triple.object), []).append(triple.subject)

    def values(self, subject: Value, predicate: str) -> list[Value]:
        """Return what a subject has for a predicate (an IRI)."""
        return self._by_subject.get(subject, {}).get(predicate, [])

    def all_subjects(self) -> tuple[Value, ...]:
        """Return every subject, in the order in which they were read."""
        return tuple(self._by_subject)

    def predicates(self, subject: Value) -> set[str]:
        """Return the predicates (IRIs) that a subject has."""
        return set(self._by_subject.get(subject, ()))

    def subjects(self, predicate: str, value: Value) -> list[Value]:
        """Return what has a value for a predicate (an IRI)."""
        return self._by_object.get((predicate, value), [])

    def iris(self, subject: Value, predicate: str) -> tuple[str, ...]:
        """Return the IRIs among what a subject has for a predicate, sorted."""
        return _named(self.values(subject, predicate))

    def iris_of(self, predicate: str, value: Value) -> tuple[str, ...]:
        """Return the IRIs among what has a value for a predicate, sorted."""
        return _named(self.subjects(predicate, value))

    def text(self, subject: Value, predicate: str) -> str | None:
        """Return a subject's text for a predicate: English when there is some, else the first."""
        texts = [value for value in self.values(subject, predicate) if isinstance(value, Literal)]
        best = sorted(texts, key=lambda text: (text.language != "en", text.language or "", text.value))
        return best[0].value if best else None

    def listed(self, head: Value) -> Iterator[Value]:
        """Yield the members of an RDF list."""
        seen = set()
        while head not in seen and (first := self.values(head, RDF + "first")):
            seen.add(head)
            yield first[0]
            rest = self.values(head, RDF + "rest")
            if not rest:
                return
            head = rest[0]

    def members(self, subject: Value, predicate: str) -> tuple[str, ...]:
        """Return the IRIs a subject has for a predicate, those of a union one by one, sorted."""
        found = set(self.iris(subject, predicate))
        for value in self.values(subject, predicate):
            for head in self.values(value, OWL + "unionOf"):
                found.update(_named(self.listed(head)))
        return tuple(sorted(found))

    def path(self, head: Value) -> str:
        """Return a property chain as a SPARQL path: `^ex:holder/ex:post`."""
        return "/".join(self._step(member) for member in self.listed(head))

    def manchester(self, node: Value) -> str:
        """Return a class expression in Manchester syntax: `ex:post some ex:Post`."""
        if isinstance(node, NamedNode):
            return self._prefixes.compress(node.value) or f"<{node.value}>"
        if isinstance(node, Literal):
            return str(node) if node.datatype.value.endswith("#string") else node.value
        for name, between in _SETS.items():
            for head in self.values(node, OWL + name):
                listed = between.join(self.manchester(member) for member in self.listed(head))
                return f"{{{listed}}}" if name == "oneOf" else f"({listed})"
        for value in self.values(node, OWL + "complementOf"):
            return f"not {self.manchester(value)}"
        return self._restriction(node)

    def _restriction(self, node: Value) -> str:
        on = " ".join(self._step(value) for value in self.values(node, OWL + "onProperty"))
        for name, word in _QUANTIFIERS.items():
            for value in self.values(node, OWL + name):
                of = [self.manchester(filler) for filler in self.values(node, OWL + "onClass")]
                return " ".join([on, word, self.manchester(value), *of])
        return on

    def _step(self, node: Value) -> str:
        for value in self.values(node, OWL + "inverseOf") if isinstance(node, BlankNode) else ():
            return "^" + self.manchester(value)
        return self.manchester(node)


def _named(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(sorted({value.value for value in values if isinstance(value, NamedNode)}))
