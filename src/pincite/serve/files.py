"""What a URL path names in the site's folder, and what kind of file it is."""

from __future__ import annotations

from pathlib import Path

# Named here and not taken from the operating system, whose tables differ and know little of linked data.
MEDIA_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
HTML = MEDIA_TYPES[".html"]
# In the order in which they win when a client likes them equally.
REPRESENTATIONS = tuple((f"index{end}", MEDIA_TYPES[end]) for end in (".html", ".ttl", ".nt", ".jsonld", ".trig"))
_DIRECT = ".well-known"


def media_type(path: Path) -> str:
    """Return the media type of a file, by its suffix.

    >>> media_type(Path("index.ttl"))
    'text/turtle'
    """
    return MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")


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
    return {media: name for name, media in REPRESENTATIONS if (folder / name).is_file()}


def _is_plain(part: str) -> bool:
    hidden = part.startswith(".") and part != _DIRECT
    return bool(part) and not hidden and "\\" not in part and "\0" not in part
