"""The query console: what it completes, the questions, and the queries behind pages."""

from __future__ import annotations

from pincite.graph.queries import Query
from pincite.site.desk import Desk, Spot
from pincite.site.indexes import ConsolePage, StoredQuery, TermLine
from pincite.site.inputs import Question, Term
from pincite.site.text import clean

__all__ = ["console"]

_HEADER = "#+"


def console(desk: Desk, spot: Spot) -> ConsolePage:
    """Return the page of the console, or the script of its terms."""
    prefixes = desk.project.prefixes
    prologue = prefixes.sparql()
    description = f"Ask {desk.site.title} in SPARQL, in the browser: no server answers, and nothing is sent."
    return ConsolePage(
        **desk.common(spot, spot.spec.title or "SPARQL", description),
        base=prefixes.base,
        prologue=prologue,
        prefixes=prefixes.namespaces,
        places={_namespace(iri): _namespace(target.href) for iri, target in desk.targets.items()},
        terms=_terms(desk),
        questions=tuple(_question(one, prologue) for one in desk.inputs.questions),
        page_queries=tuple(_behind(one) for one in desk.behind.values()),
    )


def _namespace(iri: str) -> str:
    """Return all up to the local name, with the sign that parts them."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _terms(desk: Desk) -> tuple[TermLine, ...]:
    lines = {line.name: line for one in (*desk.inputs.domain, *desk.inputs.vocabulary) if (line := _term(desk, one))}
    return tuple(lines[name] for name in sorted(lines))


def _term(desk: Desk, one: Term) -> TermLine | None:
    name = desk.project.prefixes.compress(one.iri)
    return TermLine(name, one.kind, clean(one.label), clean(one.definition)) if name else None


def _question(one: Question, prologue: str) -> StoredQuery:
    return StoredQuery(one.name, clean(one.asks), _text(one.query.removeprefix(prologue)))


def _behind(one: Query) -> StoredQuery:
    return StoredQuery(one.name, clean(one.summary), _text(one.text))


def _text(query: str) -> str:
    """Return a query without the lines of its header."""
    return "\n".join(line for line in query.splitlines() if not line.startswith(_HEADER)).strip()
