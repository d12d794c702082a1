"""Loading through staging graphs: a store's readers see the old data until all of the new is there, and right.

Each target graph has a staging graph, whose name holds what is loaded and where to. Parts are added to it one by one,
and each leaves a mark, so that a load that was broken off goes on where it was. When count and digest are right, one
update moves all staging graphs to their targets; a store does an update whole or not at all.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence

from msgspec import Struct

from pincite.errors import content_error, usage_error
from pincite.graph.terms import iri
from pincite.stores.client import Client, StoreError
from pincite.stores.digest import PART, digest_query
from pincite.stores.parts import Batch, Report
from pincite.stores.plan import Plan, is_right, patience
from pincite.stores.service import Service
from pincite.stores.update import insert, moved

STAGING = "urn:x-pincite:staging:"
_NTRIPLES = "application/n-triples"
_TRIES = 3
_PAUSE_S = 2.0


class Stage(Struct, frozen=True):
    """A batch and the graph in which it waits."""

    batch: Batch
    graph: str

    @property
    def pattern(self) -> str:
        """What finds its triples."""
        return f"GRAPH {iri(self.graph)} {{ ?s ?p ?o }}"


def load_staged(client: Client, service: Service, plan: Plan, report: Report) -> None:
    """Load a plan. Raises StoreError, and ContentError when what arrived is not what was sent."""
    place, stages = _stages(plan)
    known = _marks(client, service, place)
    names = {stage.graph for stage in stages}
    done = {mark for mark in known if mark[0] in names}
    if not done:
        # What has no mark may be half a part.
        client.update(service.update, _drop(names), patience(plan.triples))
        client.update(service.update, _mark(stages[0].graph, "begun"))
    _refuse_union(client, service, stages[0].graph)
    sent = 0
    for stage in stages:
        for number, part in enumerate(stage.batch.parts):
            report(f"loading, {sent:,} of {plan.triples:,} triples")
            if (stage.graph, str(number)) not in done:
                _send(client, service, stage.graph, part.path.read_bytes(), part.triples)
                client.update(service.update, _mark(stage.graph, str(number)))
            sent += part.triples
    _verify(client, service, stages, report)
    report("moving into place")
    others = sorted({graph for graph, _ in known} - names)
    _move(client, service, stages, (*plan.gone, *others), plan)
    for stage in stages:
        _count(client, service, stage.batch)


def _stages(plan: Plan) -> tuple[str, list[Stage]]:
    """Return the beginning of all names of staging graphs for these targets, and the stages."""
    targets = hashlib.sha256("\n".join(str(batch.graph) for batch in plan.batches).encode()).hexdigest()[:12]
    parts = [part.sha256 for batch in plan.batches for part in batch.parts]
    content = hashlib.sha256(" ".join([*parts, *(str(batch.digest) for batch in plan.batches)]).encode())
    place = f"{STAGING}{targets}:"
    name = f"{place}{content.hexdigest()[:12]}:"
    return place, [Stage(batch, f"{name}{number}") for number, batch in enumerate(plan.batches)]


def _marks(client: Client, service: Service, place: str) -> set[tuple[str, str]]:
    query = f"SELECT ?graph ?part {{ GRAPH ?graph {{ <{PART}> <{PART}> ?part }} }}"
    found = client.query(service.query, query)
    return {(row["graph"], row["part"]) for row in found if row["graph"].startswith(place)}


def _mark(graph: str, part: str) -> str:
    return f'INSERT DATA {{ GRAPH {iri(graph)} {{ <{PART}> <{PART}> "{part}" }} }}'


def _drop(graphs: set[str]) -> str:
    return " ;\n".join(f"DROP SILENT GRAPH {iri(graph)}" for graph in sorted(graphs))


def _refuse_union(client: Client, service: Service, graph: str) -> None:
    if client.query(service.query, f"ASK {{ <{PART}> <{PART}> ?part }}"):
        client.update(service.update, _drop({graph}))
        what = "queries without GRAPH see all named graphs here, so readers would see half of a load"
        remedy = "Turn that off while you load: it is the setting unionDefaultGraph, or --union-default-graph."
        raise usage_error(service.query, what, remedy)


def _send(client: Client, service: Service, graph: str, packed: bytes, triples: int) -> None:
    if service.data:
        client.upload("POST", service.graph_url(graph), packed, _NTRIPLES, patience(triples))
    else:
        client.update(service.update, insert(packed, graph), patience(triples))


def _verify(client: Client, service: Service, stages: Sequence[Stage], report: Report) -> None:
    for stage in stages:
        report(f"checking {stage.batch.digest}")
        rows = client.query(service.query, digest_query(stage.pattern), patience(stage.batch.digest.triples))
        if not is_right(rows, stage.batch.digest):
            client.update(service.update, _drop({one.graph for one in stages}), patience(stage.batch.digest.triples))
            found = ", ".join(f"{name} {value}" for name, value in sorted(rows[0].items())) if rows else "nothing"
            what = f"what arrived in {service.name} is not what was sent: {found} for {stage.batch.digest}"
            remedy = "The old data is as it was; load again, and look at the store's log."
            raise content_error(service.query, what, remedy)


def _move(client: Client, service: Service, stages: Sequence[Stage], drop: Sequence[str], plan: Plan) -> None:
    """Move all into place in one update. It is not sent again blindly: the first may have been done all the same."""
    moves = [moved(stage.graph, stage.batch.graph, service.kind) for stage in stages]
    text = " ;\n".join([*moves, *(f"DROP SILENT GRAPH {iri(graph)}" for graph in drop)])
    for left in reversed(range(_TRIES)):
        try:
            client.update(service.update, text, patience(plan.triples), once=True)
        except StoreError:
            if _moved(client, service, stages, plan):
                return
            if not left:
                raise
            time.sleep(_PAUSE_S)
        else:
            return


def _count(client: Client, service: Service, batch: Batch) -> None:
    """Raise ContentError when a store keeps something that it should have cleared."""
    query = f"SELECT (COUNT(*) AS ?triples) {{ {_target(batch)} }}"
    found = client.query(service.query, query, patience(batch.digest.triples))
    if not found or found[0]["triples"] != str(batch.digest.triples):
        what = f"{batch.graph or 'the default graph'} holds {found[0]['triples'] if found else 'no'} triples"
        remedy = "The store has kept old ones: empty that graph by its own tools, and load again."
        raise content_error(service.query, f"{what}, {batch.digest.triples} were loaded", remedy)


def _target(batch: Batch) -> str:
    return f"GRAPH {iri(batch.graph)} {{ ?s ?p ?o }}" if batch.graph else "?s ?p ?o ."


def _moved(client: Client, service: Service, stages: Sequence[Stage], plan: Plan) -> bool:
    """Return whether no stage is left, and each target has what it should."""
    for stage in stages:
        if client.query(service.query, f"ASK {{ {stage.pattern} }}", patience(plan.triples)):
            return False
        rows = client.query(service.query, digest_query(_target(stage.batch)), patience(plan.triples))
        if not is_right(rows, stage.batch.digest):
            return False
    return True
