"""The forms in which an endpoint answers, by media type."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pincite.media import charset
from pincite.serve.negotiate import choose


class Form(Struct, frozen=True):
    """A form: its name inside, its media type, others that mean the same, the words that `format=` takes.

    `iri` is its name at w3.org/ns/formats.
    """

    name: str
    media: str
    iri: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


_FORMATS = "http://www.w3.org/ns/formats/"
# In the order in which they win when a client likes them equally.
RESULTS = (
    Form("json", "application/sparql-results+json", f"{_FORMATS}SPARQL_Results_JSON", ("application/json",), ("json",)),
    Form(
        "xml",
        "application/sparql-results+xml",
        f"{_FORMATS}SPARQL_Results_XML",
        ("application/xml", "text/xml"),
        ("xml",),
    ),
    Form("csv", "text/csv", f"{_FORMATS}SPARQL_Results_CSV", (), ("csv",)),
    Form("tsv", "text/tab-separated-values", f"{_FORMATS}SPARQL_Results_TSV", (), ("tsv",)),
)
TRIPLES = (
    Form("turtle", "text/turtle", f"{_FORMATS}Turtle", ("application/x-turtle",), ("turtle", "ttl")),
    Form("ntriples", "application/n-triples", f"{_FORMATS}N-Triples", ("text/plain",), ("ntriples", "nt")),
    Form("jsonld", "application/ld+json", f"{_FORMATS}JSON-LD", ("application/json",), ("json-ld", "jsonld", "json")),
    Form(
        "rdfxml",
        "application/rdf+xml",
        f"{_FORMATS}RDF_XML",
        ("application/xml", "text/xml"),
        ("rdf+xml", "rdfxml", "rdf", "xml"),
    ),
)


def forms_of(form: str) -> Sequence[Form]:
    """Return the forms in which a query is answered, by SELECT, ASK, CONSTRUCT or DESCRIBE."""
    return TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else RESULTS


def chosen(forms: Sequence[Form], accept: str | None, word: str = "", others: Sequence[str] = ()) -> tuple[str, str]:
    """Return the name of the form that is wanted and its media type; of `others`, an empty name with it.

    `word` is what `format=` says, which goes before the Accept header when it is known. Both are empty when nothing
    fits. A client that knows a form only by another name gets it by that name.

    >>> chosen(TRIPLES, "application/xml, text/turtle;q=0.2")
    ('rdfxml', 'application/xml')
    >>> chosen(RESULTS, "text/html", "csv")
    ('csv', 'text/csv')
    """
    for form in forms:
        if word.lower() in (*form.words, form.media):
            return form.name, form.media
    names = {media: form.name for form in forms for media in (form.media, *form.also)}
    canonical = [form.media for form in forms]
    media = choose(accept, [*canonical, *(name for name in names if name not in canonical), *others])
    return (names.get(media, ""), media) if media else ("", "")


def content_type(media: str) -> str:
    """Return the Content-Type header; CSV says that its first line has the names (RFC 4180)."""
    return charset(media) + ("; header=present" if media == "text/csv" else "")
