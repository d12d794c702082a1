"""Shapes: rules in SHACL that data and ontology must keep.

`pincite.shapes.reading` reads them; `pincite.shapes.engine` returns what breaks them, `pincite.shapes.reference` does
the same by pySHACL, and `pincite.shapes.report` writes both reports. The statement rules and a publication's own are
for its graph with the whole ontology beside it, so that ranges which are unions are known; the term rules are for the
ontology alone.
"""

from pincite.shapes.finding import Finding, Severity, problem
from pincite.shapes.rules import OUTSIDE_RULES, STATEMENT_RULES, TERM_RULES, Rule, Shapes

__all__ = ["OUTSIDE_RULES", "STATEMENT_RULES", "TERM_RULES", "Finding", "Rule", "Severity", "Shapes", "problem"]
