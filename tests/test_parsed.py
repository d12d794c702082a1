"""What was parsed is kept beside its file, and read back only when it is of the same content, made by the same code."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from pincite.errors import UsageError
from pincite.files import Located, read_yaml
from pincite.parsed import parsed

LONG = b"first: [1, two]\n" + b"# a comment that takes its place\n" * 300


class Parser:
    """Parses into a mapping, and counts."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, content: bytes) -> Located:
        self.times += 1
        made = Located(size=len(content), parts=[1, "two", None, True])
        made.line, made.lines = 7, {"size": 8}
        return made


@pytest.fixture
def parser() -> Parser:
    """A parser that counts."""
    return Parser()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a file would lie."""
    return tmp_path / "facts.yaml"


def kept(file: Path) -> Path:
    return file.parent / "__pycache__" / f"{file.name}.parsed"


def test_what_was_parsed_is_read_back_whole(parser: Parser, file: Path) -> None:
    first = parsed(file, LONG, parser, "1", (Located,))
    again = parsed(file, LONG, parser, "1", (Located,))
    assert parser.times == 1
    assert again == first
    assert type(again) is Located
    assert (again.line, again.lines) == (7, {"size": 8})
    assert [path.name for path in kept(file).parent.iterdir()] == ["facts.yaml.parsed"]


@pytest.mark.parametrize(("content", "form"), [(LONG + b"#", "1"), (LONG.replace(b"two", b"six"), "1"), (LONG, "2")])
def test_other_content_or_code_is_parsed(parser: Parser, file: Path, content: bytes, form: str) -> None:
    parsed(file, LONG, parser, "1", (Located,))
    assert parsed(file, content, parser, form, (Located,))["size"] == len(content)
    assert parser.times == 2
    assert parsed(file, content, parser, form, (Located,))["size"] == len(content)
    assert parser.times == 2


def test_a_short_file_leaves_nothing(parser: Parser, file: Path) -> None:
    for _ in range(2):
        parsed(file, LONG[:100], parser, "1", (Located,))
    assert parser.times == 2
    assert not kept(file).exists()


def shorter(content: bytes) -> bytes:
    return content[:-9]


def empty(_: bytes) -> bytes:
    return b""


def strange(content: bytes) -> bytes:
    return content[:32] + b"\x80\x05" + os.urandom(99)


@pytest.mark.parametrize("damage", [shorter, empty, strange])
def test_what_is_damaged_is_parsed_and_kept_anew(parser: Parser, file: Path, damage: Callable[[bytes], bytes]) -> None:
    first = parsed(file, LONG, parser, "1", (Located,))
    whole = kept(file).read_bytes()
    kept(file).write_bytes(damage(whole))
    assert parsed(file, LONG, parser, "1", (Located,)) == first
    assert parser.times == 2
    assert kept(file).read_bytes() == whole


def test_nothing_is_run_that_somebody_has_put_there(parser: Parser, file: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
            return os.mkdir, (str(tmp_path / "sprung"),)

    parsed(file, LONG, parser, "1", (Located,))
    kept(file).write_bytes(kept(file).read_bytes()[:32] + pickle.dumps(Trap()))
    parsed(file, LONG, parser, "1", (Located,))
    assert parser.times == 2
    assert not (tmp_path / "sprung").exists()


def test_where_nothing_can_be_written_nothing_is_kept(parser: Parser, file: Path) -> None:
    (file.parent / "__pycache__").write_text("a file, where a folder would be")
    for _ in range(2):
        assert parsed(file, LONG, parser, "1", (Located,))["size"] == len(LONG)
    assert parser.times == 2


def test_what_fails_is_not_kept(file: Path) -> None:
    def fail(_: bytes) -> Located:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            parsed(file, LONG, fail, "1", (Located,))
    assert not kept(file).exists()


def test_a_file_of_facts_is_the_same_read_back(file: Path) -> None:
    text = "passages:\n" + "".join(
        f"  - quote: 'the {n}th, of 2021-09-10'\n    facts:\n"
        f"      - state: {{id: x/{n}, count: {n}, sure: true, none: ~}}\n"
        for n in range(200)
    )
    file.write_text(text, encoding="utf-8")
    first = read_yaml(file, "facts.yaml")
    assert kept(file).is_file()
    again = read_yaml(file, "facts.yaml")
    assert again == first
    one, other = (found["passages"][150]["facts"][0]["state"] for found in (first, again))
    assert (other, other.line, other.lines) == (one, one.line, one.lines)
    assert one["count"] == 150
    file.write_text(text + "  - [\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"facts.yaml:60\d: not YAML"):
        read_yaml(file, "facts.yaml")
