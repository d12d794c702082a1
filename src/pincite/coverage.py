"""Which sentences of a document carry facts, which do not and why, and which nobody has decided yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from pincite.model import Passage
from pincite.seeds import Document, Sentence

State = Literal["facts", "none", "undecided"]


class Decided(Struct, frozen=True):
    """A passage that somebody wrote down: with facts (`reason` None), or with the reason why it has none."""

    passages: tuple[Passage, ...]
    reason: str | None


class CoveredSentence(Struct, frozen=True):
    """A sentence, its state, and the reason when the state is none."""

    sentence: Sentence
    text: str
    state: State
    reason: str | None


class Coverage(Struct, frozen=True):
    """A document's coverage, sentence by sentence."""

    document: str
    title: str
    sentences: tuple[CoveredSentence, ...]

    def count(self, state: State) -> int:
        """Return how many sentences are in a state."""
        return sum(sentence.state == state for sentence in self.sentences)

    def reasons(self) -> dict[str, int]:
        """Return how many sentences have no facts for each reason."""
        found = Counter((s.reason or "").split(" ")[0].rstrip(":") for s in self.sentences if s.state == "none")
        return dict(sorted(found.items()))

    def as_json(self) -> dict[str, object]:
        """Return it as JSON has it in `build/reports/coverage.json`."""
        return {
            "document": self.document,
            "title": self.title,
            "sentences": len(self.sentences),
            "facts": self.count("facts"),
            "none": self.reasons(),
            "undecided": [
                {"number": s.sentence.number, "text": s.text} for s in self.sentences if s.state == "undecided"
            ],
        }


def cover(documents: Iterable[Document], decided: Iterable[Decided]) -> tuple[Coverage, ...]:
    """Return the coverage of each document; a passage decides every sentence that it touches."""
    by_document: dict[str, list[tuple[Passage, str | None]]] = {}
    for one in decided:
        for passage in one.passages:
            by_document.setdefault(passage.document, []).append((passage, one.reason))
    return tuple(_cover(document, by_document.get(document.id, ())) for document in documents)


def _cover(document: Document, decided: Sequence[tuple[Passage, str | None]]) -> Coverage:
    states: dict[int, tuple[State, str | None]] = {}
    sentences = document.sentences
    for passage, reason in decided:
        number = passage.sentence
        while number <= len(sentences) and sentences[number - 1].start < passage.end:
            if reason is None:
                states[number] = ("facts", None)
            else:
                states.setdefault(number, ("none", reason))
            number += 1
    covered = tuple(
        CoveredSentence(s, document.text[s.start : s.end], *states.get(s.number, ("undecided", None)))
        for s in sentences
    )
    return Coverage(document.id, document.title, covered)
