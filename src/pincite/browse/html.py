"""HTML put together from parts, of which every one that is not HTML already is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

EMPTY = Markup()


def html(pattern: str, *parts: object) -> Markup:
    """Return a pattern of our own, each `%s` of it filled with a part. Several times faster than `Markup.format`.

    >>> html('<b title="%s">%s</b>', '"', html("<i>%s</i>", "<"))
    Markup('<b title="&#34;"><i>&lt;</i></b>')
    """
    return Markup(pattern % tuple(map(escape, parts)))  # noqa: S704  # the pattern is a constant, the parts are escaped


def joined(parts: Iterable[Markup], between: Markup = EMPTY) -> Markup:
    """Return parts one behind the other."""
    return between.join(parts)
