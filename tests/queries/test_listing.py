"""Listing questions: by topic and kind, by a word, one in full; what is meant by a name that is none."""

from __future__ import annotations

from typing import Any

import pytest

from pincite.graph.queries import Parameter, Query
from pincite.queries.listing import as_list, card, default, near


def made(name: str, summary: str, text: str = "", parameters: tuple[Parameter, ...] = (), **header: Any) -> Query:
    """A query as it is read from a file, without what no listing looks at."""
    return Query(name, f"queries/questions/{name}.rq", summary, header, parameters, (), "SELECT", text)


WRECKS = made("wrecks", "All wrecks", topic="sea", kind="lookup")
DEPTHS = made("depths", "How deep it is", topic="sea", kind="aggregate", question="Q7", asks="How deep is the sound?")
OIL = made("oil", "Who pays for oil", topic="light", kind="lookup")
NOWHERE = made("nowhere", "Without a topic")
ALL = {query.name: query for query in (WRECKS, DEPTHS, OIL, NOWHERE)}
DAY = Parameter("day", "date", "day")
LIGHT = Parameter("light", "entity", "light")
ANY = Parameter("any", "string", "any word")
ASKED = made(
    "kept-on", "Who kept a light on a day",
    'VALUES ?day { "1901-05-03"^^xsd:date } VALUES ?light { <id/light/north> } VALUES ?any { UNDEF }',
    (DAY, LIGHT, ANY), asks="Who kept it?", kind="temporal",
)  # fmt: skip


def test_questions_stand_by_topic_and_kind_and_those_without_come_last() -> None:
    assert as_list(ALL) == (
        "light (1)\n"
        "  oil      lookup     Who pays for oil\n"
        "sea (2)\n"
        "  depths   aggregate  How deep it is\n"
        "  wrecks   lookup     All wrecks\n"
        "other (1)\n"
        "  nowhere             Without a topic\n"
    )


def test_without_topics_there_are_no_headings() -> None:
    assert as_list({"nowhere": NOWHERE}) == "nowhere  Without a topic\n"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [("SEA", ["depths", "wrecks"]), ("lookup", ["oil", "wrecks"]), ("sound deep", ["depths"]), ("sound oil", [])],
)
def test_words_choose_among_them(wanted: str, names: list[str]) -> None:
    lines = as_list(ALL, wanted).splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == names


@pytest.mark.parametrize("wanted", ["depths", "Q7"])
def test_a_name_or_an_id_gives_the_whole_question(wanted: str) -> None:
    assert as_list(ALL, wanted) == (
        "depths\n  How deep is the sound?\n  kind: aggregate, topic: sea, question: Q7\n  pincite ask depths\n"
    )


def test_a_card_has_parameters_with_their_defaults() -> None:
    assert card(ASKED) == (
        "kept-on\n  Who kept it?\n  kind: temporal\n"
        "  -p day=1901-05-03  (date: day)\n"
        "  -p light=light/north  (entity: light)\n"
        "  -p any=...  (string: any word; any, when left out)\n"
        "  pincite ask kept-on -p day=1901-05-03 -p light=light/north\n"
    )


def test_a_default_is_what_people_write() -> None:
    assert [default(ASKED, one) for one in ASKED.parameters] == ["1901-05-03", "light/north", None]
    words = made("w", "s", 'VALUES ?any { "two words" }', (ANY,))
    assert default(words, ANY) == "two words"
    assert card(words).endswith("pincite ask w -p 'any=two words'\n")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("wreks", ["wrecks"]),
        ("price of oil", ["oil"]),
        ("sound", ["depths"]),
        ("deep oil", ["oil", "depths"]),
        ("ship", []),
    ],
)
def test_what_may_be_meant_is_spelt_alike_or_has_the_words(wanted: str, names: list[str]) -> None:
    assert sorted(near(ALL, wanted)) == sorted(names)
