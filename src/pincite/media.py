"""Media types by file name, and the forms in which an entity is described, as writers and servers agree on them."""

from __future__ import annotations

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
NAMED = {
    "feed.xml": "application/atom+xml",
    "linkset.json": "application/linkset+json",
    "void": "text/turtle",
}
"""Files whose whole name tells more than its end."""

HTML = MEDIA_TYPES[".html"]

_PACKED = {".gz", ".jpg", ".png", ".webp", ".woff2"}
COMPRESSED = frozenset({kind for end, kind in MEDIA_TYPES.items() if end not in _PACKED} | set(NAMED.values()))
"""Media types that are worth compressing."""

# In the order in which they win when a client likes them equally.
REPRESENTATIONS = tuple((f"index{end}", MEDIA_TYPES[end]) for end in (".html", ".ttl", ".nt", ".jsonld", ".trig"))


def media_type(name: str) -> str:
    """Return the media type of a file, by its name.

    >>> media_type("index.ttl"), media_type("linkset.json")
    ('text/turtle', 'application/linkset+json')
    """
    known = NAMED.get(name)
    if known is not None:
        return known
    return MEDIA_TYPES.get(f".{name.rpartition('.')[2].lower()}" if "." in name else "", "application/octet-stream")


def charset(kind: str) -> str:
    """Return a media type as a Content-Type header has it.

    >>> charset("text/turtle"), charset("application/ld+json")
    ('text/turtle; charset=utf-8', 'application/ld+json')
    """
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
