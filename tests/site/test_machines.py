"""What pages and files beside them tell machines, on a publication that tries to break them."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING

import pytest

from pincite.errors import ContentError
from pincite.site.inputs import Change, Term
from pincite.site.schema import Schema, embed
from tests.site.conftest import NASTY

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")
etree = importlib.import_module("lxml.etree")
BASE = "https://w3id.org/pincite/alliance/"


def node(workshop: Workshop, path: str) -> dict[str, object]:
    [text] = html.fromstring(workshop.page(path)).xpath("//script[@type='application/ld+json']/text()")
    found: dict[str, object] = json.loads(text)
    return found


def test_structured_data_has_facts_and_no_claim(rendered: Workshop) -> None:
    guard = node(rendered, "id/force/guard/index.html")
    assert (guard["@type"], guard["@id"]) == ("Thing", f"{BASE}id/force/guard")
    assert guard["url"] == f"{BASE}id/force/guard/"
    lead = "The Regional Guard is a guard of the bridge the Northern Bridge, commanded by Ada Łoś."
    assert guard["description"] == f"{lead} It is not equipped with boats. Guards a bridge."
    assert NASTY in guard["alternateName"]  # type: ignore[operator]
    bridge = {"@type": "Thing", "@id": f"{BASE}id/place/bridge", "name": "Northern Bridge"}
    assert guard["memberOf"] == bridge
    assert not any(word in json.dumps(guard) for word in ("weak", "doubled", "600", "Boats", "ready"))
    assert node(rendered, "id/person/ada/index.html")["@type"] == "Person"


def test_nothing_ends_the_script_early() -> None:
    text = embed({"name": "</script><!-- & ]]>"})
    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == "</script><!-- & ]]>"


def test_the_nearest_class_counts() -> None:
    terms = [Term(f"urn:{a}", "class", a, "", parents=tuple(f"urn:{b}" for b in to)) for a, to in
             {"ship": "v", "v": "w", "w": "v", "boat": ("ship", "w")}.items()]  # fmt: skip
    schema = Schema.of({"urn:w": "Vehicle", "urn:ship": "Product"}, {}, terms)
    there = {name: schema.type_of(f"urn:{name}") for name in ("ship", "v", "w", "boat", "none")}
    assert there == {"ship": "Product", "v": "Vehicle", "w": "Vehicle", "boat": "Product", "none": "Thing"}


def test_a_name_that_is_no_term(workshop: Workshop) -> None:
    site_map = workshop.templates / "site.toml"
    site_map.write_text(site_map.read_text(encoding="utf-8").replace('"al:Person" =', '"al:Persn" ='), encoding="utf-8")
    with pytest.raises(ContentError, match=r"site\.toml: 'al:Persn' under \[site\.schema\.types\] is no term"):
        workshop.render()


def test_addresses_follow_the_setting(workshop: Workshop) -> None:
    settings = workshop.root / "pincite.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'site_url = "https://host.example/far/"\n', "utf-8")
    workshop.render()
    page = html.fromstring(workshop.page("id/force/guard/index.html"))
    assert page.xpath("string(//link[@rel='canonical']/@href)") == "https://host.example/far/id/force/guard/"
    assert page.xpath("string(//link[@rel='cite-as']/@href)") == f"{BASE}id/force/guard"
    assert "<loc>https://host.example/far/id/force/guard/</loc>" in workshop.page("sitemap.xml")
    assert workshop.page("robots.txt").endswith("Sitemap: https://host.example/far/sitemap.xml\n")
    contexts = json.loads(workshop.page("id/force/linkset.json"))["linkset"]
    [context] = [one for one in contexts if one["anchor"].endswith("/guard/")]
    assert context["anchor"] == "https://host.example/far/id/force/guard/"
    assert context["cite-as"] == [{"href": f"{BASE}id/force/guard"}]
    lost = html.fromstring(workshop.page("404.html"))
    assert lost.xpath("string(//base/@href)") == "/far/"
    assert not lost.xpath("//a[starts-with(@href, '#')]")


def test_an_endpoint_is_named_only_when_there_is_one(workshop: Workshop) -> None:
    workshop.render()
    assert "SPARQL endpoint" not in workshop.page("downloads/index.html")
    settings = workshop.root / "pincite.toml"
    address = "https://host.example/far/sparql"
    settings.write_text(settings.read_text(encoding="utf-8") + f'sparql_endpoint = "{address}"\n', "utf-8")
    workshop.render()
    page = html.fromstring(workshop.page("downloads/index.html"))
    section = page.xpath("//section[@aria-labelledby='endpoint']")[0]
    assert section.xpath(".//a/@href") == [address]
    assert section.xpath("string(.//pre)").endswith(f"'{address}'")


def test_the_feed_has_what_changed_the_latest_first(workshop: Workshop) -> None:
    workshop.changes = (
        Change("feed.xml#a", "2026-01-02", "Old & <new>", "Nothing much.", "downloads/"),
        Change("feed.xml#b", "2026-03-04", NASTY, NASTY, "id/document/bridge/"),
    )
    workshop.render()
    feed = etree.fromstring(workshop.page("feed.xml").encode())
    space = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{space}updated") == "2026-03-04T00:00:00Z"
    entries = feed.findall(f"{space}entry")
    assert [one.findtext(f"{space}id") for one in entries] == [f"{BASE}feed.xml#b", f"{BASE}feed.xml#a"]
    assert [one.findtext(f"{space}title") for one in entries] == [NASTY, "Old & <new>"]


def test_a_large_site_has_several_sitemaps(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.site.discovery._MOST", 10)
    workshop.render()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = etree.fromstring(workshop.page("sitemap.xml").encode())
    parts = [one.findtext(f"{space}loc").removeprefix(BASE) for one in index]
    assert index.tag == f"{space}sitemapindex"
    assert parts == [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    sizes = [len(etree.fromstring(workshop.page(part).encode())) for part in parts]
    assert all(size == 10 for size in sizes[:-1])
    assert sum(sizes) == len(list(workshop.out.rglob("*.html"))) - 1


def test_what_changed_is_on_the_downloads_page(rendered: Workshop) -> None:
    page = html.fromstring(rendered.page("downloads/index.html"))
    items = page.xpath("//section[@aria-labelledby='changes']//li")
    assert [one.text_content() for one in items] == ["<b>bold</b> has pin:Fact now.", "A ` alone."]
    assert [one.text_content() for one in items[0].xpath("code")] == ["<b>bold</b>", "pin:Fact"]
    assert not page.xpath("//b")
