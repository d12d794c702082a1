"""The standard site: what lies below a publication's own templates and queries, and what may be laid over it."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite.ontology.read import VOCABULARY
from pincite.site.catalogue import COLUMNS
from pincite.site.manifest import read_site_map
from pincite.site.sources import STANDARD
from pincite.site.views import VIEWS
from tests.starting.conftest import content, run
from tests.tools.axe import violations
from tests.tools.screenshots import kinds
from tests.tools.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

html = importlib.import_module("lxml.html")  # it has no types

ROOT = Path(__file__).parents[2]
BRIDGE = "build/site/id/bridge/alder-mill/index.html"


@pytest.fixture
def own(started: Path, tmp_path: Path) -> Path:
    """A publication that a test may change."""
    shutil.copytree(started, tmp_path / "own")
    return tmp_path / "own"


def write(path: Path, text: str) -> None:
    """Write a file, and the folders it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_standard_template_and_query_is_used() -> None:
    queries = {path.stem for path in (STANDARD / "queries" / "pages").iterdir()}
    assert len(queries) > 15
    # Without a standard site below it, the map is read as strictly as any: nothing in it is spare.
    site_map = read_site_map(STANDARD / "site_templates", "site_templates", VIEWS, queries, COLUMNS)
    assert set(site_map.queries) == queries
    assert len(site_map.pages) > 12


