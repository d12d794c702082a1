"""How long an XML document is when its entities are written out: a few lines can stand for more than memory holds."""

from __future__ import annotations

import re

_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"']+)\s+\"([^\"]*)\"")
_REFERENCE = re.compile(rb"&([^\s;&#<>]+);")


def expanded(content: bytes) -> int:
    """Return the bytes that a document's references to its own entities stand for, in all.

    >>> expanded(b'<!DOCTYPE a [<!ENTITY x "12345"><!ENTITY y "&x;&x;">]><a>&y;&x;</a>')
    15
    """
    sizes: dict[bytes, int] = {}
    end = 0
    for found in _ENTITY.finditer(content):
        name, value = found.groups()
        # Declared before it is used, so that it cannot hold itself.
        sizes.setdefault(name, len(_REFERENCE.sub(b"", value)) + _referred(value, sizes))
        end = found.end()
    return _referred(content[end:], sizes) if sizes else 0


def _referred(text: bytes, sizes: dict[bytes, int]) -> int:
    return sum(sizes.get(name, 0) for name in _REFERENCE.findall(text))
