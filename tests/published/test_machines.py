"""What the whole site tells machines: structured data, link sets, sitemap, feed, description."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib import RDF, URIRef

from pincite.shapes.description import description_problems

html = importlib.import_module("lxml.html")  # it has no types
etree = importlib.import_module("lxml.etree")

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/pincite/alliance/"
SCHEMA = "https://schema.org/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
PLAIN_MODES = {"Reported", "Provision", "Derived"}
THING = {"name", "alternateName", "description", "disambiguatingDescription", "identifier", "url", "subjectOf"}
WORK = THING | {"author", "about", "isPartOf", "inLanguage"}
# What schema.org lets a type have, of the properties that we use (its own pages, release 29).
ALLOWED = {
    "AdministrativeArea": THING | {"containedInPlace"},
    "Claim": WORK,
    "Collection": WORK,
    "Country": THING | {"containedInPlace"},
    "CreativeWork": WORK,
    "DefinedTerm": THING,
    "DefinedTermSet": WORK,
    "Event": THING | {"about", "location", "organizer", "superEvent"},
    "GovernmentOrganization": THING | {"memberOf", "location"},
    "Legislation": WORK | {"legislationDate"},
    "Organization": THING | {"memberOf", "location"},
    "Person": THING | {"memberOf"},
    "Place": THING | {"containedInPlace"},
    "Project": THING | {"memberOf", "location"},
    "Question": WORK | {"answerCount"},
    "Report": WORK,
    "Thing": THING,
}


def embedded(page: Path) -> dict[str, Any] | None:
    found = SCRIPT.findall(page.read_text(encoding="utf-8"))
    assert len(found) <= 1, page
    return json.loads(found[0]) if found else None


@pytest.fixture(scope="module")
def nodes(site: Path) -> dict[str, dict[str, Any]]:
    """The structured data of each page that has some."""
    pages = {path.relative_to(site).as_posix(): embedded(path) for path in sorted(site.rglob("*.html"))}
    return {path: node for path, node in pages.items() if node is not None}


def test_every_entity_and_question_tells_what_it_is(site: Path, nodes: dict[str, dict[str, Any]]) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.glob("*/*/*/index.html")}
    pages |= {path.relative_to(site).as_posix() for path in site.glob("questions/*/index.html")}
    assert pages <= nodes.keys()
    types = Counter(node["@type"] for node in nodes.values())
    assert types["Dataset"] == 2
    assert types["Report"] == 6
    for name in ("Organization", "Person", "Place", "Country", "Event", "Legislation", "Claim", "Question"):
        assert types[name] >= 5, name


def test_it_has_only_what_schema_org_lets_a_type_have(nodes: dict[str, dict[str, Any]]) -> None:
    wrong = Counter(
        (node["@type"], name)
        for node in nodes.values()
        if node["@type"] != "Dataset"
        for name in node
        if name[0] != "@" and name not in ALLOWED[node["@type"]]
    )
    assert wrong == {}


def test_it_is_linked_data(nodes: dict[str, dict[str, Any]], site: Path) -> None:
    """A sample of all kinds parses as RDF; the context is schema.org's vocabulary, which a test does not fetch."""
    sample = [path for path in nodes if path.count("/") < 3] + list(nodes)[::40]
    for path in sample:
        text = json.dumps(nodes[path] | {"@context": {"@vocab": SCHEMA}})
        graph = rdflib.Graph().parse(data=text, format="json-ld")
        assert len(graph) > 2, path
        if path.startswith("id/") and path.count("/") == 3:
            iri = URIRef(BASE + path.removesuffix("/index.html"))
            assert graph.value(iri, RDF.type) == URIRef(SCHEMA + nodes[path]["@type"])
            assert str(graph.value(iri, URIRef(f"{SCHEMA}url"))) == f"{iri}/"
    assert all(node["@context"] == "https://schema.org" for node in nodes.values())


