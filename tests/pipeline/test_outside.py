"""Facts from outside the documents: in a graph and file of their own, never a statement, never a plain triple."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.pipeline.test_example import PIN, by_oxigraph

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

FILE = "mappings/outside/places.yaml"
GEO = "http://www.opengis.net/ont/geosparql#"
LIGHT = "<https://example.org/lights/id/light/north-light>"
GOOD = """release: Gazetteer 3
record: https://gazetteer.example/{}
licence: https://creativecommons.org/licenses/by/4.0/
places:
  - id: light/north-light
    record: 7
    name: North Light
    lat: 54.25
    lon: -3.50
    precision: settlement
absent:
  - id: light/south-light
    why: Not in the gazetteer.
"""


def test_they_are_apart_in_the_dump(publication: Publication) -> None:
    before = {name: (publication.out / "dump" / name).read_bytes() for name in ("plain.ttl", "statements.ttl")}
    assert not (publication.out / "dump" / "outside.ttl").exists()
    publication.write(FILE, GOOD)
    outcome = publication.build()
    assert outcome.code == 0, outcome.text
    dump = publication.out / "dump"
    for name, content in before.items():
        assert (dump / name).read_bytes() == content, name
    outside = by_oxigraph(dump / "outside.ttl")
    facts = {s for s, p, o in outside if o == f"<{PIN}OutsideFact>"}
    assert len(facts) == 2
    assert {(s, o) for s, p, o in outside if p == f"<{GEO}hasGeometry>"} == {(LIGHT, min(facts & _of(outside, LIGHT)))}
    points = {o for _, p, o in outside if p == f"<{GEO}asWKT>"}
    assert points == {f'"POINT(-3.5 54.25)"^^<{GEO}wktLiteral>'}
    assert {s for s, p, _ in outside if p == f"<{PIN}note>"} == facts - _of(outside, LIGHT)
    graph = by_oxigraph(dump / "graph.ttl")
    assert outside < graph
    assert not facts & {s for s, p, _ in graph if p == f"<{PIN}about>"}
    named = {
        (str(q.subject), str(q.predicate), str(q.object))
        for q in ox.parse(path=dump / "graph.trig", format=ox.RdfFormat.TRIG)
        if str(q.graph_name) == "<https://example.org/lights/graph/outside>"
    }
    assert named == outside


def _of(outside: set[tuple[str, str, str]], thing: str) -> set[str]:
    return {s for s, p, o in outside if p == f"<{PIN}locates>" and o == thing}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: light/north-light", "id: light/nowhere", ":5: unknown entity 'light/nowhere'. Add it"),
        ("lat: 54.25", "lat: 95.25", ":5: 95.25, -3.50 is no point on earth. Write lat"),
        ("lat: 54.25", "lat: north", ":5: north, -3.50 is no point on earth. Write lat"),
        ("precision: settlement", "precision: roughly", ":5: precision 'roughly' is not known. Write one of"),
        ("    name: North Light\n", "", ":5: field 'name' is missing. Add it."),
        ("    name: North Light\n", "    name: N\n    height: 3\n", ":5: unknown field 'height'. Known: id, record"),
        ("release: Gazetteer 3\n", "", ": field 'release' is missing. Name the source"),
        ("places:", "spots:", ": no `places:` list. Write"),
        ("id: light/south-light", "id: light/north-light", f"'light/north-light' is already given at {FILE}:5"),
        ("    why: Not in the gazetteer.\n", "", ":12: field 'why' is missing. Add it."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(publication: Publication, old: str, new: str, message: str) -> None:
    assert old in GOOD
    publication.write(FILE, GOOD.replace(old, new))
    before = publication.state()
    outcome = publication.build()
    assert outcome.code == 1
    assert FILE in outcome.text
    assert message in outcome.text
    assert publication.state() == before


def test_an_empty_folder_is_no_pass(publication: Publication) -> None:
    (publication.root / "mappings/outside").mkdir()
    outcome = publication.build()
    assert outcome.code == 2
    assert "mappings/outside/: holds no *.yaml or *.py file" in outcome.text
