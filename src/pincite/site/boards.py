"""Statements side by side: the cases of a matter, the columns of a topic, the sources of a disagreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pincite.graph.store import Row
from pincite.site.catalogue import Catalogue
from pincite.site.lines import Liner
from pincite.site.links import Link, Linker
from pincite.site.parts import Fact, Reason, Voice
from pincite.site.records import Statement, local_name
from pincite.site.text import clean

__all__ = [
    "BOARD", "CASES", "TOPICS", "Aspect", "Case", "Column", "Matter", "Quarrel", "Subject", "columns", "matters",
    "quarrels",
]  # fmt: skip

CASES = ("subject", "case", "order", "aspect", "value", "statement")
"""What the query of matters returns: a matter, one way it is settled, an aspect of that with its place among aspects,
what the aspect is, and the statement that says so."""

BOARD = ("page", "order", "column", "statement")
"""What the query of a board returns: whose page, a column's place and its heading, a statement in it."""

TOPICS = ("thing", "topic")
"""What the query of topics returns: what a statement may be about, and its topic."""


class Aspect(Struct, frozen=True):
    """An aspect of a case, and what is said of it; nothing when it is not stated."""

    name: str
    facts: tuple[Fact, ...]


class Case(Struct, frozen=True):
    """One way in which a matter is settled, with the reasons for all that is said and the remarks on it."""

    anchor: str
    link: Link
    during: str
    periods: tuple[Link, ...]
    aspects: tuple[Aspect, ...]
    reasons: tuple[Reason, ...]
    remarks: tuple[str, ...]


class Matter(Struct, frozen=True):
    """A matter and its cases; `name` is its id on the page."""

    name: str
    link: Link
    note: str | None
    cases: tuple[Case, ...]


class Column(Struct, frozen=True):
    """A column of a board."""

    name: str
    voices: tuple[Voice, ...]


class Quarrel(Struct, frozen=True):
    """Statements that disagree, directly or through others, by source; `remarks` say about what.

    `cells` are as many as the page has sources.
    """

    anchor: str
    remarks: tuple[str, ...]
    cells: tuple[tuple[Voice, ...], ...]


class Subject(Struct, frozen=True):
    """Disagreements on one topic; without a topic the rest."""

    topic: Link | None
    quarrels: tuple[Quarrel, ...]


def matters(rows: Iterable[Row], linker: Linker, liner: Liner) -> tuple[Matter, ...]:
    """Return matters, cases and aspects in the order of the rows; every case has the aspects that any case has."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, dict[str, list[Row]]]] = {}
    for row in rows:
        if str(row["statement"]) not in linker.catalogue.statements or row["value"] is None:
            continue
        aspect = clean(str(row["aspect"]))
        names.setdefault(aspect, str(row["order"]))
        cases = found.setdefault(str(row["subject"]), {})
        cases.setdefault(str(row["case"]), {}).setdefault(aspect, []).append(row)
    ordered = sorted(names, key=lambda name: names[name])
    made = []
    for subject, cases in found.items():
        known = linker.catalogue.entities.get(subject)
        told = tuple(_case(case, ordered, aspects, linker, liner) for case, aspects in cases.items())
        made.append(Matter(local_name(subject), linker.to(subject), known.note if known else None, told))
    return tuple(made)


def _case(iri: str, ordered: Sequence[str], aspects: Mapping[str, Sequence[Row]], linker: Linker, liner: Liner) -> Case:
    known = linker.catalogue.statements
    limits = linker.catalogue.during.get(iri, ())
    during = " ".join(map(local_name, limits))
    told: list[Aspect] = []
    said: dict[str, Statement] = {}
    for name in ordered:
        facts = []
        for row in aspects.get(name, ()):
            one, value = known[str(row["statement"])], row["value"]
            if value is not None and one.iri not in said:
                said[one.iri] = one
                facts.append(liner.line((one,), linker.show(value), during=during))
        told.append(Aspect(name, tuple(facts)))
    reasons = tuple(liner.reason(one) for one in said.values())
    remarks = tuple(dict.fromkeys(remark for one in said.values() for remark in liner.remarks(one)))
    periods = tuple(map(linker.to, limits))
    return Case(local_name(iri), linker.to(iri), during, periods, tuple(told), reasons, remarks)


def columns(rows: Iterable[Row], catalogue: Catalogue, liner: Liner, names: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that `names` has, in that order, each statement once in a column."""
    found: dict[str, dict[str, Statement]] = {name: {} for name in names}
    for row in rows:
        one = catalogue.statements.get(str(row["statement"]))
        if one is not None:
            found[clean(str(row["column"]))][one.iri] = one
    return tuple(Column(name, tuple(map(liner.voice, said.values()))) for name, said in found.items())


def quarrels(rows: Iterable[Row], linker: Linker, liner: Liner) -> tuple[tuple[Link, ...], tuple[Subject, ...]]:
    """Return the sources, and the disagreements by topic; a source is a document that says something in one of them."""
    catalogue = linker.catalogue
    topics: dict[str, dict[str, None]] = {}
    for row in rows:
        topics.setdefault(str(row["thing"]), {})[str(row["topic"])] = None
    groups = _clusters(catalogue)
    sources = sorted({source for group in groups for one in group for source in _sources(one, catalogue)})
    by_topic: dict[str, list[Quarrel]] = {}
    for number, group in enumerate(groups, 1):
        cells = tuple(
            tuple(liner.voice(one) for one in group if source in _sources(one, catalogue)[:1]) for source in sources
        )
        shared = dict.fromkeys(remark for one in group for remark in one.remarks if _is_shared(remark, one, catalogue))
        counted = [topic for one in group for topic in topics.get(one.about, ())]
        topic = min(counted, key=lambda one: (-counted.count(one), one), default="")
        by_topic.setdefault(topic, []).append(Quarrel(f"d{number}", tuple(shared), cells))
    named = sorted(by_topic, key=lambda topic: (not topic, linker.to(topic).text.casefold() if topic else ""))
    made = tuple(Subject(linker.to(topic) if topic else None, tuple(by_topic[topic])) for topic in named)
    return tuple(map(linker.to, sources)), made


def _clusters(catalogue: Catalogue) -> list[list[Statement]]:
    """Return the statements that disagree, those together that do so directly or through others."""
    seen: set[str] = set()
    found = []
    for start in catalogue.statements.values():
        if start.iri in seen or not start.conflicts:
            continue
        group, waiting = [], [start.iri]
        while waiting:
            iri = waiting.pop()
            one = catalogue.statements.get(iri)
            if one is not None and iri not in seen:
                seen.add(iri)
                group.append(one)
                waiting += one.conflicts
        if len(group) > 1:
            found.append(sorted(group, key=lambda one: (one.evidence, one.iri)))
    return found


def _sources(one: Statement, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the documents in which a statement stands; of what is derived those of its premises."""
    found = dict.fromkeys(catalogue.passages[iri].document for iri in one.evidence if iri in catalogue.passages)
    if not found:
        premises = (catalogue.statements[iri] for iri in one.premises if iri in catalogue.statements)
        found = dict.fromkeys(source for premise in premises for source in _sources(premise, catalogue))
    return tuple(found)


def _is_shared(remark: str, one: Statement, catalogue: Catalogue) -> bool:
    others = (catalogue.statements.get(iri) for iri in one.conflicts)
    return any(remark in other.remarks for other in others if other is not None)
