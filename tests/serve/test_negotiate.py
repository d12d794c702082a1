"""The Accept header, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.serve.negotiate import choose

AVAILABLE = ["text/html", "text/turtle", "application/n-triples", "application/ld+json"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle", "text/turtle"),
        ("text/turtle;q=0.8, */*;q=0.1", "text/turtle"),
        ("text/*", "text/html"),
        ("text/*;q=0.5, application/ld+json;q=0.6", "application/ld+json"),
        ("text/html;q=0.2, text/turtle;q=0.9, application/n-triples;q=0.91", "application/n-triples"),
        ("application/ld+json;profile=compacted", "application/ld+json"),
        ("text/turtle;charset=utf-8;q=0.3, application/n-triples;q=0.2", "text/turtle"),
        ("text/html;q=0, */*", "text/turtle"),  # the more specific range decides
        ("*/*;q=1, text/*;q=0", "application/n-triples"),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("application/rdf+xml", None),
        ("image/png, application/rdf+xml;q=0.9", None),
        ("application/rdf+xml, text/turtle;q=0.001", "text/turtle"),
        ("text/turtle;q=2", None),  # no valid quality
        ("text/turtle;q=much, application/n-triples", "application/n-triples"),
        ("turtle", None),
        ("*/turtle", None),
        (", ,text/turtle,,", "text/turtle"),
    ],
)
def test_choice(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, AVAILABLE) == chosen


@given(st.text(max_size=60) | st.text(alphabet="textml/*;q=01.,ur ", max_size=60))
def test_any_header_has_an_answer(accept: str) -> None:
    assert choose(accept, AVAILABLE) in [*AVAILABLE, None]
