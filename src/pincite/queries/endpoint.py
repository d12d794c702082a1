"""A SPARQL endpoint as a source of answers, through SPARQLWrapper."""

from __future__ import annotations

from typing import Any
from urllib.error import URLError

from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from pincite.errors import usage_error
from pincite.graph.store import Rows
from pincite.graph.terms import XSD, Iri, Prefixes, Text

_TIMEOUT_S = 60


class Endpoint:
    """Answers SELECT queries as `Graph` does, from a SPARQL 1.1 endpoint."""

    def __init__(self, url: str, prefixes: Prefixes) -> None:
        if not url.startswith(("http://", "https://")):
            raise usage_error(url, "not the address of an endpoint", "Write http://host:port/path.")
        self._url = url
        self.prefixes = prefixes

    def select(self, query: str) -> Rows:
        """Return a SELECT's answer. Raises UsageError when the endpoint cannot be reached or refuses the query."""
        wrapper = SPARQLWrapper(self._url)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(_TIMEOUT_S)
        wrapper.setQuery(self.prefixes.sparql() + query)
        try:
            answer: Any = wrapper.queryAndConvert()
        except (SPARQLWrapperException, URLError, OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
            raise usage_error(
                self._url, f"the endpoint gave no answer: {reason}", "Check that it runs and holds the dump."
            ) from error
        names = tuple(answer["head"]["vars"])
        rows = tuple({name: _term(row.get(name)) for name in names} for row in answer["results"]["bindings"])
        return Rows(names, rows)


def _term(found: dict[str, str] | None) -> Iri | Text | None:
    if found is None:
        return None
    if found["type"] == "uri":
        return Iri(found["value"])
    return Text(found["value"], found.get("datatype", XSD + "string"), found.get("xml:lang"))
