"""The console, in a real browser: right answers, faults with their place, a query that takes too long, links, files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Reader

ANSWERS = Path(__file__).resolve().parents[1] / "questions" / "answers"
CONSOLE = "sparql/index.html"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LOADING = 60_000  # milliseconds that the first run may take on a busy machine


def _run(page: Page, query: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


def _result(page: Page) -> Locator:
    result = page.get_by_role("region", name="Result", exact=True)
    expect(result).to_be_visible(timeout=LOADING)
    return result


def _rows(page: Page) -> list[dict[str, str]]:
    """The table without the statements that an answer rests on, each row once."""
    _result(page)
    columns = page.locator("[data-table] thead th").all_inner_texts()
    script = """rows => rows.map(row => [...row.cells].map(cell => cell.querySelector("a, bdi")?.textContent ?? ""))"""
    cells = page.locator("[data-table] tbody tr").evaluate_all(script)
    rows = [
        {name: cell for name, cell in zip(columns, row, strict=True) if not name.startswith("statement")}
        for row in cells
    ]
    return [row for index, row in enumerate(rows) if row not in rows[:index]]


@pytest.mark.parametrize("name", ["leased-facility-with-the-volga-radar", "how-many-su-30sm"])
def test_a_question_runs_here_and_answers_as_checked(served: str, reader: Reader, name: str) -> None:
    with reader() as page:
        page.goto(f"{served}questions/{name}/index.html")
        page.get_by_role("link", name="Run it here").click()
        with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            expected = list(csv.DictReader(file))
        assert expected
        assert _rows(page) == expected
        assert page.url == f"{served}{CONSOLE}?question={name}"
        # Labels lead to pages of the site.
        link = page.locator("[data-table] tbody a").first
        label = link.inner_text()
        link.click()
        expect(page.locator("h1")).to_have_text(label)


def test_nothing_heavy_comes_before_it_is_wanted(served: str, reader: Reader) -> None:
    asked: list[str] = []
    with reader() as page:
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(served + "index.html")
        page.goto(served + CONSOLE)
        expect(page.locator(".cm-content")).to_contain_text("SELECT")
        assert "console.js" in asked[asked.index("index.html", 1) :]
        assert not {"console-worker.js", "web_bg.wasm", "graph.nt.gz", "data.js"} & set(asked)
        page.get_by_role("button", name="Run", exact=True).click()
        _result(page)


def test_a_bad_query_is_told_where(served: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(served + CONSOLE)
        _run(page, "SELECT ?x WHERE {\n  ?x a ?y .\n  ?x foo:bar 1\n}")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Line 3, column 13: the prefix is not known.", timeout=LOADING)
        page.keyboard.press("Control+Home")
        alert.get_by_role("button", name="Go to line 3").click()
        expect(page.locator(".cm-content")).to_be_focused()
        expect(page.locator(".cm-activeLine")).to_have_text("  ?x foo:bar 1")
        for query, words in {
            "SELECT * WHERE {\n  ?s ?p\n}": "Line 3, column 2: this is not SPARQL from here on.",
            "DELETE WHERE { ?s ?p ?o }": "This console only reads",
            "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }": "SERVICE calls another host",
            "# nothing": "There is no query yet.",
        }.items():
            _run(page, query)
            expect(alert).to_contain_text(words)
        _run(page, "ASK { ?s a pin:Fact }")
        expect(page.locator("[data-answer]")).to_contain_text("Yes")
        expect(alert).to_be_hidden()


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_runs(served: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(served + CONSOLE)
        page.get_by_label("Stop after").select_option("5")
        _run(page, SLOW)
        expect(page.get_by_role("alert")).to_contain_text("stopped after 5 seconds", timeout=LOADING)
        _run(page, "SELECT (COUNT(*) AS ?n) { ?s a pin:Fact }")
        assert int(_rows(page)[0]["n"]) > 3000
        expect(page.get_by_role("alert")).to_be_hidden()
        page.get_by_label("Stop after").select_option("120")
        _run(page, SLOW)
        expect(page.get_by_role("status").filter(has_text="Running")).to_be_visible(timeout=LOADING)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("status").filter(has_text="Stopped.")).to_be_visible()
        expect(page.get_by_role("button", name="Run", exact=True)).to_be_focused()


def test_a_link_to_a_query_opens_it_and_waits_for_the_button(served: str, reader: Reader) -> None:
    query = "# 100 % <ü> & +\nSELECT ?x { VALUES ?x { 'a&b=c#d' } }"
    with reader() as page:
        page.goto(served + CONSOLE + "?date=2016-09-20")
        _run(page, query)
        assert _rows(page) == [{"x": "a&b=c#d"}]
        shared = page.url
        assert shared.startswith(f"{served}{CONSOLE}?date=2016-09-20#query=")
    with reader() as page:
        page.goto(shared)
        expect(page.locator(".cm-line").last).to_have_text(query.splitlines()[1])
        expect(page.locator("[data-result]")).to_be_hidden()
        assert "worker" not in str(page.evaluate("performance.getEntriesByType('resource').map(one => one.name)"))
        page.get_by_role("button", name="Run", exact=True).click()
        assert _rows(page) == [{"x": "a&b=c#d"}]


def _saved(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_answers_can_be_saved(served: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(served + CONSOLE)
        _run(page, "SELECT ?f ?label { ?f a al:JointGrouping ; rdfs:label ?label } ORDER BY ?f")
        _result(page)
        columns, *rows = csv.reader(io.StringIO(_saved(page, "CSV")))
        assert columns == ["f", "label"]
        assert ["https://w3id.org/pincite/alliance/id/force/rgf", "Regional Group of Forces (RGF)"] in rows
        told = json.loads(_saved(page, "JSON"))
        assert [one["label"]["value"] for one in told["results"]["bindings"]] == [label for _, label in rows]
        expect(page.get_by_role("button", name="Turtle", exact=True)).to_be_hidden()
        query = _saved(page, "Save query")
        assert query.startswith("BASE <https://w3id.org/pincite/alliance/>\nPREFIX ")
        ox.Store().query(query)


def test_triples_are_a_table_and_a_picture_and_can_be_saved(served: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(served + CONSOLE)
        _run(page, "CONSTRUCT { ?a al:hasPart ?b ; rdfs:label ?l } { ?a al:hasPart ?b ; rdfs:label ?l } LIMIT 12")
        rows = _rows(page)
        assert {"Subject", "Property", "Value"} == set(rows[0])
        picture = page.locator("svg").and_(page.get_by_role("group", name="The same as a picture"))
        expect(picture).to_be_visible()
        expect(picture.locator("circle").first).to_be_visible()
        turtle, triples = _saved(page, "Turtle"), _saved(page, "N-Triples")
        parsed = {str(quad) for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
        assert parsed == {str(quad) for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)}
        assert len(parsed) == len(rows)
        assert len(list(csv.reader(io.StringIO(_saved(page, "CSV"))))) == len(rows) + 1
        json.loads(_saved(page, "JSON-LD"))


@pytest.mark.parametrize(
    ("path", "asked", "holds"),
    [
        ("id/force/rgf/index.html", "behind=behind-entity&of=force/rgf", "Commander of the RGF"),
        ("id/force/index.html", "behind=behind-kind&of=force", "Regional Group of Forces (RGF)"),
        ("id/document/still-reluctant-allies/index.html",
         "behind=behind-document&of=document/still-reluctant-allies", "reported"),
        ("index.html", "behind=behind-home", "derived"),
    ],
)  # fmt: skip
def test_the_query_behind_a_page(served: str, reader: Reader, path: str, asked: str, holds: str) -> None:
    with reader() as page:
        page.goto(served + path)
        page.get_by_role("link", name="The query behind this page").last.click()
        assert page.url == f"{served}{CONSOLE}?{asked}"
        expect(_result(page)).to_contain_text(holds)
        of = asked.partition("&of=")[2]
        if of:
            expect(page.locator(".cm-content")).to_contain_text(f"<id/{of}>" if "/" in of else f'"{of}"')


def test_many_rows_come_in_parts(served: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(served + CONSOLE)
        _run(page, "SELECT ?s ?kind { ?s a pin:Fact , ?kind FILTER(?kind = pin:Fact) } LIMIT 450")
        rows = page.locator("[data-table] tbody tr")
        expect(rows).to_have_count(200, timeout=LOADING)
        page.get_by_role("button", name="Show more (200 of 450 shown)").click()
        expect(rows).to_have_count(400)
        expect(rows.first.locator("a").last).to_have_text("Fact", ignore_case=True)
        page.get_by_label("IRIs in place of labels").check()
        expect(rows.first.locator("a").last).to_have_text("pin:Fact")


def test_terms_and_things_are_completed_and_tab_leaves(served: str, reader: Reader) -> None:
    with reader() as page:
        page.goto(served + CONSOLE)
        page.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type("ASK { ?s al:commandedB")
        option = page.locator(".cm-tooltip-autocomplete [role=option]").first
        expect(option).to_contain_text("al:commandedBy")
        page.wait_for_timeout(150)  # A list that has just come takes no key.
        page.keyboard.press("Enter")
        page.keyboard.type(" <urads")
        expect(option).to_contain_text("Unified Regional Air Defence System")
        page.wait_for_timeout(150)
        page.keyboard.press("Enter")
        expect(page.locator(".cm-content")).to_contain_text("?s al:commandedBy <id/")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        expect(page.locator(".cm-content")).not_to_be_focused()


def test_as_a_file_it_says_what_it_needs(own_site: Path, reader: Reader) -> None:
    with reader() as page:
        page.goto(f"{(own_site / CONSOLE).as_uri()}?behind=behind-entity&of=person/a-lukashenka")
        expect(page.get_by_text("make serve")).to_be_visible()
        expect(page.get_by_role("button", name="Run", exact=True)).to_be_hidden()
        expect(page.locator("[data-as-file-query]")).to_contain_text("<id/person/a-lukashenka>")
        page.locator("summary", has_text="Who commands the 61st Fighter Air Base?").click()
        expect(page.locator("details[open] code")).to_contain_text("SELECT ?person")


def test_without_scripts_the_queries_can_be_read(served: str, reader: Reader) -> None:
    with reader(script=False) as page:
        page.goto(served + CONSOLE)
        expect(page.get_by_text("The console needs scripts.")).to_be_visible()
        page.locator("summary", has_text="Who commands the 61st Fighter Air Base?").click()
        expect(page.locator("details[open] code")).to_contain_text("SELECT ?person")


def test_a_graph_that_is_not_there_is_said(served: str, reader: Reader) -> None:
    with reader() as page:
        page.route("**/graph.nt.gz", lambda route: route.fulfill(status=404, body=""))
        page.goto(served + CONSOLE)
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("The graph cannot be loaded", timeout=LOADING)
