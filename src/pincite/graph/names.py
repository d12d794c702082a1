"""From what people call a thing to its IRI, and back."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

from pincite.errors import usage_error
from pincite.graph.store import Source
from pincite.graph.terms import Iri

_NAMES = """
SELECT ?entity ?name ?preferred WHERE {
  ?entity pin:primaryType ?type .
  { ?entity rdfs:label ?name . BIND(true AS ?preferred) }
  UNION { ?entity skos:altLabel ?name . BIND(false AS ?preferred) }
} ORDER BY ?entity ?name
"""
_MOST = 5  # suggestions that people still read
_LABELS = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"


class Names:
    """The names of everything in a graph, read once."""

    def __init__(self, graph: Source) -> None:
        self._base = graph.prefixes.base
        self._prefixes = graph.prefixes
        self._by_name: dict[str, dict[Iri, bool]] = {}
        self.labels: dict[str, str] = {str(row["thing"]): str(row["label"]) for row in graph.select(_LABELS)}
        for row in graph.select(_NAMES):
            entity = row["entity"]
            if isinstance(entity, Iri):
                known = self._by_name.setdefault(str(row["name"]).casefold(), {})
                known[entity] = known.get(entity, False) or str(row["preferred"]) == "true"
        # A property or class goes by its label too, where no entity has that name.
        named = frozenset(self._by_name)
        for thing, label in self.labels.items():
            if (name := label.casefold()) not in named:
                self._by_name.setdefault(name, {})[Iri(thing)] = True

    def find(self, wanted: str, place: str | None = None, kind: str | None = None) -> str:
        """Return the IRI of an entity or term, given its id, IRI, prefixed name, label or other name.

        Upper case, accents, dashes and quotation marks need not be typed as they are written. What is of `kind` goes
        before anything else of that name. `place` is what an error names (default: what was wanted). Raises UsageError
        when there is none, or when several have that name.
        """
        for candidate in (wanted, self._prefixes.entity(wanted), self._expanded(wanted)):
            if candidate in self.labels:
                return candidate
        found = self._by_name.get(wanted.casefold()) or self._loosely(wanted)
        if kind is not None and (of_kind := self._of_kind(kind, wanted, found)):
            found = of_kind
        preferred = [entity for entity, is_label in found.items() if is_label] or list(found)
        if len(preferred) == 1:
            return preferred[0]
        if preferred:
            ids = ", ".join(self._told(entity) for entity in sorted(preferred))
            raise usage_error(place or repr(wanted), "several things have that name", f"Use an id: {ids}.")
        near = ", ".join(self._told(entity) for entity in self._near(wanted))
        remedy = f"Did you mean {near}?" if near else "Look it up on the site."
        raise usage_error(place or repr(wanted), "nothing in the graph has that name or id", remedy)

    def _loosely(self, wanted: str) -> dict[Iri, bool]:
        """Return what has a name, or the end of an id, that is written almost so."""
        plain, found = _plain(wanted), dict[Iri, bool]()
        for name, things in self._by_name.items():
            if _plain(name) == plain:
                found |= {thing: found.get(thing, False) or is_label for thing, is_label in things.items()}
        if found or not plain:
            return found
        slug = plain.replace(" ", "-")
        return {thing: True for things in self._by_name.values() for thing in things if self._slug(thing) == slug}

    def _of_kind(self, kind: str, wanted: str, found: dict[Iri, bool]) -> dict[Iri, bool]:
        """Return those of a kind among what was found, else the one whose id is the kind and the name."""
        named = {thing: is_label for thing, is_label in found.items() if self.short(thing).startswith(f"{kind}/")}
        made = Iri(self._prefixes.entity(f"{kind}/{_plain(wanted).replace(' ', '-')}"))
        return named or ({made: True} if made in self.labels else {})

    def _near(self, wanted: str) -> list[Iri]:
        """Return what may be meant: names spelt alike, then those that have all its words."""
        known: dict[str, list[Iri]] = {}
        for name, things in self._by_name.items():
            for thing in things:
                known.setdefault(_plain(name), []).append(thing)
                known.setdefault(self.short(thing), []).append(thing)
        plain = _plain(wanted)
        words = set(plain.split())
        names = [*get_close_matches(plain, known, 3), *get_close_matches(wanted.casefold(), known, 3)]
        names += sorted((name for name in known if words and words <= set(name.split())), key=len)
        meant = dict.fromkeys(thing for name in names for thing in known[name])
        # Terms of the ontology come last: people mostly ask of things.
        return sorted(meant, key=lambda thing: not thing.startswith(f"{self._base}id/"))[:_MOST]

    def _told(self, thing: Iri) -> str:
        return f"{self.short(thing)} ({self.label(thing)})"

    def _slug(self, thing: Iri) -> str:
        return self.short(thing).rpartition("/")[2]

    def label(self, term: object) -> str:
        """Return how people call a value of an answer: a label, else a short IRI, else the text itself."""
        if not isinstance(term, Iri):
            return "" if term is None else str(term)
        return self.labels.get(term) or self.short(term)

    def short(self, term: str) -> str:
        """Return an IRI as an entity id or prefixed name, when it is one."""
        if term.startswith(f"{self._base}id/") and "#" not in term:
            return term.removeprefix(f"{self._base}id/")
        return self._prefixes.compress(term) or term

    def _expanded(self, name: str) -> str:
        try:
            return self._prefixes.expand(name)
        except KeyError:
            return name


def _plain(text: str) -> str:
    """Return a name as a keyboard writes it: lower case, no accents, words of letters and digits."""
    letters = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", letters))
