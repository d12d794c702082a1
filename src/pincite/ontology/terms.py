"""The ontology as values: its classes, properties and individuals, and the questions a build asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from msgspec import Struct

from pincite.graph.terms import XSD, Triple

Sort: TypeAlias = Literal["object", "datatype", "annotation"]


class Term(Struct, frozen=True):
    """What every term has; `name` is its prefixed name, `module` the file that declares it.

    `label` is the local name when the file gives none; `definition`, `example` and `note` may be None.
    """

    iri: str
    name: str
    label: str
    definition: str | None
    example: str | None
    note: str | None
    module: str


class Class(Term, frozen=True):
    """A class. `parents` are the named superclasses, one step up.

    `kind`, `plural` and `order` are the class's own or those of its nearest superclass that has a kind;
    `axioms` are its other superclasses and equivalents in Manchester syntax; `disjoint` are the classes it
    shares no member with, as far as the modules say so.
    """

    parents: tuple[str, ...]
    kind: str | None
    plural: str | None
    order: int | None
    axioms: tuple[str, ...]
    disjoint: tuple[str, ...]


class Property(Term, frozen=True):
    """A property. `domains` and `ranges` are IRIs, those of a union one by one.

    `chain` is what it follows from, as a SPARQL path (`^ex:holder/ex:post`); `traits` are words such as
    `transitive`.
    """

    sort: Sort
    parents: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    inverse: str | None
    chain: str | None
    traits: tuple[str, ...]


class Individual(Term, frozen=True):
    """An individual that the ontology itself declares, such as a mode."""

    types: tuple[str, ...]


@dataclass(frozen=True)
class Ontology:
    """A publication's ontology together with the engine's statement vocabulary; terms by IRI, in order.

    `triples` are those without blank nodes, sorted: what goes into the graph. `axioms` are all. `source` is
    the publication's modules as one Turtle file, `vocabulary` the engine's.
    """

    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    individuals: Mapping[str, Individual]
    triples: tuple[Triple, ...]
    source: str
    vocabulary: str
    # Blank nodes get other labels each time, so equal ontologies differ in these.
    axioms: tuple[Triple, ...] = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("classes", "properties", "individuals"):
            object.__setattr__(self, name, dict(sorted(getattr(self, name).items())))

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return a class and all its superclasses, nearest first.

        Raises KeyError for what is no class here.
        """
        found = [self.classes[iri].iri]
        for one in found:
            parents = self.classes[one].parents
            found += [parent for parent in parents if parent in self.classes and parent not in found]
        return tuple(found)

    def datatype_of(self, iri: str) -> str | None:
        """Return the local name of the XSD type a datatype property takes (`integer`).

        None when it is another sort of property, has no range or several. Raises KeyError for what is no
        property here.
        """
        known = self.properties[iri]
        if known.sort != "datatype" or len(known.ranges) != 1 or not known.ranges[0].startswith(XSD):
            return None
        return known.ranges[0].removeprefix(XSD)

    def kinds(self) -> Mapping[str, Class]:
        """Return each kind with the class that declares it, in the order of the site's navigation."""
        declared = {}
        for known in self.classes.values():
            inherited = {self.classes[parent].kind for parent in known.parents if parent in self.classes}
            if known.kind is not None and known.kind not in inherited:
                declared[known.kind] = known
        return dict(sorted(declared.items(), key=lambda item: (item[1].order is None, item[1].order or 0, item[0])))
