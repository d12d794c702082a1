"""What people write for an entity, a day or a question is understood, or told what it may have been."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.asking import answer, listing
from pincite.errors import UsageError
from tests.queries.conftest import BASE, told, wrong


@pytest.mark.parametrize(
    "name",
    [
        "light/west-beacon",
        "West Beacon",
        "west beacon",
        f"{BASE}light/west-beacon",
        "West–Beacon",
        " wést  beacon",
        "west-beacon",
    ],
)
def test_an_entity_goes_by_any_of_its_names(lights: Path, name: str) -> None:
    rows = told(lights, "keepers", light=name).splitlines()[2:]
    assert rows == ["West Beacon  Bjørn Lund  1902/1911"]


def test_a_name_of_several_is_told_with_their_ids(lights: Path) -> None:
    message = wrong(lights, "keepers", light="The Lamp")
    assert message == (
        "-p light=The Lamp: several things have that name. "
        "Use an id: light/south-light (South Light), light/west-beacon (West Beacon)."
    )


def test_a_label_goes_before_another_things_other_name(lights: Path) -> None:
    assert told(lights, "keepers", light="Ada Holm") == "No row: the documents do not say.\n"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("keeper", {}, "'keeper': no question of that name. Did you mean keepers"),
        ("wages", {}, "'wages': no question of that name. Run `pincite ask --list`."),
        ("keepers", {"lamp": "x"}, "queries/questions/keepers.rq: no parameter 'lamp'. Parameters: light."),
        ("several", {"lamp": "x"}, "queries/questions/several.rq: no parameter 'lamp'. It takes none."),
        (
            "keepers", {"light": "West Becon"},
            "-p light=West Becon: nothing in the graph has that name or id. "
            "Did you mean light/west-beacon (West Beacon)?",
        ),
        ("typed", {"day": "1901-02-30"}, "-p day=1901-02-30: '1901-02-30' is impossible"),
        ("typed", {"day": "1901"}, "-p day=1901: '1901' is not a day. Write a day as 2015-06-01."),
        ("typed", {"number": "many"}, "-p number=many: not a whole number. Write digits only."),
        ("typed", {"kind": "li:Lamp"}, "-p kind=li:Lamp: nothing in the graph has that name or id."),
        (
            "keepers", {"light": "Zzyzx"},
            "-p light=Zzyzx: nothing in the graph has that name or id. Look it up on the site.",
        ),
        # Not spelt alike, but the words are there.
        ("who kept it", {}, "'who kept it': no question of that name. Did you mean keepers?"),
        ("keepers", {"light": "author notice"}, (
            "-p light=author notice: nothing in the graph has that name or id. "
            "Did you mean person/author-of-the-notice (the author of the notice (not named))"
        )),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(lights: Path, name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        answer(lights, name, given, "table", sources=False, endpoint=None, width=100)
    assert str(caught.value).startswith(message)


def test_an_accent_or_a_stroke_need_not_be_typed(lights: Path) -> None:
    assert "Bjørn" in told(lights, "named", who="bjorn lund")
    assert "Bjørn" in told(lights, "named", who="Bjorn-Lund")


def test_what_is_of_the_kind_of_the_default_goes_first(lights: Path) -> None:
    # Two lights and a person have that name; the question is asked of a person.
    assert "Ada Holm" in told(lights, "named", who="The Keeper")
    assert wrong(lights, "keepers", light="The Keeper").startswith(
        "-p light=The Keeper: several things have that name."
    )


def test_an_answer_without_rows_tells_what_was_asked_of_another_kind(lights: Path) -> None:
    remark = "who is light/west-beacon; the question's own is person/ada-holm.\n"
    assert told(lights, "named", who="West Beacon") == f"No row: the documents do not say.\n{remark}"
    assert told(lights, "keepers", light="South Light") == "No row: the documents do not say.\n"


def test_questions_are_listed_in_order(lights: Path) -> None:
    assert [line.split("  ")[0] for line in listing(lights).splitlines()] == ["keepers", "named", "several", "typed"]
    assert listing(lights, "keepers").startswith("keepers\n  Who kept which light, and when?\n")
    with pytest.raises(UsageError, match=r"^'lamp': no question has these words\. Run `pincite ask --list` for all\.$"):
        listing(lights, "lamp")
