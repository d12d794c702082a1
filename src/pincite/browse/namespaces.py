"""Prefixes: those that the files declare, those that everybody knows, and prefixed names made with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pincite.browse.index import Index
from pincite.browse.terms import literal, split
from pincite.dump.names import Names
from pincite.graph.terms import Prefixes

WELL_KNOWN = {
    "adms": "http://www.w3.org/ns/adms#",
    "bibo": "http://purl.org/ontology/bibo/",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcam": "http://purl.org/dc/dcam/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "dcterms": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "oa": "http://www.w3.org/ns/oa#",
    "obo": "http://purl.obolibrary.org/obo/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sf": "http://www.opengis.net/ont/sf#",
    "sh": "http://www.w3.org/ns/shacl#",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "ssn": "http://www.w3.org/ns/ssn/",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "wd": "http://www.wikidata.org/entity/",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The same vocabulary under both; the short prefix is for the one that is used.
_SECOND = (("schema", "http://schema.org/"), ("schema1", "http://schema.org/"))
_PREFERRED = f"<{WELL_KNOWN['vann']}preferredNamespacePrefix>"
_OF = f"<{WELL_KNOWN['vann']}preferredNamespaceUri>"
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,30}")


def preferred(index: Index) -> dict[str, str]:
    """Return the prefixes that vocabularies in the data want for themselves (VANN), by namespace."""
    found: dict[str, str] = {}
    for subject, pairs in index.out.items() if _PREFERRED in index.uses else ():
        said = dict(pairs)
        prefix, namespace = said.get(_PREFERRED), said.get(_OF, subject)
        if prefix is not None and prefix[0] == '"':
            iri = literal(namespace).text if namespace[0] == '"' else namespace[1:-1]
            found.setdefault(iri, literal(prefix).text)
    return found


class Namespaces:
    """Shortens IRIs and expands prefixed names."""

    def __init__(self, declared: Mapping[str, str], iris: Iterable[str]) -> None:
        """Take the prefixes that files declare, by namespace, and for whatever else is in the data those well known.

        A prefix that is the scheme of some IRI is left out: JSON-LD could not tell one from the other.
        """
        used = {split(iri)[0] for iri in iris}
        schemes = {namespace.partition(":")[0] for namespace in used}
        table: dict[str, str] = {}
        known = ((namespace, prefix) for prefix, namespace in (*WELL_KNOWN.items(), *_SECOND))
        for namespace, prefix in (*sorted(declared.items()), *known):
            if namespace in used - {*table.values()} and _PREFIX.fullmatch(prefix) and prefix not in schemes:
                table.setdefault(prefix, namespace)
        self.prefixes = dict(sorted(table.items()))
        self.names = Names(Prefixes("", table))
        self._prefix = {namespace: prefix for prefix, namespace in reversed(self.prefixes.items())}

    def prefix(self, namespace: str) -> str | None:
        """Return the prefix of a namespace, None when it has none."""
        return self._prefix.get(namespace)

    def short(self, iri: str) -> str:
        """Return a prefixed name, or the IRI where there is none; for readers, not for files."""
        namespace, local = split(iri)
        prefix = self._prefix.get(namespace)
        return f"{prefix}:{local}" if prefix and local else iri

    def expand(self, name: str) -> str | None:
        """Return the IRI of a prefixed name, None when its prefix is not known."""
        prefix, _, local = name.partition(":")
        namespace = self.prefixes.get(prefix) or WELL_KNOWN.get(prefix)
        return namespace + local if namespace else None
