"""Writing the files of a build: thousands of them, of which most are as they were in the build before."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

__all__ = ["Output", "put"]

_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BINARY | getattr(os, "O_NOFOLLOW", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


class Output(Struct, frozen=True):
    """A folder that is written, and the one that it is going to replace, if there is one.

    A file that has the same bytes there is linked from there: it keeps its time, and a file system makes a link in a
    tenth of the time of a file, or less.
    """

    folder: Path
    last: Path | None = None

    @classmethod
    def over(cls, folder: Path, last: Path | None) -> Output:
        """Return a folder to write; when the last one is not there, none of its files is looked for."""
        return cls(folder, last if last and last.is_dir() else None)

    def put(self, name: str, content: bytes) -> None:
        """Write a file below the folder, `name` with slashes; folders are made. Raises OSError when it cannot be."""
        put(f"{self.folder}/{name}", content, f"{self.last}/{name}" if self.last else None)


def put(path: str, content: bytes, last: str | None = None) -> None:
    """Write a file, folders and all, with as few system calls as can be; or link it to the file `last`, if that is it.

    Raises OSError when it cannot be written.
    """
    try:
        _put(path, content, last)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        _put(path, content, last)
    except FileExistsError:
        # What is there may be a link itself: it is not written into.
        Path(path).unlink()
        _put(path, content, last)


def _put(path: str, content: bytes, last: str | None) -> None:
    if last and _has(last, content):
        try:
            os.link(last, path)
        except FileExistsError:
            raise
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not Path(path).parent.is_dir():
                raise
        else:
            return
    handle = os.open(path, _WRITE, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _has(path: str, content: bytes) -> bool:
    """Tell whether a file, and no link to one, has this content."""
    try:
        handle = os.open(path, _READ)
    except OSError:
        return False
    try:
        return os.fstat(handle).st_size == len(content) and os.read(handle, len(content) + 1) == content
    except OSError:
        return False
    finally:
        os.close(handle)
