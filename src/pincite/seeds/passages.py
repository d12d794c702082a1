"""From a quotation to the exact slice of the document that it is. Never fuzzy: to the letter, and once."""

from __future__ import annotations

import difflib
from bisect import bisect_right

from msgspec import Struct

from pincite.errors import Place, Problem
from pincite.model import Passage
from pincite.seeds.catalog import Document

# How many characters of context a passage carries on each side, as in the W3C TextQuoteSelector's examples.
CONTEXT = 32


class Quotation(Struct, frozen=True):
    """Words as a facts file quotes them; `prefix` or `occurrence` (1-based) tells equal ones apart."""

    text: str
    place: Place
    prefix: str | None = None
    occurrence: int | None = None


def locate(quotation: Quotation, document: Document) -> Passage | Problem:
    """Return the passage, or what is wrong with the quotation."""
    wanted = (quotation.prefix or "") + quotation.text
    if not quotation.text.strip():
        return Problem(quotation.place, "the quotation is empty", "Copy the words that say it.")
    starts = _occurrences(document, wanted)
    if not starts:
        nearest = nearest_text(quotation.text, document)
        remedy = (
            f'Copy it exactly; the nearest text is "{nearest}".' if nearest else "Copy it exactly from the document."
        )
        return Problem(quotation.place, "quotation is not in the document", remedy)
    if quotation.occurrence is not None:
        if not 1 <= quotation.occurrence <= len(starts):
            what = f"quotation has no occurrence {quotation.occurrence}: it stands {len(starts)} times in the document"
            return Problem(quotation.place, what, f"Write occurrence: 1 to {len(starts)}.")
        start = starts[quotation.occurrence - 1]
    elif len(starts) > 1:
        what = f"quotation is ambiguous: it stands {len(starts)} times in the document"
        return Problem(quotation.place, what, "Quote more words, or add `prefix:` or `occurrence:`.")
    else:
        start = starts[0]
    return passage_at(document, start + len(quotation.prefix or ""), len(quotation.text))


def passage_at(document: Document, start: int, length: int) -> Passage:
    """Return the passage of `length` code points at `start` in the document's file."""
    end = start + length
    text = document.text
    return Passage(
        document=document.id,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(document.start, start - CONTEXT) : start],
        suffix=text[end : min(document.end, end + CONTEXT)],
        sentence=sentence_at(document, start),
    )


def sentence_at(document: Document, position: int) -> int:
    """Return the number of the sentence in which (or nearest before which) a position of the file stands."""
    return max(1, bisect_right(document.sentences, position, key=lambda sentence: sentence.start))


def nearest_text(quoted: str, document: Document) -> str:
    """Return the slice of the document that is most like the quotation, or nothing when none is alike."""
    best, best_ratio = "", 0.5
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quoted)
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        matcher.set_seq1(text)
        blocks = matcher.get_matching_blocks() if matcher.quick_ratio() > 0 else []
        matched = sum(block.size for block in blocks if block.size > 2)
        if matched / max(1, len(quoted)) > best_ratio:
            long = [block for block in blocks if block.size > 2]
            best_ratio = matched / len(quoted)
            best = text[max(0, long[0].a - long[0].b) : long[-1].a + len(quoted) - long[-1].b]
    return best


def _occurrences(document: Document, wanted: str) -> list[int]:
    starts = []
    at = document.text.find(wanted, document.start, document.end)
    while at >= 0:
        starts.append(at)
        at = document.text.find(wanted, at + 1, document.end)
    return starts
