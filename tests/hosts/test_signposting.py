"""FAIR Signposting judged by the library of its makers: HTTP headers, HTML and link sets say the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from signposting import (
    Signposting,
    find_signposting_html,
    find_signposting_http,
    find_signposting_linkset,
)

from pincite.building import build
from tests.tools.serving import serving

EXAMPLE = Path(__file__).parents[1] / "example"
IRI = "https://example.org/lights/id/light/north-light"
FORMS = {"index.ttl": "text/turtle", "index.nt": "application/n-triples", "index.jsonld": "application/ld+json"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example published at the address at which it is served: link sets name addresses in full."""
    root = tmp_path_factory.mktemp("signposting") / "lights"
    with serving(root / "build" / "site", "/lights") as found:
        shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "__pycache__"), dirs_exist_ok=True)
        settings = (root / "pincite.toml").read_text(encoding="utf-8")
        (root / "pincite.toml").write_text(f'site_url = "{found}"\n{settings}', encoding="utf-8")
        build(root)
        yield found


def said(found: Signposting) -> dict[str, set[str]]:
    """Return the targets by relation."""
    by_relation: dict[str, set[str]] = {}
    for one in found.signposts:
        by_relation.setdefault(str(one.rel), set()).add(str(one.target))
    return by_relation


def check(found: Signposting, folder: str) -> None:
    assert found.citeAs is not None
    assert found.license is not None
    assert str(found.citeAs.target) == IRI
    assert str(found.license.target) == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert "https://schema.org/AboutPage" in {str(one.target) for one in found.types}
    assert len(found.types) == 2
    assert {str(one.target): str(one.type) for one in found.describedBy} == {
        folder + name: media for name, media in FORMS.items()
    }
    assert {str(one.target) for one in found.authors} == {"https://example.org/lights/dump/void.ttl#creator"}


def test_a_page_by_its_headers_its_html_and_its_link_set(address: str) -> None:
    folder = f"{address}id/light/north-light/"
    by_http, by_html = find_signposting_http(folder), find_signposting_html(folder)
    check(by_http, folder)
    check(by_html, folder)
    for found in (by_http, by_html):
        assert {str(one.target) for one in found.linksets} == {f"{address}id/light/linkset.json"}
    by_set = find_signposting_linkset(f"{address}id/light/linkset.json")
    check(by_set.for_context(folder), folder)


def test_a_description_leads_back_to_its_page(address: str) -> None:
    folder = f"{address}id/light/north-light/"
    links = said(find_signposting_http(f"{folder}index.ttl", warn_empty=False))
    assert links["linkset"] == {f"{address}id/light/linkset.json"}
    assert "describedby" not in links


def test_the_first_page_names_every_file(address: str) -> None:
    by_http, by_html = find_signposting_http(address), find_signposting_html(address)
    by_set = find_signposting_linkset(f"{address}linkset.json").for_context(address)
    for found in (by_html, by_set):
        assert found.citeAs is not None
        assert str(found.citeAs.target) == "https://example.org/lights/"
        items = {str(one.target): str(one.type) for one in found.items}
        assert items[f"{address}dump/graph.ttl"] == "text/turtle"
        assert items[f"{address}dump/graph.nt.gz"] == "application/n-triples"
        assert len(items) == 9
        assert {str(one.target) for one in found.types} == {
            "https://schema.org/AboutPage",
            "https://schema.org/Dataset",
        }
        assert {str(one.target) for one in found.describedBy} == {f"{address}dump/void.ttl"}
    assert by_http.citeAs is not None
    assert {str(one.target) for one in by_http.linksets} == {f"{address}linkset.json"}
    file = find_signposting_linkset(f"{address}linkset.json").for_context(f"{address}dump/graph.ttl")
    assert file.collection is not None
    assert str(file.collection.target) == address
