"""`ontology/rules/*.rq`: CONSTRUCT rules, run to a fixpoint, stratum by stratum.

A rule makes a `pin:Statement` with mode Derived that names the rule and its premises, and the plain triple it grounds.
It is plain SPARQL 1.1, so it runs on any store. `#+ stratum: 2` in its header runs it after all rules of stratum 1 have
come to rest (default 1), which is what a rule with a negation needs.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pincite.errors import ContentError, Place, Problem
from pincite.graph.queries import Query
from pincite.graph.store import Graph
from pincite.graph.terms import RDF_TYPE, RDFS_LABEL, Triple, iri, literal

_MOST_ROUNDS = 50
_DEFINITION = "<http://www.w3.org/2004/02/skos/core#definition>"
_PIN = "https://w3id.org/pincite/ns#"


class Rule(Struct, frozen=True):
    """A rule: its IRI, its file's query, and the stratum in which it runs."""

    iri: str
    query: Query
    stratum: int


def read_rules(queries: Iterable[Query], namespace: str) -> tuple[Rule, ...]:
    """Return the rules of some query files; `namespace` begins their IRIs, the file's name ends them.

    Raises ContentError for a query that is not a CONSTRUCT, or a stratum that is not a whole number from 1.
    """
    rules, problems = [], []
    for query in queries:
        stratum = query.header.get("stratum", 1)
        if query.form != "CONSTRUCT":
            problems.append(
                Problem(Place(query.file), "a rule is a CONSTRUCT query", "Write CONSTRUCT { ... } WHERE { ... }.")
            )
        elif not isinstance(stratum, int) or stratum < 1:
            problems.append(
                Problem(Place(query.file), f"stratum {stratum!r} is not a number from 1", "Write `#+ stratum: 1`.")
            )
        else:
            rules.append(Rule(namespace + query.name, query, stratum))
    if problems:
        raise ContentError(problems)
    return tuple(sorted(rules, key=lambda rule: (rule.stratum, rule.iri)))


def rule_triples(rules: Iterable[Rule]) -> Iterable[Triple]:
    """Yield what the graph says of its rules: type, label, what it concludes."""
    for rule in rules:
        node = iri(rule.iri)
        yield node, RDF_TYPE, f"<{_PIN}Rule>"
        yield (
            node,
            RDFS_LABEL,
            literal(str(rule.query.header.get("label", rule.query.name.replace("-", " "))), language="en"),
        )
        yield node, _DEFINITION, literal(rule.query.summary, language="en")


def run_rules(rules: Iterable[Rule], graph: Graph, known: set[Triple]) -> list[Triple]:
    """Add to the graph (and to `known`, its triples) all that the rules derive; return the new triples, sorted.

    Raises ContentError when a stratum does not come to rest in 50 rounds, or a rule derives a blank node.
    """
    derived: list[Triple] = []
    by_stratum: dict[int, list[Rule]] = {}
    for rule in rules:
        by_stratum.setdefault(rule.stratum, []).append(rule)
    for stratum in sorted(by_stratum):
        seen: dict[str, int] = {}
        for _ in range(_MOST_ROUNDS):
            new = _round(by_stratum[stratum], graph, known, seen)
            if not new:
                break
            derived += new
        else:
            what = f"the rules of stratum {stratum} do not come to rest in {_MOST_ROUNDS} rounds"
            raise ContentError(
                Problem(Place("ontology/rules/"), what, "Look for a rule that makes new terms from its own results.")
            )
    return sorted(derived)


def _round(rules: list[Rule], graph: Graph, known: set[Triple], seen: dict[str, int]) -> list[Triple]:
    """Run each rule that has not seen the graph as it is; `seen` is how many triples each saw."""
    new: list[Triple] = []
    for rule in rules:
        # The graph only grows: of as many triples, a rule says the same again.
        if seen.get(rule.iri) == len(known):
            continue
        seen[rule.iri] = len(known)
        fresh = [triple for triple in graph.construct(rule.query.text) if triple not in known]
        if any(term.startswith("_:") for triple in fresh for term in triple):
            what = "the rule derives a blank node"
            raise ContentError(Problem(Place(rule.query.file), what, "Make an IRI with BIND(IRI(...) AS ?statement)."))
        graph.add(fresh)
        known.update(fresh)
        new += fresh
    return new
