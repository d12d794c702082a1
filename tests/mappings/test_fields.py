"""A fact's fields, checked and converted to what its script takes."""

from __future__ import annotations

import doctest
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pincite.errors import Place
from pincite.files import read_yaml
from pincite.mapping import Ref
from pincite.mappings import fields as module
from pincite.mappings.fields import Field, FieldType, bind

PLACE = Place("facts.yaml", 7)
FIELDS = [Field(kind.value, kind, required=False) for kind in FieldType]
NEEDED = [Field("person", FieldType.REF, required=True), Field("rank", FieldType.TEXT, required=False)]
LISTED = "Its fields: person (ref), rank (text, optional)."


def _problems(fields: list[Field], given: Mapping[str, object]) -> list[str]:
    _, wrong = bind("posting", fields, given, PLACE)
    return [str(problem) for problem in wrong]


def test_docstrings() -> None:
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(
    ("name", "given", "bound"),
    [
        ("ref", "person/x", Ref("person/x")),
        ("ref", Ref("person/x"), Ref("person/x")),
        ("refs", "person/x", (Ref("person/x"),)),
        ("refs", ["person/x", "person/y"], (Ref("person/x"), Ref("person/y"))),
        ("text", "a colonel", "a colonel"),
        ("text", 2013, "2013"),
        ("text", Decimal("1.50"), "1.50"),
        ("text", date(2013, 1, 2), "2013-01-02"),
        ("text", "2013/..", "2013/.."),
        ("text", "2021-21/2022", "2021-21/2022"),
        ("text", "25 km/h", "25 km/h"),
        ("texts", "one", ("one",)),
        ("texts", ["one", 2], ("one", "2")),
        ("integer", 4, 4),
        ("integer", "4", 4),
        ("integer", 4.0, 4),
        ("decimal", 4, Decimal(4)),
        ("decimal", "4.5", Decimal("4.5")),
        ("decimal", 4.5, Decimal("4.5")),
        ("boolean", True, True),
        ("boolean", "false", False),
        ("value", 4, 4),
        ("value", 4.5, Decimal("4.5")),
        ("value", "person/x", "person/x"),
        ("value", True, True),
        ("value", date(2013, 1, 2), "2013-01-02"),
    ],
)
def test_good_value(name: str, given: object, bound: object) -> None:
    made, wrong = bind("posting", FIELDS, {name: given}, PLACE)
    assert not wrong
    assert made == {name: bound}
    assert type(made[name]) is type(bound)


@pytest.mark.parametrize("empty", [None, "", [], ()])
def test_empty_is_not_given(empty: object) -> None:
    assert bind("posting", FIELDS, {"text": empty, "refs": empty}, PLACE) == ({}, ())


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        ("ref", "Ada", "an entity's id, kind/slug, and is 'Ada'. Write the id from mappings/entities."),
        ("ref", 4, "an entity's id, kind/slug, and is 4. Write the id from mappings/entities."),
        ("ref", ["person/x"], "an entity's id, kind/slug, and is ['person/x']. Write one id."),
        (
            "refs",
            ["person/x", "Ada"],
            "an entity's id, kind/slug, and is 'Ada'. Write the id from mappings/entities.",
        ),
        ("refs", [["person/x"]], "an entity's id, kind/slug, and is ['person/x']. Write one id."),
        (
            "text",
            "person/x",
            "text, and is 'person/x'. It looks like an entity's id; write words, or use a field that takes ",
        ),
        ("text", True, "text, and is True. Put it in quotation marks."),
        ("text", ["a", "b"], "text, and is ['a', 'b']. Write one text."),
        ("text", {"a": "b"}, "text, and is {'a': 'b'}. Write one text."),
        ("text", "  ", "text, and is '  '. Write one text."),
        ("texts", ["a", None], "text, and is None. Write one text."),
        ("integer", "about 4", "a whole number, and is 'about 4'. Write digits only; a vague number takes "),
        ("integer", 4.5, "a whole number, and is 4.5. "),
        ("integer", True, "a whole number, and is True. "),
        ("integer", "NaN", "a whole number, and is 'NaN'. "),
        ("decimal", "many", "a number, and is 'many'. "),
        ("decimal", [4], "a number, and is [4]. "),
        ("boolean", 1, "true or false, and is 1. Write true or false."),
        ("boolean", "yes", "true or false, and is 'yes'. Write true or false."),
        ("value", ["a"], "one value, and is ['a']. Write an id, a text, a number, true or false."),
        ("ref", "x" * 99, f"an entity's id, kind/slug, and is '{'x' * 58}…. Write the id "),
    ],
)
def test_wrong_value(name: str, given: object, problem: str) -> None:
    (message,) = _problems(FIELDS, {name: given})
    assert message.startswith(f"facts.yaml:7: field '{name}' of 'posting' must be {problem}")


def test_missing_field() -> None:
    expected = f"facts.yaml:7: 'posting' lacks the field 'person'. Add it. {LISTED}"
    assert _problems(NEEDED, {}) == [expected]
    assert _problems(NEEDED, {"person": None}) == [expected]


def test_unknown_field() -> None:
    given = {"person": "person/x", "colour": "red", "rnak": "major"}
    assert _problems(NEEDED, given) == [
        f"facts.yaml:7: 'posting' has no field 'colour'. {LISTED}",
        f"facts.yaml:7: 'posting' has no field 'rnak'. Did you mean 'rank'? {LISTED}",
    ]


def test_kind_without_fields() -> None:
    assert _problems([], {"x": 1}) == ["facts.yaml:7: 'posting' has no field 'x'. Its fields: none."]


def test_all_problems_at_once_and_a_wrong_field_is_not_missing_too() -> None:
    assert len(_problems(NEEDED, {"person": "Ada", "rank": True, "colour": "red"})) == 3


def test_problem_names_the_line_of_its_field(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("posting:\n  person: Ada\n  colour: red\n", encoding="utf-8")
    _, wrong = bind("posting", NEEDED, read_yaml(path, "a.yaml")["posting"], Place("a.yaml", 1))
    assert sorted(problem.place.line or 0 for problem in wrong) == [2, 3]
