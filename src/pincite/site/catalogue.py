"""What the graph holds, put in order once for all pages: entities, statements, passages, properties.

Each page query runs once; its rows are grouped here, so that the number of queries does not depend on the number of
entities. What a query must return is in `COLUMNS`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pincite.graph.store import Row
from pincite.graph.terms import Iri, Text
from pincite.site.modes import mode_of
from pincite.site.records import Entity, Kind, Passage, Property, Statement, local_name
from pincite.site.text import clean, when_in_words

__all__ = ["COLUMNS", "Catalogue", "build_catalogue"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "kinds": ("kind", "label", "plural", "definition"),
    "entities": ("page", "class", "label", "note"),
    "classes": ("class", "label"),
    "documents": ("page", "author"),
    "names": ("page", "name"),
    "mentions": ("page", "passage"),
    "properties": ("property", "label", "definition", "inverse"),
    "statements": (
        "statement", "page", "property", "value", "mode", "polarity", "status", "hedge", "by", "via", "reported",
        "when", "basis", "from", "from_latest", "until", "until_latest", "rule",
    ),
    "evidence": ("statement", "passage"),
    "premises": ("statement", "premise"),
    "conflicts": ("statement", "other"),
    "remarks": ("statement", "note"),
    "passages": ("passage", "document", "start", "end", "sentence", "exact"),
    "claims": ("page",),
    "relators": ("page",),
    "periods": ("page", "period"),
    "times": ("page", "what", "statement"),
}  # fmt: skip
"""The queries that every site has under `[site.data]`, and the columns of each."""


class Catalogue(Struct, frozen=True):
    """Everything by IRI; statements also by what they are about, by value, and by the passage that shows them.

    `disputed` are the relators about which statements disagree. `periods` are the things that readers can choose as
    period, `during` those to which what stands on a page is limited. `times` are the statements whose time is that of a
    thing as a whole, each after what it is the time of.
    """

    kinds: Mapping[str, Kind]
    entities: Mapping[str, Entity]
    properties: Mapping[str, Property]
    statements: Mapping[str, Statement]
    passages: Mapping[str, Passage]
    mentions: Mapping[str, Sequence[str]]
    named_at: Mapping[str, Sequence[str]]
    about: Mapping[str, Sequence[Statement]]
    pointing: Mapping[str, Sequence[Statement]]
    spoken: Mapping[str, Sequence[Statement]]
    shown_by: Mapping[str, Sequence[Statement]]
    claims: frozenset[str]
    relators: frozenset[str]
    disputed: frozenset[str]
    periods: tuple[Entity, ...]
    during: Mapping[str, Sequence[str]]
    times: Mapping[str, Sequence[tuple[str, str]]]

    def property_of(self, iri: str) -> Property:
        """Return a property; one that the ontology does not describe is called by its local name."""
        known = self.properties.get(iri)
        return known or Property(iri, local_name(iri), "", None)


def build_catalogue(rows: Mapping[str, Iterable[Row]], base: str) -> Catalogue:
    """Return the catalogue from the rows of the queries in `COLUMNS`; `base` is the publication's base IRI."""
    entities = _entities(rows, f"{base}id/")
    statements = _statements(rows)
    ordered = sorted(statements.values(), key=lambda one: (one.begun, _sort_text(one.value, entities), one.iri))
    mentions = _lists(rows["mentions"], "page", "passage")
    claims, relators = (frozenset(str(row["page"]) for row in rows[name]) for name in ("claims", "relators"))
    contested = frozenset(one.about for one in ordered if one.conflicts)
    return Catalogue(
        kinds=_kinds(rows["kinds"], entities.values()),
        entities=entities,
        properties=_properties(rows["properties"]),
        statements=statements,
        passages=_passages(rows["passages"]),
        mentions=mentions,
        named_at=_lists(rows["mentions"], "passage", "page"),
        about=_grouped(ordered, lambda one: (one.about,)),
        pointing=_grouped(ordered, lambda one: (one.value,) if isinstance(one.value, Iri) else ()),
        spoken=_grouped(ordered, lambda one: (one.by,) if one.by else ()),
        shown_by=_grouped(ordered, lambda one: one.evidence),
        claims=claims,
        relators=relators,
        disputed=contested & relators,
        periods=_periods(rows["periods"], entities),
        during=_lists((row for row in rows["periods"] if row["page"]), "page", "period"),
        times=_times(rows["times"], statements),
    )


