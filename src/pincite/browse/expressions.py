"""OWL class and property expressions and axioms as people write them, in the Manchester syntax.

The words are those of the OWL 2 Manchester Syntax (W3C Note, 2012): some, only, value, Self, min, max, exactly, and,
or, not, inverse, o; the RDF forms are those of the OWL 2 Mapping to RDF Graphs (W3C Recommendation, 2012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

from pincite.browse.html import EMPTY, html
from pincite.browse.index import Index
from pincite.browse.terms import FIRST, NIL, OWL, REST, TYPE, Term, is_blank, literal
from pincite.graph.terms import XSD

_DEEPEST = 24
_LONGEST = 2000
_QUANTIFIED = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
_COUNTED = {
    "minCardinality": "min", "maxCardinality": "max", "cardinality": "exactly", "minQualifiedCardinality": "min",
    "maxQualifiedCardinality": "max", "qualifiedCardinality": "exactly",
}  # fmt: skip
_JOINED = {"unionOf": "or", "intersectionOf": "and"}
_FACETS = {
    "minInclusive": "≥", "maxInclusive": "≤", "minExclusive": ">", "maxExclusive": "<", "length": "length",
    "minLength": "minLength", "maxLength": "maxLength", "pattern": "pattern", "totalDigits": "totalDigits",
    "fractionDigits": "fractionDigits",
}  # fmt: skip
_COMMA = Markup(", ")
_CHAIN = f"<{OWL}propertyChainAxiom>"


def _owl(name: str) -> Term:
    return f"<{OWL}{name}>"


def members(index: Index, head: Term, most: int = _LONGEST) -> list[Term] | None:
    """Return what an RDF list holds, at most so many; None when it is no whole list (broken, branched, circular)."""
    found: list[Term] = []
    seen: set[Term] = set()
    while head != NIL:
        firsts, rests = index.values(head, FIRST), index.values(head, REST)
        if len(firsts) != 1 or len(rests) != 1 or head in seen:
            return None
        seen.add(head)
        if len(found) < most:
            found.append(firsts[0])
        head = rests[0]
    return found


class Expressions:
    """Writes expressions; `show` writes any other term."""

    def __init__(self, index: Index, show: Callable[[Term], Markup]) -> None:
        self._index = index
        self._show = show

    def write(self, node: Term) -> Markup | None:
        """Return a blank node's expression, None when it is none."""
        return self._write(node, 0)

    def chain(self, head: Term) -> Markup | None:
        """Return a property chain, None when it is no list."""
        listed = members(self._index, head)
        return _word(" o ").join(self._part(one, 1) for one in listed) if listed else None

    def is_chain(self, predicate: Term) -> bool:
        """Whether the values of a property are chains."""
        return predicate == _CHAIN

    def _write(self, node: Term, depth: int) -> Markup | None:
        if depth > _DEEPEST or not is_blank(node):
            return None
        index = self._index
        on = index.value(node, _owl("onProperty"))
        if on is not None:
            return self._restriction(node, on, depth)
        for name, word in _JOINED.items():
            if (head := index.value(node, _owl(name))) is not None:
                return self._joined(head, word, depth)
        if (head := index.value(node, _owl("oneOf"))) is not None:
            listed = members(index, head)
            return None if listed is None else html("{%s}", _COMMA.join(self._part(one, depth) for one in listed))
        for name, word in (("complementOf", "not"), ("datatypeComplementOf", "not"), ("inverseOf", "inverse")):
            inner = index.value(node, _owl(name))
            if inner is not None and len(index.pairs(node)) <= 2:
                return _word(f"{word} ") + self._part(inner, depth + 1)
        return self._datatype(node, depth)

    def _restriction(self, node: Term, on: Term, depth: int) -> Markup | None:
        index, subject = self._index, self._part(on, depth + 1)
        parts = []
        for predicate, target in index.pairs(node):
            name = predicate[len(OWL) + 1 : -1] if predicate.startswith(f"<{OWL}") else ""
            if name in _QUANTIFIED:
                parts.append(subject + _word(f" {_QUANTIFIED[name]} ") + self._part(target, depth + 1))
            elif name == "hasSelf":
                parts.append(subject + _word(" Self"))
            elif name in _COUNTED:
                parts.append(subject + _word(f" {_COUNTED[name]} ") + self._number(target) + self._of(node, depth))
        return _word(" and ").join(parts) if parts else None

    def _of(self, node: Term, depth: int) -> Markup:
        """Return what a number of things is of, when that is said."""
        for name in ("onClass", "onDataRange"):
            if (target := self._index.value(node, _owl(name))) is not None:
                return html(" %s", self._part(target, depth + 1))
        return EMPTY

    def _joined(self, head: Term, word: str, depth: int) -> Markup | None:
        listed = members(self._index, head)
        if not listed:
            return None
        return _word(f" {word} ").join(self._part(one, depth + 1) for one in listed)

    def _datatype(self, node: Term, depth: int) -> Markup | None:
        base, head = self._index.value(node, _owl("onDatatype")), self._index.value(node, _owl("withRestrictions"))
        listed = members(self._index, head) if head is not None else None
        if base is None or listed is None:
            return None
        return html("%s[%s]", self._part(base, depth), _COMMA.join(self._facets(listed)))

    def _facets(self, listed: Sequence[Term]) -> Iterator[Markup]:
        for one in listed:
            for predicate, target in self._index.pairs(one):
                word = _FACETS.get(predicate[len(XSD) + 1 : -1]) if predicate != TYPE else None
                yield html("%s %s", word, self._number(target)) if word else self._number(target)

    def _part(self, term: Term, depth: int) -> Markup:
        """Return a part of an expression, in brackets when it is one of several words itself."""
        inner = self._write(term, depth + 1)
        if inner is None:
            return self._show(term)
        return inner if inner.startswith("{") else html("(%s)", inner)

    def _number(self, term: Term) -> Markup:
        return escape(literal(term).text[:100]) if term[0] == '"' else self._show(term)


def _word(text: str) -> Markup:
    """Return a word of the syntax, with the spaces that are around it."""
    before, after = (" " if text[end] == " " else "" for end in (0, -1))
    return html("%s<b>%s</b>%s", before, text.strip(), after)
