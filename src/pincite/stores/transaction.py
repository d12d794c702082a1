"""Loading in one transaction of RDF4J's protocol, which GraphDB speaks too.

There, queries see all named graphs together, so half of a load in a staging graph would be seen. A transaction is not:
readers have the old data until it is committed, and when it breaks off, for good.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote, urlencode

from pincite.errors import content_error
from pincite.graph.terms import iri
from pincite.stores.client import Client, StoreError, rows
from pincite.stores.digest import digest_query
from pincite.stores.parts import Batch, Report
from pincite.stores.plan import Plan, is_right, patience
from pincite.stores.service import Service

# The default graph by itself, without the named ones.
NIL = "FROM <http://www.openrdf.org/schema/sesame#nil>"
_NTRIPLES = "application/n-triples"
_JSON = {"Accept": "application/sparql-results+json"}


def load_in_transaction(client: Client, service: Service, plan: Plan, report: Report) -> None:
    """Load a plan. Raises StoreError, and ContentError when what arrived is not what was sent."""
    transaction = _begin(client, service)
    try:
        _fill(client, service, transaction, plan, report)
    except BaseException:
        with suppress(StoreError):
            client.send("DELETE", transaction, once=True)
        raise
    report("committing")
    try:
        client.send("PUT", f"{transaction}?action=COMMIT", patience=patience(plan.triples), once=True)
    except StoreError:
        # It may have been done all the same.
        if not all(is_right(_digest(client, service, batch), batch.digest) for batch in plan.batches):
            raise


def _begin(client: Client, service: Service) -> str:
    # A transaction that is begun twice by a second try is left alone, and the store ends it after a minute.
    answer = client.send("POST", f"{service.query}/transactions")
    # The store may know itself by another name than people outside.
    return f"{service.query}/transactions/{answer.headers.get('Location', '').rpartition('/')[2]}"


def _fill(client: Client, service: Service, transaction: str, plan: Plan, report: Report) -> None:
    clear = [f"CLEAR SILENT {f'GRAPH {iri(batch.graph)}' if batch.graph else 'DEFAULT'}" for batch in plan.batches]
    clear += [f"CLEAR SILENT GRAPH {iri(graph)}" for graph in plan.gone]
    if plan.replaces:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        text = " ;\n".join(clear).encode()
        client.send("PUT", f"{transaction}?action=UPDATE", text, headers, patience=patience(plan.triples))
    sent = 0
    for batch in plan.batches:
        context = quote(iri(batch.graph) if batch.graph else "null", safe="")
        for part in batch.parts:
            report(f"loading, {sent:,} of {plan.triples:,} triples")
            url = f"{transaction}?action=ADD&context={context}"
            client.upload("PUT", url, part.path.read_bytes(), _NTRIPLES, patience(part.triples))
            sent += part.triples
    for batch in plan.batches:
        report(f"checking {batch.digest}")
        _verify(client, service, transaction, batch)


def _verify(client: Client, service: Service, transaction: str, batch: Batch) -> None:
    form = urlencode({"query": _query(batch)}).encode()
    headers = {**_JSON, "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{transaction}?action=QUERY"
    answer = client.send("PUT", url, form, headers, patience=patience(batch.digest.triples))
    found = rows(service.query, answer)
    if not is_right(found, batch.digest):
        told = ", ".join(f"{name} {value}" for name, value in sorted(found[0].items())) if found else "nothing"
        what = f"what arrived in {service.name} is not what was sent: {told} for {batch.digest}"
        remedy = "The old data is as it was; load again, and look at the store's log."
        raise content_error(service.query, what, remedy)


def _query(batch: Batch) -> str:
    if batch.graph:
        return digest_query(f"GRAPH {iri(batch.graph)} {{ ?s ?p ?o }}")
    return digest_query("?s ?p ?o .", NIL)


def _digest(client: Client, service: Service, batch: Batch) -> list[dict[str, str]]:
    return client.query(service.query, _query(batch), patience(batch.digest.triples))
