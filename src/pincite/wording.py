"""Numbers of things, in words."""

from __future__ import annotations

__all__ = ["counted", "number"]


def number(count: int, one: str, many: str = "") -> str:
    """Return a number of things in words.

    >>> number(1, "rule"), number(2, "class", "classes")
    ('1 rule', '2 classes')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def counted(count: int, many: str) -> str:
    """Return the word for so many things, of which `many` is the plural.

    >>> counted(1, "entities"), counted(1, "documents"), counted(0, "facts")
    ('entity', 'document', 'facts')
    """
    return (many[:-3] + "y" if many.endswith("ies") else many[:-1]) if count == 1 else many
