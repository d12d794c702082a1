"""Marked text: passages that nest and cross, as pieces that nest properly.

Passages of a document lie anywhere: one within another, two crossing. HTML elements can only nest, so a passage
that would cross another, or the end of a paragraph, is closed there and goes on in a further piece. The result is
a flat list of openings, texts and closings that a template prints one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
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
    waiting = sorted(marks, key=_outer_first)
    last_line = {mark.key: _last(mark, lines) for mark in waiting}
    begun: set[str] = set()
    made = []
    position = start
    for number, (first, last) in enumerate(lines):
        here = [mark for mark in waiting if mark.start < last and mark.end > first]
        ending = {mark.key for mark in here if last_line[mark.key] == number}
        pieces = sorted(Mark(max(mark.start, first), min(mark.end, last), mark.key) for mark in here)
        tokens = tuple(_tokens(text, pieces, begun, ending, (first, last)))
        ends = tuple(token.key for token in tokens if token.kind == "close" and token.edge)
        made.append(Block(text[position:first], first, tokens, ends))
        position = last
    return made


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.key


def _last(mark: Mark, lines: Sequence[tuple[int, int]]) -> int:
    touched = (n for n, (first, last) in enumerate(lines) if mark.start < last and mark.end > first)
    return max(touched, default=-1)


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
