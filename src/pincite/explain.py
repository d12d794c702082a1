"""Why the graph says so: from a statement through rules and premises down to the sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from pincite.errors import content_error
from pincite.graph.names import Names
from pincite.graph.statements import PIN
from pincite.graph.store import Row, Source
from pincite.graph.terms import Iri, Text

_STATEMENTS = """
SELECT ?statement ?about ?property ?value ?mode ?polarity ?status ?hedge ?by ?when ?rule ?note WHERE {
  ?statement a pin:Statement ; pin:about ?about ; pin:property ?property ; pin:value ?value ;
    pin:mode ?mode ; pin:polarity ?polarity ; pin:status ?status .
  OPTIONAL { ?statement pin:hedge ?hedge } OPTIONAL { ?statement pin:assertedBy ?by }
  OPTIONAL { ?statement pin:when ?when } OPTIONAL { ?statement pin:rule ?rule }
  OPTIONAL { ?statement pin:whenBasis ?note }
} ORDER BY ?statement
"""
_EVIDENCE = """
SELECT ?statement ?exact ?document ?sentence ?start ?end WHERE {
  ?statement pin:evidence ?passage . ?passage pin:exact ?exact ; pin:document ?document ; pin:sentence ?sentence ;
    pin:start ?start ; pin:end ?end .
} ORDER BY ?statement ?document ?start ?end
"""
_PREMISES = "SELECT ?statement ?premise WHERE { ?statement pin:premise ?premise } ORDER BY ?statement ?premise"


class Evidence(Struct, frozen=True):
    """The words that say it, and where: document label, sentence number, start and end in code points."""

    exact: str
    document: str
    sentence: int
    start: int
    end: int

    def __str__(self) -> str:
        where = f"{self.document}, sentence {self.sentence}, characters {self.start}-{self.end}"
        return f'"{" ".join(self.exact.split())}" ({where})'


class Explained(Struct, frozen=True):
    """A statement in words, the words it rests on, and the explanations of its premises."""

    iri: str
    words: str
    how: str
    evidence: tuple[Evidence, ...]
    premises: tuple[Explained, ...]

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Yield it as indented plain text."""
        indent = "  " * depth
        yield f"{indent}{self.words}"
        yield f"{indent}  {self.how}"
        for evidence in self.evidence:
            yield f"{indent}  {evidence}"
        for premise in self.premises:
            yield from premise.lines(depth + 2)


class Explainer:
    """Explains statements of one graph; reads it with three queries, whatever is asked."""

    def __init__(self, graph: Source, names: Names) -> None:
        self._names = names
        self._rows: dict[str, Row] = {str(row["statement"]): row for row in graph.select(_STATEMENTS)}
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        self._premises: dict[str, list[str]] = defaultdict(list)
        for row in graph.select(_EVIDENCE):
            where = (int(str(row["sentence"])), int(str(row["start"])), int(str(row["end"])))
            self._evidence[str(row["statement"])].append(
                Evidence(str(row["exact"]), names.label(row["document"]), *where)
            )
        for row in graph.select(_PREMISES):
            self._premises[str(row["statement"])].append(str(row["premise"]))

    def explain(self, subject: str, property_: str | None = None, value: str | None = None) -> list[Explained]:
        """Return the explanations of all that is said of `subject` (and with `property_`, and `value`; IRIs or text).

        Raises ContentError when nothing is.
        """
        found = [
            iri
            for iri, row in self._rows.items()
            if row["about"] == subject and property_ in (None, row["property"]) and value in (None, str(row["value"]))
        ]
        if not found:
            what = " ".join(self._names.label(Iri(part)) for part in (subject, property_, value) if part)
            raise content_error(what, "no document says that", "Leave out the last word to see what is said.")
        return [self.statement(iri) for iri in found]

    def statement(self, iri: str, seen: frozenset[str] = frozenset()) -> Explained:
        """Return the explanation of one statement; a premise that is already above it is not repeated."""
        row = self._rows[iri]
        below = [premise for premise in self._premises[iri] if premise in self._rows and premise not in seen]
        premises = tuple(self.statement(premise, seen | {iri}) for premise in below)
        return Explained(iri, self._words(row), self._how(row), tuple(self._evidence[iri]), premises)

    def evidence(self, iri: str, seen: frozenset[str] = frozenset()) -> list[Evidence]:
        """Return all words that a statement rests on, its premises' included, each once."""
        found = dict.fromkeys(self._evidence.get(iri, ()))
        for premise in self._premises.get(iri, ()):
            if premise not in seen:
                found |= dict.fromkeys(self.evidence(premise, seen | {iri}))
        return list(found)

    def is_statement(self, term: object) -> bool:
        """Return whether a value of an answer is a statement."""
        return isinstance(term, Iri) and term in self._rows

    def _words(self, row: Row) -> str:
        denied = "not: " if row["polarity"] == PIN + "Negated" else ""
        hedge = f" ({row['hedge']})" if row["hedge"] else ""
        value = row["value"]
        shown = f'"{value}"' if isinstance(value, Text) and " " in value else self._names.label(value)
        return f"{denied}{self._names.label(row['about'])} - {self._names.label(row['property'])} - {shown}{hedge}"

    def _how(self, row: Row) -> str:
        parts = [str(row["mode"]).removeprefix(PIN).lower()]
        if row["rule"]:
            parts.append(f"by rule {self._names.label(row['rule'])}")
        elif row["by"]:
            parts.append(f"said by {self._names.label(row['by'])}")
        if row["when"]:
            parts.append(f"when: {row['when']}")
        if row["note"]:
            parts.append(str(row["note"]))
        if row["status"] == PIN + "Contested":
            parts.append("contested")
        return "[" + "; ".join(parts) + "]"
