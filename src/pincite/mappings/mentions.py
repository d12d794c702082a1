"""Where the documents name an entity: the first place in each document, found by its exact names.

At each word the longest name that stands there wins, so that "North Light" is not a mention of the North.
A name that several entities share tells nobody apart and pins nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pincite.model import Entity, Passage, Ref
from pincite.seeds import Document
from pincite.seeds.passages import passage_at

_WORD = re.compile(r"\w+")


def find_mentions(entities: Iterable[Entity], documents: Iterable[Document]) -> dict[Ref, tuple[Passage, ...]]:
    """Return for each entity that is named anywhere the passages of its first mention in each document."""
    by_first_word = _index(entities)
    found: dict[Ref, dict[str, Passage]] = defaultdict(dict)
    for document in documents:
        position = document.start
        while word := _WORD.search(document.text, position, document.end):
            position = word.end()
            for name, lead, owner in by_first_word.get(word[0], ()):
                start = word.start() - lead
                if (
                    start >= document.start
                    and document.text.startswith(name, start)
                    and _ends(document, start + len(name))
                ):
                    if owner is not None and document.id not in found[owner]:
                        found[owner][document.id] = passage_at(document, start, len(name))
                    position = max(position, start + len(name))
                    break
    return {owner: tuple(passages.values()) for owner, passages in found.items() if passages}


def _index(entities: Iterable[Entity]) -> Mapping[str, list[tuple[str, int, Ref | None]]]:
    """Return by its first word each name, longest first, with where in it that word begins, and whose name it is."""
    owners: dict[str, Ref | None] = {}
    for entity in entities:
        for name in {entity.label, *entity.names}:
            owners[name] = entity.ref if owners.setdefault(name, entity.ref) == entity.ref else None
    index: dict[str, list[tuple[str, int, Ref | None]]] = defaultdict(list)
    for name in sorted(owners, key=lambda name: (-len(name), name)):
        if word := _WORD.search(name):
            index[word[0]].append((name, word.start(), owners[name]))
    return index


def _ends(document: Document, end: int) -> bool:
    return end >= document.end or not document.text[end].isalnum()
