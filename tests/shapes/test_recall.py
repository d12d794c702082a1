"""What the last build found is taken again for the same graph and rules alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pincite.errors import UsageError
from pincite.graph.terms import Triple, lines
from pincite.keys import packages
from pincite.shapes import Finding, Rule, Severity, Shapes
from pincite.shapes.apart import Apart
from pincite.shapes.reading import load as load_rules
from pincite.shapes.recall import key_of, numbered, recall, record
from tests.shapes.conftest import FILES, parse, prefixes

FINDINGS = [
    Finding(
        "https://x.org/#a", "A “rule”", Severity.WARNING, "https://x.org/1", None, '"ł"@pl', "Mend it.", "https://c"
    ),
    Finding("https://x.org/#b", "B", Severity.INFO, '"text"', "https://x.org/p", None, "Look.", "https://c"),
]
CARD = """
<https://x.org/1> a <https://x.org/Thing> ; rdfs:label "One"@en .
[] a pin:Statement ; pin:hedge "about" .
"""


def key(*parts: bytes) -> str:
    made = key_of()
    for part in parts:
        made.add(part)
    return made.text


@pytest.fixture(scope="module")
def rules() -> Shapes:
    return load_rules(FILES["statements"], prefixes(), str)


def test_what_is_recorded_is_recalled_under_its_key(tmp_path: Path) -> None:
    file = tmp_path / "validation.json"
    record(file, key(b"graph"), FINDINGS)
    assert recall(file, key(b"gr", b"aph")) == FINDINGS
    assert recall(file, key(b"graph ")) is None


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b'{"key": "?"}', b'{"key": "?", "findings": [{"shape": "x"}]}', b"\xff"]
)
def test_what_cannot_be_read_is_not_recalled(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "validation.json"
    if content is not None:
        file.write_bytes(content.replace(b"?", key(b"graph").encode()))
    assert recall(file, key(b"graph")) is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("pincite.shapes.recall.__version__", "0"),
        ("pincite.shapes.recall.packages", lambda name: [one.replace("-0.", "-0.0.") for one in packages(name)]),
    ],
)
def test_another_version_has_another_key(monkeypatch: pytest.MonkeyPatch, name: str, other: object) -> None:
    before = key(b"graph")
    monkeypatch.setattr(name, other)
    assert key(b"graph") != before


def asked(triples: list[Triple], rules: Shapes, folder: Path, last: Path) -> tuple[list[Finding], bool]:
    """Return the findings, and whether they were recalled; what was found is recorded."""
    with Apart() as validation:
        validation.give([((lines(numbered(triples)),), rules)], folder / "work", last)
        begun = validation.begun
        found = validation.findings()
        assert not (folder / "work").exists()
    record(last, validation.key, found)
    return found, not begun


def test_the_same_graph_is_not_validated_again(tmp_path: Path, rules: Shapes) -> None:
    last = tmp_path / "validation.json"
    found, recalled = asked(parse(CARD), rules, tmp_path, last)
    assert found
    assert not recalled
    # Parsed again, blank nodes have other names.
    assert parse(CARD) != parse(CARD)
    again = load_rules(FILES["statements"], prefixes(), str)
    assert asked(parse(CARD), again, tmp_path, last) == (found, True)


def test_another_graph_is_validated(tmp_path: Path, rules: Shapes) -> None:
    last = tmp_path / "validation.json"
    asked(parse(CARD), rules, tmp_path, last)
    _, recalled = asked(parse(CARD.replace('"about"', '"some"')), rules, tmp_path, last)
    assert not recalled


def test_other_rules_are_asked(tmp_path: Path, rules: Shapes) -> None:
    last = tmp_path / "validation.json"
    asked(parse(CARD), rules, tmp_path, last)

    def told(rule: Rule) -> Rule:
        return replace(rule, message=rule.message + " Please.")

    for other in (
        Shapes(rules.rules, tuple((s, p, o.replace('"about"', '"?"')) for s, p, o in rules.triples[1:])),
        Shapes(tuple(map(told, rules.rules)), rules.triples),
    ):
        assert not asked(parse(CARD), other, tmp_path, last)[1]


def test_a_rule_that_cannot_be_run_is_told_each_time(tmp_path: Path, rules: Shapes) -> None:
    broken = Shapes(rules.rules, (*rules.triples, ("<s>", "<p>", "nothing")))
    for _ in range(2):
        with Apart() as validation, pytest.raises(UsageError, match="the rules cannot be run"):
            validation.give([((lines(parse(CARD)),), broken)], tmp_path / "work", tmp_path / "validation.json")
            validation.findings()


def test_blank_nodes_are_numbered_as_they_come() -> None:
    triples = [("_:z", "<p>", "_:a"), ("_:a", "<p>", '"_:z"'), ("<_:z>", "<p>", "_:z")]
    assert list(numbered(triples)) == [("_:b0", "<p>", "_:b1"), ("_:b1", "<p>", '"_:z"'), ("<_:z>", "<p>", "_:b0")]


def test_a_validation_that_dies_is_told(tmp_path: Path, rules: Shapes) -> None:
    with Apart(at_once=True) as validation, pytest.raises(UsageError, match="the validation stopped"):
        assert validation._child
        validation._child.kill()
        validation._child.wait()
        validation.give([((lines(parse(CARD)),), rules)], tmp_path / "work")
        validation.findings()
    assert not (tmp_path / "work").exists()


def test_nothing_given_ends_at_once() -> None:
    with Apart(at_once=True) as validation:
        assert validation._child
        answer, words = validation._child.communicate()
    assert (validation._child.returncode, answer, words) == (0, b"", b"")
