"""Three real stores, one start each a worker, and triples to load."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.errors import PinciteError
from tests.tools.maven import MavenError
from tests.tools.stores import KINDS, Store, running

OLD = '<https://example.org/old> <https://example.org/p> "old" .\n'
NOTHING = re.compile(r"PINCITE_(USER|PASSWORD|TOKEN)")


@pytest.fixture(autouse=True)
def _no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if NOTHING.fullmatch(name):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session", params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Each of the stores, empty at first."""
    yield from started(str(request.param), tmp_path_factory.mktemp("store"))


def started(
    kind: str, folder: Path, login: tuple[str, str] | None = None, options: tuple[str, ...] = ()
) -> Iterator[Store]:
    """Run a store; where it cannot be had the test is skipped, in CI it fails."""
    try:
        with running(kind, folder, login, options=options) as store:
            yield store
    except (MavenError, PinciteError, FileNotFoundError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"{kind} cannot be had: {error}")
        pytest.skip(f"{kind} cannot be had: {error}")


@pytest.fixture
def empty(store: Store) -> Store:
    """A store with nothing in it."""
    store.clear()
    return store


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2,000 triples with every kind of term that stores write in a way of their own."""
    path = tmp_path_factory.mktemp("data") / "few.nt"
    path.write_text("".join(lines(2000)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One triple, which was there before."""
    path = tmp_path_factory.mktemp("data") / "old.nt"
    path.write_text(OLD, encoding="utf-8")
    return path


def lines(count: int) -> Iterator[str]:
    """Yield so many N-Triples lines, all different."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    objects = (
        "<https://example.org/\N{LATIN SMALL LETTER E WITH ACUTE}/{n}>",
        '"{n} \N{SNOWMAN} \\"said\\" \\n \\\\"',
        '"{n}"@en-GB',
        '"00{n}.50"^^<' + xsd + "decimal>",
        '"+{n}"^^<' + xsd + "integer>",
        '"{n}"^^<' + xsd + "int>",
        '"{n}.5E0"^^<' + xsd + "double>",
        '"1"^^<' + xsd + "boolean>",
        '"2015-06-01"^^<' + xsd + "date>",
        '"2015-06-01T12:00:00.500+02:00"^^<' + xsd + "dateTime>",
        '"POINT({n} 1)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>',
        '"P{n}D"^^<' + xsd + "duration>",
        '"0.0"^^<' + xsd + "decimal>",
    )
    for n in range(count):
        subject = f"<https://example.org/thing/{n}>"
        yield f"{subject} <https://example.org/p> {objects[n % len(objects)].replace('{n}', str(n))} .\n"
