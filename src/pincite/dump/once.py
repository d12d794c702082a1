"""Texts made once for each term."""

from __future__ import annotations


class Once(dict[str, str]):
    """A table that fills itself: `make` is asked once for each key. A look-up costs no call, and there are many."""

    def __missing__(self, key: str) -> str:
        made = self[key] = self.make(key)
        return made

    def make(self, key: str) -> str:
        """Return what belongs to a key."""
        raise NotImplementedError
