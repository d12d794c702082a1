"""What changed between two states of a publication, in facts: which statements, entities, documents, terms."""

from pincite.difference.compare import Change, Difference, Part, compare
from pincite.difference.records import Passage, Record, Said, State, Value, read_state

__all__ = [
    "Change",
    "Difference",
    "Part",
    "Passage",
    "Record",
    "Said",
    "State",
    "Value",
    "compare",
    "read_state",
]
