"""The map: frame, projection, outlines and names; what is placed by what; what has no point."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite.errors import ContentError, UsageError
from pincite.site.basemap import Country, read_countries
from pincite.site.drawing import WIDTH, Frame, draw

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

ATLAS = Path(__file__).resolve().parents[2] / "site_templates" / "node_modules" / "world-atlas" / "countries-50m.json"
PARIS, BERLIN, TOKYO = (2.3522, 48.8566), (13.405, 52.52), (139.69, 35.69)
APART = 878  # km between Paris and Berlin, on a sphere
SQUARE = Country("Square", (((0, 40), (20, 40), (20, 60), (0, 60), (0, 40)),))
QUERY = """#+ summary: What guards something is at it
#+ returns: [page, where, statement, began, ended]
SELECT ?page ?where ?statement ?began ?ended WHERE {
  { ?page a al:Place . BIND(?page AS ?where) }
  UNION {
    ?statement pin:about ?page ; pin:property al:guards ; pin:value ?where .
    OPTIONAL { ?began pin:about ?page ; pin:property al:built }
    OPTIONAL { ?ended pin:about ?page ; pin:property al:built }
  }
} ORDER BY ?page ?where ?statement
"""


def test_distances_are_true_near_the_middle() -> None:
    frame = Frame.around([PARIS, BERLIN], 3000)
    assert frame
    there = [frame.place(point) for point in (PARIS, BERLIN)]
    assert math.dist(*there) / frame.units == pytest.approx(APART, rel=0.01)
    assert there[0][0] < there[1][0]
    assert there[0][1] > there[1][1]
    assert all(frame.holds(point) for point in (PARIS, BERLIN))


def test_what_is_far_from_the_rest_lies_beyond_the_edge() -> None:
    near = Frame.around([PARIS, BERLIN, (9.0, 50.0), TOKYO], 3000)
    assert near
    assert near.holds(PARIS)
    assert not near.holds(TOKYO)
    far = Frame.around([PARIS, BERLIN, (9.0, 50.0), TOKYO], 20_000)
    assert far
    assert far.holds(TOKYO)
    assert Frame.around([], 3000) is None


def test_one_point_has_a_frame_around_it_even_where_longitudes_begin_anew() -> None:
    frame = Frame.around([(179.9, -17.0)], 3000)
    assert frame
    assert frame.place((179.9, -17.0))[0] == pytest.approx(WIDTH / 2)
    # A little across the line is a little to the right.
    assert frame.place((-179.9, -17.0))[0] == pytest.approx(WIDTH / 2 + 21.3 * frame.units, rel=0.02)


def test_outlines_end_near_the_frame_and_names_keep_away_from_points() -> None:
    frame = Frame.around([PARIS, BERLIN], 3000)
    assert frame
    points = [frame.place(PARIS), frame.place(BERLIN)]
    drawing = draw(frame, [SQUARE, Country("Far", (((100, 0), (110, 0), (110, 9), (100, 0)),))], points)
    (only,) = drawing.outlines
    assert only.name == "Square"
    assert only.label
    assert min(math.dist(only.label, point) for point in points) > 60
    x, y = map(int, re.match(r"M(-?\d+) (-?\d+)l", only.path).groups())  # type: ignore[union-attr]
    for dx, dy in re.findall(r"(-?\d+) (-?\d+)", only.path.partition("l")[2]):
        x, y = x + int(dx), y + int(dy)
        assert -21 <= x <= WIDTH + 21
        assert -21 <= y <= drawing.height + 21
    kilometres, units = drawing.scale
    assert kilometres == 200
    assert units == pytest.approx(200 * frame.units, abs=0.1)


def test_countries_are_read_from_the_package() -> None:
    countries = {country.name: country for country in read_countries(ATLAS, "atlas")}
    assert len(countries) > 200
    (iceland,) = [ring for ring in countries["Iceland"].rings if len(ring) > 30]
    assert iceland[0] == iceland[-1]
    assert all(-25 < x < -13 and 63 < y < 67 for x, y in iceland)


@pytest.mark.parametrize("content", ["no json", "[]", '{"arcs": [], "objects": {}}', '{"arcs": [1]}'])
def test_a_basemap_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "atlas.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"atlas: no TopoJSON with the object 'countries'.*Name another file"):
        read_countries(path, "atlas")
    with pytest.raises(UsageError, match=r"atlas: the basemap is not there\. Run make site"):
        read_countries(tmp_path / "missing.json", "atlas")


def _mapped(workshop: Workshop, query: str = QUERY) -> str:
    (workshop.root / "queries" / "pages" / "map.rq").write_text(query, encoding="utf-8")
    workshop.render()
    return workshop.page("map/index.html")


def test_a_thing_stands_at_the_point_of_what_a_document_says(workshop: Workshop) -> None:
    html = _mapped(workshop)
    assert html == _mapped(workshop)
    row = html.partition('<tr id="force-guard"')[2].partition("</tr>")[0]
    assert "guards: " in row
    assert "Northern Bridge" in row
    assert "precision: that of the place named" in row
    assert 'href="#n' in row
    own = html.partition('<tr id="place-bridge"')[2].partition("</tr>")[0]
    assert "its own point" in own
    assert 'href="https://gazetteer.example/7"' in own
    assert "53.9, 27.5" in own
    assert html.count('<g class="stand"') == 1
    assert html.count('<a href="../id/force/guard/index.html" class="pin ') == 1
    assert ">Belarus</text>" in html
    unplaced = html.partition('id="not-placed"')[2]
    assert "Boats" in unplaced
    assert "Too small." in unplaced


def test_what_is_not_a_fact_is_marked_in_word_and_sign(workshop: Workshop) -> None:
    workshop.extra = 1
    assert "reserved" not in _mapped(workshop).partition('<g class="stand"')[2].partition("<figcaption>")[0]
    # The further guard is claimed at the boats, which have no point.
    claimed = QUERY.replace("pin:value ?where .", "pin:value ?value . BIND(<id/place/bridge> AS ?where)")
    html = _mapped(workshop, claimed)
    pins = re.findall(r'<a href="../id/force/([^/]+)/index.html" class="pin shape-2( reserved)?"', html)
    assert sorted(pins) == [("guard", ""), ("guard-0", ""), ("guard-0", " reserved")]
    pin = html.partition('class="pin shape-2 reserved"')[2].partition("</a>")[0]
    assert "Force, claimed; guards Northern Bridge; point of" in pin
    row = html.partition('class="shape-2 reserved"')[2].partition("</tr>")[0]
    assert '<span class="mode claimed">claimed</span>' in row


def test_without_a_basemap_or_a_point_the_page_says_so(workshop: Workshop) -> None:
    workshop.render()
    assert "Nothing is drawn: nothing has a point." in workshop.page("map/index.html")
    site_map = workshop.templates / "site.toml"
    site_map.write_text(re.sub(r"\[site\.map\][^\[]*", "", site_map.read_text(encoding="utf-8")), encoding="utf-8")
    html = _mapped(workshop)
    assert "Nothing is drawn: there is no basemap." in html
    assert '<tr id="place-bridge"' in html


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("world-atlas/countries-50m.json", "elsewhere.json", "elsewhere.json: the basemap is not there"),
        ('basemap = "', 'basemap = "../', "below the templates folder"),
        ("reach = 1500", 'reach = "far"', "'reach' is not of type int"),
        ("reach = 1500", "range = 1500", "unknown key 'range'"),
        ('"map", "outside"', '"map"', "the queries of page 'map' are not the two of a map"),
        ('"map", "outside"', '"outside", "map"', "outside.rq: does not return ?where, ?statement, ?began, ?ended"),
    ],
)
def test_a_fault_in_the_site_map_is_told(workshop: Workshop, old: str, new: str, what: str) -> None:
    (workshop.root / "queries" / "pages" / "map.rq").write_text(QUERY, encoding="utf-8")
    site_map = workshop.templates / "site.toml"
    text = site_map.read_text(encoding="utf-8")
    assert old in text
    site_map.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises((ContentError, UsageError), match=re.escape(what)):
        workshop.render()


def test_the_atlas_is_that_of_the_lock_file() -> None:
    lock = json.loads((ATLAS.parents[2] / "package-lock.json").read_text(encoding="utf-8"))
    locked = lock["packages"]["node_modules/world-atlas"]
    there = json.loads((ATLAS.parent / "package.json").read_text(encoding="utf-8"))
    assert locked["version"] == there["version"]
    assert locked["license"] == "ISC"
