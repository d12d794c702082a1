"""A SPARQL endpoint as a source of answers, through SPARQLWrapper."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException, Unauthorized

from pincite.errors import UsageError, usage_error
from pincite.graph.store import Rows
from pincite.graph.terms import XSD, Iri, Prefixes, Text
from pincite.remote import AGAIN, Credentials, checked, credentials_for, pause

_TIMEOUT_S = 60
_RETRIES = 2  # somebody waits for the answer
_LONGEST = 200  # characters of a server's words


class Endpoint:
    """Answers SELECT queries as `Graph` does, from a SPARQL 1.1 endpoint.

    `graphs` are the named graphs that are asked as the default graph; without, the endpoint's own default graph is.
    The login is that of the environment or the keyring. Raises UsageError for an address that is none.
    """

    def __init__(
        self,
        url: str,
        prefixes: Prefixes,
        graphs: Sequence[str] = (),
        *,
        timeout: float = _TIMEOUT_S,
        retries: int = _RETRIES,
    ) -> None:
        self._url = checked(url)
        self._login = credentials_for(self._url)
        self._graphs = tuple(graphs)
        self._timeout = timeout
        self._retries = retries
        self.prefixes = prefixes

    def select(self, query: str) -> Rows:
        """Return a SELECT's answer. Raises UsageError when the endpoint cannot be reached or refuses the query."""
        wrapper = _Asking(self._url, self._login)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(max(1, round(self._timeout)))
        for graph in self._graphs:
            wrapper.addParameter("default-graph-uri", graph)
        if "/repositories/" in self._url:
            # RDF4J and GraphDB would work on when nobody waits any more.
            wrapper.addParameter("timeout", str(max(1, round(self._timeout))))
        wrapper.setQuery(self.prefixes.sparql() + query)
        answer = self._answer(wrapper)
        try:
            names = tuple(answer["head"]["vars"])
            rows = tuple({name: _term(row.get(name)) for name in names} for row in answer["results"]["bindings"])
        except (KeyError, TypeError, AttributeError) as error:
            raise self._silent(error) from None
        return Rows(names, rows)

    def _answer(self, wrapper: SPARQLWrapper) -> Any:  # noqa: ANN401  # JSON
        for tried in range(self._retries + 1):
            try:
                return wrapper.queryAndConvert()
            except Unauthorized:
                remedy = "Set PINCITE_USER and PINCITE_PASSWORD, or PINCITE_TOKEN, to a login that may read."
                raise usage_error(self._url, "the endpoint does not know this login", remedy) from None
            except (SPARQLWrapperException, OSError, ValueError) as error:
                wanted = _worth_another(error)
                if tried == self._retries or wanted is None:
                    raise self._silent(error) from None
                time.sleep(pause(tried, wanted))
        raise AssertionError

    def _silent(self, error: Exception) -> UsageError:
        reason = str(error).strip().splitlines()[0][:_LONGEST] if str(error).strip() else type(error).__name__
        what = f"the endpoint gave no answer: {self._login.hide(reason) if self._login else reason}"
        return usage_error(self._url, what, "Check that it runs and holds the dump.")


class _Asking(SPARQLWrapper):
    """A wrapper whose login does not go along when the endpoint leads elsewhere."""

    def __init__(self, url: str, login: Credentials | None) -> None:
        super().__init__(url)
        self._login = login

    def _createRequest(self) -> Request:  # noqa: N802  # its name
        request: Request = super()._createRequest()
        if self._login:
            request.add_unredirected_header("Authorization", self._login.header)
        return request


def _worth_another(error: Exception) -> str | None:
    """Return what a second try should wait for as in Retry-After, empty for nothing; None when it is no use."""
    if isinstance(error, HTTPError):
        return str(error.headers.get("Retry-After", "")) if error.code in AGAIN else None
    # Broken or refused connections and timeouts; a certificate that is not trusted will not be the next time.
    if isinstance(error, URLError) and "CERTIFICATE" in str(error.reason):
        return None
    return "" if isinstance(error, OSError) else None


def _term(found: dict[str, str] | None) -> Iri | Text | None:
    if found is None:
        return None
    if found["type"] == "uri":
        return Iri(found["value"])
    value, datatype = found["value"], found.get("datatype", XSD + "string")
    if datatype == XSD + "decimal" and "." in value:
        # As the embedded store writes it; Jena says 4.0 for 4.
        value = value.rstrip("0").rstrip(".")
    return Text(value, datatype, found.get("xml:lang"))
