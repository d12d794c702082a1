"""The engine knows no subject: no word of the first publication stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "src" / "pincite"
WORDS = re.compile(
    r"belarus|russia|\bnato\b|kremlin|\brgf\b|urads|minsk|moscow|lukash[ae]nk|putin|zapad|warsaw"
    r"|\bcsto\b|\bosce\b|\bosw\b|union state|baranovichi|grodno|gantsevichi|vileyka|k[lł]ysi|[zż]ocho"
    r"|reluctant|golub|iskander|s-400|polonaise|alliance|\bal:|/al#",
    re.IGNORECASE,
)


def _files() -> list[Path]:
    return sorted(
        path
        for path in ENGINE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    )


def test_the_engine_is_looked_at() -> None:
    names = {path.relative_to(ENGINE).as_posix() for path in _files()}
    assert {"model.py", "mapping.py", "graph/terms.py", "vocabulary/pin.ttl"} <= names


def test_the_words_are_found_in_the_publication() -> None:
    """The pattern is no dead letter: the publication's own files are full of it."""
    assert WORDS.search((ROOT / "pincite.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_no_word_of_the_subject(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if WORDS.search(line)]
    assert not found
    assert not WORDS.search(path.name)
