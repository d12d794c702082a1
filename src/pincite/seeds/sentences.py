"""Sentences of a text, by the sentencex segmenter (MIT, Wikimedia), trimmed of the white space around them."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from sentencex import get_sentence_boundaries


class Sentence(Struct, frozen=True):
    """A sentence: its number in the document (1-based) and where it stands in the file, in code points."""

    number: int
    start: int
    end: int


def segment(text: str, language: str, offset: int = 0) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, a document's part of its file that begins at `offset`.

    A line break always ends a sentence: the documents' headings and captions have no full stop.
    """
    cuts = {0, len(text)}
    for found in get_sentence_boundaries(language, text):
        cuts.add(min(found["start_index"], len(text)))
    cuts.update(index + 1 for index, character in enumerate(text) if character == "\n")
    spans = []
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        if left < right:
            spans.append((left, right))
    return tuple(Sentence(number, offset + left, offset + right) for number, (left, right) in enumerate(spans, 1))
