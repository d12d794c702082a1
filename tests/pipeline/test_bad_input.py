"""Bad input is told with file, line and remedy, ends as the design says, and leaves the last good build as it was.

The cases are in `tests/cases/input/`, one file for each exit code: a change to the example, and what is told of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

CASES = Path(__file__).parents[1] / "cases" / "input"
CODES = {"wrong-content.yaml": 1, "broken-files.yaml": 2}
STEPS = {"swap", "append", "write", "empty", "drop", "remove"}
FACTS = "mappings/facts/notice.yaml"
TABLE = "mappings/facts/harbour.csv"
# Every sort of bad input that the first issue names, by a word of the cases for it.
SORTS = (
    "one character altered", "ambiguous", "unknown entity", "given twice", "two full stops", "differs in case",
    "percent-encoded", "300 characters", "YAML", "CSV", "JSONL", "Parquet", "Turtle", "SPARQL", "template", "TOML",
    "unknown kind", "missing field", "impossible date", "end before start", "document changed since", "shape violated",
    "no ORDER BY", "undeclared variable", "two pages for one output", "template variable", "empty: facts",
    "empty: shapes", "empty: questions", "empty: checks", "empty: rules", "empty: templates",
)  # fmt: skip


class Case(NamedTuple):
    """Steps that change the publication, the beginning of the message, words of its remedy, and the exit code."""

    change: list[list[str]]
    told: str
    remedy: str
    code: int


def read() -> dict[str, Case]:
    found: dict[str, Case] = {}
    for file, code in CODES.items():
        for entry in yaml.safe_load((CASES / file).read_text(encoding="utf-8")):
            assert entry["name"] not in found
            found[entry["name"]] = Case(entry["change"], entry["told"], entry["remedy"], code)
    return found


READ = read()


def test_every_sort_of_bad_input_has_its_case() -> None:
    assert {path.name for path in CASES.iterdir()} == set(CODES)
    assert [sort for sort in SORTS if not any(sort in name for name in READ)] == []
    assert all(step[0] in STEPS for case in READ.values() for step in case.change)


@pytest.mark.parametrize("name", READ)
def test_bad_input_is_told_and_changes_nothing(publication: Publication, name: str) -> None:
    case = READ[name]
    before = publication.state()
    for step, *arguments in case.change:
        getattr(publication, step)(*arguments)
    outcome = publication.build()
    told = [line for line in outcome.text.splitlines() if line.startswith(case.told)]
    assert told, outcome.text
    assert case.remedy in told[0]
    assert outcome.code == case.code
    assert publication.state() == before
    # Places are told as the publication knows them.
    assert str(publication.root) not in outcome.text


def test_all_that_is_wrong_is_told_at_once(publication: Publication) -> None:
    publication.swap(FACTS, "person/ada-holm", "person/ada-holn")
    publication.swap(FACTS, "mode: claimed", "mode: claim")
    publication.swap(TABLE, "Bjørn Lund kept", "Bjorn Lund kept")
    outcome = publication.build()
    assert outcome.code == 1
    places = [line.partition(": ")[0] for line in outcome.text.splitlines()]
    assert places == [f"{TABLE}:3", f"{FACTS}:18", f"{FACTS}:22"]


def test_notes_and_editors_copies_may_lie_beside(publication: Publication) -> None:
    for name in (".notice.yaml.swp", "notice.yaml~", "#notice.yaml#", "README.md"):
        publication.write(f"mappings/facts/{name}", "not: [yaml")
    assert publication.run("build", str(publication.root), "--until", "mappings").code == 0


def test_a_folder_without_publication_is_told(tmp_path: Path, built: Publication) -> None:
    outcome = built.run("build", str(tmp_path))
    assert outcome.code == 2
    assert "no publication here. Run pincite in a folder with a pincite.toml" in outcome.text


def test_a_build_never_replaces_what_is_no_build(publication: Publication, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "letter.txt").write_text("dear", encoding="utf-8")
    for out in (kept, publication.root, tmp_path, kept / "letter.txt"):
        outcome = publication.run("build", str(publication.root), "--out", str(out))
        assert outcome.code == 2
        assert "Name another folder with --out" in outcome.text
    assert (kept / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_no_java_is_told_by_check_and_not_needed_to_build(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pincite.ontology.java._packaged", lambda: None)
    monkeypatch.setenv("PATH", str(publication.root))
    outcome = publication.run("check", "--project", str(publication.root))
    assert outcome.code == 2
    assert outcome.text.splitlines()[-1].startswith("ontology/: no Java, which the reasoner needs. Install Java")
    assert publication.run("check", "--no-reasoner", "--project", str(publication.root)).code == 0
    assert publication.build().code == 0
