"""Axioms in words that people understand who know no OWL, with the labels of the terms."""

from __future__ import annotations

import pyoxigraph as ox

from pincite.graph.terms import XSD
from pincite.ontology.axioms import OWL, RDF, RDFS, Axioms
from pincite.ontology.terms import Ontology
from pincite.ontology.units import Unit

_TRAITS = {
    "FunctionalProperty": "nothing has more than one '{s}'",
    "InverseFunctionalProperty": "no two things have the same '{s}'",
    "TransitiveProperty": "'{s}' leads on from step to step",
    "SymmetricProperty": "'{s}' holds both ways",
    "AsymmetricProperty": "'{s}' never holds both ways",
    "ReflexiveProperty": "everything has itself as '{s}'",
    "IrreflexiveProperty": "nothing has itself as '{s}'",
}
_FORMS = {
    RDFS + "subClassOf": "every {s} is a {o}",
    RDFS + "subPropertyOf": "what is '{s}' is '{o}'",
    RDFS + "domain": "only a {o} has '{s}'",
    RDFS + "range": "'{s}' leads to a {o} only",
    OWL + "equivalentClass": "{s} is the same as {o}",
    OWL + "equivalentProperty": "'{s}' is the same as '{o}'",
    OWL + "disjointWith": "nothing is both {s} and {o}",
    OWL + "propertyDisjointWith": "nothing is both '{s}' and '{o}' to the same thing",
    OWL + "inverseOf": "'{s}' is '{o}' the other way round",
    OWL + "differentFrom": "{s} and {o} are two things",
    OWL + "sameAs": "{s} and {o} are one thing",
    RDF + "type": "{s} is a {o}",
}


class Words:
    """Puts an ontology's axioms into words; a restriction is read as in Manchester syntax."""

    def __init__(self, ontology: Ontology) -> None:
        terms = (ontology.classes, ontology.properties, ontology.individuals)
        self._labels = {iri: term.label for group in terms for iri, term in group.items()}

    def axiom(self, unit: Unit) -> str:
        """Return an axiom as a clause: `nothing is both Person and Post`."""
        lines = "".join(f"{' '.join(triple)} .\n" for triple in unit.triples)
        nodes = [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
        axioms, root = Axioms(nodes, self), nodes[0]
        subject, predicate = axioms.manchester(root.subject), root.predicate.value
        if predicate == OWL + "propertyChainAxiom":
            return f"'{subject}' follows from the path {axioms.path(root.object)}"
        target = axioms.manchester(root.object)
        trait = _TRAITS.get(target.removeprefix("owl:"))
        if predicate == RDF + "type" and trait:
            return trait.format(s=subject)
        return _FORMS.get(predicate, f"{{s}} - {self.compress(predicate)} - {{o}}").format(s=subject, o=target)

    def compress(self, iri: str) -> str | None:
        """Return how people call a term: its label, or a short name; None for what has neither."""
        if iri in self._labels:
            return self._labels[iri]
        for space, prefix in ((OWL, "owl:"), (XSD, "xsd:"), (RDFS, "rdfs:")):
            if iri.startswith(space):
                return "thing" if iri == OWL + "Thing" else prefix + iri.removeprefix(space)
        return None
