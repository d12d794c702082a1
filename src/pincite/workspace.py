"""A folder to build in beside the one it will replace: one build at a time, and a dead one's leavings go."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pincite.errors import usage_error

try:
    import fcntl
except ImportError:  # Windows, where two builds at once are not kept apart
    fcntl = None  # type: ignore[assignment]

BUILD = "build"
REPORTS = "reports"
"""The folder of a publication in which it is built, and that of a build in which it says of itself what it is."""


@contextlib.contextmanager
def workspace(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`, gone afterwards unless it has become the target; a kill leaves only that.

    A termination interrupts what runs inside, as Ctrl-C does. Raises UsageError while another build holds such a
    folder (a dead process holds none), and when the file system refuses something or is full.
    """
    before = _on_terminate()
    with contextlib.ExitStack() as held:
        if before is not None:
            held.callback(signal.signal, signal.SIGTERM, before)
        held.enter_context(_explained(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            made = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
            held.callback(shutil.rmtree, made, ignore_errors=True)
            held.enter_context(_locked(made))
        made.chmod(0o755)
        yield made


def settle(target: Path) -> None:
    """Remove or put back what a killed build left. Raises UsageError while another build is writing there."""
    if target.parent.is_dir():
        with _alone(target):
            _recover(target)


def replace_folder(made: Path, target: Path) -> None:
    """Put the folder `made` where `target` is; the old one goes only when the new one is in place.

    Both must be on one file system. A kill between the two renames leaves the old build beside as `.NAME.old`, which
    `settle` puts back.
    """
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if target.exists():
            target.replace(old)
        made.replace(target)
    except BaseException:  # a full disk, or a signal between the two
        _recover(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _recover(target: Path) -> None:
    """Undo a replacement that was killed half way."""
    old = target.with_name(f".{target.name}.old")
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
    elif old.exists():
        old.replace(target)


def _prefix(target: Path) -> str:
    return f".{target.name}.new-"


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Keep others from beginning a build, and clear away what dead ones left. Raises UsageError when one is alive."""
    with _locked(target.parent, wait=True):
        for found in target.parent.glob(f"{_prefix(target)}*"):
            try:
                with _locked(found):
                    shutil.rmtree(found, ignore_errors=True)
            except BlockingIOError:
                remedy = "Wait until it is done, or name another folder with --out."
                raise usage_error(str(target), "another build is writing there", remedy) from None
        yield


@contextlib.contextmanager
def _locked(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder's lock, which the system frees when the process dies. Raises BlockingIOError unless it may wait."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "the disk is full" if full else f"cannot be written ({error.strerror})"
        remedy = "The last build is as it was; make room or mend the rights, and build again."
        raise usage_error(str(target), what, remedy) from error


def _on_terminate() -> Any:  # noqa: ANN401
    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    try:
        return signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: the server's rebuild
        return None
