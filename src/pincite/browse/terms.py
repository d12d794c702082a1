"""Terms as N-Triples text, taken apart: what kind a term is, what a literal says, what a triple term is made of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pincite.dump.jsonld import unescape
from pincite.graph.terms import XSD

Term: TypeAlias = str
Pair: TypeAlias = tuple[Term, Term]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
DC = "http://purl.org/dc/elements/1.1/"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
OLD_SCHEMA = "http://schema.org/"
GEO = "http://www.opengis.net/ont/geosparql#"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"

TYPE = f"<{RDF}type>"
FIRST = f"<{RDF}first>"
REST = f"<{RDF}rest>"
NIL = f"<{RDF}nil>"
SUBCLASS = f"<{RDFS}subClassOf>"
SUBPROPERTY = f"<{RDFS}subPropertyOf>"
BROADER = f"<{SKOS}broader>"
NARROWER = f"<{SKOS}narrower>"
REIFIES = f"<{RDF}reifies>"
STRING = XSD + "string"
LANG_STRING = RDF + "langString"

_LITERAL = re.compile(
    r'"(?P<text>.*)"(?:@(?P<language>[^"\s]+?)(?:--(?P<direction>ltr|rtl))?|\^\^<(?P<datatype>[^"]*)>)?', re.DOTALL
)
# What a link may lead to; whatever else is an IRI is shown and not linked.
_LINKED = re.compile(r"(?:https?|ftp)://[^\s]+|mailto:[^\s]+", re.IGNORECASE)


class Literal(NamedTuple):
    """A literal: its lexical form, datatype IRI, and its language and direction if any."""

    text: str
    datatype: str
    language: str
    direction: str


def is_iri(term: Term) -> bool:
    """Whether a term is an IRI.

    >>> is_iri("<https://example.org/a>"), is_iri("<<( <a:b> <a:c> <a:d> )>>"), is_iri("_:b1")
    (True, False, False)
    """
    return term[0] == "<" and term[1] != "<"


def is_blank(term: Term) -> bool:
    """Whether a term is a blank node."""
    return term[0] == "_"


def is_triple(term: Term) -> bool:
    """Whether a term is a triple term of RDF 1.2."""
    return term.startswith("<<(")


@lru_cache(maxsize=65536)
def literal(term: Term) -> Literal:
    """Return the parts of a literal.

    >>> literal('"sea"@en').text, literal('"sea"@en').language
    ('sea', 'en')
    """
    found = _LITERAL.fullmatch(term)
    if found is None:
        raise ValueError(term)
    language = found["language"] or ""
    datatype = LANG_STRING if language else found["datatype"] or STRING
    return Literal(unescape(found["text"]), datatype, language, found["direction"] or "")


def linked(iri: str) -> bool:
    """Whether an IRI may be the address of a link: of the web or of mail, never of a script.

    >>> linked("https://example.org/"), linked("javascript:alert(1)"), linked("urn:isbn:1")
    (True, False, False)
    """
    return _LINKED.fullmatch(iri) is not None


def local_name(iri: str) -> str:
    """Return the end of an IRI that names the thing.

    >>> local_name("https://example.org/ns#Light"), local_name("https://example.org/lights/"), local_name("urn:x:y")
    ('Light', 'lights', 'y')
    """
    return split(iri)[1] or split(iri.rstrip("/#"))[1] or iri


def split(iri: str) -> tuple[str, str]:
    """Return an IRI's namespace, which ends in `#`, `/` or `:`, and its local name.

    >>> split("https://example.org/ns#Light")
    ('https://example.org/ns#', 'Light')
    """
    cut = iri.rfind("#") + 1 or iri.rfind("/") + 1 or iri.rfind(":") + 1
    return iri[:cut], iri[cut:]
