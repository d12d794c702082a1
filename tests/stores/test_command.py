"""`pincite load` as people run it: the dump, progress on a terminal, silence when asked, what goes with what."""

from __future__ import annotations

import gzip
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pincite.building import build
from pincite.cli import main
from tests.stores.conftest import started
from tests.test_cli import ESCAPE, on_terminal
from tests.tools.stores import Store

EXAMPLE = Path(__file__).parents[1] / "example"


@pytest.fixture(scope="module")
def light_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The quickest to start."""
    yield from started("oxigraph", tmp_path_factory.mktemp("command"))


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built."""
    root = tmp_path_factory.mktemp("lights") / "lights"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    build(root, root / "build")
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["load", *arguments])


def test_the_dump_is_loaded_and_can_be_asked_and_checked(light_store: Store, lights: Path) -> None:
    light_store.change("DROP ALL")
    result = run(light_store.endpoint(), "--project", str(lights))
    number = re.fullmatch(
        r"([\d,]+) triples in the default graph of Oxigraph, checked by count and digest; [\d.]+ s\n", result.output
    )
    assert number, result.output
    assert ESCAPE not in result.output
    assert light_store.count() == int(number[1].replace(",", ""))
    there = ("--project", str(lights), "--endpoint", light_store.query)
    for command in (["ask", "keepers"], ["ask", "keepers", "--sources"], ["explain", "Ada Holm"]):
        asked = CliRunner().invoke(main, [*command, *there])
        assert asked.output == CliRunner().invoke(main, [*command, *there[:2]]).output
        assert "Ada Holm" in asked.output
    checked = CliRunner().invoke(main, ["check", *there])
    assert checked.exit_code == 0
    assert "the same as here" in checked.output
    light_store.change("DELETE WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> 'North Light'@en }")
    light_store.change("INSERT DATA { <urn:s> <urn:p> 1 }")
    checked = CliRunner().invoke(main, ["check", *there])
    assert (checked.exit_code, "the store holds" in checked.output) == (1, True)


def test_a_graph_a_document(light_store: Store, lights: Path) -> None:
    light_store.change("DROP ALL ; INSERT DATA { GRAPH <https://example.org/lights/graph/gone> { <urn:s> <urn:p> 1 } }")
    result = run(light_store.endpoint(), "--project", str(lights), "--per-document", "--replace", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    names = {name.removeprefix("https://example.org/lights/graph/") for name in light_store.graphs()}
    assert {"catalogue", "notice-to-mariners", "harbour-book"} <= names
    assert "gone" not in names
    assert light_store.count() == 0
    graphs = [part for name in sorted(light_store.graphs()) for part in ("--graph", name)]
    there = ("--project", str(lights), "--endpoint", light_store.query, *graphs)
    assert "Ada Holm" in CliRunner().invoke(main, ["ask", "keepers", *there]).output
    assert "the same as here" in CliRunner().invoke(main, ["check", *there]).output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_progress_on_a_terminal_is_one_line_that_goes_away(light_store: Store, few: Path) -> None:
    light_store.change("DROP ALL")
    code, shown = on_terminal("load", light_store.endpoint(), "--file", str(few), "--batch", "1000")
    assert code == 0
    steps = re.findall(r"\r\x1b\[K([^\x1b\r]*) \.\.\.", shown)
    assert steps == [
        "asking the store",
        "loading, 0 of 2,000 triples",
        "loading, 1,000 of 2,000 triples",
        *[step for step in steps if step.startswith("checking 2,000 triples, digest ")][:1],
        "moving into place",
    ]
    assert shown.rpartition("\r\x1b[K")[2].startswith("2,000 triples in the default graph of Oxigraph")
    code, shown = on_terminal("load", light_store.endpoint(), "--file", str(few), "--replace", "--quiet")
    assert (code, shown) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--graph", "urn:a", "--per-document"], "--graph: does not go with --per-document."),
        (["--graph", "no iri"], "--graph no iri: not an IRI."),
        (["--graph", "graph"], "--graph graph: not an IRI."),
        (["--file", "x.nt", "--per-document"], "--per-document: is for the publication's own dump."),
        (["--file", "x.nt"], "x.nt: no such file."),
        (["--file", "README.md"], "README.md: the ending tells no RDF syntax."),
        ([], "build/dump/graph.nt.gz: there is no dump yet. Run `pincite build`"),
    ],
)
def test_wrong_usage(light_store: Store, arguments: list[str], message: str) -> None:
    result = run(light_store.endpoint(), "--project", str(EXAMPLE), *arguments)
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.nt", b"", "holds no triples"),
        ("broken.nt", b"<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p .\n", "broken.nt:2: not N-Triples"),
        ("relative.ttl", b"<a> <urn:p> <urn:o> .", "not Turtle"),
        ("cut.nt.gz", gzip.compress(b"<urn:s> <urn:p> <urn:o> .\n" * 99, mtime=0)[:-9], "cannot be read"),
        ("no.nt.gz", b"<urn:s> <urn:p> <urn:o> .\n", "cannot be read"),
    ],
)
def test_a_file_that_is_wrong_loads_nothing(
    light_store: Store, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    light_store.change("DROP ALL")
    (tmp_path / name).write_bytes(data)
    result = run(light_store.endpoint(), "--file", str(tmp_path / name))
    assert result.exit_code == 2
    assert message in result.output
    assert (light_store.count(), light_store.graphs()) == (0, set())


def test_a_repository_needs_its_name() -> None:
    result = run("http://127.0.0.1:9/rdf4j-server", "--store", "rdf4j", "--file", "x.nt")
    assert "not the address of a repository" in result.output


def test_a_store_that_is_down_is_told() -> None:
    result = run("http://127.0.0.1:9/alliance", "--file", "x.nt", "--retries", "0")
    assert result.exit_code == 2
    assert result.output.startswith("http://127.0.0.1:9/alliance: cannot be reached, or broke the connection")
