"""Questions by name: parameters are bound, names are understood, answers come as table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from pincite.asking import answer, listing
from pincite.content import read_queries_of
from pincite.errors import UsageError
from pincite.graph.names import Names
from pincite.graph.store import Graph, Rows
from pincite.graph.terms import RDFS_LABEL, Iri, Prefixes, Text, iri, literal
from pincite.project import Project
from pincite.queries.ask import Answer, as_csv, as_table, ask

EXAMPLE = Path(__file__).parents[1] / "example"
BASE = "https://example.org/lights/id/"
TYPED = """#+ summary: What a day, a number, a word and a term come to
#+ params: {day: {type: date}, number: {type: integer}, word: {type: string}, kind: {type: term}}
SELECT ?day ?number ?word ?kind WHERE {
  VALUES ?day { "1900-01-01"^^<http://www.w3.org/2001/XMLSchema#date> } VALUES ?number { 1 }
  VALUES ?word { "plain" } VALUES ?kind { li:Light }
} ORDER BY ?day
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
    entities = root / "mappings/entities/all.yaml"
    text = entities.read_text(encoding="utf-8")
    for label in ("South Light", "West Beacon"):
        text = text.replace(f"label: {label}\n", f"label: {label}\n    also: [The Lamp]\n")
    text = text.replace("label: Ada Holm\n", "label: Ada Holm\n    also: [The Widow]\n")
    text = text.replace("label: Bjørn Lund\n", "label: Bjørn Lund\n    also: [Ada Holm]\n")
    entities.write_text(text, encoding="utf-8")
    return root


def told(lights: Path, name: str, form: str = "table", sources: bool = False, **given: str) -> str:
    return answer(lights, name, given, form, sources, None, 100)


def wrong(lights: Path, name: str, form: str = "table", sources: bool = False, **given: str) -> str:
    with pytest.raises(UsageError) as caught:
        told(lights, name, form, sources, **given)
    return str(caught.value)


def test_a_table_has_labels_and_no_column_of_statements(lights: Path) -> None:
    assert told(lights, "keepers").splitlines() == [
        "light        keeper      when",
        "-----------  ----------  ---------",
        "North Light  Ada Holm    1901/..",
        "West Beacon  Bjørn Lund  1902/1911",
    ]


def test_sources_are_the_sentences_of_each_row(lights: Path) -> None:
    text = told(lights, "keepers", sources=True)
    assert text.endswith(
        "\nSources\n"
        '  row 1: "The North Light" (Notice to Mariners, sentence 2, characters 20-35)\n'
        '  row 1: "Ada Holm has kept it since 1901" (Notice to Mariners, sentence 4, characters 102-133)\n'
        '  row 2: "Bjørn Lund kept the West Beacon from 1902 to 1911"'
        " (From the harbour book, sentence 3, characters 81-130)\n"
    )
    assert told(lights, "typed", sources=True).endswith("\nNo sources: the query returns no statements.\n")
    assert wrong(lights, "keepers", "csv", sources=True).startswith("--sources: CSV has no place for sentences.")


def test_csv_is_csv(lights: Path) -> None:
    text = told(lights, "keepers", "csv")
    assert text.startswith("light,keeper,when\r\n")
    assert list(csv.DictReader(io.StringIO(text, newline="")))[1] == {
        "light": "West Beacon", "keeper": "Bjørn Lund", "when": "1902/1911",
    }  # fmt: skip


def test_json_is_what_sparql_says_and_the_statements_beside(lights: Path) -> None:
    made = json.loads(told(lights, "keepers", "json"))
    assert made["head"] == {"vars": ["light", "keeper", "when"]}
    assert made["results"]["bindings"][0] == {
        "light": {"type": "uri", "value": f"{BASE}light/north-light"},
        "keeper": {"type": "uri", "value": f"{BASE}person/ada-holm"},
        "when": {"type": "literal", "value": "1901/.."},
    }
    assert [len(row) for row in made["statements"]] == [1, 1]
    assert made["statements"][0][0].startswith(f"{BASE}person/ada-holm#s-")
    typed = json.loads(told(lights, "typed", "json"))["results"]["bindings"][0]
    assert typed["number"] == {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}


def test_several_columns_of_statements_are_all_sources(lights: Path) -> None:
    made = json.loads(told(lights, "several", "json"))
    assert made["head"] == {"vars": ["keeper"]}
    assert all(len(row) == 2 for row in made["statements"])


@pytest.mark.parametrize(
    "name",
    ["light/west-beacon", "West Beacon", "west beacon", f"{BASE}light/west-beacon"],
)
def test_an_entity_goes_by_any_of_its_names(lights: Path, name: str) -> None:
    rows = told(lights, "keepers", light=name).splitlines()[2:]
    assert rows == ["West Beacon  Bjørn Lund  1902/1911"]


def test_a_name_of_several_is_told_with_their_ids(lights: Path) -> None:
    message = wrong(lights, "keepers", light="The Lamp")
    assert message == "'The Lamp': several things have that name. Use an id: light/south-light, light/west-beacon."


def test_a_label_goes_before_another_things_other_name(lights: Path) -> None:
    assert told(lights, "keepers", light="Ada Holm") == "No row: the documents do not say.\n"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("keeper", {}, "'keeper': no question of that name. Did you mean keepers?"),
        ("wages", {}, "'wages': no question of that name. Run `pincite ask --list`."),
        ("keepers", {"lamp": "x"}, "queries/questions/keepers.rq: no parameter 'lamp'. Parameters: light."),
        ("several", {"lamp": "x"}, "queries/questions/several.rq: no parameter 'lamp'. It takes none."),
        (
            "keepers", {"light": "West Becon"},
            "'West Becon': nothing in the graph has that name or id. Did you mean 'west beacon', 'light/west-beacon'?",
        ),
        ("typed", {"day": "1901-02-30"}, "-p day=1901-02-30: '1901-02-30' is impossible"),
        ("typed", {"day": "1901"}, "-p day=1901: '1901' is not a day. Write a day as 2015-06-01."),
        ("typed", {"number": "many"}, "-p number=many: not a whole number. Write digits only."),
        ("typed", {"kind": "li:Lamp"}, "'li:Lamp': nothing in the graph has that name or id."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(lights: Path, name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        answer(lights, name, given, "table", sources=False, endpoint=None, width=100)
    assert str(caught.value).startswith(message)


def test_parameters_are_bound_and_never_spliced(lights: Path) -> None:
    evil = 'x" } } DROP ALL # \\'
    made = json.loads(told(lights, "typed", "json", word=evil, number="-7", day="1902-05-03", kind="li:Person"))
    row = made["results"]["bindings"][0]
    assert row["word"]["value"] == evil
    assert row["number"]["value"] == "-7"
    assert row["day"]["value"] == "1902-05-03"
    assert row["kind"]["value"] == "https://example.org/lights/ontology#Person"


def test_questions_are_listed_in_order(lights: Path) -> None:
    assert [line.split("  ")[0] for line in listing(lights).splitlines()] == ["keepers", "several", "typed"]


PREFIXES = Prefixes(
    "https://example.org/",
    {"pin": "https://w3id.org/pincite/ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
     "skos": "http://www.w3.org/2004/02/skos/core#"},
)  # fmt: skip


@pytest.fixture
def long_answer(lights: Path) -> Answer:
    """An answer with more words than a line holds, and a cell with nothing."""
    query = read_queries_of(Project.open(lights))[0]["keepers"]
    rows = ({"when": Text("word " * 40), "light": Iri("https://example.org/id/light/a"), "keeper": None},)
    graph = Graph(PREFIXES)
    graph.add([(iri("https://example.org/id/light/a"), RDFS_LABEL, literal("Lamp, the"))])

    class Given:
        def select(self, _query: str) -> Rows:
            return Rows(("light", "keeper", "when"), rows)

    return ask(query, {}, Given(), Names(graph))


@pytest.mark.parametrize("width", [30, 60, 120])
def test_a_table_is_as_narrow_as_asked_and_cuts_nothing(long_answer: Answer, width: int) -> None:
    text = as_table(long_answer, width)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("word") == 40
    assert as_csv(long_answer).splitlines()[1].startswith('"Lamp, the",,word')


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[str]]]:
    """An endpoint that gives one answer to everything; its address, and the queries it got."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append(parse_qs(body)["query"][0])
            names = ["light", "keeper", "when", "statement"]
            light, when = {"type": "uri", "value": f"{BASE}light/west-beacon"}, {"type": "literal", "value": "1999"}
            binding = {"light": light, "when": when}
            data = json.dumps({"head": {"vars": names}, "results": {"bindings": [binding]}}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/query", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_is_asked_the_same_query(lights: Path, endpoint: tuple[str, list[str]]) -> None:
    url, asked = endpoint
    text = answer(lights, "keepers", {"light": "West Beacon"}, "csv", False, url, 100)
    assert text == "light,keeper,when\r\nWest Beacon,,1999\r\n"
    assert f"VALUES ?light {{ <{BASE}light/west-beacon> }}" in asked[0]
    assert asked[0].startswith("BASE <https://example.org/lights/>\nPREFIX ")


@pytest.mark.parametrize(
    ("url", "message"), [("http://127.0.0.1:9/query", "the endpoint gave no answer"), ("ftp://x", "not the address")]
)
def test_an_endpoint_that_is_none_is_told(lights: Path, url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        answer(lights, "keepers", {}, "table", False, url, 100)
