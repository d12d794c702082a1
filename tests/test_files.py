"""Reading with lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.errors import UsageError
from pincite.files import read_text, read_yaml


def yaml(folder: Path, text: str) -> object:
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, "a.yaml")


def test_text_stays_as_it_is_written(tmp_path: Path) -> None:
    content = yaml(tmp_path, "when: 2021-09-09\nyear: 2013\nunit: 09436\nanswer: no\nflag: true\nnone: null\n")
    assert content == {
        "when": "2021-09-09", "year": 2013, "unit": "09436", "answer": "no", "flag": True, "none": None,
    }  # fmt: skip


def test_mappings_know_their_lines(tmp_path: Path) -> None:
    content = yaml(tmp_path, "a:\n  - b: 1\n    c: 2\n  - b: 3\n")
    assert isinstance(content, dict)
    assert [one.line for one in content["a"]] == [2, 4]
    assert content["a"][0].lines == {"b": 2, "c": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: not YAML: key 'a' is given twice"),
        ("a: 1\nb: [1, 2\n", "a.yaml:3: not YAML"),
        ("a: 1\n b: 2\n", "a.yaml:2: not YAML"),
        ("a: !!python/object/apply:os.system [x]\n", "a.yaml:1: not YAML"),
    ],
)
def test_broken_yaml_names_the_line(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        yaml(tmp_path, text)
    assert str(caught.value).startswith(message)


def test_a_file_that_is_not_utf8_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc\xff")
    with pytest.raises(UsageError, match=r"a\.txt: not UTF-8 at byte 3"):
        read_text(path, "a.txt")


def test_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\r\nb\rc\n")
    assert read_text(path, "a.txt") == "a\r\nb\rc\n"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_text(tmp_path / "none", "none")
