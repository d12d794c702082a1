"""Vocabularies of others, at the size they have: each becomes a whole site whose links lead somewhere.

They come with packages (tests/tools/vocabularies and brickschema) and are in no way part of this repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from pincite.browse.build import Options
from tests.browse.making import Made, build
from tests.tools import vnu
from tests.tools.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parents[1] / "tools" / "vocabularies" / "node_modules" / "@vocabulary"
MOST = 400  # pages of a site whose links are followed
LARGE = 100_000  # bytes
ID = re.compile(r'\bid="([^"]*)"')
LINK = re.compile(r'\bhref="([^"]*)"')
OUTSIDE = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
POLICY = "violates Content Security Policy (meta tag)"


@dataclass(frozen=True)
class Vocabulary:
    """What is known of a vocabulary: so many triples at least, the title of its site, and a row of one page."""

    triples: int
    title: str
    page: str
    row: tuple[str, str]


VOCABULARIES = {
    "brick": Vocabulary(60_000, "Brick", "brick/air-handling-unit", ("subClassOf", "HVAC Equipment")),
    "dcat": Vocabulary(1_300, "The data catalog vocabulary", "dcat/dataset", ("altLabel", "har datasæt da")),
    "dpv": Vocabulary(3_000, "Data Privacy Vocabulary", "w3-org-ns-dpv/advertising", ("subClassOf", "Marketing")),
    "foaf": Vocabulary(600, "Friend of a Friend (FOAF) vocabulary", "foaf/person", ("disjointWith", "Organization")),
    "prov": Vocabulary(
        1_600, "W3C PROVenance Interchange Ontology (PROV-O)", "prov/wasgeneratedby",
        ("propertyChainAxiom", "qualifiedGeneration o activity"),
    ),
    "quantitykind": Vocabulary(
        29_000, "QUDT Quantity Kind Vocabulary Version 3.1.0", "qudt-org-vocab-quantitykind/velocity",
        ("altLabel", "rapidez es"),
    ),
    "qudt": Vocabulary(
        5_000, "QUDT Schema - Version 3.1.0", "qudt-org-schema-qudt/unit",
        ("subClassOf", "denominator dimension vector only Quantity Kind Dimension Vector"),
    ),
    "schema": Vocabulary(17_000, "schema.nq", "schema/person", ("subClassOf", "Thing")),
    "skos": Vocabulary(250, "SKOS Vocabulary", "skos/broader", ("inverseOf", "has narrower")),
    "sosa": Vocabulary(
        300, "Sensor, Observation, Sample, and Actuator (SOSA) Ontology", "sosa/sensor",
        ("isDefinedBy", "Sensor, Observation, Sample, and Actuator (SOSA) Ontology"),
    ),
    "time": Vocabulary(1_200, "OWL-Time", "time/generaldatetimedescription", ("subClassOf", "day max 1")),
    "unit": Vocabulary(
        59_000, "QUDT VOCAB Units of Measure Release 3.1.0", "qudt-org-vocab-unit/m",
        ("conversionMultiplier", "1.0 xsd:decimal"),
    ),
}  # fmt: skip

REMARKS: dict[str, dict[str, list[str]]] = {}


def test_every_package_is_tested() -> None:
    assert {path.name for path in FOLDER.iterdir()} | {"brick"} == set(VOCABULARIES)


@cache
def _source(name: str) -> Path:
    if name == "brick":
        return Path(str(files("brickschema"))) / "ontologies" / "1.4" / "Brick.ttl"
    return FOLDER / name / f"{name}.nq"


@pytest.fixture(scope="module")
def site_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Gives a vocabulary's site by name, made once for all tests."""
    return cache(lambda name: build(tmp_path_factory.mktemp(name) / "out", _source(name), options=Options()))


each = pytest.mark.parametrize("name", sorted(VOCABULARIES))


@each
def test_each_becomes_a_whole_site(name: str, site_of: Callable[[str], Made]) -> None:
    made = site_of(name)
    known = VOCABULARIES[name]
    assert made.built.figures["triples"] >= known.triples
    assert made.page("index.html").findtext(".//title") == known.title
    assert known.row[1] in made.facts(f"id/{known.page}")[known.row[0]]
    # All of them are as their datatypes want, and small enough.
    assert made.remarks() == REMARKS.get(name, {})


@each
def test_links_lead_somewhere(name: str, site_of: Callable[[str], Made]) -> None:
    made = site_of(name)
    pages = sorted(made.site.rglob("*.html"))
    assert len(pages) > 60, name
    broken = []
    for page in pages[:: max(1, len(pages) // MOST)]:
        text = page.read_text(encoding="utf-8")
        ids = ID.findall(text)
        assert len(ids) == len(set(ids)), page
        for link in set(LINK.findall(text)):
            if not _leads(page.parent, link, frozenset(ids)):
                broken.append(f"{page}: {link}")
    assert broken == []


def _leads(folder: Path, link: str, ids: frozenset[str]) -> bool:
    if OUTSIDE.match(link):
        return True
    path, _, fragment = link.partition("#")
    if not path:
        return fragment in ids
    file = Path(os.path.normpath(folder / path))
    return _is_file(file) and (not fragment or f' id="{fragment}"' in file.read_text(encoding="utf-8"))


@cache
def _is_file(path: Path) -> bool:
    return path.is_file()


def _some(site: Path) -> list[Path]:
    """The pages that are of a kind each, and of the things that with most to say and one in the middle."""
    things = sorted(site.glob("id/*/*/index.html"), key=lambda path: path.stat().st_size)
    lists = [path / "index.html" for path in sorted(site.iterdir()) if (path / "index.html").is_file()]
    long = sorted(site.glob("id/*/*/*/*/*/index.html"))[:1]
    return [things[-1], *lists, things[len(things) // 2], *long, site / "index.html"]


@each
def test_everybody_can_read_it(name: str, site_of: Callable[[str], Made], browser: Browser) -> None:
    """On a phone in the dark and on a desk in the light, page by page in turn."""
    made = site_of(name)
    asked: list[str] = []
    told: dict[str, tuple[list[str], int]] = {}
    with phone(browser, asked) as one, desk(browser, asked) as other:
        for path, page in zip(_some(made.site), cycle((one, other)), strict=False):
            page.goto(path.as_uri())
            shown = page.viewport_size
            assert shown
            wide = max(page.evaluate("document.documentElement.scrollWidth") - shown["width"], 0)
            # axe takes long on pages of thousands of links that are all alike.
            within = "html" if path.stat().st_size < LARGE else "header"
            told[path.relative_to(made.site).as_posix()] = (violations(page, within), wide)
    assert {path: found for path, found in told.items() if found != ([], 0)} == {}, name
    # Nothing is asked of any host.
    assert len(asked) > len(told)
    assert not [url for url in asked if not url.startswith("file://")]


@contextmanager
def _window(width: int, scheme: Literal["light", "dark"], browser: Browser, asked: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()


phone = partial(_window, 360, "dark")
desk = partial(_window, 1440, "light")


def test_html_is_valid(site_of: Callable[[str], Made]) -> None:
    """Of every vocabulary the pages looked at above, in one run of the checker, which is slow to start."""
    if not vnu.available():
        assert not os.environ.get("CI"), "there is no Java or no npm for the checker"
        pytest.skip("no Java or no npm for the checker")
    pages = [page for name in VOCABULARIES for page in _some(site_of(name).site)]
    assert len(pages) > 80
    assert [one for one in vnu.messages(pages) if POLICY not in one] == []
