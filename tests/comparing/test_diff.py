"""`pincite diff`: each sort of change is told as what it is, whatever form the two states come in."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pincite.building import build
from pincite.cli import main

EXAMPLE = Path(__file__).parents[1] / "example"
NOTICE, HARBOUR, ENTITIES = "mappings/facts/notice.yaml", "mappings/facts/harbour.csv", "mappings/entities/all.yaml"
Edit = Callable[[Path], None]


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run `pincite diff`; an exception that is no message for people fails the test."""
    result = CliRunner().invoke(main, ["diff", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def swap(name: str, old: str, new: str) -> Edit:
    """Return an edit that replaces all of some text."""

    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def write(name: str, text: str) -> Edit:
    """Return an edit that writes a file."""

    def edit(root: Path) -> None:
        (root / name).write_text(text, encoding="utf-8")

    return edit


def rewrite(old: str, new: str) -> Edit:
    """Return an edit of the notice's own text, with the sums that go with it."""

    def edit(root: Path) -> None:
        seed = root / "seeds/notice-to-mariners.txt"
        before = hashlib.sha256(seed.read_bytes()).hexdigest()
        swap("seeds/notice-to-mariners.txt", old, new)(root)
        after = hashlib.sha256(seed.read_bytes()).hexdigest()
        for name in ("seeds/catalog.yaml", NOTICE):
            swap(name, before, after)(root)

    return edit


def both(*edits: Edit) -> Edit:
    """Return an edit that makes several."""

    def edit(root: Path) -> None:
        for one in edits:
            one(root)

    return edit


def numbers(part: dict[str, Any]) -> tuple[int, ...]:
    """Return added, withdrawn, changed, elsewhere."""
    return tuple(part["counts"].values())


def fields(part: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the names of what changed, a change each, each different one once."""
    return sorted({tuple(change["fields"]) for change in part["changed"]})


FINEST = "      - statement: {about: light/south-light, property: li:remark, value: It is the finest on the coast.}\n"
CLAIMED = f"{FINEST}        mode: claimed\n        by: person/harbour-master\n"
HEIGHT = "statement: {about: light/north-light, property: li:heightMetres, value: 31}"
REMARK = "statement: {about: light/north-light, property: li:remark, value: High.}"
CONFLICTS = "conflicts:\n  - between: [high, low]\n    contested: true\n    note: They differ.\n"

# What is done, the numbers of statements (added, withdrawn, changed, elsewhere), and which of their fields changed.
STATEMENTS: dict[str, tuple[Edit, tuple[int, ...], list[tuple[str, ...]]]] = {
    "mode and speaker": (
        swap(NOTICE, CLAIMED, f"{FINEST}        mode: assessed\n"), (0, 0, 1, 0), [("mode", "assertedBy")],
    ),
    "value": (swap(NOTICE, 'value: "1870"', 'value: "1871"'), (0, 0, 1, 0), [("value",)]),
    "hedge": (
        swap(NOTICE, "value: 20}\n        hedge: about", "value: 20}"), (0, 0, 1, 0), [("hedge",)],
    ),
    "time, and what follows from it": (
        swap(NOTICE, "when: 1901/..", "when: 1901-03/.."), (0, 0, 3, 0), [("when",)],
    ),
    "polarity": (swap(NOTICE, HEIGHT, f"{HEIGHT}\n        polarity: negated"), (0, 0, 1, 0), [("polarity",)]),
    "evidence": (
        swap(NOTICE, f"    also: [The North Light]\n    facts:\n      - {HEIGHT}", f"    facts:\n      - {HEIGHT}"),
        (0, 0, 1, 0), [("evidence",)],
    ),
    "remark": (swap(NOTICE, HEIGHT, f"{HEIGHT}\n        note: Measured."), (0, 0, 1, 0), [("note",)]),
    "status and conflict": (
        both(
            swap(NOTICE, HEIGHT, f"{HEIGHT}\n        key: high"),
            swap(NOTICE, "value: 20}\n        hedge: about", "value: 20}\n        hedge: about\n        key: low"),
            write("mappings/conflicts.yaml", CONFLICTS),
        ),
        (0, 0, 2, 0), [("status", "note", "conflicts")],
    ),
    "whom it is about": (swap(NOTICE, HEIGHT, HEIGHT.replace("north", "south")), (0, 0, 1, 0), [("about",)]),
    "property": (
        swap(HARBOUR, "li:remark,Its lamp was replaced.", "li:builtIn,Its lamp was replaced."),
        (0, 0, 1, 0), [("predicate",)],
    ),
    "a new fact": (
        swap(NOTICE, HEIGHT, f"{HEIGHT}\n      - {REMARK}"),
        (1, 0, 0, 0), [],
    ),
    "a fact less, with what follows": (
        swap(HARBOUR, "keeping,person/bjorn-lund,light/west-beacon,,,,1902/1911,",
             "statement,,,light/west-beacon,li:remark,Kept.,1902/1911,"),
        (1, 3, 0, 0), [],
    ),
    "the same words farther on": (
        rewrite("Notice to Mariners\n", "Notice to Mariners\n\n\n"), (0, 0, 0, 8), [],
    ),
}  # fmt: skip


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Edit], Path]:
    """A maker of copies of the example with an edit."""

    def make(edit: Edit) -> Path:
        shutil.copytree(EXAMPLE, tmp_path / "new", ignore=shutil.ignore_patterns("build", "__pycache__"))
        edit(tmp_path / "new")
        return tmp_path / "new"

    return make


def difference(old: Path, new: Path) -> dict[str, Any]:
    """Return what changed as JSON; both ways are each other's mirror, and every statement is told once."""
    code, told = run(old, new, "--format", "json", "--project", EXAMPLE)
    assert code == 0, told
    found: dict[str, Any] = json.loads(told)
    back = json.loads(run(new, old, "--format", "json", "--project", EXAMPLE)[1])
    for sort in ("statements", "entities", "documents", "terms"):
        added, gone, *rest = numbers(found[sort])
        assert numbers(back[sort]) == (gone, added, *rest)
    added, gone, *_ = numbers(found["statements"])
    assert found["new"]["statements"] - found["old"]["statements"] == added - gone
    return found


@pytest.mark.parametrize("case", STATEMENTS)
def test_a_change_of_statements_is_told_as_what_it_is(case: str, changed: Callable[[Edit], Path]) -> None:
    edit, counts, names = STATEMENTS[case]
    found = difference(EXAMPLE, changed(edit))
    assert not found["same"]
    assert numbers(found["statements"]) == counts
    assert fields(found["statements"]) == names


def test_a_statement_is_told_with_its_words_address_and_place(changed: Callable[[Edit], Path]) -> None:
    new = changed(swap(NOTICE, 'value: "1870"', 'value: "1871"'))
    code, told = run(EXAMPLE, new, "--project", EXAMPLE)
    assert code == 0
    assert "Statements: 0 added, 0 withdrawn, 1 changed\n" in told
    assert (
        "  ~ North Light - built in - 1871 [reported; said by the author of the notice (not named); when: 1870]\n"
        in told
    )
    assert "      value: 1870 -> 1871\n" in told
    place = "(Notice to Mariners, sentence 2, characters 20-56)"
    assert f'      "The North Light was finished in 1870" {place}\n' in told
    assert "      https://example.org/lights/id/light/north-light#s-" in told
    # The plain triple that goes with it is no second change.
    assert "Entities" not in told


def test_what_a_rule_made_is_told_by_the_sentences_of_its_premises(changed: Callable[[Edit], Path]) -> None:
    found = difference(EXAMPLE, changed(swap(NOTICE, "when: 1901/..", "when: 1901-03/..")))
    (derived,) = [one["new"] for one in found["statements"]["changed"] if one["new"]["how"].startswith("[derived")]
    assert derived["words"] == "Ada Holm - keeps - North Light"
    assert any("Ada Holm has kept it since 1901" in words for words in derived["evidence"])
    # What documents say comes first.
    assert found["statements"]["changed"][-1]["new"] == derived


def test_a_thing_with_another_id_takes_its_statements_along(changed: Callable[[Edit], Path]) -> None:
    """So does what a fact creates of it, whose id and label are made of its parts."""
    edits = [swap(name, "light/west-beacon", "light/west-light") for name in (ENTITIES, HARBOUR)]
    found = difference(EXAMPLE, changed(both(*edits, swap(ENTITIES, "label: Bjørn Lund", "label: Bjorn Lund"))))
    assert numbers(found["statements"]) == (0, 0, 0, 4)
    assert numbers(found["entities"]) == (0, 0, 3, 0)
    ids = {one["new"]["iri"].partition("/id/")[2]: one["fields"] for one in found["entities"]["changed"]}
    assert ids["light/west-light"] == {"id": {"old": "light/west-beacon", "new": "light/west-light"}}
    assert ids["person/bjorn-lund"] == {"label": {"old": "Bjørn Lund", "new": "Bjorn Lund"}}
    assert set(ids["keeping/bjorn-lund-west-light"]) == {"id", "label"}


def test_a_conclusion_is_paired_by_its_premises(changed: Callable[[Edit], Path]) -> None:
    """Who kept another light keeps another light: the value of the fact and that of the conclusion changed, no more."""
    keeping = "keeping: {keeper: person/ada-holm, light: light/north-light}"
    found = difference(EXAMPLE, changed(swap(NOTICE, keeping, keeping.replace("north", "south"))))
    assert numbers(found["statements"]) == (0, 0, 2, 1)
    assert fields(found["statements"]) == [("value",)]
    assert [one["new"]["words"] for one in found["statements"]["changed"]] == [
        "Ada Holm at South Light - light kept - South Light", "Ada Holm - keeps - South Light",
    ]  # fmt: skip


def test_entities_come_go_and_get_other_names(changed: Callable[[Edit], Path]) -> None:
    edit = both(
        swap(ENTITIES, "  - id: person/harbour-master\n    type: li:Person\n    label: Harbour master\n",
             "  - id: person/harbour-master\n    type: li:Person\n    label: The master\n    note: New.\n"),
        swap(ENTITIES, "    note: Called a beacon, and kept like a light.\n", ""),
        swap(ENTITIES, "entities:\n", "entities:\n  - id: person/nobody\n    type: li:Person\n    label: Nobody\n"),
    )  # fmt: skip
    found = difference(EXAMPLE, changed(edit))
    assert numbers(found["entities"]) == (1, 0, 2, 0)
    assert found["entities"]["added"][0] == {
        "iri": "https://example.org/lights/id/person/nobody", "label": "Nobody", "class": "Person",
    }  # fmt: skip
    names = {one["new"]["label"]: set(one["fields"]) for one in found["entities"]["changed"]}
    note = "http://www.w3.org/2004/02/skos/core#note"
    assert names == {"The master": {"label", note}, "West Beacon": {note}}
    assert numbers(found["statements"]) == (0, 0, 0, 0)


def test_documents_change_come_and_go(changed: Callable[[Edit], Path]) -> None:
    new = changed(rewrite("Notice to Mariners\n", "Notice to Mariners\n\n\n"))
    found = difference(EXAMPLE, new)
    assert numbers(found["documents"]) == (0, 0, 1, 0)
    (change,) = found["documents"]["changed"]
    assert {name.rpartition("#")[2] for name in change["fields"]} == {"sha256", "end"}
    assert "sha256: fe984922" in run(EXAMPLE, new, "--project", EXAMPLE)[1]


def test_a_document_that_goes_takes_its_statements(changed: Callable[[Edit], Path]) -> None:
    def drop(root: Path) -> None:
        catalog = root / "seeds/catalog.yaml"
        text = catalog.read_text(encoding="utf-8")
        catalog.write_text(text[: text.index("  - id: harbour-book")], encoding="utf-8")
        for name in ("seeds/harbour-book.txt", HARBOUR, "mappings/facts/harbour-rest.yaml"):
            (root / name).unlink()

    found = difference(EXAMPLE, changed(drop))
    assert numbers(found["documents"]) == (0, 1, 0, 0)
    assert numbers(found["statements"])[:2] == (0, 5)
    assert found["documents"]["withdrawn"][0]["label"] == "From the harbour book"


def test_terms_are_told(changed: Callable[[Edit], Path]) -> None:
    edit = swap("ontology/lights.ttl", "The year in which a tower was finished, in EDTF.", "The year of its end.")
    found = difference(EXAMPLE, changed(edit))
    (change,) = found["terms"]["changed"]
    assert change["fields"] == {
        "http://www.w3.org/2004/02/skos/core#definition": {
            "old": "The year in which a tower was finished, in EDTF.", "new": "The year of its end.",
        }
    }  # fmt: skip
    assert change["new"]["class"] == "DatatypeProperty"


def test_a_publication_that_has_moved_says_the_same(changed: Callable[[Edit], Path]) -> None:
    names = ("ontology/prefixes.ttl", "ontology/lights.ttl")
    new = changed(both(*(swap(name, "https://example.org/lights/", "https://new.example/l/") for name in names)))
    found = difference(EXAMPLE, new)
    # An address is made of what is said, the property's IRI too.
    assert numbers(found["statements"]) == (0, 0, 0, 12)
    assert numbers(found["entities"]) == (0, 0, 0, 0)
    assert found["questions"] == {"asked": 1, "changed": 0, "answers": []}
    told = run(EXAMPLE, new, "--project", EXAMPLE)[1]
    assert "Base IRI: https://example.org/lights/ is now https://new.example/l/\n" in told


def test_questions_with_another_answer_are_told_by_their_rows(changed: Callable[[Edit], Path]) -> None:
    new = changed(swap(HARBOUR, "1902/1911", "1902/1912"))
    found = difference(EXAMPLE, new)["questions"]
    assert found["answers"] == [
        {
            "name": "keepers", "asks": "Who kept which light, and when?", "columns": ["light", "keeper", "when"],
            "added": [["West Beacon", "Bjørn Lund", "1902/1912"]], "gone": [["West Beacon", "Bjørn Lund", "1902/1911"]],
        }
    ]  # fmt: skip
    told = run(EXAMPLE, new, "--project", EXAMPLE)[1]
    assert "Questions: 1 of 1 have another answer\n" in told
    assert "      + West Beacon | Bjørn Lund | 1902/1912\n" in told
    assert json.loads(run(EXAMPLE, new, "--format", "json", "--no-questions")[1])["questions"] is None
    assert "No question was asked." in run(EXAMPLE, new, "--project", new.parent)[1]


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the example."""
    out = tmp_path_factory.mktemp("diff") / "build"
    build(EXAMPLE, out)
    return out


@pytest.mark.parametrize("name", ["", "dump", "dump/graph.ttl", "dump/graph.nt.gz"])
def test_every_form_of_one_state_is_the_same(name: str, dump: Path) -> None:
    code, told = run(EXAMPLE, dump / name, "--exit-code")
    assert code == 0
    assert told.endswith("No difference: all 1,120 triples are the same.\n")


def test_the_exit_code_tells_of_a_difference_only_when_asked(changed: Callable[[Edit], Path], dump: Path) -> None:
    new = changed(swap(NOTICE, 'value: "1870"', 'value: "1871"'))
    assert run(dump, new)[0] == 0
    assert run(dump, new, "--exit-code")[0] == 1
    assert run(dump, dump, "--exit-code")[0] == 0


def test_statements_alone_are_compared_as_far_as_that_goes(dump: Path, changed: Callable[[Edit], Path]) -> None:
    new = changed(swap(NOTICE, 'value: "1870"', 'value: "1871"'))
    code, told = run(dump / "dump" / "statements.ttl", new)
    assert code == 0
    assert "Statements: 0 added, 0 withdrawn, 1 changed\n" in told
    assert "Entities" not in told
    assert "Only statements were compared: one side has nothing else." in told


def test_markdown_is_escaped_and_brief_has_numbers_only(changed: Callable[[Edit], Path]) -> None:
    edit = swap(NOTICE, "value: It is the finest on the coast.", "value: It is *the* <b>finest</b> on _the_ coast.")
    new = changed(edit)
    told = run(EXAMPLE, new, "--format", "markdown", "--project", EXAMPLE)[1]
    assert told.startswith("# What changed\n\n- Old: ")
    assert "\n## Statements\n\n0 added, 0 withdrawn, 1 changed.\n\n### Changed\n\n- South Light - remark - " in told
    assert r"It is \*the\* \<b\>finest\</b\> on \_the\_ coast." in told
    for form in ("text", "markdown", "json"):
        told = run(EXAMPLE, new, "--format", form, "--brief", "--project", EXAMPLE)[1]
        assert "finest" not in told
        assert "changed" in told


def test_a_revision_in_git_can_be_compared(tmp_path: Path) -> None:
    root = tmp_path / "repository" / "lights"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "--message", "A"]):
        subprocess.run(["git", "-C", str(root.parent), *arguments], check=True)
    assert "No difference" in run("HEAD", root, "--project", root)[1]
    swap(NOTICE, 'value: "1870"', 'value: "1871"')(root)
    assert "      value: 1870 -> 1871\n" in run("HEAD", root, "--project", root)[1]
    code, told = run("HEAD~7", root, "--project", root)
    assert (code, "HEAD~7: is not there. Name a build" in told) == (2, True), told
    code, told = run("HEAD", root, "--project", root.parent)
    assert (code, "pincite.toml: no publication here" in told) == (2, True), told


WRONG = {
    "nothing there": ("nowhere", "nowhere: is not there. Name a build"),
    "an empty folder": ("empty", "empty: holds no dump and no publication"),
    "another file": ("notes.csv", "notes.csv: is no Turtle and no N-Triples file"),
    "broken Turtle": ("broken.ttl", "broken.ttl: cannot be read"),
    "a cut file": ("cut.nt.gz", "cut.nt.gz: cannot be read"),
    "no gzip": ("plain.nt.gz", "plain.nt.gz: cannot be read"),
    "no statements": ("other.ttl", "other.ttl: holds no statement with a passage. Give graph.ttl"),
    "nothing at all": ("none.ttl", "none.ttl: holds no statement with a passage"),
    "an option as a revision": ("--all", "No such option"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_compared_is_told(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, message = WRONG[case]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("<a> <b\n", encoding="utf-8")
    (tmp_path / "cut.nt.gz").write_bytes(gzip.compress(b"<a:b> <a:c> <a:d> .\n" * 99)[:-12])
    (tmp_path / "plain.nt.gz").write_bytes(b"<a:b> <a:c> <a:d> .\n")
    (tmp_path / "other.ttl").write_text("<a:b> <a:c> <a:d> .\n", encoding="utf-8")
    (tmp_path / "none.ttl").write_text("", encoding="utf-8")
    code, told = run(name, EXAMPLE)
    assert (code, message in told) == (2, True), told


def test_what_no_record_tells_is_counted(tmp_path: Path, dump: Path) -> None:
    """A graph that differs in anything is never called the same."""
    text = (dump / "dump" / "graph.ttl").read_text(encoding="utf-8")
    (tmp_path / "more.ttl").write_text(f"{text}\n<a:b> <a:c> 'd'@en .\n", encoding="utf-8")
    code, told = run(dump, tmp_path / "more.ttl", "--exit-code")
    assert code == 1
    assert told.endswith("Triples: 1 added, 0 withdrawn. No question was asked.\n")
