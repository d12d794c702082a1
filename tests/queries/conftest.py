"""The example with further questions and shared names, and two ways to ask it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pincite.asking import answer
from pincite.errors import UsageError

EXAMPLE = Path(__file__).parents[1] / "example"
BASE = "https://example.org/lights/id/"
TYPED = """#+ summary: What a day, a number, a word and a term come to
#+ params: {day: {type: date}, number: {type: integer}, word: {type: string}, kind: {type: term}}
SELECT ?day ?number ?word ?kind WHERE {
  VALUES ?day { "1900-01-01"^^<http://www.w3.org/2001/XMLSchema#date> } VALUES ?number { 1 }
  VALUES ?word { "plain" } VALUES ?kind { li:Light }
} ORDER BY ?day
"""
NAMED = """#+ summary: A person as a light keeper
#+ params: {who: {type: entity}}
SELECT ?who ?light WHERE { VALUES ?who { <id/person/ada-holm> } ?who li:keeps ?light } ORDER BY ?who
"""
SEVERAL = """#+ summary: Two statements behind a row
SELECT ?keeper ?statement1 ?statement_2 WHERE {
  ?statement1 pin:about ?keeper ; pin:property li:keeps ; pin:premise ?statement_2 . ?statement_2 pin:property li:keeper
} ORDER BY ?keeper
"""


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with further questions, and a name that two lights share."""
    root = tmp_path_factory.mktemp("ask") / "lights"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    (root / "queries/questions/typed.rq").write_text(TYPED, encoding="utf-8")
    (root / "queries/questions/several.rq").write_text(SEVERAL, encoding="utf-8")
    (root / "queries/questions/named.rq").write_text(NAMED, encoding="utf-8")
    entities = root / "mappings/entities/all.yaml"
    text = entities.read_text(encoding="utf-8")
    for label in ("South Light", "West Beacon"):
        text = text.replace(f"label: {label}\n", f"label: {label}\n    also: [The Lamp, The Keeper]\n")
    text = text.replace("label: Ada Holm\n", "label: Ada Holm\n    also: [The Widow, The Keeper]\n")
    text = text.replace("label: Bjørn Lund\n", "label: Bjørn Lund\n    also: [Ada Holm]\n")
    entities.write_text(text, encoding="utf-8")
    return root


def told(lights: Path, name: str, form: str = "table", sources: bool = False, **given: str) -> str:
    return answer(lights, name, given, form, sources, None, 100)


def wrong(lights: Path, name: str, form: str = "table", sources: bool = False, **given: str) -> str:
    with pytest.raises(UsageError) as caught:
        told(lights, name, form, sources, **given)
    return str(caught.value)
