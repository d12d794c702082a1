"""Writing a build: a file that is the same in the last one is linked, anything else is written anew."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pincite.output import Output

LONG = bytes(range(256)) * 4096


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """A folder to write, and a last one with two files."""
    last = tmp_path / "last"
    (last / "a").mkdir(parents=True)
    (last / "a" / "page.html").write_bytes(b"page")
    (last / "long").write_bytes(LONG)
    (last / "empty").write_bytes(b"")
    (tmp_path / "new").mkdir()
    return Output(tmp_path / "new", last)


def linked(output: Output, name: str) -> bool:
    assert output.last
    return (output.folder / name).samefile(output.last / name)


@pytest.mark.parametrize(("name", "content"), [("a/page.html", b"page"), ("long", LONG), ("empty", b"")])
def test_what_is_the_same_is_linked(output: Output, name: str, content: bytes) -> None:
    output.put(name, content)
    assert linked(output, name)
    assert (output.folder / name).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [("a/page.html", b"Page"), ("a/page.html", b""), ("a/page.html", b"pages"), ("long", LONG[:-1])],
)
def test_what_differs_is_written(output: Output, name: str, content: bytes) -> None:
    assert output.last
    before = (output.last / name).read_bytes()
    output.put(name, content)
    assert not linked(output, name)
    assert (output.folder / name).read_bytes() == content
    assert (output.last / name).read_bytes() == before


@pytest.mark.parametrize("last", [False, True])
def test_what_is_new_is_written_with_its_folders(output: Output, last: bool) -> None:
    made = output if last else Output(output.folder)
    made.put("b/c/page.html", b"page")
    assert (output.folder / "b" / "c" / "page.html").read_bytes() == b"page"


def another(path: Path) -> None:
    path.write_bytes(b"other")


def shared(path: Path) -> None:
    path.hardlink_to(path.parents[2] / "last" / "a" / "page.html")


@pytest.mark.parametrize("there", [another, shared])
@pytest.mark.parametrize("content", [b"page", b"PAGE"])
def test_what_is_there_already_is_replaced(output: Output, there: Callable[[Path], None], content: bytes) -> None:
    (output.folder / "a").mkdir()
    there(output.folder / "a" / "page.html")
    output.put("a/page.html", content)
    assert (output.folder / "a" / "page.html").read_bytes() == content
    assert output.last
    assert (output.last / "a" / "page.html").read_bytes() == b"page"


def test_nothing_is_linked_through_a_link_or_a_folder(output: Output, tmp_path: Path) -> None:
    assert output.last
    (tmp_path / "elsewhere").write_bytes(b"page")
    (output.last / "link").symlink_to(tmp_path / "elsewhere")
    (output.last / "folder").mkdir()
    for name in ("link", "folder"):
        output.put(name, b"page")
        assert (output.folder / name).read_bytes() == b"page"
        assert not (output.folder / name).is_symlink()
    assert (tmp_path / "elsewhere").stat().st_nlink == 1


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EMLINK, errno.EPERM])
def test_where_nothing_can_be_linked_it_is_written(
    output: Output, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pincite.output.os.link", refuse)
    output.put("a/page.html", b"page")
    assert not linked(output, "a/page.html")
    assert (output.folder / "a" / "page.html").read_bytes() == b"page"


def test_what_goes_away_meanwhile_is_written(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(last: str, path: str) -> None:
        raise FileNotFoundError(errno.ENOENT, "gone", last)

    monkeypatch.setattr("pincite.output.os.link", gone)
    output.put("a/page.html", b"page")
    assert (output.folder / "a" / "page.html").read_bytes() == b"page"


def test_a_refusal_to_write_is_told(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pincite.output.os.write", full)
    with pytest.raises(OSError, match="No space left"):
        output.put("a/page.html", b"other")


@pytest.mark.parametrize("there", [False, True])
def test_a_last_folder_that_is_not_there_is_none(tmp_path: Path, there: bool) -> None:
    last = tmp_path / "last"
    if there:
        last.mkdir()
    assert Output.over(tmp_path / "new", last).last == (last if there else None)
    assert Output.over(tmp_path / "new", None).last is None
