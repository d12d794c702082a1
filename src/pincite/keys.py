"""Keys of what files follow from: one who finds the same key again need not make them again."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

__all__ = ["Key", "packages"]


class Key:
    """A key of what is given, as text in parts, and of what makes something of it: `versions`, and files of `code`.

    Which parts it comes in does not matter. Files of code are those of this machine: copied elsewhere, or installed
    again, they make another key.
    """

    def __init__(self, versions: str, code: Iterable[Path]) -> None:
        self._known = hashlib.sha256(f"{versions}\n".encode())
        # Size and times tell code apart that was installed or edited, and are quicker to learn than its text.
        for path in sorted(code, key=str):
            seen = path.stat()
            self.add(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\0{seen.st_ctime_ns}\n".encode())

    def add(self, part: bytes) -> None:
        """Add a part."""
        self._known.update(part)

    @property
    def text(self) -> str:
        """The key of all that was added, 64 hexadecimal digits."""
        return self._known.hexdigest()


def packages(name: str = "*") -> list[str]:
    """Return the names and versions of the packages that could be imported (`jinja2-3.1.6.dist-info`), in order.

    `name` is that of one. The standard library tells the same, but takes as long to load as a hundred small pages.
    """
    return sorted({path.name for place in sys.path if place for path in Path(place).glob(f"{name}-*.dist-info")})
