"""The ontology: read from its modules, and held against a reasoner."""

from pincite.ontology.aligned import aligned_triples, alignment_triples
from pincite.ontology.alignments import Alignment, Alignments, load_alignments
from pincite.ontology.justify import Justification, justify
from pincite.ontology.read import VOCABULARY, load_ontology, read_ontology
from pincite.ontology.reasoner import Verdict, reason
from pincite.ontology.terms import Class, Individual, Ontology, Property, Term

__all__ = [
    "VOCABULARY",
    "Alignment",
    "Alignments",
    "Class",
    "Individual",
    "Justification",
    "Ontology",
    "Property",
    "Term",
    "Verdict",
    "aligned_triples",
    "alignment_triples",
    "justify",
    "load_alignments",
    "load_ontology",
    "read_ontology",
    "reason",
]
