"""What is seen of a query before it is parsed: words are told from strings, comments, IRIs and names."""

from __future__ import annotations

import pytest

from pincite.graph.terms import Prefixes
from pincite.serve.glance import Glance, glance

PREFIXES = Prefixes("http://base/", {"ex": "http://ex/"})


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ask\nselect*{}", "SELECT"),
        ("BASE <http://describe/> PREFIX ask: <http://select/> CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("PREFIX construct: <x> Describe construct:ask", "DESCRIBE"),
        ("ASK{}", "ASK"),
        ("hello", ""),
        ("", ""),
        ("\\u0053ELECT * {}", "SELECT"),
        ("'SELECT' ASK {}", "ASK"),
    ],
)
def test_the_form(query: str, form: str) -> None:
    assert glance(query, PREFIXES).form == form


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://x/> {} }",
        "ASK {service<http://x/>{}}",
        "ASK { ?s ?p '''it's'''. SERVICE ex:x {} }",
        'ASK { ?s ?p "a\\"b" . SERVICE ?x {} } # "',
        "ASK { FILTER(?a<?b) SERVICE ?x {} FILTER(?a>?b) }",
        "ASK { FILTER(?a <ex:b) SERVICE ex:x {} FILTER(?a>?b) }",
        "ASK { ?s ?p 'x'@en SERVICE ?x {} }",
        "ASK { ?s ?p 1.SERVICE ?x {} }",
        'ASK { ?s ?p """a"b""" SERVICE ?x {} }',
        "ASK { <a#b> ?p ?o . SERVICE ?x {} }",
        "ASK { \\u0053ERVICE ?x {} }",
        "ASK { # comment\rSERVICE ?x {} }",
        "ASK { ?s ?p true.SERVICE ?x {} }",
    ],
)
def test_a_call_is_seen(query: str) -> None:
    assert glance(query, PREFIXES).calls


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE' }",
        "ASK { ?s ?p '''a ' SERVICE ''b''' }",
        'ASK { ?s ?p """a \\""" SERVICE """ }',
        "ASK { ?SERVICE $SERVICE ?o }",
        "ASK { <http://x/SERVICE> ex:SERVICE SERVICE:x }",
        "ASK { ?s ?p ?o } # SERVICE <http://x/> {}",
        "ASK { ?s ?p 'x'@service }",
        "ASK { ?s ex:a-SERVICE ex:a\\-SERVICE }",
        "ASK { ?s ?p ?services , <SERVICE> }",
        'ASK { ?s ?p """ without an end\nSERVICE ?x {} }',
    ],
)
def test_what_only_looks_like_a_call(query: str) -> None:
    assert not glance(query, PREFIXES).calls


def test_updates() -> None:
    for text in ("INSERT DATA {}", "# x\nPREFIX a: <b> delete where {}", "LOAD <x>", "WITH <x> DELETE {} WHERE {}"):
        assert glance(text, PREFIXES) == Glance("", updates=True)
    assert not glance("SELECT ?insert { ?insert ex:delete 'LOAD' }", PREFIXES).updates


def test_graphs() -> None:
    query = """
    PREFIX ex: <http://other/> PREFIX : <http://none/>
    BASE <http://new/> SELECT ?from FROM <a> from ex:b FROM NAMED <http://c/> FROM NAMED :d FROM <a>
    WHERE { GRAPH <FROM> { ?s ?p ?o } { SELECT * { <FROM> <x> ?y } } }"""
    seen = glance(query, PREFIXES)
    assert seen.default == ("http://new/a", "http://other/b", "http://new/a")
    assert seen.named == ("http://c/", "http://none/d")
    seen = glance("CONSTRUCT { ?s ?p ?o } FROM <x> FROM NAMED <y> WHERE { ?s ?p <from> , <z> }", PREFIXES)
    assert (seen.default, seen.named) == (("http://base/x",), ("http://base/y",))
    assert glance("ASK FROM ex:x {}", PREFIXES).default == ("http://ex/x",)
    assert glance("ASK FROM <x> {}", PREFIXES).default == ("http://base/x",)


def test_a_long_query_is_looked_at_quickly() -> None:
    """No text makes the pattern look again and again: this ends at once, or never."""
    for part in ('"', "'''", '"""\n', "'''\n", "a.", "<", "a:", "\\", '""" "', "?", "'\\"):
        glance("ASK {" + part * 20_000, PREFIXES)
