"""A full disk, a kill, a termination: the last good build stays whole, and the next build cleans up."""

from __future__ import annotations

import errno
import pkgutil
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.pipeline.conftest import Publication

# Sends itself a signal when something is done for the so-many-th time; the signal is as real as another process's.
DRIVER = """
import importlib, os, sys, time
holder, name, count, number, root = sys.argv[1:]
module, _, owner = holder.partition(":")
place = importlib.import_module(module)
place = getattr(place, owner) if owner else place
real, calls = getattr(place, name), []
def counted(*arguments, **named):
    calls.append(1)
    if len(calls) == int(count):
        os.kill(os.getpid(), int(number))
        time.sleep(30)
    return real(*arguments, **named)
setattr(place, name, counted)
from pincite.cli import main
main(["build", root])
"""
MOMENTS = {
    "dump": ("pincite.dump.files", "_write", 3),
    "site": ("pincite.site.render", "_write", 4),
    "before the old build is away": ("pathlib:Path", "replace", 1),
    "between old and new": ("pathlib:Path", "replace", 2),
    "before the old build is gone": ("pincite.workspace:shutil", "rmtree", 4),
}
AFTER = "before the old build is gone"
BROKEN = "#+ summary: x\nSELECT"


def whole(publication: Publication) -> dict[str, bytes]:
    """Return the build but for its timings."""
    return {name: data for name, data in publication.state().items() if not name.endswith("build.json")}


def signalled(publication: Publication, moment: str, number: int) -> int:
    """Build in another process that gets a signal at a moment; return how it ended."""
    holder, name, count = MOMENTS[moment]
    command = [sys.executable, "-c", DRIVER, holder, name, str(count), str(number), str(publication.root)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode


@pytest.fixture(scope="session")
def renamed(built: Publication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The build of the example under another title."""
    made = type(built)(tmp_path_factory.mktemp("renamed") / "lights")
    shutil.copytree(built.root, made.root)
    rename(made)
    assert made.build().code == 0
    return whole(made)


def rename(publication: Publication) -> None:
    publication.swap("pincite.toml", "Lights of the Skerry coast", "Lights of another coast")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_last_one_whole(
    publication: Publication, renamed: dict[str, bytes], moment: str
) -> None:
    before = whole(publication)
    rename(publication)
    assert signalled(publication, moment, signal.SIGKILL) == -signal.SIGKILL
    # Whatever runs next, even a build that fails, finds a whole build in its place.
    publication.write("queries/questions/broken.rq", BROKEN)
    assert publication.build().code == 2
    left = {name: data for name, data in whole(publication).items() if data != b"stray"}
    assert left == (renamed if moment == AFTER else before)
    (publication.root / "queries/questions/broken.rq").unlink()
    assert publication.build().code == 0
    assert whole(publication) == renamed


@pytest.mark.parametrize("moment", ["site", "between old and new"])
def test_a_terminated_build_cleans_up_itself(publication: Publication, moment: str) -> None:
    before = publication.state()
    rename(publication)
    assert signalled(publication, moment, signal.SIGTERM) == 130
    assert publication.state() == before


def test_a_kill_from_outside_at_any_moment(publication: Publication, renamed: dict[str, bytes]) -> None:
    before = whole(publication)
    rename(publication)
    command = [sys.executable, "-m", "pincite.cli", "build", str(publication.root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not (begun := list(publication.root.glob(".build.new-*/*"))) and process.poll() is None:
            assert time.monotonic() < until
        process.kill()
    assert begun
    left = {name: data for name, data in whole(publication).items() if data != b"stray"}
    # On a busy machine it may have been done before the signal came.
    assert left == (before if process.returncode == -signal.SIGKILL else renamed)
    assert publication.build().code == 0
    assert whole(publication) == renamed != before


class Full:
    """Stands for a function that writes; refuses the so-many-th call as a full disk does."""

    def __init__(self, real: Any, at: int) -> None:
        self.real, self.left = real, at

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.real(*arguments, **named)

    def __get__(self, holder: object, _type: type) -> Any:
        return lambda *arguments, **named: self(holder, *arguments, **named)


@pytest.mark.parametrize(
    ("where", "at"),
    [("pathlib.Path.write_bytes", 1), ("pathlib.Path.write_bytes", 7), ("os.write", 9), ("os.write", 20),
     ("pathlib.Path.write_text", 1), ("pincite.workspace.tempfile.mkdtemp", 1)],
)  # fmt: skip
def test_a_full_disk_is_told_and_changes_nothing(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, where: str, at: int
) -> None:
    before = publication.state()
    # With the same name, nearly all files would be linked.
    rename(publication)
    full = Full(pkgutil.resolve_name(where), at)
    with monkeypatch.context() as patch:
        patch.setattr(where, full)
        outcome = publication.build()
    assert full.left <= 0
    assert outcome.code == 2
    assert "the disk is full. The last build is as it was; make room" in outcome.text
    assert publication.state() == before
    assert publication.build().code == 0


def _can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# Two builds in a file system that has room for the first, and for a fifth of it: what differs is more than that.
SMALL_DISK = """
mount -t tmpfs -o "size=$3" tmpfs "$2" && cp -r "$1/build" "$2/build" || exit 90
{python} -m pincite.cli build "$1" --out "$2/build" >&2
code=$?
cp -r "$2/." "$4"
exit $code
"""


@pytest.mark.parametrize("disk", ["tmpfs"] if _can_mount() else [])
def test_a_disk_that_is_really_full(publication: Publication, tmp_path: Path, disk: str) -> None:
    del disk
    before = publication.state()
    rename(publication)
    size = int(1.2 * sum(_blocks(path) for path in publication.out.rglob("*")))
    small, copy = tmp_path / "small", tmp_path / "copy"
    small.mkdir()
    copy.mkdir()
    script = SMALL_DISK.format(python=sys.executable)
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    done = subprocess.run(
        [*command, str(publication.root), str(small), str(size), str(copy)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "the disk is full" in done.stderr
    files = {path.relative_to(copy).as_posix(): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert files == before


def _blocks(path: Path) -> int:
    return (path.stat().st_size + 4095) // 4096 * 4096
