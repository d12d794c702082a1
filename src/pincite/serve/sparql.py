"""The publication as a SPARQL endpoint that reads: SPARQL 1.1 Protocol over a pool of evaluating processes."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from pincite import __version__
from pincite.evaluation.jobs import Answer, Job, NotAnsweredError
from pincite.evaluation.pool import Pool
from pincite.evaluation.writing import gzip
from pincite.media import HTML
from pincite.serve.description import described
from pincite.serve.formats import TRIPLES, Form, chosen, content_type, forms_of
from pincite.serve.glance import Glance, glance
from pincite.serve.protocol import Operation, RefusedError, read

METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
LONGEST = 256 * 1024
"""Bytes of a query, or of the address with it."""

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
    "Cache-Control": "no-cache",
    "Vary": "Accept, Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}
# Who asks in vain for want of time may not ask again at once, so there is no Retry-After with 504.
_STATUS = {
    "malformed": 400,
    "refused": 403,
    "long": 403,
    "memory": 403,
    "failed": 500,
    "busy": 503,
    "loading": 503,
    "time": 504,
}
_AGAIN = {503: {"Retry-After": "5"}}
_SHORTEST = 1000  # bytes that are worth compressing


class Sparql:
    """Answers at `<prefix>/sparql`; `site` may have a console beside, at `sparql/`, to which a browser is led."""

    def __init__(self, pool: Pool, site: Path, prefix: str) -> None:
        self._pool = pool
        self._console = site / "sparql" / "index.html"
        self._address = f"{prefix}/sparql"

    async def respond(self, request: Request) -> Response:
        """Answer a request; what cannot be answered gets a status and words."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_HEADERS | _PREFLIGHT)
        try:
            operation = await read(request, LONGEST)
            if operation.query is None:
                return await self._described(request, operation)
            return await self._asked(request, operation, operation.query)
        except RefusedError as error:
            return _told(error.status, str(error), error.headers)
        except NotAnsweredError as error:
            return _told(_STATUS[error.kind], str(error))

    async def _described(self, request: Request, operation: Operation) -> Response:
        """Describe the service, or lead to the console."""
        form, media = _chosen(TRIPLES, request, operation, self._pages(request))
        if media == HTML:
            return self._to_console(request)
        graph = await self._pool.graph()
        try:
            body = described(str(request.url.replace(query="", fragment="")), graph, form)
        except ValueError:
            raise RefusedError(400, "request: the Host header is no name of a host. Mend it.") from None
        answer = Answer(gzip(body), True) if _packs(request) and len(body) >= _SHORTEST else Answer(body)
        return _sent(request, answer, media, _tag(body.decode()))

    async def _asked(self, request: Request, operation: Operation, query: str) -> Response:
        graph = await self._pool.graph()
        seen = glance(query, graph.prefixes)
        _check(seen)
        # What has no form is no query, which the parser says best.
        form, media = _chosen(forms_of(seen.form), request, operation, self._pages(request) if seen.form else ())
        if media == HTML:
            return self._to_console(request, query)
        default, named = _dataset(operation, seen)
        tag = _tag(graph.digest, query, default, named, media) if not seen.volatile else None
        if tag and _known(request, tag):
            return Response(status_code=304, headers=_HEADERS | {"ETag": tag})
        job = Job(query, form, default, named, packed=_packs(request))
        return _sent(request, await _while_connected(request, self._pool, job), media, tag)

    def _pages(self, request: Request) -> tuple[str, ...]:
        return (HTML,) if request.method != "POST" and self._console.is_file() else ()

    def _to_console(self, request: Request, query: str = "") -> Response:
        fragment = f"#query={quote(query, safe='')}" if query else ""
        return Response(status_code=303, headers=_HEADERS | {"Location": f"{self._address}/{fragment}"})


def _check(seen: Glance) -> None:
    if seen.updates:
        raise RefusedError(400, "query: an update. This endpoint only reads: send SELECT, ASK, CONSTRUCT or DESCRIBE.")
    if seen.calls:
        raise RefusedError(403, "query: SERVICE calls another endpoint, which this one does not. Ask for what is here.")


def _dataset(operation: Operation, seen: Glance) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the graphs of the dataset: those of the request go before those of the query (section 2.1.4)."""
    for default, named in ((operation.default, operation.named), (seen.default, seen.named)):
        if default or named:
            return default, named
    return None, None


def _chosen(forms: Sequence[Form], request: Request, operation: Operation, others: Sequence[str]) -> tuple[str, str]:
    accept = ",".join(request.headers.getlist("accept")) or None
    form, media = chosen(forms, accept, operation.word, others)
    if not media:
        listed = ", ".join(one.media for one in forms)
        raise RefusedError(406, f"request: none of what the Accept header asks for is given here. There are: {listed}.")
    return form, media


async def _while_connected(request: Request, pool: Pool, job: Job) -> Answer:
    """Evaluate, but not for somebody who has gone."""
    evaluating = asyncio.create_task(pool.evaluate(job))
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait([evaluating, gone], return_when=asyncio.FIRST_COMPLETED)
        if not evaluating.done():
            raise NotAnsweredError("failed", "request: the client has gone.")
        return evaluating.result()
    finally:
        for task in (evaluating, gone):
            task.cancel()
            with suppress(asyncio.CancelledError, NotAnsweredError):
                await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _sent(request: Request, answer: Answer, media: str, tag: str | None) -> Response:
    headers = _HEADERS | {"Content-Type": content_type(media)}
    if tag is None:
        headers["Cache-Control"] = "no-store"
    else:
        headers["ETag"] = tag
        if _known(request, tag):
            return Response(status_code=304, headers=_HEADERS | {"ETag": tag})
    if answer.packed:
        headers["Content-Encoding"] = "gzip"
    return Response(answer.body, headers=headers)


def _tag(*parts: object) -> str:
    """Return an ETag of what the answer follows from. Weak, since rows come in any order unless they are ordered."""
    text = json.dumps([__version__, *parts])
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _known(request: Request, tag: str) -> bool:
    """Whether the client has it already; only a GET or HEAD asks so (RFC 9110, section 13.1.2)."""
    if request.method == "POST":
        return False
    given = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    return tag in given or tag.removeprefix("W/") in given or given == ["*"]


def _packs(request: Request) -> bool:
    """Whether the client reads gzip."""
    for part in request.headers.get("accept-encoding", "").split(","):
        coding, _, quality = part.strip().lower().partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _told(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    told = _HEADERS | _AGAIN.get(status, {}) | dict(headers or {}) | {"Cache-Control": "no-store"}
    return Response(f"{message}\n", status, told, "text/plain")
