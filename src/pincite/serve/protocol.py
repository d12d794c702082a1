"""A request to an endpoint, read by the SPARQL 1.1 Protocol (W3C Recommendation, 2013), section 2.1."""

from __future__ import annotations

from urllib.parse import parse_qsl

from msgspec import Struct
from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_MOST_FIELDS = 200
_ONLY_READS = "This endpoint only reads: send a query."


class Operation(Struct, frozen=True):
    """A query with the graphs that the request names; `word` is what `format=` says. No query: a plain look."""

    query: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    word: str = ""


class RefusedError(Exception):
    """A request that is not answered: the status, and in words what is wrong and what to do."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


async def read(request: Request, longest: int) -> Operation:
    """Return what a GET, HEAD or POST asks. Raises RefusedError; `longest` are the bytes of a query that are taken."""
    raw = request.scope["query_string"]
    if len(raw) > longest:
        raise RefusedError(414, f"request: the address is longer than {longest:,} bytes. Send the query by POST.")
    fields = _fields(raw, "address")
    if request.method != "POST":
        return _operation(fields)
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    _check(request, media, parameters)
    body = await _body(request, longest)
    if media == FORM:
        return _asked(_operation(fields + _fields(body, "form")))
    given = _operation(fields)
    if given.query is not None:
        raise RefusedError(400, "request: a query in the address and another in the body. Send one.")
    return Operation(_text(body), given.default, given.named, given.word)


def _check(request: Request, media: str, parameters: str) -> None:
    if media == UPDATE:
        raise RefusedError(403, f"request: an update. {_ONLY_READS}")
    if media not in (FORM, QUERY):
        what = f"a body of type {media}" if media else "a body whose type is not told"
        raise RefusedError(415, f"request: {what}. Send it as {FORM} or {QUERY}.", Accept_Post=f"{FORM}, {QUERY}")
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().lower().partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise RefusedError(415, f"request: the characters are in {value}. Send UTF-8.")
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":
        raise RefusedError(415, f"request: the body is packed ({coding}). Send it plain.", Accept_Encoding="identity")


async def _body(request: Request, longest: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > longest:
            message = f"request: longer than {longest:,} bytes. Ask in a shorter way."
            raise RefusedError(413, message, Connection="close")
    return bytes(body)


def _operation(fields: list[tuple[str, str]]) -> Operation:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    if all_of("update") or all_of("using-graph-uri") or all_of("using-named-graph-uri"):
        raise RefusedError(403, f"request: an update. {_ONLY_READS}")
    queries = all_of("query")
    if len(queries) > 1:
        raise RefusedError(400, f"request: {len(queries)} queries at once. Send one.")
    default, named = all_of("default-graph-uri"), all_of("named-graph-uri")
    return Operation(queries[0] if queries else None, default, named, (all_of("format") or ("",))[0])


def _asked(operation: Operation) -> Operation:
    if operation.query is None:
        raise RefusedError(400, "request: the form has no query. Send one as the field 'query'.")
    return operation


def _fields(raw: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = raw.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, f"request: the {where} is not UTF-8, percent-encoded. Encode it so.") from None
    except ValueError as error:
        raise RefusedError(400, f"request: the {where} cannot be read ({error}).") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"request: byte {error.start} of the query is not UTF-8. Send UTF-8.") from None
