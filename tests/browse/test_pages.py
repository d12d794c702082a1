"""What a page says of a thing: labels, languages, values, nested nodes, lists, what points at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.browse.addresses import digest
from pincite.browse.build import Options
from tests.browse.making import Made, build, make, of_class, text


@pytest.mark.parametrize(
    ("property_", "value"),
    [
        ("rdfs:label", '"Light"'),
        ("skos:prefLabel", '"Light"@en'),
        ("schema:name", '"Light"@en-GB'),
        ("<http://schema.org/name>", '"Light"'),
        ("<http://purl.org/dc/terms/title>", '"Light"@en'),
        ("<http://purl.org/dc/elements/1.1/title>", '"Light"'),
        ("foaf:name", '"Light"'),
    ],
)
def test_labels_come_from_the_usual_properties(tmp_path: Path, property_: str, value: str) -> None:
    made = make(tmp_path, f"ex:a {property_} {value} . ex:b ex:near ex:a .")
    assert text(made.page("id/ex/a").find(".//h1")) == "Light"
    assert made.facts("id/ex/b") == {"near": ["Light"]}


@pytest.mark.parametrize(
    ("languages", "label"),
    [(("en",), "House"), (("de", "en"), "Haus"), (("fr", "de"), "Haus"), (("fr",), "Plain"), (("EN",), "House")],
)
def test_the_first_language_that_there_is_names_a_thing(tmp_path: Path, languages: tuple[str, ...], label: str) -> None:
    turtle = 'ex:a rdfs:label "A home"@en-GB, "House"@en, "Haus"@de-AT, "Plain", "Дом"@ru . ex:b ex:near ex:a .'
    made = make(tmp_path, turtle, Options(languages, jobs=1))
    assert text(made.page("id/ex/a").find(".//h1")) == label
    assert made.facts("id/ex/b") == {"near": [label]}


def test_without_a_label_the_end_of_the_iri_does(tmp_path: Path) -> None:
    turtle = '<https://example.org/id/S%C3%A3o_Paulo> ex:p "1" . <https://example.org/id/bad%FF> ex:p "1" .'
    made = make(tmp_path, turtle + ' ex:blank rdfs:label "\\u200b " .')
    names = [text(one) for one in made.page("names").xpath("//ul[contains(@class, 'names-list')]//a")]
    assert {"São_Paulo", "bad%FF", "blank"} <= set(names)


def test_literals_have_language_and_datatype(tmp_path: Path) -> None:
    turtle = 'ex:a ex:p "ett"@sv, 7, "2016-09-20"^^xsd:date, "x"^^ex:kind, "plain", "", " " .'
    facts = make(tmp_path, turtle).facts("id/ex/a")
    assert facts == {
        "p": ["empty text", "white space only", "plain", "x ex:kind", "7 xsd:integer", "2016-09-20 xsd:date", "ett sv"]
    }
    page = make(tmp_path, turtle).page("id/ex/a")
    assert page.xpath("//bdi[@lang='sv']/text()") == ["ett"]


def test_many_languages_fold_away_all_but_those_wanted(tmp_path: Path) -> None:
    labels = ", ".join(f'"word {tag}"@{tag}' for tag in ("en", "de", "fr", "it", "es", "pl"))
    page = make(tmp_path, f"ex:a rdfs:label {labels} .").page("id/ex/a")
    assert [text(one) for one in page.xpath("//dl[@class='facts']/div/dd/bdi")] == ["word en"]
    assert text(page.find(".//summary")) == "5 in other languages"
    assert len(page.xpath("//details//li")) == 5


def test_the_definition_leads_and_is_not_said_twice(tmp_path: Path) -> None:
    made = make(tmp_path, 'ex:a rdfs:label "A"@en ; skos:definition "What it is."@en ; rdfs:comment "More."@en .')
    page = made.page("id/ex/a")
    assert text(of_class(page, "lede")[0]) == "What it is. en"
    assert made.facts("id/ex/a") == {"comment": ["More. en"]}


def test_blank_nodes_are_nested_under_their_owner(tmp_path: Path) -> None:
    turtle = 'ex:a ex:address [ ex:street "Quay" ; ex:city [ rdfs:label "Port" ] ] .'
    made = make(tmp_path, turtle)
    node = of_class(made.page("id/ex/a"), "node")[0]
    assert [text(one) for one in node.iter("dt")] == ["city", "label", "street"]
    assert not (made.site / "nameless").exists()
    assert "Quay" in (made.site / "id/ex/a/index.nt").read_text(encoding="utf-8")


def test_a_shared_node_is_shown_at_each_owner_and_says_so(tmp_path: Path) -> None:
    made = make(tmp_path, 'ex:a ex:p _:s . ex:b ex:p _:s . _:s ex:q "shared" .')
    for name in ("a", "b"):
        (value,) = made.facts(f"id/ex/{name}")["p"]
        assert "which 2 others point at" in value
        assert value.endswith("shared")


def test_nodes_in_a_circle_end(tmp_path: Path) -> None:
    made = make(tmp_path, "ex:a ex:has _:x . _:x ex:q _:y . _:y ex:q _:x, _:y . _:p ex:q _:r . _:r ex:q _:p .")
    (value,) = made.facts("id/ex/a")["has"]
    assert "shown on this page" in value
    nameless = made.page("nameless")
    assert len(nameless.xpath("//section[@class='term']")) == 1
    # What points at the other goes to where both are shown.
    assert [one.get("id") for one in of_class(nameless, "node")] == ["b3", "b4"]


def test_what_is_too_deep_for_its_place_stands_below(tmp_path: Path) -> None:
    depth = 1000
    made = make(tmp_path, "ex:a ex:n " + "[ ex:n " * depth + '"bottom"' + " ]" * depth + " .")
    page = made.page("id/ex/a")
    ids = page.xpath("//*[contains(@class, 'node')]/@id")
    assert len(ids) == len(set(ids)) == depth
    assert {link[1:] for link in page.xpath("//main//a/@href") if link.startswith("#")} <= set(ids)
    assert page.xpath("count(//dd[.//bdi='bottom'])") >= 1
    assert made.built.remarks.count == 0


def test_lists_are_lists(tmp_path: Path) -> None:
    made = make(tmp_path, 'ex:a ex:p (ex:b "two" (3) [ ex:q "four" ]), () .')
    page = made.page("id/ex/a")
    assert [text(one) for one in page.xpath("//dd/ol/li")] == ["ex:b", "two", "3 xsd:integer", "q four"]
    assert "empty list" in made.facts("id/ex/a")["p"]


@pytest.mark.parametrize(
    "turtle",
    [
        "_:l rdf:first 1, 2 ; rdf:rest rdf:nil .",
        "_:l rdf:first 1 ; rdf:rest _:l .",
        "_:l rdf:first 1 .",
        "_:l rdf:first 1 ; rdf:rest (2), (3) .",
    ],
    ids=["two firsts", "circular", "no rest", "two rests"],
)
def test_a_broken_list_is_shown_as_the_nodes_it_is(tmp_path: Path, turtle: str) -> None:
    made = make(tmp_path, f"ex:a ex:p _:l . {turtle}")
    (value,) = made.facts("id/ex/a")["p"]
    assert value.startswith(("first 1", "Node 1"))


def test_what_points_here_is_grouped_by_property(tmp_path: Path) -> None:
    turtle = (
        "ex:b a ex:C ; ex:near ex:a . ex:c ex:near ex:a ; ex:far ex:a . ex:d ex:p [ ex:q ex:a ] . ex:a ex:near ex:a ."
    )
    made = make(tmp_path, turtle)
    assert made.facts("id/ex/a", "incoming") == {
        "is far of": ["c"],
        "is near of": ["a", "b", "c"],
        "Named within": ["d p"],
    }
    assert made.facts("id/ex/c-" + digest("<https://example.org/ns#C>"), "incoming") == {"Instances": ["b"]}


def test_a_property_shows_its_use(tmp_path: Path) -> None:
    made = make(tmp_path, "".join(f"ex:s{n} ex:weighs {n} .\n" for n in range(30)))
    page = made.page("id/ex/weighs")
    assert text(page.xpath("//section[@aria-labelledby='use']/p")[0]) == "30 triples have it; some of them."
    assert text(page.xpath("//section[@aria-labelledby='use']//tbody/tr[1]")[0]) == "s0 0 xsd:integer"


def test_ten_thousand_links_are_on_pages_of_their_own(tmp_path: Path) -> None:
    many = 10_000
    made = make(tmp_path, "".join(f"ex:n{n} ex:of ex:hub . ex:hub ex:to ex:n{n} .\n" for n in range(many)))
    assert made.facts("id/ex/hub", "incoming")["is of of"][-1] == "All 10,000"
    for folder in ("id/ex/hub/from/ex/of", "id/ex/hub/values/ex/to"):
        files = sorted((made.site / folder).iterdir())
        assert len(files) == 20
        found = [link.get("href") for file in files for link in made.page(f"{folder}/{file.name}").xpath("//ol//a")]
        assert len(found) == len(set(found)) == many
        # Every link leads somewhere, from as deep as it stands.
        assert all((made.site / folder / link).is_file() for link in found)
    assert (made.site / "id/ex/hub/index.html").stat().st_size < 30_000


def test_what_is_not_described_here_is_a_link_out(tmp_path: Path) -> None:
    turtle = "ex:a ex:p <https://example.com/x>, ex:undescribed, <urn:isbn:1>, <mailto:a@example.org> ."
    page = make(tmp_path, turtle).page("id/ex/a")
    out = page.xpath("//dd//a[@rel='external']/@href")
    assert set(out) == {"https://example.com/x", "https://example.org/ns#undescribed", "mailto:a@example.org"}
    assert page.xpath("//dd/code/@title") == ["urn:isbn:1"]


def test_images_are_links_and_nothing_is_loaded(tmp_path: Path) -> None:
    made = make(tmp_path, "ex:a foaf:depiction <https://example.com/a> ; ex:p <https://example.com/b.PNG> .")
    page = made.page("id/ex/a")
    assert [text(one) for one in page.xpath("//dd")] == [
        "https://example.com/a image",
        "https://example.com/b.PNG image",
    ]
    assert not page.xpath("//img | //picture | //iframe | //script")


def test_places_and_geometries_are_readable(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        'ex:a wgs:lat "52.5" ; wgs:long "-13.25" ; ex:g "POLYGON((10 50, 11 50, 11 51, 10 50))"^^geo:wktLiteral,'
        ' "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(50 10)"^^geo:wktLiteral, "POINT(x)"^^geo:wktLiteral,'
        ' """{"type": "Point", "coordinates": [1, -2]}"""^^geo:geoJSONLiteral .',
    )
    page = made.page("id/ex/a")
    assert text(of_class(page, "place")[0]) == "52.5° N, 13.25° W"
    words = [text(one) for one in page.xpath("//dd/span[not(@class)]")]
    assert words == [
        "Point: 50° N, 10° E",
        "Polygon of 4 positions, from 50° N, 10° E to 51° N, 11° E",
        "Point: 2° S, 1° E",
    ]
    assert len(of_class(page, "outline")) == 1
    assert made.remarks() == {"Geometries that cannot be read": ["id/ex/a/: POINT(x)"]}


def test_named_graphs_are_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "d.nq").write_text(
        '<https://e.org/a> <https://e.org/p> "x" <https://e.org/g1> .\n<https://e.org/a> <https://e.org/p> "x" .\n'
    )
    made = build(tmp_path / "out", tmp_path / "d.nq")
    assert made.built.figures["triples"] == 1
    assert "<https://e.org/g1> {" in (made.out / "dump" / "graph.trig").read_text(encoding="utf-8")
    assert text(made.page("index.html").xpath("//section[@aria-labelledby='graphs']//li")[0]) == "https://e.org/g1 1"


def test_triple_terms_are_shown_and_what_cannot_say_them_told(tmp_path: Path) -> None:
    made = make(
        tmp_path, 'ex:a ex:b ex:c {| ex:since "2016" |} . ex:d ex:says <<( ex:a ex:b <<( ex:x ex:y "z" )>> )>> .'
    )
    assert made.facts("id/ex/d") == {"says": ["a b ex:x ex:y z"]}
    assert list(made.facts("id/ex/a", "incoming")) == ["Triples about it"]
    assert len(made.remarks()["Triple terms left out of the JSON-LD files, which cannot say them"]) == 2
    assert "<<( ex:x" not in (made.site / "id/ex/d/index.jsonld").read_text(encoding="utf-8")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Made, Made]:
    turtle = 'ex:a ex:p [ ex:q ( 1 [ ] ) ], _:x . _:x ex:q "x" . [] a ex:T . ex:b rdfs:label "b"@en, "c"@de .'
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    many = "".join(f"ex:m{n} a ex:Many ; ex:next ex:m{n + 1} ; ex:n {n}.5, 'x'^^xsd:integer .\n" for n in range(300))
    return make(tmp_path / "1", turtle + many), make(tmp_path / "2", turtle + many, Options(jobs=2))


def test_the_same_data_give_the_same_bytes(two: tuple[Made, Made]) -> None:
    """In one process as in two; blank nodes have no names of chance."""
    first, second = (
        {path.relative_to(made.out).as_posix(): path.read_bytes() for path in made.out.rglob("*") if path.is_file()}
        for made in two
    )
    assert len(first) > 1200
    first.pop("reports/build.json")
    second.pop("reports/build.json")
    assert first == second


def test_a_vocabulary_has_the_prefix_that_it_wants(tmp_path: Path) -> None:
    turtle = """<https://v.org/sea#> <http://purl.org/vocab/vann/preferredNamespacePrefix> "sea" ;
    <http://purl.org/vocab/vann/preferredNamespaceUri> "https://v.org/sea#" . <https://v.org/sea#Light> a ex:T ."""
    assert make(tmp_path, turtle).page("id/sea/light").xpath("//code/text()") == ["sea:Light"]
