"""Building beside the last build: replaced whole, one build at a time, and a dead one in nobody's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pincite.errors import UsageError
from pincite.workspace import replace_folder, settle, workspace

# Builds into the folder named, and is at it until its standard input ends.
OTHER = """
import sys
from pathlib import Path
from pincite.workspace import workspace
with workspace(Path(sys.argv[1])) as made:
    print(made.name, flush=True)
    sys.stdin.read()
"""


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "a").write_text(text, encoding="utf-8")
    return path


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.iterdir())


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    target = folder(tmp_path / "build", "old")
    replace_folder(folder(tmp_path / "new", "new"), target)
    assert names(tmp_path) == ["build"]
    assert (target / "a").read_text(encoding="utf-8") == "new"


def test_a_replacement_killed_half_way_is_undone(tmp_path: Path) -> None:
    folder(tmp_path / ".build.old", "old")
    settle(tmp_path / "build")
    assert (tmp_path / "build" / "a").read_text(encoding="utf-8") == "old"
    settle(tmp_path / "build")
    assert names(tmp_path) == ["build"]


def test_a_workspace_is_gone_when_it_has_not_become_the_target(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), workspace(tmp_path / "build") as made:
        folder(made / "dump", "x")
        raise ZeroDivisionError
    assert names(tmp_path) == []
    with workspace(tmp_path / "build") as made:
        replace_folder(made, tmp_path / "build")
    assert names(tmp_path) == ["build"]


def test_two_builds_at_once_into_one_folder_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "build"
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        name = other.stdout.readline().strip()
        for begin in (lambda: settle(target), workspace(target).__enter__):
            with pytest.raises(UsageError, match=r"another build is writing there\. Wait until it is done"):
                begin()
        # Nor does it hinder a build into another folder.
        with workspace(tmp_path / "elsewhere"):
            assert name in names(tmp_path)
        other.kill()
    # A dead build's folder is nobody's.
    with workspace(target) as made:
        assert names(tmp_path) == [made.name] != [name]
