"""From what people call a thing to its IRI, and back."""

from __future__ import annotations

from difflib import get_close_matches

from pincite.errors import usage_error
from pincite.graph.store import Graph
from pincite.graph.terms import Iri

_NAMES = """
SELECT ?entity ?name ?preferred WHERE {
  ?entity pin:primaryType ?type .
  { ?entity rdfs:label ?name . BIND(true AS ?preferred) }
  UNION { ?entity skos:altLabel ?name . BIND(false AS ?preferred) }
} ORDER BY ?entity ?name
"""
_LABELS = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"


class Names:
    """The names of everything in a graph, read once."""

    def __init__(self, graph: Graph) -> None:
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

    def find(self, wanted: str) -> str:
        """Return the IRI of an entity or term, given its id, IRI, prefixed name, label or other name.

        Raises UsageError when there is none, or when several have that name.
        """
        for candidate in (wanted, self._prefixes.entity(wanted), self._expanded(wanted)):
            if candidate in self.labels:
                return candidate
        found = self._by_name.get(wanted.casefold(), {})
        preferred = [entity for entity, is_label in found.items() if is_label] or list(found)
        if len(preferred) == 1:
            return preferred[0]
        if preferred:
            ids = ", ".join(sorted(self.short(entity) for entity in preferred))
            raise usage_error(repr(wanted), "several things have that name", f"Use an id: {ids}.")
        entities = (self.short(entity) for names in self._by_name.values() for entity in names)
        known = dict.fromkeys((*self._by_name, *entities))
        near = get_close_matches(wanted.casefold(), known, 3)
        remedy = f"Did you mean {', '.join(repr(name) for name in near)}?" if near else "Look it up on the site."
        raise usage_error(repr(wanted), "nothing in the graph has that name or id", remedy)

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
