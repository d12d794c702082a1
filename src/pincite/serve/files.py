"""What a URL path names in the site's folder, and what kind of file it is."""

from __future__ import annotations

from pathlib import Path

from pincite import media
from pincite.media import REPRESENTATIONS

_DIRECT = ".well-known"


def media_type(path: Path) -> str:
    """Return the media type of a file, by its name.

    >>> media_type(Path("index.ttl"))
    'text/turtle'
    """
    return media.media_type(path.name)


def locate(site: Path, path: str) -> Path | None:
    """Return the file or folder below `site` that a decoded URL path without leading slash names, or None.

    None for anything that could lead out of the folder, for hidden files, and for what is not there.
    """
    parts = path.split("/")
    if parts[-1] == "":
        parts.pop()
    if not all(map(_is_plain, parts)):
        return None
    root = site.resolve()
    try:
        found = root.joinpath(*parts).resolve(strict=True)
    except OSError:  # not there, too long, or a loop of links
        return None
    return found if found.is_relative_to(root) else None


def representations(folder: Path) -> dict[str, str]:
    """Return the representations in a folder: media type to file name, the preferred one first."""
    return {kind: name for name, kind in REPRESENTATIONS if (folder / name).is_file()}


def _is_plain(part: str) -> bool:
    hidden = part.startswith(".") and part != _DIRECT
    return bool(part) and not hidden and "\\" not in part and "\0" not in part
