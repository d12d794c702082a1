"""Addresses of servers, as people give them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from pincite.errors import usage_error

_SCHEMES = ("http", "https")
_OUTSIDE = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`]")


def checked(url: str) -> str:
    """Return an address without fragment and without a slash at its end.

    Raises UsageError for what is no http or https address, and for one with a user or password in it: an address is
    seen in histories, process lists and logs. The error does not repeat them.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = SplitResult("", "", "", "", ""), None
    if "@" in parts.netloc:
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        remedy = "Leave them out, and set PINCITE_USER and PINCITE_PASSWORD, or PINCITE_TOKEN."
        raise usage_error(shown, "the address has a user or a password in it", remedy)
    if parts.scheme not in _SCHEMES or not host or _OUTSIDE.search(url):
        raise usage_error(url, "not the address of an endpoint", "Write http://host:port/path.")
    return parts._replace(fragment="").geturl().rstrip("/")


def origin(url: str) -> str:
    """Return scheme, host and port of an address: `https://store.example.org:7200`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
