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
    [block] = tree.xpath("//details[@class='cite']")
    bibtex, csl = (pre.text_content() for pre in block.xpath("pre"))
    iri = "https://w3id.org/pincite/alliance/id/force/guard"
    assert json.loads(csl)[0]["URL"] == iri
    assert f"url = {{{iri}}}" in bibtex
    [example] = block.xpath(".//a/@href")
    assert tree.xpath(f"//*[@id='{example[1:]}']")
    for path in ("index.html", "downloads/index.html"):
        whole = html.fromstring(rendered.page(path)).xpath("string(//details[@class='cite']/pre[2])")
        assert json.loads(whole)[0]["type"] == "dataset"
    assert not html.fromstring(rendered.page("questions/index.html")).xpath("//details[@class='cite']")
