"""Marked text: passages that nest and cross, as pieces that nest properly.

Passages of a document lie anywhere: one within another, two crossing. HTML elements can only nest, so a passage
that would cross another, or the end of a paragraph, is closed there and goes on in a further piece. The result is
a flat list of openings, texts and closings that a template prints one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

__all__ = ["Block", "Mark", "Token", "blocks", "paragraphs"]

_LINE = re.compile(r"[^\n]+")


class Mark(NamedTuple):
    """A stretch of text to mark, in code points of the file; `key` tells marks apart."""

    start: int
    end: int
    key: str


class Token(NamedTuple):
    """One step of marked text. An opening with `edge` is the mark's first, a closing with `edge` its last."""

    kind: Literal["open", "text", "close"]
    text: str
    key: str
    edge: bool


class Block(NamedTuple):
    """A paragraph and the white space before it; `ends` are the keys of the marks that end in it, in order."""

    space: str
    start: int
    tokens: tuple[Token, ...]
    ends: tuple[str, ...]


def paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the lines that are not blank stand in `text[start:end]`."""
    return [found.span() for found in _LINE.finditer(text, start, end) if not found.group().isspace()]


def blocks(text: str, lines: Sequence[tuple[int, int]], marks: Iterable[Mark], start: int = 0) -> list[Block]:
    """Return the lines, in order, each with every mark in it; `start` is where the first's white space begins.

    With the lines of `paragraphs`, the spaces, the texts and the white space left at the end make up the whole
    text, character by character. A mark that no line touches does not appear.
    """
    within: list[list[Mark]] = [[] for _ in lines]
    ending_in: list[set[str]] = [set() for _ in lines]
    for mark in sorted(marks, key=_outer_first):
        touched = _touched(mark, lines)
        for number in touched:
            within[number].append(mark)
        if touched:
            ending_in[touched[-1]].add(mark.key)
    begun: set[str] = set()
    made = []
    position = start
    for (first, last), here, ending in zip(lines, within, ending_in, strict=True):
        pieces = sorted(Mark(max(mark.start, first), min(mark.end, last), mark.key) for mark in here)
        tokens = tuple(_tokens(text, pieces, begun, ending, (first, last)))
        ends = tuple(token.key for token in tokens if token.kind == "close" and token.edge)
        made.append(Block(text[position:first], first, tokens, ends))
        position = last
    return made


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.key


def _touched(mark: Mark, lines: Sequence[tuple[int, int]]) -> range:
    """Return the numbers of the lines that a mark touches; lines are in order, and none overlaps another."""
    return range(bisect_right(lines, mark.start, key=itemgetter(1)), bisect_left(lines, mark.end, key=itemgetter(0)))


def _tokens(text: str, pieces: list[Mark], begun: set[str], ending: set[str], line: tuple[int, int]) -> Iterator[Token]:
    cuts = sorted({*line, *(piece.start for piece in pieces), *(piece.end for piece in pieces)})
    stack: list[Mark] = []
    position = line[0]
    for cut in cuts:
        if cut > position:
            yield Token("text", text[position:cut], "", False)
            position = cut
        again = yield from _close(stack, cut, ending)
        again += [piece for piece in pieces if piece.start == cut < piece.end]
        for piece in sorted(again, key=lambda piece: (-piece.end, piece.key)):
            stack.append(piece)
            yield Token("open", "", piece.key, piece.key not in begun)
            begun.add(piece.key)


def _close(stack: list[Mark], cut: int, ending: set[str]) -> Generator[Token, None, list[Mark]]:
    """Close what ends at `cut`, and what lies within that; return the latter, to be opened again."""
    again: list[Mark] = []
    while any(mark.end == cut for mark in stack):
        mark = stack.pop()
        done = mark.end == cut
        yield Token("close", "", mark.key, done and mark.key in ending)
        if not done:
            again.append(mark)
    return again
