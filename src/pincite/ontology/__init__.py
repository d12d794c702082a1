"""The ontology: read from its modules, and held against a reasoner."""

from pincite.ontology.read import VOCABULARY, load_ontology, read_ontology
from pincite.ontology.reasoner import Verdict, reason
from pincite.ontology.terms import Class, Individual, Ontology, Property, Term

__all__ = [
    "VOCABULARY",
    "Class",
    "Individual",
    "Ontology",
    "Property",
    "Term",
    "Verdict",
    "load_ontology",
    "read_ontology",
    "reason",
]
