"""Makes a site of RDF text for a test, and reads its pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from pincite.browse.build import Browsed, Options, build_from

PREFIXES = """
@prefix ex: <https://example.org/ns#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Made:
    """A built site: its folder and what the build told."""

    out: Path
    built: Browsed

    @property
    def site(self) -> Path:
        return self.out / "site"

    def page(self, path: str) -> Any:
        """A page as a tree; of a folder its index."""
        file = self.site / (path if path.endswith(".html") else f"{path}/index.html")
        return html.fromstring(file.read_text(encoding="utf-8"))

    def facts(self, path: str, section: str = "facts") -> dict[str, list[str]]:
        """The rows of a page's section: what stands before the values, without its count, and the values as text."""
        rows = self.page(path).xpath(f"//section[@aria-labelledby='{section}']/dl/div")
        return {
            re.sub(r" [\d,]+$", "", text(row.find("dt"))): [text(one) for one in row.xpath("dd/ul/li | dd[not(ul)]")]
            for row in rows
        }

    def remarks(self) -> dict[str, list[str]]:
        """The report: texts by sort."""
        told = json.loads((self.out / "reports" / "remarks.json").read_text(encoding="utf-8"))
        return {one["sort"]: [f"{r['place']}: {r['text']}" for r in one["listed"]] for one in told["remarks"]}


def make(folder: Path, turtle: str, options: Options | None = None, name: str = "data.ttl") -> Made:
    """Build a site of Turtle, with the usual prefixes before it."""
    source = folder / name
    source.write_text(PREFIXES + turtle, encoding="utf-8")
    return build(folder / "out", source, options=options)


def build(out: Path, *sources: Path | str, options: Options | None = None) -> Made:
    """Build a site of files and endpoints."""
    return Made(out, build_from([str(source) for source in sources], out, options or Options(jobs=1)))


def of_class(node: Any, name: str) -> list[Any]:
    """The elements of a class."""
    return list(node.xpath(f"descendant::*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def text(node: Any) -> str:
    """The text of an element on one line."""
    return " ".join(" ".join(node.itertext()).split())
