"""Questions by name: parameters are bound, names are understood, answers come as table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from pincite.asking import answer
from pincite.content import read_queries_of
from pincite.errors import UsageError
from pincite.graph.names import Names
from pincite.graph.store import Graph, Rows
from pincite.graph.terms import RDFS_LABEL, Iri, Prefixes, Text, iri, literal
from pincite.project import Project
from pincite.queries.ask import Answer, as_csv, as_table, ask
from tests.queries.conftest import BASE, told, wrong


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


def test_parameters_are_bound_and_never_spliced(lights: Path) -> None:
    evil = 'x" } } DROP ALL # \\'
    made = json.loads(told(lights, "typed", "json", word=evil, number="-7", day="1902-05-03", kind="li:Person"))
    row = made["results"]["bindings"][0]
    assert row["word"]["value"] == evil
    assert row["number"]["value"] == "-7"
    assert row["day"]["value"] == "1902-05-03"
    assert row["kind"]["value"] == "https://example.org/lights/ontology#Person"


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
