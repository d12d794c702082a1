"""Loading RDF files into a store."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from pincite.errors import usage_error
from pincite.graph.terms import iri
from pincite.remote import checked, credentials_for
from pincite.stores.client import Client
from pincite.stores.parts import Batch, Report, cut
from pincite.stores.plan import Plan, patience
from pincite.stores.service import AUTO, Service, find_service
from pincite.stores.staging import load_staged
from pincite.stores.transaction import NIL, load_in_transaction

BATCH = 100_000


class Job(Struct, frozen=True):
    """What goes where.

    `graph` is the IRI of the target, None for the default graph; with `keep_graphs`, named graphs of the files stay
    what they are. `replace` allows targets that hold something. `owned` is the beginning of the names of graphs that
    are replaced together: those that the files no longer have are dropped. `batch` is triples in a request.
    """

    files: tuple[Path, ...]
    graph: str | None = None
    keep_graphs: bool = False
    replace: bool = False
    owned: str | None = None
    batch: int = BATCH


class Loaded(Struct, frozen=True):
    """What is in the store now: the kind of store, distinct triples over all graphs, the graphs (None: the default)."""

    store: str
    triples: int
    graphs: tuple[str | None, ...]


def load(url: str, job: Job, report: Report, *, store: str = AUTO, timeout: float = 60, retries: int = 5) -> Loaded:
    """Load files into a store, all or nothing for its readers.

    `timeout` is in seconds. Raises UsageError for a wrong address, file or login, for a target that holds something,
    and when the store does not answer; ContentError when what arrived is not what was sent. In each case readers of the
    store see what was there before.
    """
    url = checked(url)
    client = Client(credentials_for(url), timeout, retries)
    report("asking the store")
    service = find_service(url, store, client)
    with tempfile.TemporaryDirectory(prefix="pincite-load-") as folder:
        batches = cut(
            job.files,
            Path(folder),
            graph=job.graph,
            keep_graphs=job.keep_graphs,
            size=job.batch,
            report=report,
            canonical=service.kind in ("fuseki", "sparql"),
            exact=service.transactions,
        )
        plan = _plan(client, service, job, batches)
        (load_in_transaction if service.transactions else load_staged)(client, service, plan, report)
    graphs = tuple(batch.graph for batch in batches)
    return Loaded(service.name, sum(batch.digest.triples for batch in batches), graphs)


def _plan(client: Client, service: Service, job: Job, batches: Sequence[Batch]) -> Plan:
    if not job.replace:
        _refuse_full(client, service, batches)
    gone: tuple[str, ...] = ()
    if job.replace and job.owned:
        query = (
            f'SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{job.owned}")) }}'
        )
        found = {row["graph"] for row in client.query(service.query, query, patience(0))}
        gone = tuple(sorted(found - {batch.graph for batch in batches}))
    return Plan(tuple(batches), job.replace, gone)


def _refuse_full(client: Client, service: Service, batches: Sequence[Batch]) -> None:
    full = []
    for batch in batches:
        if batch.graph:
            query = f"ASK {{ GRAPH {iri(batch.graph)} {{ ?s ?p ?o }} }}"
        else:
            query = f"ASK {NIL if service.transactions else ''} {{ ?s ?p ?o }}"
        if client.query(service.query, query, patience(0)):
            full.append(batch.graph or "the default graph")
    if full:
        remedy = "Load with --replace to replace what is there, or into another graph with --graph."
        more = f" and {len(full) - 1} more graphs are" if len(full) > 1 else " is"
        raise usage_error(service.query, f"{full[0]}{more} not empty", remedy)
