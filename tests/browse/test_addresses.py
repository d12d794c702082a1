"""Every IRI has a page of its own, on a file system that knows no case, and the same one at each build."""

from __future__ import annotations

import random
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest

from pincite import ids
from pincite.browse.addresses import addresses
from pincite.browse.namespaces import Namespaces
from pincite.browse.terms import split
from tests.browse.making import make

AWKWARD = [
    "https://example.org/ns#person",
    "https://example.org/ns#Person",
    "https://example.org/ns#PERSON",
    "https://example.org/ns#Stra%C3%9Fe",
    "https://example.org/ns#Straße",
    "https://example.org/ns#con",
    "https://example.org/ns#index",
    "https://example.org/ns#",
    "https://example.org/ns",
    "https://example.org/",
    "https://example.org/a/b",
    "https://example.org/a/b/",
    "https://example.org/a?b=1&c=2",
    "https://example.org/%2e%2e/x",
    "https://example.org/..",
    "https://www.example.org/a/b",
    "http://example.org/a/b",
    "http://例え.jp/テスト",
    "http://例え.jp/試験",
    "urn:isbn:123",
    "urn:isbn:ABC",
    "urn:isbn:abc",
    "tag:example.org,2016:x",
    "https://example.org/" + "l" * 2000,
    "https://example.org/" + "l" * 2001,
    "https://example.org/" + "deep/" * 300 + "x",
]


def _addresses(iris: list[str]) -> dict[str, str]:
    terms = [f"<{iri}>" for iri in iris]
    return addresses(terms, Namespaces({"https://example.org/ns#": "ex"}, iris))


def _fit(made: dict[str, str], iris: list[str]) -> None:
    assert len(made) == len(set(iris))
    assert not ids.collisions(made.values())
    for address in made.values():
        top, folder, name, end = address.split("/")
        assert (top, end) == ("id", "")
        assert ids.check(f"{folder}/{name}") is None, address
        ids.safe_path(address + "index.html")


def test_awkward_iris_have_safe_addresses_of_their_own() -> None:
    made = _addresses(AWKWARD)
    _fit(made, AWKWARD)
    assert made["<https://example.org/ns#person>"] == "id/ex/person/"
    shuffled = AWKWARD.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311
    assert _addresses(shuffled) == made


def test_an_address_keeps_its_case_free_name_when_it_is_alone() -> None:
    assert _addresses(["https://example.org/ns#Person"]) == {"<https://example.org/ns#Person>": "id/ex/person/"}


PARTS = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters='<>"{}|\\^` '), max_size=30)


@hypothesis.given(
    st.lists(st.tuples(st.sampled_from(["https://a.b/", "urn:x:", "http://A.b/#", "x:"]), PARTS), max_size=12)
)
def test_any_iris_have_safe_addresses_of_their_own(made: list[tuple[str, str]]) -> None:
    iris = sorted({start + end for start, end in made})
    _fit(_addresses(iris), iris)


def test_each_has_its_page_and_its_data(tmp_path: Path) -> None:
    # Those that Turtle can hold as they are.
    made = make(tmp_path, "".join(f'<{iri}> ex:p "{number}" .\n' for number, iri in enumerate(AWKWARD)))
    found = {}
    for page in made.site.glob("id/*/*/index.nt"):
        line = page.read_text(encoding="utf-8").splitlines()[0]
        found[line.partition("> ")[0][1:]] = page.parent
    assert set(AWKWARD) <= set(found)
    assert not made.built.remarks.count
    for folder in found.values():
        assert {path.name for path in folder.iterdir()} >= {"index.html", "index.ttl", "index.nt", "index.jsonld"}


@pytest.mark.parametrize("iri", AWKWARD)
def test_splitting_loses_nothing(iri: str) -> None:
    assert "".join(split(iri)) == iri
