"""`docs/ontology.md` names every rule for terms, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from tests.shapes.conftest import rule_set

ROOT = Path(__file__).parents[2]


def test_the_guide_has_a_line_for_each_rule() -> None:
    text = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^- (.*)\. `([A-Z]\w+)`$", text, re.MULTILINE))
    rules = {rule.label: rule.iri.rpartition("#")[2] for rule in rule_set("terms").shapes.rules}
    assert len(rules) > 40
    assert told == rules


def test_the_guide_names_every_vocabulary_that_there_are_alignments_with() -> None:
    text = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8").lower()
    names = {path.stem for path in (ROOT / "ontology" / "alignments").glob("*.ttl")}
    assert len(names) >= 9
    assert {name for name in names if name not in text and f"owl-{name}" not in text} == set()
