"""Keys of what files follow from: one who finds the same key again need not make them again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

__all__ = ["Key"]


class Key:
    """A key of what is given, as text in parts, and of what makes something of it: `versions`, and files of `code`.

    Which parts it comes in does not matter.
    """

    def __init__(self, versions: str, code: Iterable[Path]) -> None:
        self._known = hashlib.sha256(f"{versions}\n".encode())
        for path in sorted(code):
            self.add(path.read_bytes())

    def add(self, part: bytes) -> None:
        """Add a part."""
        self._known.update(part)

    @property
    def text(self) -> str:
        """The key of all that was added, 64 hexadecimal digits."""
        return self._known.hexdigest()
