"""The file of places says what the gazetteer says, in the package of the lock file, and leaves no settlement out."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "mappings" / "outside" / "gazetteer.py"


@cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gazetteer", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def known() -> dict[str, Any]:
    """Return the package's records; only what the file asks about, so that the rest of the memory is free again."""
    ids = {str(place["record"]) for place in content()["places"]}
    names = {one["id"].partition("/")[2] for one in content()["absent"]} | {"minsk"}
    plain = script().plain
    return {
        id_: record
        for id_, record in script().records().items()
        if id_ in ids or names & {plain(name) for name in (record["name"], *record["alternatenames"])}
    }


def content() -> dict[str, Any]:
    return dict(yaml.safe_load(script().FILE.read_text(encoding="utf-8")))


@cache
def made() -> Made:
    return make_graph(Project.open(ROOT), Timings())


def test_the_file_says_what_the_package_says() -> None:
    assert len(content()["places"]) > 10
    assert list(script().differences(content(), known())) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"release": "GeoNames, of old"}, "release is 'GeoNames, of old'"),
        ({"places": [{"id": "place/minsk", "record": 1, "name": "Minsk", "lat": 1, "lon": 1}]}, "has no record 1"),
        (
            {"places": [{"id": "place/minsk", "record": 625144, "name": "Minsk", "lat": 1, "lon": 1}]},
            "the gazetteer ('",
        ),
        ({"absent": [{"id": "place/minsk", "why": "Forgotten."}]}, "called absent"),
    ],
)
def test_a_difference_is_told(change: dict[str, Any], found: str) -> None:
    (said,) = script().differences(content() | change, known())
    assert found in said


def test_writing_anew_mends_the_points_and_nothing_else() -> None:
    text = script().FILE.read_text(encoding="utf-8")
    assert script().rewritten(text, content(), known()) == text
    wrong = text.replace("lat: 53.90019", "lat: 1.5")
    assert wrong != text
    assert script().rewritten(wrong, content(), known()) == text


def test_each_settlement_has_a_point_or_a_reason() -> None:
    settlements = {one.ref.id for one in made().content.entities.values() if one.type == "al:Settlement"}
    placed, absent = ({one["id"] for one in content()[name]} for name in ("places", "absent"))
    assert len(settlements) > 10
    assert placed | absent == settlements
    assert not placed & absent


def test_what_only_a_settlement_places_says_so() -> None:
    answer = made().graph.select(
        "SELECT ?thing ?precision ?settlement WHERE { ?fact pin:locates ?thing ; pin:precision ?precision ;"
        " pin:placedBy/pin:value ?settlement . ?thing a ?class FILTER(?class IN (al:Facility, al:Force)) }"
    )
    base = f"{made().project.base}id/"
    found = {
        tuple(str(row[name]).removeprefix(base) for name in ("thing", "settlement", "precision")) for row in answer
    }
    assert {
        ("facility/43rd-communications-node", "place/vileika", "placed near the settlement"),
        ("force/20th-combined-arms-army", "place/voronezh", "placed by the settlement"),
    } <= found
    unsaid = (
        "SELECT ?fact WHERE { ?fact pin:locates ?thing ; pin:precision 'settlement' ."
        " ?thing a ?class FILTER(?class IN (al:Facility, al:Force)) }"
    )
    assert len(made().graph.select(unsaid)) == 0


def test_no_point_has_come_from_a_document() -> None:
    outside = {(s, p, o) for s, p, o, graph in made().quads if graph.endswith("graph/outside>")}
    others = {(s, p, o) for s, p, o, graph in made().quads if not graph.endswith("graph/outside>")}
    assert len(outside) > 150
    assert not outside & others
    assert not any("geosparql#" in term for triple in others for term in triple if "prefix" not in term)
