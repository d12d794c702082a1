"""Marking never changes the text, and always nests, however passages lie."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from pincite.site.marks import Block, Mark, blocks, paragraphs

TEXTS = st.text(alphabet="ab \n\r<&é\u202e", min_size=1, max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=8)


def marks_of(text: str, spans: list[tuple[int, int]]) -> list[Mark]:
    """Return marks that show something, each stretch once, as passages do."""
    cut = {(start, min(start + length, len(text))) for start, length in spans if start < len(text)}
    return [Mark(start, end, f"{start},{end}") for start, end in sorted(cut) if text[start:end].strip()]


def marked(made: list[Block]) -> dict[str, str]:
    """Return the text within each mark, over all its pieces."""
    found: dict[str, str] = {}
    for block in made:
        inside: list[str] = []
        for token in block.tokens:
            if token.kind == "open":
                inside.append(token.key)
                found.setdefault(token.key, "")
            elif token.kind == "close":
                assert inside.pop() == token.key
            else:
                assert token.text
                for key in inside:
                    found[key] += token.text
        assert inside == []
    return found


@given(TEXTS, SPANS)
@example("one two three", [(0, 7), (4, 9)])
@example("a\n\nb", [(0, 4)])
def test_the_text_stays_as_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    made = blocks(text, paragraphs(text, 0, len(text)), marks_of(text, spans))
    shown = "".join(block.space + "".join(token.text for token in block.tokens) for block in made)
    assert text.startswith(shown)
    assert not text[len(shown) :].strip()


@given(TEXTS, SPANS)
def test_every_mark_covers_its_words_and_has_one_beginning_and_one_end(text: str, spans: list[tuple[int, int]]) -> None:
    marks = marks_of(text, spans)
    made = blocks(text, paragraphs(text, 0, len(text)), marks)
    within = marked(made)
    lines = [text[start:end] for start, end in paragraphs(text, 0, len(text))]
    tokens = [token for block in made for token in block.tokens]
    for mark in marks:
        visible = within[mark.key]
        assert "".join(visible.split()) == "".join(text[mark.start : mark.end].split())
        assert any(visible in line for line in lines) or "\n" in text[mark.start : mark.end]
        assert sum(token.edge for token in tokens if token.kind == "open" and token.key == mark.key) == 1
        assert sum(token.edge for token in tokens if token.kind == "close" and token.key == mark.key) == 1
    assert sorted(key for block in made for key in block.ends) == sorted(mark.key for mark in marks)


@given(TEXTS, SPANS)
def test_no_piece_is_empty(text: str, spans: list[tuple[int, int]]) -> None:
    for block in blocks(text, paragraphs(text, 0, len(text)), marks_of(text, spans)):
        for one, two in zip(block.tokens, block.tokens[1:], strict=False):
            assert not (one.kind == "open" and two.kind == "close" and one.key == two.key)


def test_only_what_crosses_is_split() -> None:
    text = "abcdefgh"
    made = blocks(text, [(0, 8)], [Mark(0, 4, "a"), Mark(2, 6, "b"), Mark(2, 3, "c")])
    opened = [token.key for token in made[0].tokens if token.kind == "open"]
    assert opened == ["a", "b", "c", "b"]
