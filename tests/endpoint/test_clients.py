"""Clients that people have: SPARQLWrapper, rdflib's SPARQLStore, Comunica, curl, and our own `pincite ask`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.endpoint.conftest import COUNT, EXAMPLE, GRAPH, RUNAWAY, Served, absent, serving

ROOT = Path(__file__).parents[2]
COMUNICA = ROOT / "tests" / "tools" / "comunica"
LI, PIN = "https://example.org/lights/ontology#", "https://w3id.org/pincite/ns#"
KEEPERS = f"""
SELECT ?keeper ?light {{
  ?statement a <{PIN}Fact> ; <{PIN}about> ?k ; <{PIN}property> <{LI}keeps> ; <{PIN}value> ?l .
  ?k <http://www.w3.org/2000/01/rdf-schema#label> ?keeper . ?l <http://www.w3.org/2000/01/rdf-schema#label> ?light
}} ORDER BY ?keeper ?light"""
LABELS = (
    "CONSTRUCT { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } WHERE { ?s a <" + LI + "Light> ; rdfs:label ?l }"
)


@pytest.fixture(scope="module")
def keepers(served: Served) -> list[dict[str, str]]:
    """What is known to be right: who keeps which light, by `pincite ask`."""
    rows = json.loads(served.ask(KEEPERS).body)["results"]["bindings"]
    found = [{name: term["value"] for name, term in row.items()} for row in rows]
    assert {"keeper": "Ada Holm", "light": "North Light"} in found
    return found


def _wrapper(served: Served, query: str, form: str) -> Any:
    wrapper = SPARQLWrapper(served.url)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    return wrapper


@pytest.mark.parametrize(("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_for_rows(served: Served, keepers: list[dict[str, str]], method: str, way: str) -> None:
    wrapper = _wrapper(served, KEEPERS, JSON)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [{name: term["value"] for name, term in row.items()} for row in rows] == keepers
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == len(keepers)
    for form in (CSV, TSV):
        wrapper.setReturnFormat(form)
        assert len(wrapper.queryAndConvert().decode().strip().splitlines()) == len(keepers) + 1


@pytest.mark.parametrize("form", [XML, TURTLE, JSONLD, N3])
def test_sparqlwrapper_asks_for_triples(served: Served, form: str) -> None:
    found = _wrapper(served, LABELS, form).queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert sorted(map(str, graph.objects())) == ["North Light", "South Light", "West Beacon"]


def test_sparqlwrapper_names_a_graph(served: Served) -> None:
    wrapper = _wrapper(served, COUNT, JSON)
    whole = int(wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"])
    wrapper.addDefaultGraph(GRAPH + "harbour-book")
    part = int(wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"])
    assert 50 < part < whole


def test_sparqlwrapper_hears_what_is_wrong(served: Served) -> None:
    with pytest.raises(QueryBadFormed, match="not SPARQL from here on"):
        _wrapper(served, "SELECT * {", JSON).query()
    wrapper = _wrapper(served, "DROP ALL", JSON)
    wrapper.setMethod(POST)
    with pytest.raises(HTTPError) as refused:
        wrapper.query()
    assert (refused.value.code, b"This endpoint only reads" in refused.value.read()) == (403, True)


def test_sparqlwrapper_hears_of_a_query_that_was_stopped(lights: Path) -> None:
    with serving(lights, "--no-reload", "--seconds", "0.5") as one, pytest.raises(HTTPError) as stopped:
        _wrapper(one, RUNAWAY, JSON).query()
    assert (stopped.value.code, b"stopped after 0.5 s" in stopped.value.read()) == (504, True)


def test_rdflib_uses_it_as_a_store(served: Served, keepers: list[dict[str, str]]) -> None:
    for method in ("GET", "POST"):
        graph = rdflib.Graph(SPARQLStore(served.url, method=method))
        found = graph.query(KEEPERS).bindings
        assert [{str(name): str(value) for name, value in row.items()} for row in found] == keepers
        light = rdflib.URIRef("https://example.org/lights/id/light/north-light")
        assert graph.value(light, rdflib.RDFS.label) == rdflib.Literal("North Light", lang="en")
        assert len(list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(LI + "Light")))) == 3
        assert graph.query("ASK { ?s a <" + LI + "Light> }").askAnswer is True
        assert len(graph.query(LABELS).graph or ()) == 3
        assert len(graph) == int(served.ask(COUNT, Accept="text/csv").text.split()[1])


def _comunica(served: Served, query: str) -> list[Any]:
    node = Path(sys.prefix) / "bin" / "node"
    command = [str(node) if node.exists() else "node", "ask.js", served.url]
    done = subprocess.run(command, input=query, cwd=COMUNICA, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    answer: list[Any] = json.loads(done.stdout)
    return answer


@pytest.fixture(scope="module")
def comunica() -> None:
    """Comunica, installed if it is not."""
    command = [sys.executable, str(ROOT / "requirements" / "scripts.py"), "comunica", "--folder", sys.prefix]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        absent(f"Comunica ({done.stderr})")


@pytest.mark.usefixtures("comunica")
def test_comunica(served: Served, keepers: list[dict[str, str]]) -> None:
    assert _comunica(served, KEEPERS) == keepers
    assert _comunica(served, f"ASK {{ ?s a <{LI}Light> }}") == [True]
    construct = LABELS.replace("rdfs:label", "<http://www.w3.org/2000/01/rdf-schema#label>")
    assert sorted(triple[2] for triple in _comunica(served, construct)) == ["North Light", "South Light", "West Beacon"]


def _curl(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("curl")
    if program is None:
        absent("curl")
    return subprocess.run([program, "-sS", *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_curl(served: Served, tmp_path: Path) -> None:
    """As the documentation shows it."""
    question = EXAMPLE / "queries" / "questions" / "keepers.rq"
    rows = _curl("-H", "Accept: text/csv", "--data-urlencode", f"query@{question}", served.url)
    assert rows.stdout.splitlines()[0] == "light,keeper,when,statement"
    direct = ("--data-binary", f"@{question}", "-H", "Content-Type: application/sparql-query")
    assert json.loads(_curl(*direct, "--compressed", served.url).stdout)["head"]["vars"][0] == "light"
    shown = _curl("-G", "-i", "--data-urlencode", "query=DESCRIBE <id/light/north-light>", served.url).stdout
    assert "content-type: text/turtle; charset=utf-8" in shown
    assert '"North Light"@en' in shown
    assert "sd:Service" in _curl(served.url).stdout
    wrong = _curl("--fail-with-body", "--data-urlencode", "query=SELECT * {", served.url)
    assert wrong.returncode == 22
    assert wrong.stdout.startswith("query:1:11: not SPARQL from here on.")


def test_our_own_client_gives_the_same_rows_as_from_the_folder(served: Served) -> None:
    def ask(*options: str) -> str:
        command = [sys.executable, "-m", "pincite.cli", "ask", "keepers", "--project", str(served.root), *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert ask("--endpoint", served.url, "--sources") == ask("--sources")
