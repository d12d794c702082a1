"""The forms of an answer, and its headers: negotiation, HEAD, ETag, gzip, CORS, description of the service."""

from __future__ import annotations

import csv
import gzip
import http.client
import io
import json
import statistics
import time
from urllib.parse import unquote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.query import Result

from tests.endpoint.conftest import COUNT, GRAPH, Served

SELECT = "SELECT ?s ?label { ?s a li:Light ; rdfs:label ?label } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s a ?c ; rdfs:label ?l } WHERE { ?s a ?c ; rdfs:label ?l . ?x ?y ?s }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


@pytest.mark.parametrize(("media", "name"), RESULTS.items())
def test_rows_are_the_same_in_each_form(served: Served, media: str, name: str) -> None:
    answer = served.ask(SELECT, Accept=media)
    assert (answer.status, answer.media) == (200, media)
    found = Result.parse(io.BytesIO(answer.body), format=name).bindings
    rows = [{str(variable): str(value) for variable, value in row.items()} for row in found]
    known = json.loads(served.ask(SELECT).body)["results"]["bindings"]
    assert len(rows) == len(known) == 3
    assert [row["s"] for row in rows] == [row["s"]["value"] for row in known]
    assert [row["label"] for row in rows] == [row["label"]["value"] for row in known]


def test_csv_and_tsv_say_what_they_are(served: Served) -> None:
    rows = served.ask(SELECT, Accept="text/csv")
    assert rows.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert next(csv.reader(io.StringIO(rows.text))) == ["s", "label"]
    tabs = served.ask(SELECT, Accept="text/tab-separated-values")
    assert tabs.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    assert tabs.text.startswith("?s\t?label\n<https://example.org/lights/")


@pytest.mark.parametrize(("media", "name"), TRIPLES.items())
def test_triples_are_the_same_in_each_form(served: Served, media: str, name: str) -> None:
    answer = served.ask(CONSTRUCT, Accept=media)
    assert (answer.status, answer.media) == (200, media)
    graph = rdflib.Graph().parse(data=answer.body, format=name)
    known = rdflib.Graph().parse(data=served.ask(CONSTRUCT, Accept="application/n-triples").body, format="nt")
    assert len(graph) > 20
    assert isomorphic(to_isomorphic(graph), to_isomorphic(known))


def test_a_graph_has_each_triple_once_in_order_and_the_prefixes_it_uses(served: Served) -> None:
    lines = served.ask(CONSTRUCT, Accept="application/n-triples").text.splitlines()
    assert len(lines) == len(set(lines))
    assert lines == sorted(lines)
    text = served.ask("CONSTRUCT WHERE { ?s a li:Light }").text
    assert text.startswith("@prefix li: <https://example.org/lights/ontology#> .\n<https://example.org/lights/")


def test_rdf_xml_does_not_write_what_it_has_no_way_to_write(served: Served) -> None:
    query = "CONSTRUCT { ?s <http://example.org/1> ?o } WHERE { ?s a ?o }"
    answer = served.ask(query, Accept="application/rdf+xml")
    assert (answer.status, answer.text.count("<http://example.org/1>")) == (403, 1)
    assert served.ask(query).status == 200


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        ("*/*", "application/sparql-results+json", "text/turtle"),
        ("", "application/sparql-results+json", "text/turtle"),
        ("application/*;q=0.5, text/*;q=0.6", "text/csv", "text/turtle"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml", ""),
        ("application/json", "application/json", "application/json"),
        ("application/xml", "application/xml", "application/xml"),
        ("text/plain, */*;q=0", "", "text/plain"),
        ("application/n-triples, application/sparql-results+json;q=0", "", "application/n-triples"),
        ("image/png", "", ""),
    ],
)
def test_the_form_is_what_accept_likes_best(served: Served, accept: str, rows: str, triples: str) -> None:
    for query, media in ((SELECT, rows), ("ASK {}", rows), (CONSTRUCT, triples), ("DESCRIBE li:Light", triples)):
        answer = served.ask(query, Accept=accept)
        assert (answer.status, answer.media) == ((200, media) if media else (406, "text/plain"))
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert "text/turtle" in served.ask(CONSTRUCT, Accept="image/png").text


def test_a_link_may_name_the_form(served: Served) -> None:
    def media(query: str, word: str, accept: str = BROWSER) -> str:
        path = "/sparql?" + urlencode({"query": query, "format": word})
        return served.send("GET", path, Accept=accept).media

    assert media(SELECT, "csv") == "text/csv"
    assert media(SELECT, "xml") == "application/sparql-results+xml"
    assert media(CONSTRUCT, "XML") == "application/rdf+xml"
    assert media(CONSTRUCT, "text/turtle") == "text/turtle"
    assert media(SELECT, "turtle", "text/csv") == "text/csv"


def test_a_browser_is_led_to_the_console(
    served: Served,
) -> None:
    root = served.root / "build" / "site" / "sparql"
    root.mkdir()
    try:
        (root / "index.html").write_text("<h1>Console</h1>", encoding="utf-8")
        plain, asked = served.send("GET", Accept=BROWSER), served.ask(SELECT, Accept=BROWSER)
        assert (plain.status, plain.headers["location"]) == (303, "/sparql/")
        assert (asked.status, asked.headers["vary"]) == (303, "Accept, Accept-Encoding")
        before, _, query = asked.headers["location"].partition("#query=")
        assert (before, unquote(query)) == ("/sparql/", SELECT)
        assert served.send("GET", "/sparql/").text.startswith("<h1>Console")
        form = {"Content_Type": "application/x-www-form-urlencoded", "Accept": BROWSER}
        assert served.send("POST", "/sparql", urlencode({"query": SELECT}).encode(), **form).media == "application/xml"
    finally:
        (root / "index.html").unlink()
        root.rmdir()
    # Where there is no console, a browser gets what it likes next.
    assert served.ask(SELECT, Accept=BROWSER).media == "application/xml"


