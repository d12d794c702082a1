"""Other people's parsers take every file of the dump without a word: Jena's riot, and RDF4J's Rio at its strictest."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from pincite.building import build
from pincite.errors import PinciteError
from pincite.ontology.java import QUICK, find_java
from tests.tools import maven

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
_SECONDS = 300


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All data of the dump."""
    out = tmp_path_factory.mktemp("dump") / "build"
    build(ROOT, out)
    return sorted(path for path in (out / "dump").iterdir() if path.name != "SHA256SUMS")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a fault that a lax parser lets pass."""
    path = tmp_path_factory.mktemp("broken") / "broken.nt"
    date = '"2015-13-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    path.write_text(f"<https://example.org/s> <https://example.org/p> {date} .\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def java() -> str:
    try:
        return str(find_java())
    except PinciteError as error:
        return missing(str(error))


def missing(what: str) -> str:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    return done.stdout + done.stderr


def test_the_dump_has_these_files(files: list[Path]) -> None:
    assert {"graph.ttl", "graph.trig", "graph.nt.gz", "graph.jsonld", "void.ttl", "ontology.ttl"} <= {
        path.name for path in files
    }


def test_jena_takes_every_file(java: str, files: list[Path], broken: Path) -> None:
    riot = (java, *QUICK, "-cp", maven.class_path("fuseki"), "riotcmd.riot", "--validate")
    assert "WARN" in run(*riot, str(broken))
    said = run(*riot, *map(str, files)).splitlines()
    # It names each file that it reads, and says nothing else.
    assert [line.rpartition("INFO  riot            :: File: ")[2] for line in said] == [str(path) for path in files]


def test_rdf4j_takes_every_file(java: str, files: list[Path], broken: Path, tmp_path: Path) -> None:
    if not re.search(r"^jdk\.compiler", run(java, "--list-modules"), re.MULTILINE):
        missing("this Java has no compiler: install a JDK")
    with zipfile.ZipFile(maven.class_path("rdf4j")) as war:
        jars = [name for name in war.namelist() if name.startswith("WEB-INF/lib/") and name.endswith(".jar")]
        assert jars
        war.extractall(tmp_path, jars)
    checked = []
    for path in files:
        # Its parsers do not unpack.
        target = tmp_path / path.name.removesuffix(".gz")
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        checked.append(target)
    rio = (java, *QUICK, "-cp", f"{tmp_path}/WEB-INF/lib/*", str(HERE / "RioCheck.java"))
    assert "2015-13-01" in run(*rio, str(broken))
    # Its libraries' own log apart.
    said = [line for line in run(*rio, *map(str, checked)).splitlines() if " DEBUG org.eclipse.rdf4j." not in line]
    # As many as another parser finds, and nothing else is said.
    wanted = [f"read {path.name} {len(list(ox.parse(path=path)))}" for path in checked]
    assert said == wanted
