"""The statements of a publication as the tests of its facts read them: found by the words that they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pincite.graph.store import Graph

_STATEMENTS = """
SELECT ?id ?about ?prop ?value ?mode ?polarity ?by ?fact ?accepted ?hedge ?when ?basis ?begun ?begun_by ?ended ?ended_by
WHERE {
  ?id pin:about ?about ; pin:property ?prop ; pin:value ?value ; pin:mode ?mode ; pin:polarity ?polarity .
  OPTIONAL { ?id pin:assertedBy ?by }
  OPTIONAL { ?id pin:hedge ?hedge }
  OPTIONAL { ?id pin:when ?when }
  OPTIONAL { ?id pin:whenBasis ?basis }
  OPTIONAL { ?id pin:fromEarliest ?begun }
  OPTIONAL { ?id pin:fromLatest ?begun_by }
  OPTIONAL { ?id pin:untilEarliest ?ended }
  OPTIONAL { ?id pin:untilLatest ?ended_by }
  BIND(EXISTS { ?id a pin:Fact } AS ?fact)
  BIND(EXISTS { ?id pin:status pin:Accepted } AS ?accepted)
} ORDER BY ?id
"""
_EVIDENCE = """
SELECT ?id ?document ?exact ?start WHERE {
  ?id pin:evidence ?passage . ?passage pin:document ?document ; pin:exact ?exact ; pin:start ?start
} ORDER BY ?id ?document ?start
"""


@dataclass
class Said:
    """One statement: what it says, how, who says it, when, and the documents and words that it rests on."""

    id: str
    about: str
    prop: str
    value: str
    mode: str
    polarity: str
    fact: str
    accepted: str
    by: str = ""
    hedge: str = ""
    when: str = ""
    basis: str = ""
    begun: str = ""
    begun_by: str = ""
    ended: str = ""
    ended_by: str = ""
    words: list[tuple[str, str]] = field(default_factory=list)

    @property
    def bounds(self) -> tuple[str, str, str, str]:
        return self.begun, self.begun_by, self.ended, self.ended_by

    @property
    def documents(self) -> set[str]:
        return {document for document, _ in self.words}

    def rests_on(self, document: str, words: str) -> bool:
        return any(document == one and words in exact for one, exact in self.words)


@dataclass(frozen=True)
class Desk:
    """All statements by id, and the pairs that disagree."""

    graph: Graph
    by_id: dict[str, Said]
    disagreeing: set[tuple[str, str]]

    def __iter__(self) -> Iterator[Said]:
        return iter(self.by_id.values())

    def on(self, document: str, words: str) -> list[Said]:
        """What rests on a passage with these words; fails when nothing does."""
        found = [said for said in self if said.rests_on(document, words)]
        assert found, f"nothing rests on {words!r}"
        return found

    def claims(self, document: str, words: str) -> list[Said]:
        """What somebody says there, the author too; fails when nobody does."""
        found = [said for said in self.on(document, words) if said.prop == "proposition"]
        assert found, f"no claim rests on {words!r}"
        return found

    def about(self, thing: str) -> list[Said]:
        found = [said for said in self if said.about == thing]
        assert found, f"nothing is said about {thing}"
        return found


def short(value: object) -> str:
    return re.sub(r"^https://w3id\.org/pincite/(?:alliance/(?:id/|ontology#)|ns#)", "", str(value).strip("<>"))


def read(graph: Graph) -> Desk:
    """Return all statements of a graph, with their evidence and disagreements."""
    by_id: dict[str, Said] = {}
    for row in graph.select(_STATEMENTS):
        fields: dict[str, Any] = {name: short(value) for name, value in row.items() if value is not None}
        by_id[fields["id"]] = Said(**fields)
    for row in graph.select(_EVIDENCE):
        by_id[short(row["id"])].words.append((short(row["document"]).removeprefix("document/"), str(row["exact"])))
    pairs = graph.select("SELECT ?one ?other WHERE { ?one pin:conflictsWith ?other } ORDER BY ?one ?other")
    return Desk(graph, by_id, {(short(row["one"]), short(row["other"])) for row in pairs})
