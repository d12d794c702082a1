"""A digest of a graph that SPARQL 1.1 can compute in any store, and Python beside it (docs/decisions/0029).

Each triple is a line of text whose MD5 gives, without its letters, two numbers of nine digits; the digest is the number
of triples and the sums of both. Sums do not depend on the order. What a store may write in other words for the same
value is first made the same: signs and zeros of numbers, `1` for `true`, a language in capitals. Triples with blank
nodes are counted only, for nobody knows those nodes' names.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable

import pyoxigraph as ox
from msgspec import Struct

from pincite.graph.terms import XSD, Triple

# In which a staged part says that it is there; no triple of the data.
PART = "urn:x-pincite:part"
_NUMBERS = (
    *("integer", "decimal", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
# Of these only the datatype counts: stores write the same value in too many ways.
_LOOSE = ("double", "float", "duration", "dayTimeDuration", "yearMonthDuration")
# Digits of a second and time zones are written in several ways: so many characters count.
_CUT = {"dateTime": 19, "dateTimeStamp": 19, "time": 8, "date": 10}
_NUMBER = frozenset(XSD + name for name in _NUMBERS)
_ANY = frozenset(XSD + name for name in _LOOSE)
_LENGTH = {XSD + name: length for name, length in _CUT.items()}
_STEPS = (("^[+]", ""), ("^(-?)0+", "$1"), ("[.]0*$|([.][0-9]*[1-9])0+$", "$1"), ("^-$", ""))
_PATTERNS = tuple((re.compile(pattern), put.replace("$", "\\")) for pattern, put in _STEPS)
_LETTERS = str.maketrans("", "", "abcdef")
_ZEROS = "0" * 18
_HALF = 10**9
_SHELVES = 16


class Digest(Struct, frozen=True):
    """Of a graph: the number of triples, and two sums over those without blank nodes."""

    triples: int
    first: int
    second: int

    def __str__(self) -> str:
        return f"{self.triples:,} triples, digest {self.first:x}.{self.second:x}"


class Digesting:
    """Takes triples, each counted once however often it comes; 8 bytes of memory a triple, 12 at the end.

    `exact` is for stores that keep `4` and `4.0` apart: two triples, which elsewhere are one.
    """

    def __init__(self, *, exact: bool = False) -> None:
        self._exact = exact
        # What is the same in the digest and still another triple.
        self._apart: set[tuple[int, str]] = set()
        # Several shelves, so that only a part of them is a set at a time.
        self._keys = [array("Q") for _ in range(_SHELVES)]
        self._blank: set[ox.Triple] = set()

    def add(self, triple: ox.Triple) -> bool:
        """Take a triple; returns whether it has no blank node."""
        subject, object_ = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or isinstance(object_, ox.BlankNode):
            self._blank.add(triple)
            return False
        form = _object(object_)
        line = f"{subject.value} {triple.predicate.value} {form}"
        digits = hashlib.md5(line.encode(), usedforsecurity=False).hexdigest().translate(_LETTERS) + _ZEROS
        key = int(digits[:18])
        if isinstance(object_, ox.Literal) and self._is_apart(object_, form):
            self._apart.add((key, f"{object_.value}^{object_.datatype.value}"))
            return True
        self._keys[key % _SHELVES].append(key)
        return True

    def result(self) -> Digest:
        """Return the digest of all that was taken."""
        triples = len(self._blank) + len(self._apart)
        first = sum(key // _HALF for key, _ in self._apart)
        second = sum(key % _HALF for key, _ in self._apart)
        for shelf in self._keys:
            once = set(shelf)
            triples += len(once)
            first += sum(key // _HALF for key in once)
            second += sum(key % _HALF for key in once)
        return Digest(triples, first, second)

    def _is_apart(self, value: ox.Literal, form: str) -> bool:
        datatype = value.datatype.value
        if datatype in _ANY or datatype in _LENGTH:
            return form != value.value
        return self._exact and datatype in _NUMBER and form != f"#{value.value}"


def digest_of(triples: Iterable[Triple]) -> Digest:
    """Return the digest of triples of N-Triples terms."""
    lines = "".join([f"{s} {p} {o} .\n" for s, p, o in triples])
    taken = Digesting()
    for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
        taken.add(quad.triple)
    return taken.result()


def _object(term: ox.NamedNode | ox.Literal | ox.Triple) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    if not isinstance(term, ox.Literal):
        return ""
    if term.language:
        return f"{term.value}@{term.language.lower()}"
    return _typed(term.value, term.datatype.value)


def _typed(text: str, datatype: str) -> str:
    if datatype == XSD + "string":
        return text
    if datatype in _NUMBER:
        for pattern, put in _PATTERNS:
            text = pattern.sub(put, text)
        return f"#{text}"
    if datatype in _ANY:
        return datatype
    if datatype == XSD + "boolean":
        return "true" if text in ("1", "true") else "false"
    return text[: _LENGTH[datatype]] if datatype in _LENGTH else f"{text}^{datatype}"


def digest_query(pattern: str, dataset: str = "") -> str:
    """Return the SELECT that gives `?triples ?first ?second` of what a pattern with ?s ?p ?o finds."""
    number = "STR(?o)"
    for search, put in _STEPS:
        number = f'REPLACE({number}, "{search}", "{put}")'
    cut = "".join(
        f"IF(?d = <{XSD}{name}>, SUBSTR(STR(?o), 1, {length}),\n    " for name, length in _CUT.items()
    )  # fmt: skip
    return f"""
SELECT (COUNT(*) AS ?triples) (SUM(?a) AS ?first) (SUM(?b) AS ?second) {dataset} WHERE {{
  {pattern}
  FILTER(?p != <{PART}>)
  BIND(IF(isLiteral(?o), DATATYPE(?o), ?p) AS ?d)
  BIND(IF(isIRI(?o), CONCAT("<", STR(?o), ">"),
    IF(!isLiteral(?o), "",
    IF(LANG(?o) != "", CONCAT(STR(?o), "@", LCASE(LANG(?o))),
    IF(?d = <{XSD}string>, STR(?o),
    IF(?d IN ({_terms(_NUMBERS)}), CONCAT("#", {number}),
    IF(?d IN ({_terms(_LOOSE)}), STR(?d),
    IF(?d = <{XSD}boolean>, IF(STR(?o) IN ("1", "true"), "true", "false"),
    {cut}CONCAT(STR(?o), "^", STR(?d)){")" * (7 + len(_CUT))} AS ?object)
  BIND(CONCAT(IF(isBlank(?s) || isBlank(?o), "",
    REPLACE(MD5(CONCAT(STR(?s), " ", STR(?p), " ", ?object)), "[a-f]", "")), "{_ZEROS}") AS ?digits)
  BIND(<{XSD}integer>(SUBSTR(?digits, 1, 9)) AS ?a)
  BIND(<{XSD}integer>(SUBSTR(?digits, 10, 9)) AS ?b)
}}
"""


def _terms(names: Iterable[str]) -> str:
    return ", ".join(f"<{XSD}{name}>" for name in names)
