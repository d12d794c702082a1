"""What becomes a fact and what does not, and addresses that stay."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import msgspec
import pytest

from pincite.graph.statements import PIN, Statement, decimal_text, statement_triples
from pincite.graph.terms import Prefixes, literal
from pincite.model import Bounds, Mode, Passage, Polarity, Ref

PREFIXES = Prefixes("https://example.org/", {"ex": "https://example.org/ns#"})
PASSAGE = Passage("notice", 10, 15, "words", "before", "behind", 2)
PLAIN = ("<https://example.org/id/light/north>", "<https://example.org/ns#height>", literal("31", "integer"))
SAID = Statement(
    Ref("light/north"), PLAIN[1], PLAIN[2], Mode.REPORTED, Ref("person/a"), Ref("person/a"), (PASSAGE,)
)  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "polarity", "contested", "hedge"), product(Mode, Polarity, (False, True), (None, "about", "presumably"))
)
def test_only_what_is_said_outright_becomes_a_plain_triple(
    mode: Mode, polarity: Polarity, contested: bool, hedge: str | None
) -> None:
    statement = replace(SAID, mode=mode, polarity=polarity, contested=contested, hedge=hedge)
    grounds = mode in {Mode.REPORTED, Mode.PROVISION, Mode.DERIVED}
    expected = grounds and polarity is Polarity.AFFIRMED and not contested and hedge is None
    triples = set(statement_triples(statement, PREFIXES))
    assert (PLAIN in triples) is expected
    is_fact = any(p.endswith("#type>") and o == f"<{PIN}Fact>" for _, p, o in triples)
    assert is_fact is expected
    # Beside the plain triple nothing is said of the entity itself.
    assert {s for s, _, _ in triples if s == PLAIN[0]} == ({PLAIN[0]} if expected else set())


def test_a_statements_address_stays_until_it_says_something_else() -> None:
    same = replace(SAID, note="an editor's remark", contested=True, bounds=Bounds("1870-01-01"))
    assert same.iri(PREFIXES) == SAID.iri(PREFIXES)
    assert SAID.iri(PREFIXES).startswith("https://example.org/id/light/north#s-")
    others = [
        replace(SAID, value=literal("32", "integer")), replace(SAID, mode=Mode.CLAIMED),
        replace(SAID, polarity=Polarity.NEGATED), replace(SAID, hedge="about"), replace(SAID, when="1870"),
        replace(SAID, asserted_by=Ref("person/b")),
        replace(SAID, passages=(msgspec.structs.replace(PASSAGE, start=9),)),
    ]  # fmt: skip
    assert len({other.iri(PREFIXES) for other in others} | {SAID.iri(PREFIXES)}) == len(others) + 1


def test_everything_needed_to_judge_it_is_on_the_statement() -> None:
    statement = replace(
        SAID, mode=Mode.CLAIMED, asserted_by=Ref("person/b"), relayed_by=Ref("person/c"), hedge="up to",
        max=Decimal(31), when="1870/..", bounds=Bounds("1870-01-01", "1870-12-31", "1901-01-01"), when_basis="why",
        recorded="2026-11-22",
    )  # fmt: skip
    said = {p.removeprefix(f"<{PIN}").rstrip(">"): o for _, p, o in statement_triples(statement, PREFIXES)}
    assert said["assertedBy"] == "<https://example.org/id/person/b>"
    assert said["relayedBy"] == "<https://example.org/id/person/c>"
    assert said["reportedBy"] == "<https://example.org/id/person/a>"
    assert said["hedge"] == '"up to"'
    assert said["max"] == literal("31", "decimal")
    assert said["untilEarliest"] == literal("1901-01-01", "date")
    assert "untilLatest" not in said
    assert said["evidence"] == "<https://example.org/id/document/notice#char=10,15>"


@pytest.mark.parametrize(
    ("number", "text"), [("4", "4"), ("4.0", "4"), ("12.300", "12.3"), ("1E+3", "1000"), ("-0.50", "-0.5")]
)
def test_decimals_are_canonical(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text
