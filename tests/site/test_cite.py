"""Citations: three forms that say the same, whatever stands in a title."""

from __future__ import annotations

import importlib
import json
import re
from typing import TYPE_CHECKING

import pytest

from pincite.site.cite import Citer

if TYPE_CHECKING:
    from tests.site.conftest import Workshop

html = importlib.import_module("lxml.html")
BASE = "https://example.org/lights/"
CITER = Citer("Lights & keepers", "Ada Holm", "1.2.0", "2026-03-04", BASE)
FIELD = re.compile(r"^  (\w+) = (.*?),?$", re.MULTILINE)
TITLES = ["North Light", "100% of {all} \\ things_#1 & $2", "“Maják” — 灯台", 'say "no"', "a~b^c"]


def fields(bibtex: str) -> dict[str, str]:
    return dict(FIELD.findall(bibtex))


@pytest.mark.parametrize("title", TITLES)
def test_all_forms_say_the_same(title: str) -> None:
    cited = CITER.page(title, f"{BASE}id/light/north-light")
    assert cited.plain == (
        f"Ada Holm. “{title}.” In Lights & keepers, version 1.2.0, 4 March 2026. {BASE}id/light/north-light"
    )
    [entry] = json.loads(cited.csl)
    assert entry == {
        "id": "ada-holm-2026-light-north-light",
        "type": "webpage",
        "title": title,
        "container-title": "Lights & keepers",
        "author": [{"literal": "Ada Holm"}],
        "issued": {"date-parts": [[2026, 3, 4]]},
        "version": "1.2.0",
        "URL": f"{BASE}id/light/north-light",
    }
    assert cited.bibtex.startswith("@misc{ada-holm-2026-light-north-light,\n")
    assert cited.bibtex.endswith("\n}")
    found = fields(cited.bibtex)
    assert found.keys() == {"author", "title", "howpublished", "edition", "date", "year", "url"}
    assert found["year"] == "2026"
    # Braces are balanced, or the entry would not end where it does.
    plain = re.sub(r"\\[{}]", "", cited.bibtex)
    assert plain.count("{") == plain.count("}")
    assert not re.search(r"(?<!\\)[&%$#_]", found["title"])


def test_an_address_with_signs() -> None:
    cited = CITER.page("x", f"{BASE}id/light/a#s-0123456789ab")
    assert fields(cited.bibtex)["url"] == f"{{{BASE}id/light/a\\#s-0123456789ab}}"
    assert json.loads(cited.csl)[0]["URL"].endswith("#s-0123456789ab")


def test_the_whole() -> None:
    cited = CITER.whole()
    assert cited.plain == f"Ada Holm. Lights & keepers, version 1.2.0, 4 March 2026. {BASE}"
    [entry] = json.loads(cited.csl)
    assert (entry["type"], entry["title"], entry["URL"]) == ("dataset", "Lights & keepers", BASE)
    assert "container-title" not in entry
    assert fields(cited.bibtex)["title"] == "{{Lights \\& keepers}}"


def test_pages_offer_them(rendered: Workshop) -> None:
    tree = html.fromstring(rendered.page("id/force/guard/index.html"))
    [block] = tree.xpath("//aside//details[@class='cite']")
    bibtex, csl = (pre.text_content() for pre in block.xpath("pre"))
    iri = "https://w3id.org/pincite/alliance/id/force/guard"
    assert json.loads(csl)[0]["URL"] == iri
    assert f"url = {{{iri}}}" in bibtex
    for path in ("index.html", "downloads/index.html"):
        whole = html.fromstring(rendered.page(path)).xpath("string(//details[@class='cite']/pre[2])")
        assert json.loads(whole)[0]["type"] == "dataset"
    assert not html.fromstring(rendered.page("questions/index.html")).xpath("//details[@class='cite']")


def test_a_fact_is_cited_with_its_address_and_what_it_rests_on() -> None:
    address = f"{BASE}id/light/north-light#s-0123456789ab"
    basis = "Reported: “It shines at night.” (Harbour & book_1, sentence 4)."
    cited = CITER.fact("North Light — said: It is “lit”.", address, basis)
    assert cited.plain == (
        "Ada Holm. “North Light — said: It is ‘lit’.” In Lights & keepers, version 1.2.0, 4 March 2026. "
        f"{address} {basis}"
    )
    [entry] = json.loads(cited.csl)
    assert (entry["URL"], entry["note"], entry["title"]) == (address, basis, "North Light — said: It is “lit”.")
    found = fields(cited.bibtex)
    assert found.keys() == {"author", "title", "howpublished", "edition", "date", "year", "url", "note"}
    assert found["note"] == "{" + basis.replace("&", r"\&").replace("_", r"\_") + "}"
    assert cited.bibtex.count("{") == cited.bibtex.count("}")


def test_every_statement_of_a_page_has_its_citations(rendered: Workshop) -> None:
    pages = sorted(rendered.out.glob("id/*/*/index.html"))
    assert pages
    cited = 0
    for page in pages:
        tree = html.fromstring(page.read_bytes())
        anchors = tree.xpath("//*[starts-with(@id, 's-')]/@id")
        for anchor in anchors:
            [item] = tree.xpath(f"//li[@id='c-{anchor[2:]}']")
            plain = item.xpath("string(p[@class='plain'])")
            bibtex, csl = (one.text_content() for one in item.xpath("pre"))
            [entry] = json.loads(csl)
            assert entry["URL"].endswith(f"{page.parent.name}#{anchor}")
            assert entry["URL"] in plain
            assert entry["note"] in plain
            assert fields(bibtex)["url"].endswith(f"\\#{anchor}}}")
            cited += 1
        assert len(tree.xpath("//li[starts-with(@id, 'c-')]")) == len(anchors), page
    assert cited > 12


def test_a_claim_is_cited_with_who_makes_it(rendered: Workshop) -> None:
    tree = html.fromstring(rendered.page("id/claim/ready/index.html"))
    told = tree.xpath("//details[@id='-cite-facts']//p[@class='plain']")
    claim = next(one.text_content() for one in told if "<anything>" in one.text_content())
    assert claim.startswith("Test. “Ada Łoś says: The guard is ready for <anything>.” In A bridge & its guard, version")
    assert claim.endswith('Quoted: “"The guard is ready,"” (The Bridge Guard, sentence 4).')
    derived = html.fromstring(rendered.page("id/person/ada/index.html")).xpath("string(//details[@id='-cite-facts'])")
    assert "Derived by the rule command." in derived
