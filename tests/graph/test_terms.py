"""Terms as text: the same as the store writes them, and safe whatever they hold."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import UsageError
from pincite.graph.store import Graph, bind
from pincite.graph.terms import Iri, Prefixes, Text, iri, literal

PREFIXES = Prefixes("https://example.org/", {"ex": "https://example.org/ns#", "pin": "https://w3id.org/pincite/ns#"})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_is_written_as_the_store_writes_it(text: str) -> None:
    assert literal(text) == str(ox.Literal(text))
    assert literal(text, language="en") == str(ox.Literal(text, language="en"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_comes_back_from_the_graph_as_it_was(text: str) -> None:
    graph = Graph(PREFIXES)
    graph.add([(iri("https://example.org/a"), iri("https://example.org/b"), literal(text))])
    assert [str(row["o"]) for row in graph.select("SELECT ?o { ?s ?p ?o } ORDER BY ?o")] == [text]


@pytest.mark.parametrize("text", ["a b", "<a>", 'a"b', "a\nb", "{a}", "a`b", "a\\b"])
def test_what_cannot_be_an_iri_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri(text)


def test_prefixed_names_go_both_ways() -> None:
    assert PREFIXES.expand("ex:Force") == "https://example.org/ns#Force"
    assert PREFIXES.compress("https://example.org/ns#Force") == "ex:Force"
    assert PREFIXES.compress("https://example.org/ns#a/b") is None
    assert PREFIXES.compress("urn:x") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@base <https://e.org/> .\n@prefix a <https://a.org/> .", 2),
        ("@base <https://e.org/> .\n@prefix a: <https://a.org/> .\n@prefix a: <https://b.org/> .", 3),
        ("@base <https://e.org/> .\nex:a a ex:b .", 2),
    ],
)
def test_a_broken_prefix_table_names_its_line(text: str, line: int) -> None:
    with pytest.raises(UsageError, match=rf"^ontology/prefixes\.ttl:{line}: "):
        Prefixes.parse(text, "ontology/prefixes.ttl")


def test_a_prefix_table_needs_a_base() -> None:
    with pytest.raises(UsageError, match="no @base"):
        Prefixes.parse("@prefix a: <https://a.org/> .", "p.ttl")


def test_answers_keep_order_and_tell_iris_from_text() -> None:
    graph = Graph(PREFIXES)
    graph.add([("<https://example.org/a>", "<https://example.org/p>", literal(str(n), "integer")) for n in (2, 10, 1)])
    rows = graph.select("SELECT ?s ?o ?none { ?s ?p ?o OPTIONAL { ?o ?p ?none } } ORDER BY ?o")
    assert rows.variables == ("s", "o", "none")
    assert [row["o"] for row in rows] == ["1", "2", "10"]
    first = rows.rows[0]
    assert isinstance(first["s"], Iri)
    assert isinstance(first["o"], Text)
    assert first["none"] is None


def test_rows_share_their_values_and_equal_text_of_other_kinds_stays_apart() -> None:
    graph = Graph(PREFIXES)
    said = (literal("1"), literal("1", "integer"), literal("1", language="en"))
    graph.add([(f"<https://example.org/{s}>", "<https://example.org/p>", o) for s in "ab" for o in said])
    rows = graph.select("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p").rows
    kinds = [(value.datatype.rpartition("#")[2], value.language) for row in rows if isinstance(value := row["o"], Text)]
    assert sorted(kinds, key=str) == sorted([("string", None), ("integer", None), ("langString", "en")] * 2, key=str)
    assert [len({id(row[name]) for row in rows}) for name in ("s", "p", "o")] == [2, 1, 3]


def test_a_parameter_replaces_its_default_and_nothing_else() -> None:
    query = 'SELECT ?a { VALUES ?day { "2015-06-01" } VALUES ?other { 1 } }'
    assert bind(query, {"day": literal('x" } evil')}) == (
        'SELECT ?a { VALUES ?day { "x\\" } evil" } VALUES ?other { 1 } }'
    )
    with pytest.raises(KeyError):
        bind(query, {"month": "1"})
