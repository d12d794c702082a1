"""Which statement is which, when several fit: those that have most in common, in whatever order they come."""

from __future__ import annotations

from itertools import permutations

import pytest

from pincite.difference.pairs import pairs
from pincite.difference.records import SINGLE, Passage, Said, Value


def said(id_: str, words: str, value: str = "31", **fields: str) -> Said:
    """Return a statement with a passage for each letter of `words`."""
    evidence = tuple(Passage("id/document/a", at, at + 1, 1, letter) for at, letter in enumerate(words))
    known = {**dict.fromkeys(SINGLE, ""), **fields}
    return Said(id_, "id/light/a", "ontology#b", Value(value, "integer"), known, evidence, frozenset(), frozenset())


# Old ones, new ones, which is which; ids are chosen so that their order alone would say otherwise.
CASES = {
    "the same words before more words": (
        [said("1", "x"), said("2", "xy")], [said("a", "xy"), said("b", "x")], {"1": "b", "2": "a"},
    ),
    "the same time before another": (
        [said("1", "x", when="1900"), said("2", "x", when="1901")],
        [said("a", "x", when="1901"), said("b", "x", when="1900")],
        {"1": "b", "2": "a"},
    ),
    "what has most in common, then what is left": (
        [said("1", "x", when="1900"), said("2", "x", when="1901")],
        [said("a", "x", when="1901", hedge="about"), said("b", "x", when="1899")],
        {"1": "b", "2": "a"},
    ),
    "the same address before all": (
        [said("1", "x"), said("2", "y")], [said("1", "y"), said("a", "x")], {"1": "1", "2": "a"},
    ),
    "the same value before the same words": (
        [said("1", "x"), said("2", "x", value="32")],
        [said("a", "x", value="33"), said("b", "y")],
        {"1": "b", "2": "a"},
    ),
    "the same words, another value": ([said("1", "xy")], [said("a", "xz", value="32")], {"1": "a"}),
    "the same words before more, of one": ([said("1", "x")], [said("a", "xy"), said("b", "x")], {"1": "b"}),
    "two for one": (
        [said("1", "x", when="1900"), said("2", "x", when="1901")], [said("a", "x", when="1901")], {"2": "a"},
    ),
    "nothing in common": ([said("1", "x")], [said("a", "y", value="32")], {}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_likest_are_paired_in_any_order(case: str) -> None:
    old, new, expected = CASES[case]
    for before in permutations(old):
        for after in permutations(new):
            assert pairs(before, after) == expected
            assert pairs(after, before) == {other: one for one, other in expected.items()}