def test_it_says_nothing_but_plain_facts(site: Path, nodes: dict[str, dict[str, Any]]) -> None:
    """Every value that a statement could have given is that of a plain triple."""
    plain = rdflib.Graph().parse(site / "dump" / "plain.ttl", format="turtle")
    objects: dict[str, set[str]] = {}
    for subject, _, value in plain:
        objects.setdefault(str(subject), set()).add(str(value))
    given = WORK | {"containedInPlace", "location", "organizer", "superEvent", "memberOf", "legislationDate"}
    given -= {"description"}  # words of the lead, which the next test reads
    for path, node in nodes.items():
        if not path.startswith("id/") or path.count("/") != 3:
            continue
        known = objects[node["@id"]]
        for name in given & node.keys() - {"url", "subjectOf", "disambiguatingDescription", "inLanguage"}:
            values = node[name] if isinstance(node[name], list) else [node[name]]
            said = {value["@id"] if isinstance(value, dict) else value for value in values}
            assert said <= known, (path, name, said - known)


def test_its_description_is_the_lead_as_far_as_that_is_fact(site: Path, nodes: dict[str, dict[str, Any]]) -> None:
    words = tomllib.loads((ROOT / "site_templates" / "leads.toml").read_text(encoding="utf-8"))
    frames = [frame for part in ("sentences", "sayings") for sort, frame in words[part].items() if sort != "certain"]
    reserved = {frame.partition("{")[0] for frame in frames}
    assert len(reserved) > 6
    assert "" not in reserved
    told = 0
    for path, node in nodes.items():
        if not path.startswith("id/") or path.count("/") != 3:
            continue
        tree = html.fromstring((site / path).read_bytes())
        [lead] = tree.xpath("//p[@class='opening']")
        for number in lead.xpath("sup"):
            number.drop_tree()
        whole = lead.text_content()
        told += whole.startswith(tuple(reserved)) or any(f". {word}" in whole for word in reserved)
        description = node.get("description", "")
        assert not description.startswith(tuple(reserved)), path
        assert not [word for word in reserved if f". {word}" in description], path
        first = description.split(". ")[0].rstrip(".")
        assert whole.startswith(first), path
    assert told > 200


def test_the_data_set_has_its_files(site: Path, nodes: dict[str, dict[str, Any]]) -> None:
    node = nodes["index.html"]
    assert node == nodes["downloads/index.html"]
    assert (node["version"], node["license"]) == ("0.1.0", "https://creativecommons.org/licenses/by/4.0/")
    assert 50 <= len(node["description"]) <= 5000
    names = {one["name"]: one for one in node["distribution"]}
    assert names.keys() == {path.name for path in (site / "dump").iterdir()} - {"SHA256SUMS"}
    for name, one in names.items():
        assert one["contentUrl"] == f"{BASE}dump/{name}"
        assert one["contentSize"] == f"{(site / 'dump' / name).stat().st_size} B"
    assert len(node["isBasedOn"]) == 6


def test_link_sets_tell_of_every_entity(site: Path, entity_pages: list[Path], nodes: dict[str, dict[str, Any]]) -> None:
    contexts = {}
    for path in sorted(site.glob("id/*/linkset.json")):
        for context in json.loads(path.read_text(encoding="utf-8"))["linkset"]:
            contexts[context["anchor"]] = context
    for page in entity_pages:
        where = page.relative_to(site).as_posix()
        context = contexts.pop(f"{BASE}{where.removesuffix('index.html')}")
        assert context["cite-as"] == [{"href": BASE + where.removesuffix("/index.html")}]
        assert {"href": SCHEMA + nodes[where]["@type"]} in context["type"]
        for described in context["describedby"]:
            back = contexts.pop(described["href"])
            assert back["describes"] == [{"href": context["anchor"], "type": "text/html"}]
            assert (site / described["href"].removeprefix(BASE)).is_file()
    assert contexts == {}


