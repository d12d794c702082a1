"""Structured data in schema.org's words, embedded in pages: plain facts only, no claim, plan or hedged value.

Which class and property of the publication is which of schema.org stands in `site.toml`; what has no counterpart there
is left out. Its vocabulary has no word for a mode or a speaker, so whatever needs one stays in the Turtle beside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup
from msgspec import Struct, field

from pincite.graph.terms import Iri
from pincite.site.catalogue import Catalogue
from pincite.site.inputs import Download, Term
from pincite.site.modes import FACTS
from pincite.site.records import Entity, Statement

__all__ = ["SCHEMA", "Schema", "distributions", "embed"]

SCHEMA = "https://schema.org/"
_ROOT = "Thing"
# In a script element `</script>` and `<!--` end or change what is read; as escapes they are the same JSON.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_encode = json.JSONEncoder(ensure_ascii=False).encode


def embed(node: Mapping[str, Any]) -> Markup:
    """Return a node as JSON-LD that is safe within a script element.

    >>> embed({"name": "</script>"})
    Markup('{"@context": "https://schema.org", "name": "\\\\u003c/script\\\\u003e"}')
    """
    text = _encode({"@context": "https://schema.org", **node})
    return Markup(text.translate(_ESCAPES) if "<" in text or ">" in text or "&" in text else text)  # noqa: S704


class Schema(Struct, frozen=True):
    """Describes things in schema.org's words; `types` and `properties` map whole IRIs to its local names.

    Behind the name of a property stand the types that can have it, when not all can.
    """

    types: Mapping[str, str]
    properties: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, Sequence[str]]
    _known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, types: Mapping[str, str], properties: Mapping[str, tuple[str, ...]], terms: Iterable[Term]) -> Schema:
        """Return the mapping with the class hierarchy of the terms."""
        return cls(types, properties, {term.iri: term.parents for term in terms})

    def type_of(self, class_: str) -> str:
        """Return the type of a class: its own, or that of the nearest superclass that has one, or `Thing`."""
        known = self._known.get(class_)
        if known is None:
            known = self._known[class_] = self._nearest(class_)
        return known

    def _nearest(self, class_: str) -> str:
        level, seen = [class_], {class_}
        while level:
            found = next((self.types[iri] for iri in level if iri in self.types), None)
            if found is not None:
                return found
            level = [p for iri in level for p in self.parents.get(iri, ()) if p not in seen]
            seen.update(level)
        return _ROOT

    def entity(self, about: Entity, catalogue: Catalogue, page: str, part_of: str, lead: str = "") -> dict[str, Any]:
        """Return what is plainly known of an entity; `page` is its page's address, `part_of` the data set's IRI.

        `lead` is its description when the publication has leads: then what the documents describe stands in it.
        """
        node: dict[str, Any] = {"@type": self.type_of(about.type_iri), "@id": about.iri, "name": about.label}
        if about.names:
            node["alternateName"] = _one_or_list(list(about.names))
        if lead or about.note:
            node["description"] = " ".join(part for part in (lead, about.note) if part)
        node["disambiguatingDescription"] = about.type
        node["url"] = page
        values: dict[str, list[Any]] = {}
        for one in catalogue.about.get(about.iri, ()):
            name, *types = self.properties.get(one.predicate, ("",))
            if lead and name == "description":
                continue
            if name and (not types or node["@type"] in types) and _is_plain(one):
                known = values.setdefault(name, [])
                value = self._value(one, catalogue)
                if value not in known:
                    known.append(value)
        node |= {name: _one_or_list(values[name]) for name in sorted(values)}
        node["subjectOf"] = {"@type": "Dataset", "@id": part_of}
        return node

    def _value(self, one: Statement, catalogue: Catalogue) -> Any:  # noqa: ANN401
        if not isinstance(one.value, Iri):
            return str(one.value)
        known = catalogue.entities.get(one.value)
        if known is None:
            return {"@id": str(one.value)}
        return {"@type": self.type_of(known.type_iri), "@id": known.iri, "name": known.label}


def distributions(downloads: Iterable[Download], site_url: str) -> list[dict[str, Any]]:
    """Return the files for download."""
    return [
        {
            "@type": "DataDownload",
            "name": one.name,
            "description": one.what,
            "encodingFormat": one.media_type,
            "contentUrl": urljoin(site_url, one.href),
            "contentSize": f"{one.size} B",
            "sha256": one.sha256,
        }
        for one in downloads
    ]


def _is_plain(one: Statement) -> bool:
    return one.mode in FACTS and not one.negated and not one.contested and one.hedge is None


def _one_or_list(values: list[Any]) -> Any:  # noqa: ANN401
    return values[0] if len(values) == 1 else values
