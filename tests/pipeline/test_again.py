"""A build after a build: what the shapes found for the same graph and rules is not looked for again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

import pytest

from pincite.shapes import Shapes
from pincite.shapes.apart import Apart

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

RECORD = "build/reports/validation.json"


@pytest.fixture
def validations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each process that was begun."""
    begun: list[int] = []
    original = Apart._begin

    def begin(self: Apart, given: Sequence[tuple[Path, Shapes]]) -> Popen[bytes]:
        begun.append(len(begun))
        return original(self, given)

    monkeypatch.setattr(Apart, "_begin", begin)
    return begun


def test_the_same_graph_gives_the_same_build(publication: Publication, validations: list[int]) -> None:
    before = publication.state()
    outcome = publication.build()
    assert outcome.code == 0, outcome.text
    assert not validations
    after = publication.state()
    for state in (before, after):
        del state["build/reports/build.json"]
    assert after == before


def test_a_change_of_a_page_needs_no_validation(publication: Publication, validations: list[int]) -> None:
    publication.append("site_templates/base.html", "<!-- more -->")
    assert publication.build().code == 0
    assert not validations
    assert b"<!-- more -->" in (publication.out / "site" / "index.html").read_bytes()


def test_a_changed_label_is_validated(publication: Publication, validations: list[int]) -> None:
    record = publication.state()[RECORD]
    publication.swap("mappings/entities/all.yaml", "label: South Light", "label: New South Light")
    assert publication.build().code == 0
    assert len(validations) == 1
    assert publication.state()[RECORD] != record


def test_a_changed_rule_is_asked(publication: Publication, validations: list[int]) -> None:
    publication.swap("shapes/lights.shapes.ttl", 'sh:message "', 'sh:message "Look: ')
    assert publication.build().code == 0
    assert validations


def test_what_fails_is_not_recorded(publication: Publication, validations: list[int]) -> None:
    record = publication.state()[RECORD]
    publication.append(
        "shapes/lights.shapes.ttl",
        '\nshape:Never a sh:NodeShape ; rdfs:label "Never"@en ; sh:targetSubjectsOf pin:mode ; sh:nodeKind sh:Literal ;'
        '\n    sh:message "No. Do not."@en ; sh:severity sh:Violation .\n',
    )
    for _ in range(2):
        outcome = publication.build()
        assert outcome.code == 1
        assert outcome.text.count(": No. Do not.") == 13
    assert len(validations) == 2
    assert publication.state()[RECORD] == record


def test_a_damaged_record_is_made_anew(publication: Publication, validations: list[int]) -> None:
    record = publication.state()[RECORD]
    publication.write(RECORD, record[:-20])
    assert publication.build().code == 0
    assert validations
    assert publication.state()[RECORD] == record
