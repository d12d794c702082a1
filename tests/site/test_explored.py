"""Pages that show many things at once: trees, matters, timelines, boards; their parts, and what is not known."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import pytest

from pincite.site.hierarchy import hierarchy_of
from pincite.site.links import Link
from pincite.site.reference import ClassNode
from pincite.site.times import axis_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")  # it has no types

YEARS = "2013-01-01/2013-12-31/2017-01-01/2017-12-31"
EDGES = """#+ summary: Edges
SELECT ?tree ?item ?whole ?relation ?statement WHERE {
  VALUES (?number ?tree ?item ?property ?whole) {
    %s
  }
  BIND("part" AS ?relation)
  ?statement pin:about ?item ; pin:property ?property .
}
ORDER BY ?number ?statement
"""


def tree_of(workshop: Workshop, *edges: str) -> Any:
    """Return the main part of the page of a tree with these edges."""
    rows = " ".join(f"({number} {edge})" for number, edge in enumerate(edges))
    (workshop.root / "queries" / "pages" / "order-of-battle.rq").write_text(EDGES % rows, encoding="utf-8")
    workshop.render()
    return html.fromstring(workshop.page("order-of-battle/index.html")).xpath("//main")[0]


def names(branches: list[Any]) -> list[str]:
    """Return the names of branches."""
    return [str(one.xpath("string(div/p/a[@class='name'])")) for one in branches]


def below(branch: Any) -> list[Any]:
    """Return what is directly below a branch."""
    found: list[Any] = branch.xpath("details/ul/li")
    return found


def test_a_tree_has_roots_parts_and_what_each_is_there(workshop: Workshop) -> None:
    main = tree_of(
        workshop,
        '"One" <id/force/guard> al:guards <id/place/bridge>',
        '"One" <id/place/bridge> al:built <id/place/boats>',
        '"Two" <id/force/guard> al:personnel <id/person/ada>',
    )
    assert main.xpath("//h2/text()")[:2] == ["One", "Two"]
    # The bridge is below the boats by a claim and a contested word only, so it is seen without them, too.
    (alone, boats), (ada,) = (one.xpath("li") for one in main.xpath("//ul[@class='branches']"))
    assert names([alone]) == ["Northern Bridge"]
    assert names([boats, ada]) == ["Boats", "Ada Łoś"]
    (bridge,) = below(boats)
    (guard,) = below(bridge)
    assert names([bridge, guard]) == ["Northern Bridge", "Regional Guard"]
    # What both statements of the bridge say stays apart, each with its mode and its sentence.
    told = [" ".join(line.text_content().split()) for line in bridge.xpath("div/ul[@class='relations']/li")]
    assert len(told) == 2
    assert any("says" in line or "claimed" in line for line in told)
    assert any("contested" in line for line in told)
    assert all(line.xpath("sup/a") for line in bridge.xpath("div/ul/li"))
    hedged = below(ada)[0].xpath("string(div/ul/li)")
    assert "about part" in " ".join(hedged.split())


def test_a_circle_ends_and_leads_to_its_first_place(workshop: Workshop) -> None:
    main = tree_of(
        workshop,
        '"Ring" <id/force/guard> al:guards <id/place/bridge>',
        '"Ring" <id/place/bridge> al:built <id/force/guard>',
    )
    (root,) = main.xpath("//ul[@class='branches']/li")
    (inner,) = below(root)
    (again,) = below(inner)
    assert names([root, inner, again]) == ["Northern Bridge", "Regional Guard", "Northern Bridge"]
    assert below(again) == []
    assert again.xpath("p/a/@href") == [f"#{root.get('id')}"]


def test_what_is_below_only_by_plan_or_in_a_period_is_a_root_too(workshop: Workshop) -> None:
    main = tree_of(
        workshop,
        '"Plans" <id/force/guard> al:guards <id/place/bridge>',
        '"Plans" <id/posting/ada-commander> al:holder <id/force/guard>',
        '"Plans" <id/place/boats> al:none <id/posting/ada-commander>',
        '"Firm" <id/force/guard> al:strength <id/place/bridge>',
        '"Firm" <id/place/bridge> al:built <id/force/guard>',
    )
    plans = main.xpath("//ul[@class='branches']")[0]
    # The guard is below the bridge as a fact: no root. The posting has no parts: none either.
    assert names(plans.xpath("li")) == ["Northern Bridge"]
    limited = plans.xpath(".//li[contains(div/p/a, 'as Commander')]//ul[@class='relations']/li")
    assert [one.get("data-during") for one in limited] == ["alert"]
    firm = main.xpath("//ul[@class='branches']")[1]
    assert names(firm.xpath("li"))[:1] == ["Northern Bridge"]
    assert "Regional Guard" in names(firm.xpath("li"))


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (YEARS, [("possible", "2013-01-01"), ("certain", "2013-12-31"), ("possible", "2017-01-02")]),
        (
            "2018-01-01/2018-12-31/2021-09-30/",
            [("possible", "2018-01-01"), ("certain", "2018-12-31"), ("to", "2021-10-01")],
        ),
        ("/1996-06-08/2021-06-07/2021-06-07", [("from", "1990-01-01"), ("certain", "1996-06-08")]),
        ("/2016-09-20/2016-09-20/", [("from", "1990-01-01"), ("seen", "2016-09-20"), ("to", "2016-09-21")]),
        ("2016-09-20/2016-09-20/2016-09-20/2016-09-20", [("certain", "2016-09-20")]),
        ("2016-01-01/2016-12-31/2016-01-01/2016-12-31", [("possible", "2016-01-01")]),
        ("2020-08-01/2020-08-31//", [("to", "2020-08-01")]),
        ("//2021-09-30/2021-09-30", [("from", "1990-01-01")]),
        ("//2021-09-30/", [("open", "1990-01-01")]),
    ],
)  # fmt: skip
def test_a_bar_tells_certain_possible_and_open(bounds: str, expected: list[tuple[str, str]]) -> None:
    axis = axis_of(["1991-01-01///", "///2024-01-01"])
    assert axis
    assert (axis.first, axis.last) == ("1990-01-01", "2026-01-01")
    bar = axis.bar(bounds)
    assert bar
    whole = axis_of(["1991-01-01///", "///2024-01-01"])
    assert whole
    places = [(piece.kind, piece.start) for piece in bar.pieces]
    assert places == [(kind, whole.place(day)) for kind, day in expected]
    # The stretches meet: none of the time between is left out or told twice.
    for piece, other in zip(bar.pieces, bar.pieces[1:], strict=False):
        assert float(piece.start) + float(piece.length) == pytest.approx(float(other.start), abs=1e-3)
    assert all(float(piece.length) > 0 for piece in bar.pieces)


def test_an_axis_of_nothing_is_none_and_nothing_has_no_bar() -> None:
    assert axis_of(["", "///"]) is None
    axis = axis_of([YEARS])
    assert axis
    assert axis.bar("") is None
    assert [tick.year for tick in axis.ticks] == list(range(2013, 2019))


def test_a_timeline_draws_what_is_dated_and_lists_the_rest(workshop: Workshop) -> None:
    (workshop.root / "queries" / "pages" / "timeline.rq").write_text(
        '#+ summary: T\nSELECT ?lane ?thing ?what ?statement WHERE { VALUES (?thing ?p) {'
        ' (<id/posting/ada-commander> al:holder) (<id/force/guard> al:guards) (<id/place/boats> al:none) }'
        ' BIND("All & sundry" AS ?lane) BIND("held" AS ?what)'
        " OPTIONAL { ?statement pin:about ?thing ; pin:property ?p } } ORDER BY ?thing\n", encoding="utf-8"
    )  # fmt: skip
    workshop.render()
    lane = html.fromstring(workshop.page("timeline/index.html")).xpath("//section[@data-lane]")[0]
    assert lane.get("data-lane") == "all-sundry"
    (row,) = lane.xpath(".//tbody/tr")
    assert row.xpath("th/@data-when") == ["2018-01-01/2018-12-31//"]
    assert [one.get("class") for one in row.xpath("td//rect")] == ["to"]
    assert row.xpath("th/sup/a")
    assert lane.xpath("details//li/a/bdi/text()") == ["Regional Guard", "Boats"]


def test_a_matter_has_every_aspect_and_its_reasons(workshop: Workshop) -> None:
    (workshop.root / "queries" / "pages" / "decisions.rq").write_text(
        "#+ summary: D\nSELECT ?subject ?case ?order ?aspect ?value ?statement WHERE {"
        " VALUES (?subject ?case ?order ?aspect ?p) {"
        ' (<id/place/bridge> <id/posting/ada-commander> 2 "Who" al:holder)'
        ' (<id/place/bridge> <id/person/ada> 1 "What" al:commands) }'
        " ?statement pin:about ?case ; pin:property ?p ; pin:value ?value } ORDER BY DESC(?order) ?statement\n",
        encoding="utf-8",
    )
    workshop.render()
    matter = html.fromstring(workshop.page("decisions/index.html")).xpath("//section[@class='matter']")[0]
    assert matter.get("id") == "bridge"
    first, second = matter.xpath("article")
    assert first.xpath("dl/div/dt/text()") == second.xpath("dl/div/dt/text()") == ["What", "Who"]
    assert "not stated" in first.xpath("string(dl/div[1])")
    assert "Ada" in first.xpath("string(dl/div[2]/dd)")
    assert first.xpath("h3/@data-during") == ["alert"]
    assert "Alert" in first.xpath("string(h3)")
    # Derived: the rule, and below it the premises with the words that say them.
    reason = second.xpath("details/ul/li")[0]
    assert "derived by command" in " ".join(reason.xpath("string(p)").split())
    assert reason.xpath("ul[@class='reasons']/li//blockquote")
    assert all("#char=" in href for href in reason.xpath(".//a[@class='open']/@href"))


def test_a_board_has_its_columns_in_order(workshop: Workshop) -> None:
    (workshop.root / "queries" / "pages" / "topics.rq").write_text(
        "#+ summary: T\nSELECT ?page WHERE { VALUES ?page { <id/place/bridge> } } ORDER BY ?page\n", encoding="utf-8"
    )
    (workshop.root / "queries" / "pages" / "allowed-done-claimed.rq").write_text(
        "#+ summary: B\nSELECT ?page ?order ?column ?statement WHERE {"
        ' VALUES (?order ?column ?p) { (2 "Alpha" al:guards) (1 "Beta" al:proposition) }'
        " BIND(<id/place/bridge> AS ?page) ?statement pin:property ?p } ORDER BY DESC(?order) ?statement\n",
        encoding="utf-8",
    )
    workshop.render()
    page = html.fromstring(workshop.page("topics/bridge/index.html"))
    beta, alpha = page.xpath("//div[@class='board']/section")
    assert [one.xpath("string(h2)").split() for one in (beta, alpha)] == [["Beta", "1"], ["Alpha", "2"]]
    (claim,) = beta.xpath("ul/li")
    # Who says it stands first, and a claim keeps its mode.
    assert "Ada Łoś “ says" in " ".join(claim.xpath("string(p[1])").replace("says", "“ says").split())
    assert "claimed" in claim.get("class")
    assert "Regional Guard — guards: Northern Bridge" in " ".join(alpha.xpath("string(ul/li[1]/p[2])").split())
    index = html.fromstring(workshop.page("topics/index.html"))
    assert index.xpath("//tbody//a/@href") == ["bridge/index.html"]
    assert index.xpath("//tbody//td/text()") == ["1", "2"]


def test_a_list_tells_since_when(rendered: Workshop) -> None:
    (line,) = html.fromstring(rendered.page("id/posting/index.html")).xpath("//ul[@class='entities']/li")
    assert line.xpath("span[@class='time']/@data-when") == ["2018-01-01/2018-12-31//"]
    assert line.xpath("span[@class='time']/@data-during") == ["alert"]
    assert "since 2018" in line.text_content()
    assert html.fromstring(rendered.page("id/posting/index.html")).xpath("//form[@data-moment]")
    assert not html.fromstring(rendered.page("id/place/index.html")).xpath("//form[@data-moment]")


def test_what_is_near_is_joined_by_facts_alone(rendered: Workshop) -> None:
    picture = html.fromstring(rendered.page("id/force/guard/index.html")).xpath("//svg[@class='nearby']")[0]
    told = [" ".join(one.text_content().split()) for one in picture.xpath(".//text")]
    assert list(zip(told[::2], told[1::2], strict=True)) == [
        ("→ guards", "Northern Bridge"),
        ("→ holder", '<script>alert("x")</script> & "son"'),
        ("← commands", "Ada Łoś"),
    ]
    assert picture.xpath(".//a/@tabindex") == ["-1"] * 3
    # The boats are not there: that they are is denied; and a claim about them joins nobody.
    assert not html.fromstring(rendered.page("id/place/boats/index.html")).xpath("//svg[@class='nearby']")


def test_a_picture_of_what_is_near_stays_small(larger: Callable[[int], Workshop]) -> None:
    crowded = html.fromstring(larger(30).page("id/place/bridge/index.html"))
    assert len(crowded.xpath("//svg[@class='nearby']/a")) == 12


def test_a_still_picture_gives_most_of_its_width_to_most_days() -> None:
    late = [f"{year}-01-01/{year}-12-31/{year}-01-01/{year}-12-31" for year in (2013, 2014, 2015, 2016, 2017, 2018)]
    axis = axis_of(["1964-01-22///", *late])
    assert axis
    focus = axis.focus
    assert focus
    assert (focus.year, focus.share, focus.rest) == (2013, "30", "70")
    # Within its part the axis is so wide, and begins so far to the left, that the part shows just from that year on.
    place = float(axis.place("2013-01-01"))
    assert abs(float(focus.before) * place / 100 - 100) < 0.01
    assert abs(float(focus.start) + float(focus.after) * place / 100) < 0.01
    assert abs(float(focus.start) + float(focus.after) - 100) < 0.01
    assert all(tick.year < 2013 for tick in focus.early)
    assert [tick.year for tick in focus.late][:2] == [2013, 2015]


@pytest.mark.parametrize("years", [(1991, 1999, 2007, 2015, 2023), (2013, 2014, 2015)])
def test_even_days_need_no_focus(years: tuple[int, ...]) -> None:
    axis = axis_of([f"{year}-05-01///" for year in years])
    assert axis
    assert axis.focus is None


def _node(name: str, uses: int, *children: ClassNode) -> ClassNode:
    return ClassNode(Link(name, None), uses, children)


def test_the_hierarchy_counts_what_is_below() -> None:
    tree = (_node("Site", 1, _node("Place", 2, _node("Town", 4)), _node("Base", 0)), _node("Task", 9))
    picture = hierarchy_of(tree)
    assert picture
    told = {box.name: (box.uses, box.x > 0, box.height) for box in picture.boxes}
    assert told == {"Site": (7, False, 42), "Place": (6, True, 20), "Town": (4, True, 20), "Base": (0, True, 20)}
    town, base = (next(box for box in picture.boxes if box.name == name) for name in ("Town", "Base"))
    assert town.x > base.x
    assert base.y > town.y
    assert hierarchy_of((_node("Task", 9),)) is None
    # One below the other is told in words.
    assert hierarchy_of((_node("Statement", 2, _node("Fact", 3)), _node("Mode", 1))) is None