def test_the_sitemap_lists_every_page(site: Path) -> None:
    tree = etree.fromstring((site / "sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert tree.tag == f"{space}urlset"
    found = [one.findtext(f"{space}loc") for one in tree]
    pages = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")}
    assert len(found) == len(set(found)) < 50_000
    assert set(found) == {BASE + page for page in pages - {"404.html"}}
    assert {one.findtext(f"{space}lastmod") for one in tree} == {"2026-11-22"}
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8").splitlines()


def test_the_feed_is_atom(site: Path) -> None:
    feed = etree.fromstring((site / "feed.xml").read_bytes())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) >= 6
    for one in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"a:{name}", ATOM)) == 1, name
        assert moment.fullmatch(one.findtext("a:updated", namespaces=ATOM))
        assert one.findall("a:link[@rel='alternate']", ATOM)
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == f"{BASE}feed.xml"
    ids = [one.findtext("a:id", namespaces=ATOM) for one in entries]
    assert len(set(ids)) == len(ids)
    assert feed.findtext("a:updated", namespaces=ATOM) == max(
        one.findtext("a:updated", namespaces=ATOM) for one in entries
    )
    for one in entries:
        there = one.find("a:link", ATOM).get("href").removeprefix(BASE)
        assert (site / there / "index.html").is_file()


def test_the_description_is_where_a_host_is_asked_for_it(site: Path) -> None:
    assert (site / ".well-known" / "void").read_bytes() == (site / "dump" / "void.ttl").read_bytes()
    assert (site / ".nojekyll").read_bytes() == b""
    assert description_problems(site / "dump" / "void.ttl") == []


def test_terms_lead_to_turtle(site: Path) -> None:
    for folder, name in (("ontology", "ontology.ttl"), ("vocabulary", "vocabulary.ttl")):
        assert (site / folder / "index.ttl").read_bytes() == (site / "dump" / name).read_bytes()
        page = html.fromstring((site / folder / "index.html").read_text(encoding="utf-8"))
        assert page.xpath("//link[@rel='alternate describedby']/@href") == ["index.ttl"]


def test_the_method_page_tells_of_this_build(site: Path) -> None:
    page = html.fromstring((site / "method" / "index.html").read_text(encoding="utf-8"))
    rows = {
        row.xpath("string(th)"): [int(cell.replace(",", "")) for cell in row.xpath("td/text()")]
        for row in page.xpath("//section[@aria-labelledby='statements']//tbody/tr")
    }
    statements = (site / "dump" / "statements.ttl").read_text(encoding="utf-8")
    modes = Counter(re.findall(r"pin:mode pin:(\w+)", statements))
    assert rows["reported"][0] == modes["Reported"]
    assert sum(row[0] for row in rows.values()) == modes.total()
    assert sum(row[1] for row in rows.values()) == statements.count("a pin:Fact")
    coverage = json.loads((site / "reports" / "coverage.json").read_text(encoding="utf-8"))
    assert len(page.xpath("//section[@aria-labelledby='coverage']//tbody/tr")) == len(coverage) == 6
    report = (site / "reports" / "validation.ttl").read_text(encoding="utf-8")
    words = " ".join(page.xpath("string(//section[@aria-labelledby='shapes']/p)").split())
    assert f"{report.count('sh:resultSeverity sh:Warning')} warnings" in words
    assert f"{report.count('sh:resultSeverity sh:Info')} remarks" in words
    # The statement that is followed is one of the graph, and its sentence is the document's.
    sentence, written, made = (page.xpath(f"//ol[@class='steps']/li[{number}]")[0] for number in (1, 2, 3))
    assert made.xpath("string(pre)").strip() in statements
    assert sentence.xpath("string(.//mark)") in written.xpath("string(pre)")


def test_what_the_downloads_page_tells_to_run_runs(site: Path) -> None:
    page = html.fromstring((site / "downloads" / "index.html").read_text(encoding="utf-8"))
    [program] = page.xpath("//section[@aria-labelledby='oxigraph']//pre[contains(., 'bulk_load')]")
    command = [sys.executable, "-c", program.text_content()]
    done = subprocess.run(command, cwd=site / "dump", capture_output=True, text=True, check=True)
    void = rdflib.Graph().parse(site / "dump" / "void.ttl", format="turtle")
    dataset = URIRef(f"{BASE}dump/void.ttl#dataset")
    assert int(done.stdout) == int(str(void.value(dataset, rdflib.VOID.triples)))
    store = pyoxigraph.Store()
    store.bulk_load(path=str(site / "dump" / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    rows = store.query(page.xpath("string(//section[@aria-labelledby='query']//pre)"))
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    assert len(list(rows)) == 20
    sums = page.xpath("string(//section[@aria-labelledby='terms']//pre)").split()
    subprocess.run(sums, cwd=site / "dump", capture_output=True, check=True)
