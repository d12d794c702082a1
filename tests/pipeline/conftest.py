"""The example publication, built once, and copies of it that a test may spoil."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from pincite.cli import main

EXAMPLE = Path(__file__).parents[1] / "example"


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and all that it printed."""

    code: int
    text: str


@dataclass(frozen=True)
class Publication:
    """A copy of the example with its last good build; every change says what it expects to find."""

    root: Path

    @property
    def out(self) -> Path:
        """The build folder."""
        return self.root / "build"

    def swap(self, path: str, old: str, new: str) -> None:
        """Replace the first place where a file has some text."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def append(self, path: str, text: str) -> None:
        """Add text at the end of a file."""
        file = self.root / path
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def empty(self, folder: str, pattern: str = "*") -> None:
        """Remove the files of a folder, which stays."""
        found = [path for path in (self.root / folder).glob(pattern) if path.is_file()]
        assert found
        for path in found:
            path.unlink()

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def drop(self, folder: str) -> None:
        """Remove a folder."""
        shutil.rmtree(self.root / folder)

    def run(self, *arguments: str) -> Outcome:
        """Run a command; an exception that is no message for people fails the test."""
        result = CliRunner().invoke(main, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.output)

    def build(self) -> Outcome:
        """Build it."""
        return self.run("build", str(self.root))

    def anew(self) -> Outcome:
        """Build it, even if nothing has changed."""
        return self.run("build", str(self.root), "--anew")

    def state(self) -> dict[str, bytes]:
        """Return every file of the last build, and what is left beside it."""
        found = (path for path in self.out.rglob("*") if path.is_file())
        files = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}
        return files | {path.name: b"stray" for path in self.root.glob(".*")}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The example, built; not to be changed."""
    made = Publication(tmp_path_factory.mktemp("built") / "lights")
    shutil.copytree(EXAMPLE, made.root, ignore=shutil.ignore_patterns("build", "__pycache__"))
    outcome = made.build()
    assert outcome.code == 0, outcome.text
    return made


@pytest.fixture
def publication(built: Publication, tmp_path: Path) -> Publication:
    """A copy of the example of the test's own, with its build."""
    shutil.copytree(built.root, tmp_path / "lights")
    return Publication(tmp_path / "lights")
