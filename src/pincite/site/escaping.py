"""Quicker escaping: the pieces of a page are joined once, so that none of them need be marked as safe."""

from __future__ import annotations

from collections.abc import Callable

import markupsafe
from markupsafe import Markup, escape

__all__ = ["escaped"]

# What `escape` calls, which marks what it gives as safe: twice as much work again.
_replaced: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def escaped(value: object) -> str:
    """Return a value as it may stand in HTML; the same text as that of `markupsafe.escape`.

    >>> escaped("Tom & Jerry"), escaped(3)
    ('Tom &amp; Jerry', '3')
    """
    if type(value) is str:
        return _replaced(value)
    if isinstance(value, Markup):
        return value
    return str(value) if type(value) is int else escape(value)
