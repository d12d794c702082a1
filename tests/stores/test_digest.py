"""The digest: the same for the same triples, in Python and in a query; another for other triples."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.graph.terms import XSD
from pincite.stores import Digest, digest_of, digest_query
from tests.stores.conftest import lines

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
TYPES = ("string", "integer", "decimal", "int", "boolean", "date", "dateTime", "time", "double", "duration", "gYear")
WORDS = st.one_of(
    NAMES,
    st.integers(-(10**12), 10**12).map(str),
    st.decimals(-1000, 1000, places=3).map(str),
    st.sampled_from(["true", "0", "+1", "-0", "007.500", "2015-06-01", "2015-06-01T12:00:00.250Z", "12:30:00", "P1D"]),
)
LITERALS = st.one_of(
    st.builds(lambda word, name: ox.Literal(word, datatype=ox.NamedNode(XSD + name)), WORDS, st.sampled_from(TYPES)),
    st.builds(lambda word, tag: ox.Literal(word, language=tag), NAMES, st.sampled_from(["en", "be-Latn", "EN-gb"])),
)
THINGS = NAMES.map(lambda name: ox.NamedNode("urn:x:" + "".join(c for c in name if c.isalnum())))
TRIPLES = st.lists(st.builds(ox.Triple, THINGS, THINGS, st.one_of(THINGS, LITERALS)), max_size=20)


def here(triples: list[ox.Triple]) -> Digest:
    return digest_of((str(t.subject), str(t.predicate), str(t.object)) for t in triples)


def there(store: ox.Store) -> Digest:
    (solution,) = store.query(digest_query("?s ?p ?o ."))  # type: ignore[misc]
    return Digest(*(int(solution[name].value) for name in ("triples", "first", "second")))


@given(TRIPLES)
def test_a_store_computes_what_python_does(triples: list[ox.Triple]) -> None:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    # A store may find that two ways to write a number are one triple.
    if len(store) == len(set(triples)):
        assert there(store) == here(triples)


@given(TRIPLES, st.randoms())
def test_order_and_repetition_do_not_matter(triples: list[ox.Triple], random: object) -> None:
    again = triples + triples[:3]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert here(again) == here(triples)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"a"', '"b"'),
        ('"a"', "<urn:a>"),
        ('"a"', '"a"@en'),
        ('"a"@en', '"a"@de'),
        ('"1"', f'"1"^^<{XSD}integer>'),
        (f'"1"^^<{XSD}integer>', f'"2"^^<{XSD}integer>'),
        (f'"1.5"^^<{XSD}decimal>', f'"1.25"^^<{XSD}decimal>'),
        (f'"-1"^^<{XSD}integer>', f'"1"^^<{XSD}integer>'),
        (f'"10"^^<{XSD}integer>', f'"1"^^<{XSD}integer>'),
        (f'"2015-06-01"^^<{XSD}date>', f'"2015-06-02"^^<{XSD}date>'),
        ('"a"^^<urn:a>', '"a"^^<urn:b>'),
    ],
)
def test_other_words_are_another_digest(one: str, other: str) -> None:
    assert digest_of([("<urn:s>", "<urn:p>", one)]) != digest_of([("<urn:s>", "<urn:p>", other)])
    assert digest_of([("<urn:s>", "<urn:p>", one)]).triples == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f'"007.500"^^<{XSD}decimal>', f'"7.5"^^<{XSD}decimal>'),
        (f'"+4.0"^^<{XSD}decimal>', f'"4"^^<{XSD}decimal>'),
        (f'"-0"^^<{XSD}integer>', f'"0"^^<{XSD}integer>'),
        (f'"100"^^<{XSD}int>', f'"100"^^<{XSD}integer>'),
        (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>'),
        ('"a"@en-GB', '"a"@EN-gb'),
    ],
)
def test_other_words_for_the_same_are_the_same_digest(one: str, other: str) -> None:
    assert digest_of([("<urn:s>", "<urn:p>", one)]) == digest_of([("<urn:s>", "<urn:p>", other)])


def test_blank_nodes_are_counted_only() -> None:
    one = digest_of([("_:a", "<urn:p>", '"a"'), ("<urn:s>", "<urn:p>", "_:a")])
    assert one == Digest(2, 0, 0)


def test_it_is_this() -> None:
    """Another release must not call the same data changed."""
    triples = [tuple(line.removesuffix(" .\n").split(" ", 2)) for line in lines(100)]
    assert digest_of(triples) == Digest(100, 52707427080, 52440358742)  # type: ignore[arg-type]