def test_head_has_the_headers_and_no_body(served: Served) -> None:
    for query in (SELECT, CONSTRUCT, "ASK {"):
        got, headed = served.ask(query), served.ask(query, "HEAD")
        assert (headed.status, headed.body) == (got.status, b"")
        assert headed.headers | {"date": ""} == got.headers | {"date": ""}
    assert served.send("HEAD").headers["content-type"] == "text/turtle; charset=utf-8"


def test_what_the_client_has_is_not_sent_again(served: Served) -> None:
    first = served.ask(SELECT)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for known in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = served.ask(SELECT, If_None_Match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["access-control-allow-origin"] == "*"
    others = [served.ask(SELECT, Accept="text/csv"), served.ask(f"{SELECT} LIMIT 9")]
    for other in others:
        assert other.headers["etag"] != tag
    assert served.ask(SELECT, Accept="text/csv", If_None_Match=tag).status == 200
    direct = {"Content_Type": "application/sparql-query", "If_None_Match": tag}
    assert served.send("POST", "/sparql", SELECT.encode(), **direct).status == 200


@pytest.mark.parametrize("volatile", ["NOW()", "rand()", "UUID()", "STRUUID()", "bnode()"])
def test_what_changes_by_itself_is_not_kept(served: Served, volatile: str) -> None:
    answer = served.ask(f"SELECT ({volatile} AS ?x) {{}}")
    assert answer.status == 200
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_gzip(served: Served) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    plain, packed = served.ask(query), served.ask(query, Accept_Encoding="br, gzip;q=0.5")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) * 5 < len(plain.body)
    for refused in ("gzip;q=0", "br", ""):
        assert "content-encoding" not in served.ask(query, Accept_Encoding=refused).headers
    assert "content-encoding" not in served.ask("ASK {}", Accept_Encoding="gzip").headers
    described = served.send("GET", Accept_Encoding="gzip")
    assert b"sd:endpoint" in gzip.decompress(described.body)


def test_any_page_may_ask(served: Served) -> None:
    asking = {"Origin": "https://elsewhere.example", "Access_Control_Request_Method": "POST"}
    answer = served.send("OPTIONS", **asking, Access_Control_Request_Headers="content-type, x-requested-with")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "POST" in answer.headers["allow"]
    assert served.ask(SELECT, Origin="https://elsewhere.example").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("media", "name"), TRIPLES.items())
def test_the_service_describes_itself(served: Served, media: str, name: str) -> None:
    """The three tests of the W3C's suite for service descriptions: RDF, the endpoint's triple, its schema."""
    answer = served.send("GET", Accept=media)
    assert (answer.status, answer.media) == (200, media)
    graph = rdflib.Graph().parse(data=answer.body, format=name)
    service, endpoint = next(graph.subject_objects(SD.endpoint))
    assert str(endpoint) == served.url
    assert graph.value(service, rdflib.RDF.type) == SD.Service
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    dataset = graph.value(service, SD.defaultDataset)
    names = {str(graph.value(one, SD.name)) for one in graph.objects(dataset, SD.namedGraph)}
    assert names == {GRAPH + one for one in ("catalogue", "derived", "harbour-book", "notice-to-mariners", "ontology")}
    default = graph.value(dataset, SD.defaultGraph)
    count = graph.value(default, rdflib.URIRef("http://rdfs.org/ns/void#triples"))
    assert str(count) == served.ask(COUNT, Accept="text/csv").text.split()[1]
    assert not any(isinstance(node, rdflib.BNode) for node in graph.all_nodes())


def test_the_description_is_not_sent_again(served: Served) -> None:
    tag = served.send("GET").headers["etag"]
    assert served.send("GET", If_None_Match=tag).status == 304


def test_a_short_answer_comes_at_once(served: Served) -> None:
    """On a connection that is kept, an answer in two parts would wait 40 ms for the client's acknowledgement."""
    connection, times = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20), []
    for _ in range(31):
        started = time.monotonic()
        connection.request("GET", "/sparql?query=ASK%7B%7D")
        connection.getresponse().read()
        times.append(time.monotonic() - started)
    connection.close()
    assert statistics.median(times) < 0.03


def test_the_whole_is_the_dump(served: Served) -> None:
    """What the endpoint holds is what the dump says, in the flat graph and in each named one."""
    dump = served.root / "build" / "dump"
    known = ox.Store()
    known.bulk_load(input=gzip.decompress((dump / "graph.nt.gz").read_bytes()), format=ox.RdfFormat.N_TRIPLES)
    known.bulk_load(input=(dump / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    for query in ("SELECT * { ?s ?p ?o }", "SELECT * { GRAPH ?g { ?s ?p ?o } }"):
        given = served.ask(query, Accept="text/tab-separated-values").text.splitlines()
        answer = known.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        wanted = (answer.serialize(format=ox.QueryResultsFormat.TSV) or b"").decode().splitlines()
        assert len(given) > 1000
        assert sorted(given) == sorted(wanted)
