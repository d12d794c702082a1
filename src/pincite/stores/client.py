"""HTTP to a store: with a login, time limits and retries; what goes wrong is told without the login."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import urllib3
from msgspec import Struct
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as TooLong

from pincite.errors import Place, Problem, UsageError
from pincite.remote import Credentials, again

_CONNECT_S = 10.0
_JSON = "application/sparql-results+json"
_LONGEST = 200  # characters of a server's words
_REMEDIES = {
    401: "Set PINCITE_USER and PINCITE_PASSWORD, or PINCITE_TOKEN, to a login that may write there.",
    403: "This login may not do that; use another.",
    404: "Check the address; make the dataset or repository first.",
    405: "Check the address, and that it may be written to.",
    409: "Somebody else writes to the store; try again.",
    413: "Send fewer triples in a request, with --batch 10000 say.",
    415: "Name the kind of store with --store.",
}


class StoreError(UsageError):
    """A store refuses (`status`), or is not there or breaks off (`status` is None)."""

    def __init__(self, problem: Problem, status: int | None) -> None:
        super().__init__(problem)
        self.status = status


class Answer(Struct, frozen=True):
    """What a server said: status, headers (names in any case), body as text."""

    status: int
    headers: Mapping[str, str]
    text: str


class Client:
    """Sends requests to one store; `timeout` is in seconds from one sign of life to the next."""

    def __init__(self, credentials: Credentials | None, timeout: float = 60, retries: int = 5) -> None:
        self._credentials = credentials
        self._timeout = timeout
        self._retries = retries
        self._plain = False  # whether the store has refused compressed data
        self._pool = urllib3.PoolManager(headers={"User-Agent": "pincite"})

    def query(self, url: str, text: str, patience: float = 0) -> list[dict[str, str]]:
        """Return the rows of a SELECT as plain text by variable; for an ASK, one row or none."""
        form = urlencode({"query": text}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _JSON}
        return rows(url, self.send("POST", url, form, headers, patience=patience))

    def update(self, url: str, text: str, patience: float = 0, *, once: bool = False) -> None:
        """Send a SPARQL update; `once` without a second try, for what may not be done twice."""
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self.send("POST", url, text.encode(), headers, patience=patience, once=once)

    def upload(self, method: str, url: str, packed: bytes, media: str, patience: float = 0) -> None:
        """Send gzipped data as it is; to a store that refuses that, unpacked, then and from then on."""
        if not self._plain:
            try:
                headers = {"Content-Type": media, "Content-Encoding": "gzip"}
                self.send(method, url, packed, headers, patience=patience)
            except StoreError as error:
                if error.status not in (400, 415, 501):
                    raise
                self._plain = True
            else:
                return
        self.send(method, url, gzip.decompress(packed), {"Content-Type": media}, patience=patience)

    def send(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        patience: float = 0,
        once: bool = False,
        refused: bool = True,
    ) -> Answer:
        """Send a request and return the answer.

        `patience` is seconds to wait for it, if more than usual. Raises StoreError when there is none and, unless
        `refused` is false, for a status from 300 on.
        """
        login = {"Authorization": self._credentials.header} if self._credentials else {}
        limit = urllib3.Timeout(connect=min(_CONNECT_S, self._timeout), read=max(self._timeout, patience))
        try:
            answer = self._pool.request(
                method,
                url,
                body=body,
                headers={**self._pool.headers, **(headers or {}), **login},
                timeout=limit,
                retries=again(0 if once else self._retries),
                redirect=False,
            )
        except HTTPError as error:
            raise self._lost(url, error) from None
        text = answer.data.decode("utf-8", "replace")
        if refused and answer.status >= 300:
            raise self._refused(url, answer.status, answer.headers, text)
        return Answer(answer.status, answer.headers, text)

    def _lost(self, url: str, error: HTTPError) -> StoreError:
        reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
        if isinstance(reason, SSLError):
            what, remedy = "its certificate is not trusted", "Name who signed it: SSL_CERT_FILE=authority.pem."
        elif isinstance(reason, TooLong) and not isinstance(reason, NewConnectionError):
            what, remedy = "no answer in time", "See how the store does, or wait longer with --timeout."
        else:
            what, remedy = "cannot be reached, or broke the connection", "See that it runs, and try again."
        return self._error(url, f"{what} ({type(reason).__name__})", remedy, None)

    def _refused(self, url: str, status: int, headers: Mapping[str, str], text: str) -> StoreError:
        said = " ".join(text.split())[:_LONGEST] if "html" not in headers.get("Content-Type", "") else ""
        what = f"the store answered {status}" + (f": {said}" if said else "")
        remedy = _REMEDIES.get(status, "See the store's log.")
        if 300 <= status < 400:
            remedy = f"Give the address that it leads to: {headers.get('Location', 'see its documentation')}"
        return self._error(url, what, remedy, status)

    def _error(self, url: str, what: str, remedy: str, status: int | None) -> StoreError:
        if self._credentials:
            what, remedy = self._credentials.hide(what), self._credentials.hide(remedy)
        return StoreError(Problem(Place(url), what, remedy), status)


def rows(url: str, answer: Answer) -> list[dict[str, str]]:
    """Return the rows of SPARQL 1.1 Query Results JSON as text by variable; of an ASK, one row for true.

    Raises StoreError when the answer is something else.
    """
    try:
        found: Any = json.loads(answer.text)
        if "boolean" in found:
            return [{}] if found["boolean"] else []
        return [{name: term["value"] for name, term in row.items()} for row in found["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = Problem(Place(url), "the answer is no SPARQL result", "Check that it is the address of a store.")
        raise StoreError(problem, answer.status) from error
