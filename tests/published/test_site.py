"""The whole built site: every statement's address leads to its line, pages are light, HTML is valid."""

from __future__ import annotations

import gzip
import os
import re
from functools import cache
from pathlib import Path

import pytest

from tests.tools import vnu

IDS = re.compile(r'\bid="([^"]+)"')
FILE = re.compile(r'<tr><th scope="row"><a [^>]*>([\w.]+)</a></th><td>([^<]*)</td>')
STATEMENT = re.compile(r"^<(https://[^>#]+)#(s-[0-9a-f]{12})>", re.MULTILINE)
BASE = "https://w3id.org/pincite/alliance/"
EXTRA = re.compile(
    r'<link rel="(?:cite-as|author|type|linkset)"[^>]*>'
    r'|<script type="application/ld\+json">.*?</script>|<details class="cite">.*?</details>',
    re.DOTALL,
)
HEAVIEST = 1_300  # bytes of a page, gzipped, for structured data, typed links and citations
LARGEST = 30
LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href)="(?:\.\./)+assets/([^"]+)"')
MOST = 60_000  # bytes of an entity's page with style sheet and scripts, gzipped as `pincite serve` does
MAP = 16_000
# The checker takes data for a script, and no file for the page's own origin; a browser tests what the policy does.
POLICY = "violates Content Security Policy (meta tag)"


def test_every_statement_has_its_place(site: Path) -> None:
    statements = set(STATEMENT.findall((site / "dump" / "statements.ttl").read_text(encoding="utf-8")))
    assert len(statements) > 4000
    ids: dict[str, set[str]] = {}
    lost = []
    for entity, anchor in sorted(statements):
        page = site / entity.removeprefix(BASE) / "index.html"
        if entity not in ids:
            ids[entity] = set(IDS.findall(page.read_text(encoding="utf-8")))
        if anchor not in ids[entity]:
            lost.append(f"{entity}#{anchor}")
    assert lost == []


def test_every_file_for_download_says_what_it_is(site: Path) -> None:
    told = dict(FILE.findall((site / "downloads" / "index.html").read_text(encoding="utf-8")))
    files = {path.name for path in (site / "dump").iterdir()} - {"SHA256SUMS"}
    assert told.keys() == files
    assert [name for name, what in told.items() if len(what.split()) < 2] == []


def test_what_is_there_for_machines_and_citing_weighs_little(entity_pages: list[Path]) -> None:
    heavy = {}
    for page in entity_pages:
        text = page.read_text(encoding="utf-8")
        without, number = EXTRA.subn("", text)
        assert number >= 7, page
        weight = len(gzip.compress(text.encode())) - len(gzip.compress(without.encode()))
        if weight > HEAVIEST:
            heavy[page.parent.name] = weight
    assert heavy == {}


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def test_an_entitys_page_is_light(site: Path, entity_pages: list[Path]) -> None:
    packed = cache(_packed)
    weights = []
    for page in entity_pages:
        if page.parts[-3] == "document":
            continue
        parts = LOADED.findall(page.read_text(encoding="utf-8"))
        assert {"early.js", "site.js", "site.css"} <= set(parts), page
        weights.append((packed(page) + sum(packed(site / "assets" / part) for part in parts), page.parent.name))
    weights.sort(reverse=True)
    assert [one for one in weights if one[0] > MOST] == [], weights[:10]


def test_the_map_is_light(site: Path) -> None:
    assert _packed(site / "map" / "index.html") <= MAP


def test_the_html_is_valid(site: Path, entity_pages: list[Path], tmp_path: Path) -> None:
    if not vnu.available():
        if os.environ.get("CI"):
            pytest.fail("there is no Nu HTML checker: it needs Java, and npm once")
        pytest.skip("there is no Nu HTML checker: it needs Java, and npm once")
    wrong = tmp_path / "wrong.html"
    wrong.write_text('<!doctype html><html lang="en"><title>Wrong</title><p><div></p>', encoding="utf-8")
    plain = [path for path in sorted(site.rglob("*.html")) if "id" not in path.relative_to(site).parts]
    singles = [path for path in plain if path.parent.parent.name != "questions"]
    questions = [path for path in plain if path.parent.parent.name == "questions"]
    kinds = sorted(site.glob("id/*/index.html"))
    largest = sorted([*entity_pages, *questions], key=lambda path: -path.stat().st_size)[:LARGEST]
    per_kind = [next(iter(sorted(kind.parent.glob("*/index.html")))) for kind in kinds]
    sample = sorted({*singles, *questions[:3], *kinds, *per_kind, *largest})
    assert len(singles) >= 10
    assert len(sample) > 80
    found = vnu.messages([wrong, *sample])
    # The wrong page shows that the checker looks at all.
    assert any("wrong.html" in one for one in found)
    assert [one for one in found if "wrong.html" not in one and POLICY not in one] == []
