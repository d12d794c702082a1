"""Which sentences carry facts, which do not and why: counted here by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.asking import coverage as told
from pincite.coverage import Coverage, Decided, cover
from pincite.errors import Place, UsageError
from pincite.model import Passage, Ref
from pincite.pipeline import Timings, make_graph, undecided
from pincite.project import Project
from pincite.seeds import Document
from pincite.seeds.passages import passage_at

EXAMPLE = Path(__file__).parent / "example"
TEXT = "One. Two three. Four.\nFive\nSix seven. Eight."


def document(start: int = 0, end: int = len(TEXT)) -> Document:
    return Document(
        id="d", file="d.txt", original=None, sha256="0" * 64, title="D", author=Ref("person/a"), publisher=None,
        published=None, published_quote=None, published_bounds=None, language="en", rights=None, text=TEXT,
        start=start, end=end, place=Place("seeds/catalog.yaml", 2),
    )  # fmt: skip


def passage(words: str) -> Passage:
    return passage_at(document(), TEXT.index(words), len(words))


def states(*decided: Decided) -> list[str]:
    (one,) = cover([document()], decided)
    return [f"{s.state}{':' + s.reason if s.reason else ''}" for s in one.sentences]


def test_what_nobody_wrote_down_is_undecided() -> None:
    assert states() == ["undecided"] * 6


def test_a_passage_decides_every_sentence_that_it_touches() -> None:
    assert states(Decided((passage("three. Fo"),), None)) == ["undecided", "facts", "facts"] + ["undecided"] * 3
    assert states(Decided((passage("One."), passage("Eight")), None)) == ["facts", *["undecided"] * 4, "facts"]


def test_facts_go_before_a_reason_whichever_comes_first() -> None:
    none, facts = Decided((passage("Two three. Four."),), "repeats: One."), Decided((passage("Four"),), None)
    expected = ["undecided", "none:repeats: One.", "facts", *["undecided"] * 3]
    assert states(none, facts) == states(facts, none) == expected


def test_reasons_are_counted_by_their_first_word() -> None:
    (one,) = cover([document()], [
        Decided((passage("Two"),), "repeats: the first"), Decided((passage("Five"),), "heading"),
        Decided((passage("Six"),), "repeats the last"),
    ])  # fmt: skip
    assert one.reasons() == {"heading": 1, "repeats": 2}
    assert one.as_json() == {
        "document": "d", "title": "D", "sentences": 6, "facts": 0, "none": {"heading": 1, "repeats": 2},
        "undecided": [{"number": 1, "text": "One."}, {"number": 3, "text": "Four."}, {"number": 6, "text": "Eight."}],
    }  # fmt: skip
    (problem,) = undecided([one])
    assert str(problem) == "d: 3 sentences are undecided. Run `pincite coverage d`, and give each facts or a reason."


def test_a_document_that_is_part_of_a_file_counts_its_own_sentences() -> None:
    part = document(TEXT.index("Five"))
    made = cover([part], [Decided((passage_at(part, TEXT.index("Six"), 3),), None)])
    assert [s.state for s in made[0].sentences] == ["undecided", "facts", "undecided"]


@pytest.fixture(scope="module")
def example() -> dict[str, Coverage]:
    return {one.document: one for one in make_graph(Project.open(EXAMPLE), Timings()).coverage}


def test_the_numbers_of_the_example(example: dict[str, Coverage]) -> None:
    numbers = {
        name: (len(one.sentences), one.count("facts"), one.count("none"), one.count("undecided"), one.reasons())
        for name, one in example.items()
    }
    assert numbers == {
        "notice-to-mariners": (6, 5, 1, 0, {"heading": 1}),
        "harbour-book": (5, 3, 2, 0, {"boilerplate": 1, "heading": 1}),
    }


def test_the_table_and_the_sentences_are_told() -> None:
    assert told(EXAMPLE, None).splitlines() == [
        "document            sentences  facts  none  undecided",
        "notice-to-mariners          6      5     1          0",
        "                    none: 1 heading",
        "harbour-book                5      3     2          0",
        "                    none: 1 boilerplate, 1 heading",
    ]
    lines = told(EXAMPLE, "harbour-book").splitlines()
    assert lines[0] == "   1 none: heading                From the harbour book"
    assert lines[2] == "   3 facts                        Bjørn Lund kept the West Beacon from 1902 to 1911."
    assert len(lines) == 5


def test_an_unknown_document_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        told(EXAMPLE, "harbor-book")
    assert str(caught.value) == "'harbor-book': no such document. Documents: notice-to-mariners, harbour-book."