def _kinds(rows: Iterable[Row], entities: Iterable[Entity]) -> dict[str, Kind]:
    """Return the kinds that have entities, in the query's order; one the ontology does not name comes last."""
    used = dict.fromkeys(sorted({entity.kind for entity in entities}))
    named: dict[str, Kind] = {}
    for row in rows:
        key = str(row["kind"])
        if key in used and key not in named:
            plural = clean(row["plural"] or row["label"] or key)
            named[key] = Kind(key, clean(row["label"] or key), plural, clean(row["definition"] or ""))
    return named | {key: Kind(key, key, key, "") for key in used if key not in named}


def _entities(rows: Mapping[str, Iterable[Row]], start: str) -> dict[str, Entity]:
    names = _lists(rows["names"], "page", "name")
    classes = {str(row["class"]): clean(row["label"] or "") for row in rows["classes"]}
    found: dict[str, Entity] = {}
    for row in rows["entities"]:
        iri = str(row["page"])
        # One page each: of several labels or classes the query's first holds.
        if iri in found or not iri.startswith(start):
            continue
        id_ = iri.removeprefix(start)
        class_, note = str(row["class"]), row["note"]
        found[iri] = Entity(
            iri, id_, id_.partition("/")[0], clean(row["label"] or "") or id_, class_,
            classes.get(class_) or local_name(class_), tuple(map(clean, names.get(iri, ()))),
            clean(note) if note else None,
        )  # fmt: skip
    return found


def _properties(rows: Iterable[Row]) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for row in rows:
        iri = str(row["property"])
        if iri not in found:
            inverse = row["inverse"]
            label = clean(row["label"] or "") or local_name(iri)
            found[iri] = Property(iri, label, clean(row["definition"] or ""), clean(inverse) if inverse else None)
    return found


def _passages(rows: Iterable[Row]) -> dict[str, Passage]:
    return {
        str(row["passage"]): Passage(
            str(row["passage"]), str(row["document"]),
            int(row["start"] or 0), int(row["end"] or 0), int(row["sentence"] or 0), str(row["exact"] or ""),
        )
        for row in rows
    }  # fmt: skip


def _statements(rows: Mapping[str, Iterable[Row]]) -> dict[str, Statement]:
    evidence = _lists(rows["evidence"], "statement", "passage")
    premises = _lists(rows["premises"], "statement", "premise")
    conflicts = _lists(rows["conflicts"], "statement", "other")
    remarks = _lists(rows["remarks"], "statement", "note")
    found: dict[str, Statement] = {}
    for row in rows["statements"]:
        iri = str(row["statement"])
        value = row["value"]
        if value is None or iri in found:
            if iri in found and row["via"]:
                found[iri] = replace(found[iri], via=tuple(dict.fromkeys((*found[iri].via, str(row["via"])))))
            continue
        found[iri] = Statement(
            iri, str(row["page"]), str(row["property"]), value, mode_of(str(row["mode"])),
            str(row["polarity"]).endswith("Negated"), str(row["status"]).endswith("Contested"),
            row["hedge"] and clean(row["hedge"]), row["by"] and str(row["by"]),
            (str(row["via"]),) if row["via"] else (), row["reported"] and str(row["reported"]),
            when_in_words(row["when"]) if row["when"] else None, row["basis"] and clean(row["basis"]),
            str(row["from"] or "9999"), _bounds(row), row["rule"] and str(row["rule"]),
            evidence.get(iri, ()), premises.get(iri, ()), conflicts.get(iri, ()),
            tuple(map(clean, remarks.get(iri, ()))),
        )  # fmt: skip
    return found


def _bounds(row: Row) -> str:
    known = "/".join(str(row[name] or "") for name in ("from", "from_latest", "until", "until_latest"))
    return known if known != "///" else ""


def _periods(rows: Iterable[Row], entities: Mapping[str, Entity]) -> tuple[Entity, ...]:
    chosen = dict.fromkeys(str(row["period"]) for row in rows)
    return tuple(entities[iri] for iri in chosen if iri in entities)


def _times(rows: Iterable[Row], known: Mapping[str, Statement]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if str(row["statement"]) in known:
            found[str(row["page"])].append((clean(str(row["what"] or "")), str(row["statement"])))
    return dict(found)


def _sort_text(value: Iri | Text, entities: Mapping[str, Entity]) -> str:
    known = entities.get(value) if isinstance(value, Iri) else None
    return (known.label if known else str(value)).casefold()


def _lists(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        found[str(row[key])][str(row[value])] = None
    return {name: tuple(values) for name, values in found.items()}


def _grouped(statements: Iterable[Statement], keys: Callable[[Statement], Iterable[str]]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        for key in keys(one):
            found[str(key)].append(one)
    return dict(found)
