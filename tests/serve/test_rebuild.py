"""What `pincite serve` does after a change: a whole build, in a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pincite.errors import PinciteError
from pincite.serving import rebuild

EXAMPLE = Path(__file__).parents[1] / "example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example, to change."""
    return shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("build", "__pycache__"))


def test_the_site_is_there_and_then_another(root: Path) -> None:
    rebuild(root)
    page = root / "build" / "site" / "index.html"
    assert "Who kept which light" in page.read_text(encoding="utf-8")
    settings = root / "pincite.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('title = "', 'title = "New: '), encoding="utf-8")
    rebuild(root)
    assert "New: " in page.read_text(encoding="utf-8")


def test_what_is_wrong_is_raised_here(root: Path) -> None:
    rebuild(root)
    query = sorted((root / "queries" / "questions").glob("*.rq"))[0]
    query.write_text(query.read_text(encoding="utf-8").replace("SELECT", "SELEKT"), encoding="utf-8")
    with pytest.raises(PinciteError) as caught:
        rebuild(root)
    assert caught.value.problems[0].place.file == f"queries/questions/{query.name}"
    assert (root / "build" / "site" / "index.html").is_file()
