"""The look that all sites share: style sheets and an icon; a publication's own assets of these names replace them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
_NAMES = ("icon.svg", "lists.css", "site.css")


def files() -> dict[str, Path]:
    """Return the files of the theme by name."""
    return {name: FOLDER / name for name in _NAMES}
