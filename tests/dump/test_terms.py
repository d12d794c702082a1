"""Any literal and any IRI comes back from every syntax as it went in."""

from __future__ import annotations

import json
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.dump import Content
from pincite.dump.jsonld import unescape
from pincite.graph.terms import RDF_TYPE, XSD, Prefixes, iri, literal

BASE = "https://example.org/"
# Names that invite mistakes: an IRI scheme, a keyword of Turtle, the empty prefix, a namespace without an end.
PREFIXES = Prefixes(
    BASE,
    {
        "": "https://example.org/empty#",
        "a": "https://example.org/a#",
        "urn": "https://example.org/urn/",
        "http": "https://example.org/http/",
        "half": "https://example.org/half_",
        "true": "https://example.org/true#",
        "twin": "https://example.org/a#",
        "xsd": XSD,
    },
)

WRITERS: dict[str, tuple[ox.RdfFormat, Callable[[Content], bytes]]] = {
    "turtle": (ox.RdfFormat.TURTLE, lambda content: content.turtle_file(content.nodes.flat)),
    "trig": (ox.RdfFormat.TRIG, Content.trig_file),
    "n-triples": (ox.RdfFormat.N_TRIPLES, lambda content: b"".join(content.ntriples.values())),
    "json-ld": (ox.RdfFormat.JSON_LD, Content.jsonld_file),
}

letters = st.text(alphabet="abzAZ019-._~!$&'()*+,;=:@?/éł", max_size=10)
namespaces = st.sampled_from([*PREFIXES.namespaces.values(), "https://example.org/id/force/", "urn:x:", "http://x/"])
iris = st.builds(lambda start, end: iri(start + end), namespaces, letters) | st.just(RDF_TYPE)
texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
nasty = st.text(alphabet=st.sampled_from("\"'\\\n\r\t\b\f\x00\x7f\u0085\u2028\ufeff\ufffe^@<>.;u0041"), max_size=12)
datatypes = st.sampled_from(
    ["integer", "decimal", "boolean", "date", "hexBinary", "https://example.org/a#type", "urn:x"]
)
numbers = st.from_regex(r"\A[+-]?[0-9]{0,20}(\.[0-9]{0,3})?\Z") | st.sampled_from(["true", "false", "1e3", "-0", "00"])
literals = (
    st.builds(literal, texts | nasty)
    | st.builds(lambda text, tag: literal(text, language=tag), texts | nasty, st.sampled_from(["en", "be-tarask"]))
    | st.builds(literal, numbers | nasty, datatypes)
)


@pytest.mark.parametrize("name", WRITERS)
@given(triples=st.lists(st.tuples(iris, iris, iris | literals), min_size=1, max_size=4))
def test_terms_come_back(name: str, triples: list[tuple[str, str, str]]) -> None:
    syntax, write = WRITERS[name]
    content = Content([(*triple, "<urn:g>") for triple in triples], PREFIXES)
    found = [quad.triple for quad in ox.parse(write(content), format=syntax)]
    assert len(found) == len(set(found))
    given_lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    assert set(found) == {quad.triple for quad in ox.parse(given_lines, format=ox.RdfFormat.N_TRIPLES)}


@given(texts | nasty)
def test_unescape_undoes_escapes(text: str) -> None:
    assert unescape(literal(text)[1:-1]) == text


@pytest.mark.parametrize("escaped", ["\\u00e9", "\\U000000E9"])
def test_unescape_reads_every_form(escaped: str) -> None:
    assert unescape(escaped) == "é"


def test_no_raw_line_break_in_a_line_based_syntax() -> None:
    content = Content([("<s:s>", "<p:p>", literal("a\nb\rc"), "<g:g>")], PREFIXES)
    assert b"".join(content.ntriples.values()).splitlines() == [b'<s:s> <p:p> "a\\nb\\rc" .']


def test_json_is_valid_for_a_strict_reader() -> None:
    content = Content([("<s:s>", "<p:p>", literal("\x00\x1f\x7f\u2028</script>"), "<g:g>")], PREFIXES)
    assert json.loads(content.jsonld_file())["@graph"] == [{"@id": "s:s", "p:p": "\x00\x1f\x7f\u2028</script>"}]
