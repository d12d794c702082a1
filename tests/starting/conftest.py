"""A new publication, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pincite.cli import main

STRANGE = 'Мост """ of <b> \\ "Ångström" & 橋 ${x} ex:Bridge 2026-01-01'


def run(*arguments: str) -> tuple[int, str]:
    """Run the command; an exception that is no message for people fails the test."""
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too, but not what is only kept to be faster."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new publication with a strange title, built; not to be changed."""
    target = tmp_path_factory.mktemp("started") / "bridges"
    code, said = run(
        "new", str(target), "--title", STRANGE, "--base", "https://пример.example/a-b/", "--prefix", "br",
        "--creator", 'O\'Neill & "Sons"',
    )  # fmt: skip
    assert code == 0, said
    code, said = run("build", str(target))
    assert code == 0, said
    return target
