"""A file that is not what its name says, an empty folder, a missing tool: told, ended with 2, nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pipeline.conftest import Publication

FACTS = "mappings/facts/notice.yaml"
TABLE = "mappings/facts/harbour.csv"
QUESTION = "queries/questions/keepers.rq"
ONTOLOGY = "ontology/lights.ttl"
SHAPES = "shapes/lights.shapes.ttl"


class Case(NamedTuple):
    """A change to the publication, the beginning of the message, and what its remedy says."""

    change: Callable[[Publication], object]
    message: str
    remedy: str


def swap(path: str, old: str, new: str) -> Callable[[Publication], object]:
    return lambda one: one.swap(path, old, new)


def write(path: str, content: str | bytes) -> Callable[[Publication], object]:
    return lambda one: one.write(path, content)


def empty(folder: str, pattern: str = "*") -> Callable[[Publication], object]:
    return lambda one: one.empty(folder, pattern)


def drop(folder: str) -> Callable[[Publication], object]:
    return lambda one: one.drop(folder)


def only_headings(one: Publication) -> None:
    """All that is written down is that nothing is said."""
    one.empty("mappings/facts")
    sha = "8b19aa2045aa8c83855b2ae57ff9f899125a18db90111be7c01c2636e1bb2a7a"
    entry = "passages:\n  - quote: Printed by the harbour office\n    none: boilerplate\n"
    one.write("mappings/facts/rest.yaml", f"document: harbour-book\nsha256: {sha}\n{entry}")


BROKEN = {
    "YAML facts": Case(swap(FACTS, "    none: heading", "    none: [heading"), f"{FACTS}:7: not YAML", "Mend the indentation"),
    "YAML facts, a key twice": Case(
        swap(FACTS, "    none: heading", "    none: heading\n    none: heading"), f"{FACTS}:7: not YAML: key 'none' is given twice", "Mend"
    ),
    "YAML entities": Case(swap("mappings/entities/all.yaml", "entities:", "entities: - x"), "mappings/entities/all.yaml:1: not YAML", "Mend"),
    "YAML catalogue": Case(swap("seeds/catalog.yaml", "language: en", "language: 'en"), "seeds/catalog.yaml:", "Mend the"),
    "YAML conflicts": Case(write("mappings/conflicts.yaml", "conflicts:\n\t- x"), "mappings/conflicts.yaml:2: not YAML", "Mend"),
    "YAML header": Case(swap(QUESTION, "#+ params: {", "#+ params: {{"), f"{QUESTION}:", "Mend the `#+` lines"),
    "CSV quotes": Case(swap(TABLE, "Bjørn Lund kept", '"Bjørn" Lund kept'), f"{TABLE}:3: not CSV", "Mend the quotes"),
    "CSV quote without an end": Case(swap(TABLE, "harbour-book,The lamp", 'harbour-book,"The lamp'), f"{TABLE}:4: not CSV", "Mend"),
    "CSV cells": Case(swap(TABLE, "1902/1911,", "1902/1911,,"), f"{TABLE}:3: the row has not as many cells", "Quote cells"),
    "CSV missing cells": Case(swap(TABLE, ",,,,1902/1911,", ",,,1902/1911,"), f"{TABLE}:3: the row has not as many cells", "Quote"),
    "JSONL": Case(write("mappings/facts/a.jsonl", '\n{"document": "x",}\n'), "mappings/facts/a.jsonl:2: not JSON", "one JSON object"),
    "JSONL list": Case(write("mappings/facts/a.jsonl", "[1]\n"), "mappings/facts/a.jsonl:1: not a JSON object", "one JSON object"),
    "Parquet": Case(write("mappings/facts/a.parquet", b"PAR1 and no more"), "mappings/facts/a.parquet: not Parquet", "Write the table anew"),
    "Turtle ontology": Case(swap(ONTOLOGY, 'pin:kind "light" ;', 'pin:kind "light'), f"{ONTOLOGY}:", "Mend the Turtle"),
    "Turtle prefix": Case(swap(ONTOLOGY, "li:Light\n", "lu:Light\n"), f"{ONTOLOGY}:", "Add it to ontology/prefixes.ttl"),
    "Turtle prefixes": Case(
        swap("ontology/prefixes.ttl", "@prefix li:", "@prefix li"), "ontology/prefixes.ttl:3: not a new @prefix", "one `@prefix"
    ),
    "Turtle shapes": Case(swap(SHAPES, "sh:minCount 1 ;", "sh:minCount ;"), f"{SHAPES}:8: not Turtle", "Mend"),
    "SHACL misspelt": Case(swap(SHAPES, "sh:minCount", "sh:minCuont"), f"{SHAPES}:8: ", "Mend it"),
    "SPARQL question": Case(swap(QUESTION, "}\nORDER", "ORDER"), f"{QUESTION}:", "Mend the query there"),
    "SPARQL prefix": Case(swap(QUESTION, "pin:Fact", "pim:Fact"), f"{QUESTION}:8: not SPARQL: unknown prefix", "prefixes come from"),
    "SPARQL check": Case(
        swap("queries/checks/heights-are-possible.rq", "FILTER(", "FILTR("), "queries/checks/heights-are-possible.rq:4: not SPARQL", "Mend"
    ),
    "SPARQL rule": Case(swap("ontology/rules/keeps.rq", "WHERE {", "WERE {"), "ontology/rules/keeps.rq:12: not SPARQL", "Mend"),
    "SPARQL page": Case(swap("queries/pages/names.rq", "WHERE {", "WERE {"), "queries/pages/names.rq:3: not SPARQL", "Mend"),
    "template": Case(
        swap("site_templates/pages/kind.html", "{% endfor %}", "{% endfr %}"), "site_templates/pages/kind.html:9: not a template", "Mend"
    ),
    "script": Case(swap("mappings/keeping.py", "    kept = ", "    kept == = "), "mappings/keeping.py:22: not Python", "Mend"),
    "TOML settings": Case(swap("pincite.toml", "title =", "title"), "pincite.toml:2: not TOML", "Mend the file there"),
    "TOML site": Case(swap("site_templates/site.toml", 'view = "home"', "view = home"), "site_templates/site.toml:26: not TOML", "Mend"),
    "setting missing": Case(swap("pincite.toml", 'version = "1.0.0"', ""), "pincite.toml: setting 'version' is missing", "Write version"),
    "setting unknown": Case(swap("pincite.toml", "version =", "verzion ="), "pincite.toml: unknown setting 'verzion'", "Known: "),
    "document not UTF-8": Case(
        write("seeds/harbour-book.txt", b"Bj\xf8rn"), "seeds/harbour-book.txt: not UTF-8 at byte 2", "Save the file as UTF-8"
    ),
    "document missing": Case(
        lambda one: (one.root / "seeds/harbour-book.txt").unlink(), "seeds/harbour-book.txt: cannot be read", "Check that"
    ),
    "file that nothing reads": Case(write("mappings/facts/more.yml", ""), "mappings/facts/more.yml: nothing reads this file", "*.yaml"),
}  # fmt: skip

EMPTY = {
    "seeds": Case(empty("seeds", "*.yaml"), "seeds/catalog.yaml: cannot be read", "Check that"),
    "entities": Case(empty("mappings/entities"), "mappings/entities/: holds no *.yaml file", "never a silent pass"),
    "facts": Case(empty("mappings/facts"), "mappings/facts/: holds no *.yaml or *.csv", "never a silent pass"),
    "facts that say nothing": Case(only_headings, "mappings/facts/: holds no fact", "never a silent pass"),
    "scripts": Case(empty("mappings", "*.py"), "mappings/: holds no *.py file", "never a silent pass"),
    "ontology": Case(empty("ontology", "lights.ttl"), "ontology/: holds no module", "Add a .ttl file"),
    "prefixes": Case(empty("ontology", "prefixes.ttl"), "ontology/prefixes.ttl: cannot be read", "Check that"),
    "rules": Case(empty("ontology/rules"), "ontology/rules/: holds no *.rq file", "never a silent pass"),
    "shapes": Case(empty("shapes"), "shapes/: holds no *.shapes.ttl file", "never a silent pass"),
    "questions": Case(empty("queries/questions"), "queries/questions/: holds no *.rq file", "never a silent pass"),
    "checks": Case(empty("queries/checks"), "queries/checks/: holds no *.rq file", "never a silent pass"),
    "page queries": Case(empty("queries/pages"), "queries/pages/: holds no *.rq file", "never a silent pass"),
    "templates": Case(
        lambda one: (one.empty("site_templates", "*.html"), one.empty("site_templates/pages")),
        "site_templates/: holds no *.html template", "never a silent pass",
    ),
    "assets": Case(empty("site_templates/assets"), "site_templates/assets/: holds no file", "style sheet"),
    "no facts folder": Case(drop("mappings/facts"), "mappings/facts/: the folder is missing", "Make the folder mappings/facts/"),
    "no shapes folder": Case(drop("shapes"), "shapes/: the folder is missing", "Make the folder"),
    "no questions folder": Case(drop("queries/questions"), "queries/questions/: the folder is missing", "Make the folder"),
    "no templates folder": Case(drop("site_templates"), "site_templates/: the folder is missing", "Make the folder"),
}  # fmt: skip

CASES = {f"{group}: {name}": case for group, cases in {"broken": BROKEN, "empty": EMPTY}.items() for name, case in cases.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_or_missing_file_is_told_and_changes_nothing(publication: Publication, name: str) -> None:
    case = CASES[name]
    before = publication.state()
    case.change(publication)
    outcome = publication.build()
    told = [line for line in outcome.text.splitlines() if line.startswith(case.message)]
    assert told, outcome.text
    assert case.remedy in told[0]
    assert outcome.code == 2
    assert publication.state() == before
    assert str(publication.root) not in outcome.text


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


def test_no_java_is_told_by_check_and_not_needed_to_build(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.ontology.java._packaged", lambda: None)
    monkeypatch.setenv("PATH", str(publication.root))
    outcome = publication.run("check", "--project", str(publication.root))
    assert outcome.code == 2
    assert outcome.text.splitlines()[-1].startswith("ontology/: no Java, which the reasoner needs. Install Java")
    assert publication.run("check", "--no-reasoner", "--project", str(publication.root)).code == 0
    assert publication.build().code == 0
