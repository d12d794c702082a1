"""`pincite build --from` as people type it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pincite.cli import main
from tests.browse.making import PREFIXES


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "lights.ttl"
    path.write_text(PREFIXES + 'ex:a rdfs:label "Licht"@de, "Light"@en ; ex:n "x"^^xsd:integer .', encoding="utf-8")
    return path


def test_it_says_what_it_made_and_where(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = _run("--from", source, "--out", out)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith("3 triples, 3 pages of things, 0 classes, 2 properties; ")
    assert lines[1].startswith("2 remarks on what could not be shown: ")
    assert lines[2] == f"Site: {out / 'site' / 'index.html'}"
    assert (out / "site" / "index.html").is_file()
    # A second build replaces the first.
    assert _run("--from", source, "--out", out, "-q").output == ""


def test_languages_and_a_title(source: Path, tmp_path: Path) -> None:
    assert (
        _run("--from", source, "--out", tmp_path / "o", "--language", "de, en", "--title", "All <lights>").exit_code
        == 0
    )
    assert "Licht" in (tmp_path / "o/site/id/ex/a/index.html").read_text(encoding="utf-8")
    assert "<title>All &lt;lights&gt;</title>" in (tmp_path / "o/site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "SOURCE"], "--from: needs a folder to write to. Add --out FOLDER."),
        (
            ["--from", "SOURCE", "--out", "OUT", "--until", "graph"],
            "--from: takes neither a publication nor --until nor",
        ),
        (["SOURCE", "--from", "SOURCE", "--out", "OUT"], "--from: takes neither a publication nor --until nor"),
        (["--from", "SOURCE", "--out", "OUT", "--since", "x"], "nor --until nor --since. Leave that out, or --from."),
        (["--language", "de"], "--language: is for --from only."),
        (["--templates", "x"], "--templates: is for --from only."),
        (["--from", "SOURCE", "--out", "FOLDER"], "the output folder would replace what is read"),
        (["--from", "SOURCE", "--out", "TAKEN"], "is there already and is not a build"),
        (["--from", "gone.ttl", "--out", "OUT"], "gone.ttl: is not there"),
    ],
)
def test_wrong_usage_is_told(source: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("dear", encoding="utf-8")
    places = {"SOURCE": source, "OUT": tmp_path / "out", "FOLDER": tmp_path, "TAKEN": tmp_path / "taken"}
    result = _run(*(places.get(one, one) for one in arguments))
    assert result.exit_code == 2
    assert message in result.output
    assert source.is_file()
    assert (tmp_path / "taken" / "letter.txt").is_file()


def test_the_wheel_carries_what_the_site_is_made_of(tmp_path: Path) -> None:
    """Without the folders of this repository: templates and styles are package data."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = root / "src" / "pincite"
    wanted = [
        f"pincite/{path.relative_to(package).as_posix()}"
        for folder in ("browse/templates", "browse/assets", "theme")
        for path in (package / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert len(wanted) > 10
    assert set(wanted) <= names
