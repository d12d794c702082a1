"""Reads all triples of a SPARQL 1.1 endpoint in pages, through SPARQLWrapper.

Pages are ordered, so that none is lost or read twice while the data stay as they are; that is checked by counting. A
page may come back shorter than it was asked for, since servers bound their answers: the end is an empty page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError, URLError

from pincite.browse.reading import INVALID, Data, File, Naming
from pincite.browse.terms import RDF
from pincite.errors import UsageError, usage_error
from pincite.graph.terms import literal

PAGE = 10_000
"""Triples asked for at a time."""

BLANKS = "Blank nodes read in one piece, since the endpoint names them anew in each answer"
_TIMEOUT_S = 120
_PAUSES_S = (1.0, 3.0, 9.0)
_DEFAULT = "?s ?p ?o"
_NAMED = "GRAPH ?g { ?s ?p ?o }"
_BLANK = "isBlank(?s) || isBlank(?o)"
_REFUSED = frozenset({400, 401, 403, 404, 405, 406, 413, 414, 415})


def read_endpoint(
    address: str, data: Data, naming: Naming, tell: Callable[[str], None] = lambda _: None, page: int = PAGE
) -> None:
    """Read an endpoint's default graph, and its named graphs as far as they are not in that.

    Blank nodes are one node in one answer only. An endpoint that names them alike in all its answers is read in pages;
    of another, all triples with blank nodes are asked for at once. Raises UsageError when the endpoint cannot be
    reached or refuses, and when what was read is not what it counts.
    """
    reader = _Reader(address, data, naming, tell, page)
    before = len(data.quads)
    naming.begin()
    reader.read(_DEFAULT)
    if reader.ask(f"{_NAMED} FILTER NOT EXISTS {{ {_DEFAULT} }}"):
        reader.read(_NAMED)
    data.files.append(File(address, "SPARQL endpoint", len(data.quads) - before))


class _Reader:
    def __init__(self, address: str, data: Data, naming: Naming, tell: Callable[[str], None], page: int) -> None:
        self._address, self._data, self._naming, self._tell, self._page = address, data, naming, tell, page

    def ask(self, pattern: str) -> bool:
        return bool(self._query(f"ASK {{ {pattern} }}")["boolean"])

    def read(self, pattern: str) -> None:
        count = self._count(pattern)
        if not count:
            return
        stable = self._names_stay(pattern)
        kept = "" if stable else f" FILTER(!({_BLANK}))"
        read = sum(self._pages(pattern + kept, count))
        if not stable:
            self._naming.remarks.add(BLANKS, self._address)
            read += self._keep(self._rows(f"SELECT * {{ {pattern} FILTER({_BLANK}) }}"))
        if read != count:
            what = f"has {count:,} triples by its own count, and {read:,} came"
            raise usage_error(self._address, what, "Read it while nothing changes there, or take a dump of it.")

    def _count(self, pattern: str) -> int:
        rows = self._rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        return int(rows[0]["n"]["value"])

    def _pages(self, pattern: str, count: int) -> Iterator[int]:
        names = "?g ?s ?p ?o" if "?g" in pattern else "?s ?p ?o"
        offset = 0
        while True:
            rows = self._rows(f"SELECT {names} {{ {pattern} }} ORDER BY {names} LIMIT {self._page} OFFSET {offset}")
            if not rows:
                return
            yield self._keep(rows)
            offset += len(rows)
            self._tell(f"reading {self._address}: {min(offset, count):,} of {count:,} triples")

    def _names_stay(self, pattern: str) -> bool:
        """Whether the endpoint gives a blank node the same name in each answer, and no other node that name."""
        blank = f"{pattern} BIND(IF(isBlank(?s), ?s, ?o) AS ?b) FILTER(isBlank(?b))"
        query = f"SELECT DISTINCT ?b {{ {blank} }} ORDER BY ?b LIMIT 1"
        first, again, next_ = (self._rows(f"{query} OFFSET {offset}") for offset in (0, 0, 1))
        return first == again and (not next_ or next_ != first)

    def _keep(self, rows: list[dict[str, Any]]) -> int:
        for row in rows:
            quad = (self._term(row["s"]), self._term(row["p"]), self._term(row["o"]), self._term(row.get("g")))
            if self._naming.valid(quad):
                self._data.quads[quad] = None
            else:
                self._naming.remarks.add(INVALID, self._address, " ".join(filter(None, quad)))
        return len(rows)

    def _term(self, found: dict[str, Any] | None) -> str:
        if found is None:
            return ""
        kind, value = found["type"], found["value"]
        if kind == "uri":
            return f"<{value}>"
        if kind == "bnode":
            return self._naming.blank(value)
        if kind == "triple":
            return "<<( " + " ".join(self._term(value[part]) for part in ("subject", "predicate", "object")) + " )>>"
        language = found.get("xml:lang")
        datatype = None if language else found.get("datatype")
        made = literal(value, datatype if datatype != RDF + "langString" else None, language)
        direction = found.get("its:dir")
        return f"{made}--{direction}" if language and direction else made

    def _rows(self, query: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._query(query)["results"]["bindings"]
        return rows

    def _query(self, query: str) -> Any:  # noqa: ANN401
        for pause in (*_PAUSES_S, None):
            try:
                return self._once(query)
            except _PassingError as error:
                if pause is None:
                    raise self._failed(str(error)) from error
                time.sleep(pause)
        raise AssertionError

    def _once(self, query: str) -> Any:  # noqa: ANN401
        from SPARQLWrapper import JSON, POST, SPARQLWrapper  # noqa: PLC0415  # heavy, and few builds need it
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException  # noqa: PLC0415

        wrapper = SPARQLWrapper(self._address)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(_TIMEOUT_S)
        wrapper.setQuery(query)
        try:
            return wrapper.queryAndConvert()
        except HTTPError as error:
            if error.code in _REFUSED:
                raise self._failed(f"{error.code} {error.reason}") from error
            raise _PassingError(f"{error.code} {error.reason}") from error
        except (SPARQLWrapperException, ValueError) as error:
            raise self._failed(
                str(error).strip().splitlines()[0][:200] if str(error).strip() else "no reason"
            ) from error
        except (URLError, OSError) as error:
            raise _PassingError(str(getattr(error, "reason", error))) from error

    def _failed(self, reason: str) -> UsageError:
        return usage_error(
            self._address, f"the endpoint gave no answer: {reason}", "Check its address and that it runs."
        )


class _PassingError(Exception):
    """A failure that may be over in a moment."""
