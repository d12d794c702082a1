"""What kind of store is behind an address, and the addresses of its parts."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from pincite.errors import usage_error
from pincite.stores.client import Client

Kind = Literal["fuseki", "oxigraph", "rdf4j", "graphdb", "sparql"]
KINDS: tuple[Kind, ...] = ("fuseki", "rdf4j", "graphdb", "oxigraph", "sparql")
AUTO = "auto"
# A repository of RDF4J and GraphDB; what may follow is a part of it.
_REPOSITORY = re.compile(r"(.+/repositories/[^/?]+)(/statements|/rdf-graphs/service)?")
_FUSEKI = re.compile(r"(.+?)(/sparql|/query|/update|/data|/get|/upload)?")
_OXIGRAPH = re.compile(r"(.+?)(/query|/update|/store)?")
_NAMES = {"fuseki": "Fuseki", "oxigraph": "Oxigraph", "rdf4j": "RDF4J", "graphdb": "GraphDB", "sparql": "a store"}


class Service(Struct, frozen=True):
    """A store: addresses for queries, for updates, and of the Graph Store protocol (empty where there is none)."""

    kind: Kind
    query: str
    update: str
    data: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return _NAMES[self.kind]

    @property
    def transactions(self) -> bool:
        """Whether it speaks RDF4J's protocol, whose transactions a reader sees all or nothing of."""
        return self.kind in ("rdf4j", "graphdb")

    def graph_url(self, graph: str) -> str:
        """Return a named graph's address in the Graph Store protocol."""
        return f"{self.data}?graph={quote(graph, safe='')}"


def find_service(url: str, wanted: str, client: Client) -> Service:
    """Return the service at an address: of the kind that is wanted, or of the one that it looks and answers like.

    Raises UsageError for an address that is none of the kind, StoreError when nobody answers or a login is wanted.
    """
    return _service(url, _detected(url, client) if wanted == AUTO else wanted)


def _detected(url: str, client: Client) -> str:
    if _REPOSITORY.fullmatch(url):
        return "rdf4j"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
    # Who answers says who it is, whatever the answer; a wrong login is told now, before a file is read.
    answer = client.send("POST", url, b"query=ASK%20%7B%7D", headers, refused=False)
    if answer.status in (401, 403):
        client.send("POST", url, b"query=ASK%20%7B%7D", headers)
    if "Fuseki-Request-Id" in answer.headers:
        return "fuseki"
    return "oxigraph" if answer.headers.get("Server", "").startswith("Oxigraph") else "sparql"


def _service(url: str, kind: str) -> Service:
    if kind in ("rdf4j", "graphdb"):
        found = _REPOSITORY.fullmatch(url)
        if found is None:
            remedy = "Write it with the repository's id: http://host:port/repositories/ID."
            raise usage_error(url, "not the address of a repository", remedy)
        return Service("graphdb" if kind == "graphdb" else "rdf4j", found[1], f"{found[1]}/statements")
    if kind == "fuseki":
        base = _base(_FUSEKI, url)
        return Service("fuseki", f"{base}/sparql", f"{base}/update", f"{base}/data")
    if kind == "oxigraph":
        base = _base(_OXIGRAPH, url)
        return Service("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")
    # Stores with two addresses mostly call them so; the others have one for both.
    base, slash, last = url.rpartition("/")
    update = f"{base}/update" if last == "query" else url
    return Service("sparql", f"{base}/query" if last == "update" and slash else url, update)


def _base(pattern: re.Pattern[str], url: str) -> str:
    found = pattern.fullmatch(url)
    return found[1] if found else url
