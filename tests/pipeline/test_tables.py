"""CSV, JSONL and Parquet say the same as YAML: the same rows give the same statements, to the triple."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pincite.content import read_content
from pincite.graph.statements import statement_triples
from pincite.pipeline import Timings
from pincite.project import Project

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

BOOK = "8b19aa2045aa8c83855b2ae57ff9f899125a18db90111be7c01c2636e1bb2a7a"
NOTICE = "fe984922ab7b2a3b5604883aa407a2296df1311d507d355a6a31acaa5fe5169f"
# A kind whose fields are several ids, and a number.
CREW = '''"""Who kept a light together."""

from collections.abc import Iterator

from pincite.mapping import Fact, Made, Ref


def crew(fact: Fact, light: Ref, keepers: tuple[Ref, ...], height: int | None = None) -> Iterator[Made]:
    """Say who kept a light, and how high it was."""
    kept = fact.thing("li:Keeping", *keepers, light, label="Crew", kind="keeping")
    yield kept
    yield from fact.say_each(kept, "li:keeper", keepers)
    yield fact.say(kept, "li:keptLight", light)
    yield from fact.say_each(light, "li:heightMetres", height)
'''
YAML = f"""
document: notice-to-mariners
sha256: {NOTICE}
recorded: 2026-11-22
passages:
  - quote: The North Light was finished in 1870
    facts:
      - statement: {{about: light/north-light, property: li:builtIn, value: "1870"}}
        when: 1870
  - quote: North Light
    facts:
      - crew: {{light: light/north-light, keepers: [person/ada-holm, person/bjorn-lund], height: 31}}
        also: [Ada Holm has kept it since 1901, Its lamp stands 31 metres above the ground]
        hedge: about
        min: 30
        note: 'Said "in passing", by one | the other is named elsewhere.'
        when: 1901/..
"""
ROWS: list[dict[str, Any]] = [
    {
        "document": "notice-to-mariners", "quote": "The North Light was finished in 1870", "kind": "statement",
        "about": "light/north-light", "property": "li:builtIn", "value": "1870", "when": "1870",
    },
    {
        "document": "notice-to-mariners", "quote": "North Light", "kind": "crew", "light": "light/north-light",
        "keepers": ["person/ada-holm", "person/bjorn-lund"], "height": 31, "when": "1901/..", "hedge": "about",
        "min": 30,
        "also": ["Ada Holm has kept it since 1901", "Its lamp stands 31 metres above the ground"],
        "note": 'Said "in passing", by one | the other is named elsewhere.',
    },
]  # fmt: skip
for _row in ROWS:
    _row |= {"sha256": NOTICE, "recorded": "2026-11-22"}
COLUMNS = list(dict.fromkeys(name for row in ROWS for name in row))


def as_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in ROWS:
            cells = {name: " | ".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
            writer.writerow(cells)


def as_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")


def as_parquet(path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    from pyarrow import parquet  # noqa: PLC0415

    parquet.write_table(pa.Table.from_pylist([{name: row.get(name) for name in COLUMNS} for row in ROWS]), path)


FORMATS: dict[str, Callable[[Path], None]] = {"csv": as_csv, "jsonl": as_jsonl, "parquet": as_parquet}


def said(publication: Publication) -> set[tuple[str, str, str]]:
    """Return the triples of all statements."""
    project = Project.open(publication.root)
    content = read_content(project, Timings())
    return {triple for one in content.statements for triple in statement_triples(one, project.prefixes)}


@pytest.fixture
def blank(publication: Publication) -> Publication:
    """The example without facts."""
    publication.empty("mappings/facts")
    publication.write("mappings/crew.py", CREW)
    return publication


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_says_what_yaml_says(blank: Publication, form: str) -> None:
    blank.write("mappings/facts/notice.yaml", YAML)
    expected = said(blank)
    assert sum(predicate.endswith("#about>") for _, predicate, _ in expected) == 6
    blank.empty("mappings/facts")
    FORMATS[form](blank.root / "mappings" / "facts" / f"notice.{form}")
    assert said(blank) == expected


@pytest.mark.parametrize("form", FORMATS)
def test_a_fault_in_a_table_names_its_row(blank: Publication, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROWS[1], "when", "1901-02-30")
    FORMATS[form](blank.root / "mappings" / "facts" / f"notice.{form}")
    outcome = blank.build()
    assert outcome.code == 1
    number = 3 if form == "csv" else 2
    assert outcome.text.startswith(f"mappings/facts/notice.{form}:{number}: when: '1901-02-30' is impossible")


def test_parquet_without_its_library_says_what_to_install(blank: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    as_parquet(blank.root / "mappings" / "facts" / "notice.parquet")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    outcome = blank.build()
    assert outcome.code == 2
    assert "notice.parquet: reading Parquet needs pyarrow. Run pip install 'pincite[parquet]'." in outcome.text
