"""The publication's own ontology, and a small one to break."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from pincite.errors import UsageError
from pincite.files import read_text
from pincite.graph.terms import RDF_TYPE, Prefixes, Triple, iri
from pincite.ontology import Ontology, read_ontology
from pincite.ontology.java import find_java
from tests.ontology.robot import Robot
from tests.tools.maven import MavenError, class_path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "ontology"
Read: TypeAlias = Callable[..., Ontology]
Say: TypeAlias = Callable[..., Triple]

PREFIX_TABLE = """@base <https://example.org/> .
@prefix ex: <https://example.org/ns#> .
@prefix pin: <https://w3id.org/pincite/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="session")
def prefixes() -> Prefixes:
    return Prefixes.parse(read_text(FOLDER / "prefixes.ttl", "prefixes.ttl"), "prefixes.ttl")


@pytest.fixture(scope="session")
def modules() -> dict[str, str]:
    """The publication's modules by file name."""
    found = {path.name: read_text(path, path.name) for path in sorted(FOLDER.glob("*.ttl"))}
    del found["prefixes.ttl"]
    assert len(found) >= 15
    return found


@pytest.fixture(scope="session")
def published(modules: dict[str, str], prefixes: Prefixes) -> Ontology:
    return read_ontology(modules, prefixes)


@pytest.fixture(scope="session")
def say(prefixes: Prefixes) -> Say:
    """Makes a triple of ids (`person/ada`), prefixed names (`al:post`) and terms that are ready."""

    def term(name: str) -> str:
        if name == "a":
            return RDF_TYPE
        if name[0] in '<"_':
            return name
        return iri(prefixes.entity(name) if "/" in name else prefixes.expand(name))

    return lambda *names: tuple(term(name) for name in names)


@pytest.fixture
def read() -> Read:
    """Reads an ontology of one module, or of several (name to text)."""

    def made(text: str = "", **more: str) -> Ontology:
        files = {"one.ttl": text} if text else {}
        return read_ontology(
            files | {f"{name}.ttl": body for name, body in more.items()}, Prefixes.parse(PREFIX_TABLE, "prefixes.ttl")
        )

    return made


@pytest.fixture
def prefix_table() -> str:
    """The prefix table of the small ontology."""
    return PREFIX_TABLE


@pytest.fixture(scope="session")
def robot_parts() -> tuple[Path, str]:
    """A Java and ROBOT's class path; without them the test is skipped, in CI it fails."""
    try:
        return find_java(), class_path("robot")
    except (MavenError, UsageError) as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def robot(robot_parts: tuple[Path, str], tmp_path: Path) -> Robot:
    """ROBOT in an empty folder."""
    return Robot(*robot_parts, tmp_path)
