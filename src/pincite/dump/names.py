"""Prefixed names for the dump, and which prefixes a text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pincite.graph.terms import Prefixes

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Names:
    """Shortens IRIs by the publication's prefix table.

    Only a namespace that ends in `#` or `/` counts, and only a local name that needs no escape in any syntax,
    so that one look-up decides. Other IRIs stay as they are.
    """

    def __init__(self, prefixes: Prefixes) -> None:
        self.namespaces = {
            prefix: namespace
            for prefix, namespace in sorted(prefixes.namespaces.items())
            if namespace[-1:] in {"#", "/"} and prefix
        }
        self._prefix = {namespace: prefix for prefix, namespace in reversed(self.namespaces.items())}

    def short(self, iri: str) -> str | None:
        """Return the prefixed name of an IRI, None when it has none.

        >>> names = Names(Prefixes("https://example.org/", {"ex": "https://example.org/ns#"}))
        >>> names.short("https://example.org/ns#Light"), names.short("https://example.org/ns#char=1,2")
        ('ex:Light', None)
        """
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefix.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix is not None and _PLAIN.fullmatch(iri, cut) else None

    def without(self, prefixes: Iterable[str]) -> Names:
        """Return the names without some prefixes."""
        gone = set(prefixes)
        left = {name: iri for name, iri in self.namespaces.items() if name not in gone}
        return Names(Prefixes("", left))

    def used(self, text: str, before: str = "") -> dict[str, str]:
        """Return the part of the table that a text can use.

        A literal that looks like a prefixed name adds a prefix too many, which does no harm.
        """
        return {prefix: iri for prefix, iri in self.namespaces.items() if f"{before}{prefix}:" in text}
