"""What things are called and what is said of them first, in the languages that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote

from pincite.browse.index import Index
from pincite.browse.terms import (
    DC,
    DCTERMS,
    FOAF,
    OLD_SCHEMA,
    RDFS,
    SCHEMA,
    SKOS,
    Literal,
    Term,
    is_blank,
    is_iri,
    literal,
    local_name,
)
from pincite.site.text import clean, shorten

LABELS = tuple(
    f"<{iri}>"
    for iri in (
        SKOS + "prefLabel", RDFS + "label", SCHEMA + "name", OLD_SCHEMA + "name", DCTERMS + "title", DC + "title",
        FOAF + "name", "http://www.w3.org/2006/vcard/ns#fn", SKOS + "notation",
    )
)  # fmt: skip
LEADS = tuple(
    f"<{iri}>"
    for iri in (
        SKOS + "definition", "http://purl.obolibrary.org/obo/IAO_0000115", "http://www.w3.org/ns/prov#definition",
        RDFS + "comment", DCTERMS + "description", SCHEMA + "description", OLD_SCHEMA + "description",
        DC + "description", DCTERMS + "abstract", SKOS + "scopeNote",
    )
)  # fmt: skip
_LABEL_RANK = {term: rank for rank, term in enumerate(LABELS)}
_LEAD_RANK = {term: rank for rank, term in enumerate(LEADS)}
LONGEST = 160
"""Characters of a label."""


class Labels:
    """Finds labels; `languages` are wanted in that order, then what has no language, then any other."""

    def __init__(self, index: Index, languages: Sequence[str]) -> None:
        self._index = index
        self._languages = tuple(language.lower() for language in languages)
        self._texts: dict[Term, str] = {}
        self._labels: dict[Term, Term | None] = {}
        self.rank = lru_cache(maxsize=1024)(self._rank)

    def text(self, term: Term) -> str:
        """Return what a node is called: its label, else the end of its IRI, else its number."""
        made = self._texts.get(term)
        if made is None:
            made = self._texts[term] = self._text(term)
        return made

    def best(self, subject: Term) -> Term | None:
        """Return the literal that is the label of a node, None when it has none."""
        if subject not in self._labels:
            self._labels[subject] = self._best(subject, _LABEL_RANK)
        return self._labels[subject]

    def lead(self, subject: Term) -> Term | None:
        """Return the literal that says what a node is: its definition, comment or description."""
        return self._best(subject, _LEAD_RANK)

    def _best(self, subject: Term, ranks: dict[Term, int]) -> Term | None:
        found = [
            (self.rank(literal(target).language), ranks[predicate], target)
            for predicate, target in self._index.pairs(subject)
            if predicate in ranks and target[0] == '"' and clean(literal(target).text[:400])
        ]
        return min(found)[2] if found else None

    def _text(self, term: Term) -> str:
        best = self.best(term)
        if best is not None:
            return shorten(clean(literal(best).text[:2000]), LONGEST)
        if is_iri(term):
            return readable(term[1:-1])
        return f"node {term[3:]}" if is_blank(term) else term

    def _rank(self, language: str) -> int:
        """Return how much a language is wanted, the least the most; `en` wants `en` first, then `en-GB` and its kin."""
        folded = language.lower()
        for rank, wanted in enumerate(self._languages):
            if folded == wanted or folded.startswith(f"{wanted}-"):
                return 2 * rank + (folded != wanted)
        return 2 * len(self._languages) + bool(language)

    def language(self, term: Term) -> str:
        """Return the language of a node's label, "" when it has none."""
        best = self.best(term)
        return literal(best).language if best is not None else ""


def readable(iri: str) -> str:
    """Return the end of an IRI for readers, percent signs decoded where that gives text.

    >>> readable("https://example.org/id/S%C3%A3o_Paulo")
    'São_Paulo'
    """
    name = local_name(iri)
    decoded = clean(unquote(name)) if "%" in name else clean(name)
    return shorten(decoded if decoded and "\ufffd" not in decoded else name, LONGEST) or iri[:LONGEST]


def said(term: Term) -> Literal:
    """Return a literal's parts with its text on one line, for leads and labels."""
    parts = literal(term)
    return parts._replace(text=clean(parts.text))
