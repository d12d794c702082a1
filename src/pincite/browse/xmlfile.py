"""What the RDF parser does not tell of an XML file: its prefixes, where it is broken, and how far its entities grow.

A few lines of entities within entities can stand for more than any memory holds.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"']+)\s+\"([^\"]*)\"")
_REFERENCE = re.compile(rb"&([^\s;&#<>]+);")
_NAMESPACE = re.compile(rb"\sxmlns:([A-Za-z][\w.-]*)\s*=\s*[\"']([^\"'<>]*)[\"']")
_BEGINNING = 65536  # bytes, in which the root element begins


def prefixes(content: bytes) -> dict[str, str]:
    """Return the prefixes that a document declares, entities in them written out.

    >>> prefixes(b'<!DOCTYPE r [<!ENTITY e "https://e.org/">]><r xmlns:e="&e;ns#"/>')
    {'e': 'https://e.org/ns#'}
    """
    begin = content[:_BEGINNING]
    entities = dict(_ENTITY.findall(begin))
    found: dict[str, str] = {}
    for name, namespace in _NAMESPACE.findall(begin):
        whole = _REFERENCE.sub(lambda one: entities.get(one[1], one[0]), namespace)
        if b"&" not in whole:
            found.setdefault(name.decode(), whole.decode("utf-8", "replace"))
    return found


def broken_at(content: bytes) -> tuple[int, str] | None:
    """Return the line where XML is broken and what is wrong there, None when it is whole."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return error.lineno, expat.ErrorString(error.code)
    return None


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