def test_the_standard_site_speaks_of_no_terms_but_the_statement_vocabularys(started: Path) -> None:
    table = (started / "ontology" / "prefixes.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"@prefix (\w+):", table)) - {"br"}
    for path in (STANDARD / "queries" / "pages").iterdir():
        text = re.sub(r"(?m)^#.*", "", path.read_text(encoding="utf-8"))
        assert set(re.findall(r"\b([a-z]+):\w", text)) <= known, path.name
    assert VOCABULARY


def test_no_query_of_a_publication_is_a_copy_of_a_standard_one() -> None:
    """What is the same belongs to the engine, once."""
    example = Path(__file__).parents[1] / "example"
    standard = content(STANDARD / "queries" / "pages")
    for name, text in content(example / "queries" / "pages").items():
        assert standard.get(name) != text, name


def test_a_page_is_added_by_a_template_a_query_and_five_lines(own: Path) -> None:
    query = "#+ summary: L\n#+ returns: [bridge, metres]\nSELECT ?bridge ?metres { ?bridge br:lengthMetres ?metres }"
    query += " ORDER BY ?bridge\n"
    write(own / "queries/pages/lengths.rq", query)
    write(
        own / "site_templates/pages/lengths.html",
        """{% extends "base.html" %}{% block content %}
<h1>{{ title }}</h1>{% for r in rows.lengths %}<p>{{ r.metres }} m</p>{% endfor %}{% endblock %}""",
    )
    page = 'name = "lengths"\ntitle = "Lengths"\noutput = "lengths/index.html"\nqueries = ["lengths"]\n'
    write(own / "site_templates/site.toml", f'[[page]]\n{page}view = "rules"\ntemplate = "pages/lengths.html"\n')
    way = '<li><a href="{{ root }}lengths/index.html">L</a></li>'
    base = f'{{% extends "standard/base.html" %}}{{% block ways %}}{way}{{% endblock %}}'
    write(own / "site_templates/base.html", base)
    code, said = run("build", str(own))
    assert code == 0, said
    assert "<p>42 m</p>" in (own / "build/site/lengths/index.html").read_text(encoding="utf-8")
    bridge = (own / BRIDGE).read_text(encoding="utf-8")
    assert '<li><a href="../../../lengths/index.html">L</a></li>' in bridge
    assert "Every statement leads to the sentence that says it." in bridge


def test_a_template_an_asset_and_a_query_of_ones_own_go_before_the_standard_ones(own: Path) -> None:
    write(
        own / "site_templates/parts.html",
        (STANDARD / "site_templates/parts.html").read_text(encoding="utf-8").replace("Claims about it", "Hearsay"),
    )
    write(own / "site_templates/assets/icon.svg", "<svg/>")
    write(
        own / "queries/pages/names.rq",
        "#+ summary: N\n#+ returns: [page, name]\nSELECT ?page ?name { VALUES (?page ?name) { } } ORDER BY ?page\n",
    )
    assert "also footbridge at Alder Mill" in re.sub("</?bdi>", "", (own / BRIDGE).read_text(encoding="utf-8"))
    code, said = run("build", str(own))
    assert code == 0, said
    bridge = (own / BRIDGE).read_text(encoding="utf-8")
    assert ">Hearsay<" in bridge
    assert "also" not in bridge.partition("<h2")[0]
    assert (own / "build/site/assets/icon.svg").read_text(encoding="utf-8") == "<svg/>"
    assert (own / "build/site/assets/standard.css").is_file()


def test_a_page_of_the_same_name_takes_the_place_of_the_standard_one(own: Path) -> None:
    page = (
        'name = "names"\ntitle = "Namen"\noutput = "namen/index.html"\nview = "names"\ntemplate = "pages/names.html"\n'
    )
    write(own / "site_templates/site.toml", f'[site]\nlanguage = "de"\n[[page]]\n{page}')
    code, said = run("build", str(own))
    assert code == 0, said
    assert not (own / "build/site/names").exists()
    page = (own / "build/site/namen/index.html").read_text(encoding="utf-8")
    assert "<h1>Namen</h1>" in page
    assert '<html lang="de">' in page


LEADS = """
[class."br:Bridge"]
tell = ["of {br:lengthMetres} metres", "looked after by {br:caretaker}"]
"""


def test_pages_tell_how_to_cite_and_begin_with_a_lead_where_there_are_words_for_it(own: Path) -> None:
    page = html.fromstring((own / BRIDGE).read_text(encoding="utf-8"))
    assert not page.xpath("//p[@class='lede']")
    facts = set(page.xpath("//@id[starts-with(., 's-')]"))
    cited = page.xpath("//li[starts-with(@id, 'c-')]")
    assert {one.get("id").replace("c-", "s-", 1) for one in cited} == facts
    texts = [pre.text for pre in page.xpath("//summary[starts-with(., 'Cite')]/..//pre")]
    assert len(texts) == 2 * (len(facts) + 1)
    assert all(text.startswith("@misc{") for text in texts[::2])
    assert [len(json.loads(text)) for text in texts[1::2]] == [1] * len(texts[1::2])
    words = (ROOT / "site_templates/leads.toml").read_text(encoding="utf-8").partition("\n[[names]]")[0]
    write(own / "site_templates/leads.toml", words + LEADS)
    write(own / "site_templates/site.toml", '[site]\nleads = "leads.toml"\n')
    code, said = run("build", str(own))
    assert code == 0, said
    page = html.fromstring((own / BRIDGE).read_text(encoding="utf-8"))
    (lead,) = page.xpath("//p[@class='lede']")
    (number,) = {found for found in lead.xpath(".//a/@href") if found == "#n1"}
    assert page.xpath(f"//ol[@class='notes']/li[@id='{number[1:]}']//mark")
    assert lead.text_content().startswith("Footbridge at Alder Mill is a bridge of 42")
    assert lead.xpath("./a[.='Mara Quill']/@href") == ["../../../id/person/mara-quill/index.html"]


FAULTS = {
    "a query that no page uses": (
        "queries/pages/spare.rq", "#+ summary: S\nSELECT ?a { ?a ?b ?c } ORDER BY ?a\n",
        "queries/pages/spare.rq: no page uses this query",
    ),
    "a template that no page uses": (
        "site_templates/pages/spare.html", "x", "site_templates/pages/spare.html: no page uses this template",
    ),
    "a broken template": (
        "site_templates/pages/entity.html", "\n{% if %}", "site_templates/pages/entity.html:2: not a template",
    ),
    "a wrong field": (
        "site_templates/pages/entity.html", "{{ carrd }}",
        "site_templates/pages/entity.html:1: 'carrd' is undefined",
    ),
    "an included template that is nowhere": (
        "site_templates/pages/entity.html", '{% include "standard/nowhere.html" %}',
        "site_templates/pages/entity.html:1: template 'standard/nowhere.html' is not there",
    ),
    "a broken map": ("site_templates/site.toml", "\n[[page]\n", "site_templates/site.toml:2: not TOML"),
    "a map of the wrong type": ("site_templates/site.toml", "page = 3\n", "site.toml: 'page' is not of type list"),
    "a page without a template": (
        "site_templates/site.toml", '[[page]]\nname = "x"\noutput = "x.html"\n',
        "site_templates/site.toml:1: a page without template",
    ),
    "a query without a column": (
        "queries/pages/names.rq", "#+ summary: N\nSELECT ?page { ?page ?b ?c } ORDER BY ?page\n",
        "queries/pages/names.rq: does not return ?name",
    ),
    "an empty folder of queries": ("queries/pages/README.md", "x", "queries/pages/: holds no *.rq file"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_what_is_laid_over_is_told_at_its_place(case: str, own: Path) -> None:
    name, text, message = FAULTS[case]
    write(own / name, text)
    before = content(own / "build")
    code, said = run("build", str(own))
    assert (code in (1, 2), message in said) == (True, True), said
    assert content(own / "build") == before


def test_without_the_setting_the_publication_must_have_its_own(own: Path) -> None:
    settings = own / "pincite.toml"
    write(settings, settings.read_text(encoding="utf-8").replace("standard_site = true\n", ""))
    code, said = run("build", str(own))
    assert (code, "site_templates/: the folder is missing" in said) == (2, True), said


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_everybody_can_read_the_standard_site(started: Path, browser: Browser, width: int, dark: bool) -> None:
    """No fault by axe, no message, nothing wider than the window, nothing from another host."""
    site = started / "build" / "site"
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(request.url))
    # The page for what is not found has its addresses from where the site is published.
    pages = [(name, path) for name, path in kinds(site) if name != "not-found"]
    assert len(pages) > 12
    with serving(site) as address:
        page.on("request", lambda one: None if one.url.startswith(address) else faults.append(one.url))
        for name, path in pages:
            page.goto(address + path.relative_to(site).as_posix())
            faults += [f"{name}: {one}" for one in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{name} is wider than the window")
    context.close()
    assert faults == []
