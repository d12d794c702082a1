"""Texts made once for each term."""

from __future__ import annotations

from collections.abc import Callable


class Once(dict[str, str]):
    """A table that fills itself: `make` is asked once for each key. A look-up costs no call, and there are many."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> str:
        made = self[key] = self._make(key)
        return made
