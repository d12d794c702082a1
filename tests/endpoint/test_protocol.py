"""Every test of the W3C's SPARQL 1.1 Protocol suite, as a request to this endpoint and what must come back.

The requests follow the specification (SPARQL 1.1 Protocol, section 2), the names are the suite's; its list of tests is
read from a jar that holds it. This endpoint only reads, so what stands here for the suite's updates is that they are
refused.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from rdflib.query import Result

from tests.endpoint.conftest import GRAPH, Served
from tests.tools import maven

FORM = {"Content_Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content_Type": "application/sparql-query"}
UPDATE = {"Content_Type": "application/sparql-update"}
BOOK, NOTICE, CATALOGUE = (GRAPH + name for name in ("harbour-book", "notice-to-mariners", "catalogue"))
MANIFEST = "testcases-sparql-1.1-w3c/protocol/manifest.ttl"
ENTRIES = "PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> SELECT ?t { ?t a mf:ProtocolTest }"

RESULTS = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
TRIPLES = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
# What only one of the two documents says, and what both do.
DOCUMENT = "<https://w3id.org/pincite/ns#document> <https://example.org/lights/id/document/"
IN_BOOK, IN_NOTICE = f"?a {DOCUMENT}harbour-book>", f"?b {DOCUMENT}notice-to-mariners>"


@dataclass(frozen=True)
class Case:
    """A request and the answer to it: a status or a hundred of them, media types, what an ASK says."""

    name: str
    status: int
    method: str = "GET"
    fields: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    says: bool | None = None
    words: str = ""

    def __str__(self) -> str:
        return self.name


def _query(text: str, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("query", text), *more)


def _form(*fields: tuple[str, str]) -> bytes:
    return urlencode(fields).encode()


DEFAULTS = (("default-graph-uri", BOOK), ("default-graph-uri", NOTICE))
NAMED = (("named-graph-uri", BOOK), ("named-graph-uri", NOTICE))
BOTH = f"ASK {{ {IN_BOOK} . {IN_NOTICE} }}"
APART = f"ASK {{ GRAPH ?g {{ {IN_BOOK} }} GRAPH ?h {{ {IN_NOTICE} }} }}"
YES = frozenset(RESULTS)
CASES = [
    Case("query_get", 200, fields=_query("ASK {}"), media=YES, says=True),
    Case("query_post_form", 200, "POST", body=_form(("query", "ASK {}")), headers=FORM, media=YES, says=True),
    Case("query_post_direct", 200, "POST", body=b"ASK {}", headers=DIRECT, media=YES, says=True),
    Case("query_dataset_default_graphs_get", 200, fields=_query(BOTH, *DEFAULTS), says=True),
    Case("query_dataset_default_graphs_post", 200, "POST", DEFAULTS, BOTH.encode(), DIRECT, says=True),
    Case("query_dataset_named_graphs_get", 200, fields=_query(APART, *NAMED), says=True),
    Case("query_dataset_named_graphs_post", 200, "POST", NAMED, APART.encode(), DIRECT, says=True),
    Case(
        "query_dataset_full",
        200,
        "POST",
        (("default-graph-uri", CATALOGUE), *NAMED),
        f"ASK {{ ?s a ?type . {APART[5:-1]} }}".encode(),
        DIRECT,
        says=True,
    ),
    # The request's dataset goes before the query's.
    Case(
        "query_multiple_dataset",
        200,
        "POST",
        (("default-graph-uri", BOOK),),
        f"ASK FROM <{NOTICE}> {{ {IN_BOOK} }}".encode(),
        DIRECT,
        says=True,
    ),
    Case("query_content_type_select", 200, fields=_query("SELECT (1 AS ?v) {}"), media=frozenset(RESULTS)),
    Case("query_content_type_ask", 200, fields=_query("ASK {}"), media=frozenset(RESULTS)),
    Case("query_content_type_describe", 200, fields=_query("DESCRIBE <http://example.org/>"), media=frozenset(TRIPLES)),
    Case("query_content_type_construct", 200, fields=_query("CONSTRUCT WHERE { ?s a ?o }"), media=frozenset(TRIPLES)),
    Case("bad_query_method", 405, "PUT", _query("ASK {}")),
    Case("bad_multiple_queries", 400, fields=_query("ASK {}", ("query", "SELECT * {}")), words="2 queries"),
    Case("bad_query_wrong_media_type", 415, "POST", body=b"ASK {}", headers={"Content_Type": "text/plain"}),
    Case("bad_query_missing_form_type", 415, "POST", body=_form(("query", "ASK {}")), words="type is not told"),
    Case("bad_query_missing_direct_type", 415, "POST", body=b"ASK {}"),
    Case(
        "bad_query_non_utf8",
        415,
        "POST",
        body="ASK {}".encode("utf-16"),
        headers={"Content_Type": "application/sparql-query; charset=UTF-16"},
        words="Send UTF-8",
    ),
    Case("bad_query_syntax", 400, fields=_query("ASK {"), words="query:1:6: not SPARQL from here on"),
    Case("update_post_form", 403, "POST", body=_form(("update", "CLEAR ALL")), headers=FORM, words="only reads"),
    Case("update_post_direct", 403, "POST", body=b"CLEAR ALL", headers=UPDATE, words="only reads"),
    Case("update_dataset_default_graph", 403, "POST", (("using-graph-uri", BOOK),), b"CLEAR ALL", UPDATE),
    Case("update_dataset_default_graphs", 403, "POST", (("using-graph-uri", BOOK),) * 2, b"CLEAR ALL", UPDATE),
    Case("update_dataset_named_graphs", 403, "POST", (("using-named-graph-uri", BOOK),), b"CLEAR ALL", UPDATE),
    Case(
        "update_dataset_full",
        403,
        "POST",
        body=_form(("update", "CLEAR ALL"), ("using-graph-uri", BOOK), ("using-named-graph-uri", NOTICE)),
        headers=FORM,
    ),
    Case("update_base_uri", 403, "POST", body=b"INSERT DATA { <a> <b> <c> }", headers=UPDATE),
    Case("bad_update_get", 403, fields=(("update", "CLEAR ALL"),)),
    Case("bad_multiple_updates", 403, "POST", body=_form(*[("update", "CLEAR ALL")] * 2), headers=FORM),
    Case("bad_update_wrong_media_type", 415, "POST", body=b"CLEAR ALL", headers={"Content_Type": "text/plain"}),
    Case("bad_update_missing_form_type", 415, "POST", body=_form(("update", "CLEAR ALL"))),
    Case("bad_update_non_utf8", 403, "POST", body="CLEAR ALL".encode("utf-16"), headers=UPDATE),
    Case("bad_update_syntax", 403, "POST", body=_form(("update", "CLEAR XXX")), headers=FORM),
    Case("bad_update_dataset_conflict", 403, "POST", (("using-graph-uri", BOOK),), b"WITH <a> DELETE WHERE {}", UPDATE),
]
# Beyond the suite.
MORE = [
    Case("form_with_dataset", 200, "POST", body=_form(("query", BOTH), *DEFAULTS), headers=FORM, says=True),
    Case("form_and_address", 200, "POST", (("default-graph-uri", BOOK),), _form(("query", BOTH)), FORM, says=False),
    Case("dataset_of_one", 200, fields=_query(BOTH, DEFAULTS[0]), says=False),
    Case("named_leave_no_default", 200, fields=_query("ASK { ?s ?p ?o }", *NAMED), says=False),
    Case("default_leaves_no_named", 200, fields=_query("ASK { GRAPH ?g { ?s ?p ?o } }", *DEFAULTS), says=False),
    Case("from", 200, fields=_query(f"ASK FROM <{BOOK}> {{ {IN_NOTICE} }}"), says=False),
    Case("from_relative", 200, fields=_query(f"BASE <{GRAPH}> ASK FROM <harbour-book> {{ {IN_BOOK} }}"), says=True),
    Case(
        "from_prefixed", 200, fields=_query(f"PREFIX g: <{GRAPH}> ASK FROM g:harbour-book {{ {IN_BOOK} }}"), says=True
    ),
    Case("from_two", 200, fields=_query(f"ASK FROM <{BOOK}> FROM <{NOTICE}> {BOTH[4:]}"), says=True),
    Case("from_two_others", 200, fields=_query(f"ASK FROM <{BOOK}> FROM <{CATALOGUE}> {BOTH[4:]}"), says=False),
    Case("from_named", 200, fields=_query(f"ASK FROM NAMED <{BOOK}> {{ GRAPH ?g {{ {IN_NOTICE} }} }}"), says=False),
    Case("unknown_graph", 403, fields=_query("ASK FROM <http://example.org/x> {}"), words="no graph"),
    Case("unknown_graph_asked", 403, fields=_query("ASK {}", ("default-graph-uri", "http://a/b")), words=BOOK),
    Case("no_iri", 400, fields=_query("ASK {}", ("default-graph-uri", "a b")), words="no IRI"),
    Case("utf8_unsaid", 200, "POST", body='ASK { FILTER("é" = "\\u00E9") }'.encode(), headers=DIRECT, says=True),
    Case("latin1", 400, "POST", body='ASK { FILTER("é" = "é") }'.encode("latin-1"), headers=DIRECT, words="byte 14"),
    Case(
        "charset_utf8",
        200,
        "POST",
        body=b"ASK {}",
        headers={"Content_Type": 'Application/SPARQL-query;charset="UTF-8"'},
    ),
    Case("packed", 415, "POST", body=b"ASK {}", headers=DIRECT | {"Content_Encoding": "gzip"}),
    Case("empty_form", 400, "POST", headers=FORM, words="has no query"),
    Case("empty_query", 400, fields=_query("")),
    Case("two_ways", 400, "POST", _query("ASK {}"), b"ASK {}", DIRECT, words="another in the body"),
    Case("update_as_query", 400, fields=_query("INSERT DATA { <a> <b> <c> }"), words="only reads"),
    Case("load_file", 400, fields=_query("LOAD <file:///etc/hostname>"), words="only reads"),
    Case("delete", 405, "DELETE"),
    Case("unknown_prefix", 400, fields=_query("ASK { ?s none:such ?o }"), words="Declare it with PREFIX"),
    Case("known_prefix", 200, fields=_query("ASK { ?s li:keeps ?o }"), says=True),
    Case("declared_otherwise", 200, fields=_query("PREFIX li: <http://a/> ASK { ?s li:keeps ?o }"), says=False),
    Case("too_many_fields", 400, fields=_query("ASK {}", *[("x", "y")] * 300), words="cannot be read"),
]


@pytest.mark.parametrize("case", [*CASES, *MORE], ids=str)
def test_a_request_is_answered_as_the_protocol_says(served: Served, case: Case) -> None:
    path = "/sparql" + (f"?{urlencode(case.fields)}" if case.fields else "")
    answer = served.send(case.method, path, case.body, **case.headers)
    assert answer.status == case.status, answer.text
    if case.media:
        assert answer.media in case.media
    if case.says is not None:
        assert json.loads(answer.body)["boolean"] is case.says
    if case.status >= 400 and case.status != 405:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["access-control-allow-origin"] == "*"
    assert case.words in answer.text


def test_the_table_has_every_test_of_the_suite() -> None:
    with zipfile.ZipFile(Path(maven.class_path("testsuite"))) as jar:
        store = ox.Store()
        store.load(input=jar.read(MANIFEST), format=ox.RdfFormat.TURTLE, base_iri="http://example.org/")
    answer = store.query(ENTRIES)
    assert isinstance(answer, ox.QuerySolutions)
    suite = {row["t"].value.partition("#")[2] for row in answer}
    assert len(suite) > 30
    assert {case.name for case in CASES} == suite


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "application/xml;q=0.5, text/xml"])
def test_yes_in_xml(served: Served, accept: str) -> None:
    answer = served.ask("ASK {}", Accept=accept)
    assert answer.media == accept.rpartition(", ")[2]
    assert Result.parse(io.BytesIO(answer.body), format="xml").askAnswer is True


def test_an_address_that_is_no_utf8(served: Served) -> None:
    assert served.send("GET", "/sparql?query=ASK%20%7B%22%E9%22%7D").status == 400


def test_the_data_are_as_they_were(served: Served) -> None:
    """After all that was to change it."""
    before = served.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
    for case in CASES:
        if case.name.startswith("update"):
            served.send(case.method, "/sparql", case.body, **case.headers)
    assert served.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text == before != "n\r\n0\r\n"
