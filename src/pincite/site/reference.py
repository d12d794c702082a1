"""The ontology's terms, the rules and the shapes as pages list them, and where their IRIs lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pincite.graph.terms import Prefixes
from pincite.site.catalogue import Catalogue
from pincite.site.inputs import Inputs, Rule, Shape, Term
from pincite.site.links import Link, Linker, Target
from pincite.site.records import local_name
from pincite.site.text import clean

__all__ = [
    "ClassNode", "MatchEntry", "RuleEntry", "ShapeEntry", "TermEntry", "Uses", "class_tree", "rule_entries",
    "shape_entries", "targets", "term_entries",
]  # fmt: skip

PLACES = {"domain": "ontology", "vocabulary": "vocabulary", "rules": "rules", "shapes": "shapes"}
"""The folder of the page that lists each collection."""


_RELATIONS = {
    "subClassOf": "is a", "subPropertyOf": "is a", "equivalentClass": "same as", "equivalentProperty": "same as",
    "exactMatch": "same meaning as", "closeMatch": "close to", "broadMatch": "narrower than",
    "narrowMatch": "broader than", "relatedMatch": "related to",
}  # fmt: skip


class ClassNode(Struct, frozen=True):
    """A class in the tree, with its subclasses."""

    link: Link
    uses: int
    children: tuple[ClassNode, ...]


class MatchEntry(Struct, frozen=True):
    """A relation to a term of another vocabulary: in words, where it leads, and why."""

    relation: str
    link: Link
    reason: str


class TermEntry(Struct, frozen=True):
    """A term: `anchor` is its id on the page, `name` its prefixed name, `uses` how often the graph uses it."""

    anchor: str
    name: str
    iri: str
    label: str
    kind: str
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    relations: tuple[tuple[str, tuple[Link, ...]], ...]
    matches: tuple[MatchEntry, ...]
    characteristics: tuple[str, ...]
    deprecated: bool
    uses: int


class RuleEntry(Struct, frozen=True):
    """A rule, its anchor, and how many statements it made."""

    anchor: str
    label: str
    definition: str
    source: str
    file: str
    made: int


class ShapeEntry(Struct, frozen=True):
    """A shape and its anchor."""

    anchor: str
    label: str
    definition: str
    message: str
    severity: str
    source: str
    file: str


def targets(inputs: Inputs) -> dict[str, Target]:
    """Return where the IRIs of terms, rules and shapes lead."""
    lists: tuple[tuple[str, Sequence[Term | Rule | Shape]], ...] = (
        ("domain", inputs.domain), ("vocabulary", inputs.vocabulary),
        ("rules", inputs.rules), ("shapes", inputs.shapes),
    )  # fmt: skip
    return {
        one.iri: Target(clean(one.label) or local_name(one.iri), f"{PLACES[name]}/index.html#{local_name(one.iri)}")
        for name, entries in lists
        for one in entries
    }


class Uses:
    """How often the graph uses each term."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._count: dict[str, int] = {}
        for statement in catalogue.statements.values():
            self._add(statement.predicate)
            if statement.rule:
                self._add(statement.rule)
        for entity in catalogue.entities.values():
            self._add(entity.type_iri)

    def of(self, iri: str) -> int:
        """Return the number of statements with a property, of a rule, or of entities of exactly a class."""
        return self._count.get(iri, 0)

    def _add(self, iri: str) -> None:
        self._count[iri] = self._count.get(iri, 0) + 1


def term_entries(terms: Iterable[Term], linker: Linker, prefixes: Prefixes, uses: Uses) -> tuple[TermEntry, ...]:
    """Return terms as a page lists them, by label."""
    entries = [_entry(term, linker, prefixes, uses) for term in terms]
    return tuple(sorted(entries, key=lambda entry: (entry.label.casefold(), entry.iri)))


def _entry(term: Term, linker: Linker, prefixes: Prefixes, uses: Uses) -> TermEntry:
    relations = (
        ("narrower than", term.parents), ("of", term.domains), ("value", term.ranges), ("inverse", term.inverses)
    )  # fmt: skip
    return TermEntry(
        local_name(term.iri), prefixes.compress(term.iri) or local_name(term.iri), term.iri,
        clean(term.label) or local_name(term.iri), term.kind, clean(term.definition),
        tuple(map(clean, term.examples)), tuple(map(clean, term.notes)),
        tuple((name, tuple(map(linker.to, iris))) for name, iris in relations if iris),
        tuple(MatchEntry(_relation(one.predicate), linker.to(one.other), clean(one.reason)) for one in term.matches),
        term.characteristics, term.deprecated, uses.of(term.iri),
    )  # fmt: skip


def _relation(predicate: str) -> str:
    """Return a mapping's relation in words: those of RDFS and OWL are axioms, those of SKOS are likenesses."""
    name = local_name(predicate)
    return _RELATIONS.get(name, name)


def rule_entries(rules: Iterable[Rule], uses: Uses) -> tuple[RuleEntry, ...]:
    """Return rules as a page lists them, by label."""
    entries = [
        RuleEntry(local_name(r.iri), clean(r.label), clean(r.definition), r.source.rstrip(), r.file, uses.of(r.iri))
        for r in rules
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.label.casefold(), entry.anchor)))


def shape_entries(shapes: Iterable[Shape]) -> tuple[ShapeEntry, ...]:
    """Return shapes as a page lists them, by file and label."""
    entries = [
        ShapeEntry(
            local_name(s.iri),
            clean(s.label),
            clean(s.definition),
            clean(s.message),
            s.severity,
            s.source.rstrip(),
            s.file,
        )
        for s in shapes
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.file, entry.label.casefold(), entry.anchor)))


def class_tree(terms: Sequence[Term], linker: Linker, uses: Uses) -> tuple[ClassNode, ...]:
    """Return the classes below those without a parent here; a class with two parents stands below both."""
    classes = {term.iri: term for term in terms if term.kind == "class"}
    below: dict[str, list[Term]] = {}
    for term in classes.values():
        parents = [parent for parent in term.parents if parent in classes]
        for parent in parents or [""]:
            below.setdefault(parent, []).append(term)

    def nodes(parent: str, above: frozenset[str]) -> tuple[ClassNode, ...]:
        # `above` ends a circle of subclasses.
        under = sorted(below.get(parent, ()), key=lambda term: (term.label.casefold(), term.iri))
        return tuple(
            ClassNode(linker.to(term.iri), uses.of(term.iri), nodes(term.iri, above | {term.iri}))
            for term in under
            if term.iri not in above
        )

    return nodes("", frozenset())
