"""The site's folder as a Starlette application."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import html
import os
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pincite.evaluation.pool import Pool
from pincite.media import COMPRESSED, HTML, charset
from pincite.serve.files import locate, media_type, representations
from pincite.serve.live import SCRIPT, Changes
from pincite.serve.negotiate import choose
from pincite.serve.signposts import Signposts
from pincite.serve.sparql import METHODS, Sparql

# The data is public and read-only, so any page may fetch it.
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, Location"}
_COMMON = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
# The page has the path of the address at which it is published, which is not that of a server for trying.
_BASE = re.compile(r"<base\b[^>]*>\s*")
_WELL_KNOWN = ".well-known/void"
_METHODS = ["GET", "HEAD", "OPTIONS"]
_SHORTEST, _LONGEST = 1000, 10_000_000  # bytes of a file that is worth compressing, and not too much to wait for
_PATIENCE = 40  # twentieths of a second to wait while one build takes another's place


def app(site: Path, base_path: str = "/", changes: Changes | None = None, pool: Pool | None = None) -> Starlette:
    """Return the application that serves the folder `site` below `base_path`.

    The IRI of an entity (a folder with several representations, asked for without a final slash) answers 303
    with the representation that the Accept header wants, or 406 with a list. With `changes`, pages reload
    after each build. With `pool`, `sparql` is a SPARQL endpoint.
    """
    prefix = "/" + base_path.strip("/") if base_path.strip("/") else ""
    pages = _Pages(site, prefix, live=changes is not None)
    routes = [Route(f"{prefix}/{{path:path}}", pages.respond, methods=_METHODS)]
    if changes is not None:
        routes[:0] = [
            Route(f"{prefix}/-/changes", changes.respond, methods=["GET"]),
            Route(f"{prefix}/-/changes.js", _script, methods=["GET"]),
        ]
    if pool is not None:
        routes.insert(0, Route(f"{prefix}/sparql", Sparql(pool, site, prefix).respond, methods=METHODS))
    if prefix:
        routes += [Route(path, pages.home, methods=_METHODS) for path in ("/", prefix)]
        routes.append(Route(f"/{_WELL_KNOWN}", pages.well_known, methods=_METHODS))
    return Starlette(routes=routes, lifespan=_lifespan(changes, pool))


class _Pages:
    """Answers for everything in the folder."""

    def __init__(self, site: Path, prefix: str, *, live: bool) -> None:
        self._site = site
        self._prefix = prefix
        self._live = live
        self._signposts = Signposts(site, prefix)

    async def home(self, request: Request) -> Response:
        return RedirectResponse(f"{self._prefix}/", 307)

    async def well_known(self, request: Request) -> Response:
        """Describe the data set where a host is asked for it, even when the site is below a path."""
        found = locate(self._site, _WELL_KNOWN)
        return self._file(request, found, _WELL_KNOWN) if found else self._missing()

    async def respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            allowed = {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": "*"}
            return Response(status_code=204, headers=_OPEN | allowed | {"Allow": ", ".join(_METHODS)})
        await self._settled()
        path = request.path_params["path"]
        found = locate(self._site, path)
        if found is None:
            return self._missing()
        if not found.is_dir():
            # `page.html/` would be a second address of the same file, with other relative links.
            return self._missing() if path.endswith("/") else self._file(request, found, path)
        if path and not path.endswith("/"):
            return self._thing(request, found, path)
        index = found / "index.html"
        return self._file(request, index, f"{path}index.html") if index.is_file() else self._missing()

    async def _settled(self) -> None:
        for _ in range(_PATIENCE):
            if self._site.is_dir():
                return
            await asyncio.sleep(0.05)

    def _thing(self, request: Request, folder: Path, path: str) -> Response:
        """Lead from the IRI of a thing to a description of it."""
        there = representations(folder)
        if len(there) < 2:
            return RedirectResponse(self._url(f"{path}/"), 307, headers=_COMMON)
        headers = _OPEN | _COMMON | {"Vary": "Accept", "Link": self._links(there, path)}
        chosen = choose(_accept(request), list(there))
        if chosen:
            return RedirectResponse(self._url(f"{path}/{there[chosen]}"), 303, headers=headers)
        listed = "".join(f"{media}: {self._url(f'{path}/{name}')}\n" for media, name in there.items())
        return PlainTextResponse(f"None of these is what the Accept header asks for:\n{listed}", 406, headers)

    def _file(self, request: Request, path: Path, url_path: str) -> Response:
        media = media_type(path)
        injected = self._live and media == HTML
        try:
            stat = path.stat()
            packed = _packs(request, media, stat.st_size)
            headers = self._headers(path, url_path, media)
            headers |= _stamps(stat, ("-live" if injected else "") + ("-gzip" if packed else ""))
            if _unchanged(request, headers):
                return Response(status_code=304, headers=headers)
            if injected and not packed:
                return self._page(path.read_text(encoding="utf-8"), headers=headers)
            if packed:
                whole = self._page(path.read_text(encoding="utf-8")).body if injected else path.read_bytes()
                packing = {"Content-Encoding": "gzip", "Content-Type": charset(media)}
                return Response(gzip.compress(bytes(whole), 6, mtime=0), headers=headers | packing)
        except OSError:
            return self._missing()
        return FileResponse(path, headers=headers, media_type=media, stat_result=stat)

    def _headers(self, path: Path, url_path: str, media: str) -> dict[str, str]:
        headers = _COMMON | (_OPEN if media != HTML else {})
        if media in COMPRESSED:
            headers["Vary"] = "Accept-Encoding"
        links = [self._signposts.of(url_path)]
        there = representations(path.parent)
        if len(there) > 1 and path.name in there.values():
            folder = url_path.rpartition("/")[0]
            others = {other: name for other, name in there.items() if name != path.name}
            described = "" if links[0] else f', <{self._url(folder)}>; rel="describes"'
            links.append(self._links(others, folder) + described)
        if any(links):
            headers["Link"] = ", ".join(link for link in links if link)
        return headers

    def _missing(self) -> Response:
        made = self._site / "404.html"
        # Its relative links count from the site's root, wherever the wrong address pointed.
        root = f'<base href="{html.escape(self._prefix)}/">'
        if made.is_file():
            text = _BASE.sub("", made.read_text(encoding="utf-8"), count=1)
            return self._page(text.replace("<head>", f"<head>{root}", 1), 404)
        text = f'<!doctype html><html lang="en"><head>{root}<title>Not found</title></head>'
        return self._page(f'{text}<body><h1>Not found</h1><p><a href="./">Home</a></p></body></html>', 404)

    def _page(self, text: str, status: int = 200, headers: Mapping[str, str] = _COMMON) -> Response:
        if self._live:
            before, body, after = text.rpartition("</body>")
            script = f'<script src="{html.escape(self._prefix)}/-/changes.js" defer></script>'
            text = f"{before}{script}{body}{after}" if body else f"{text}{script}"
        return Response(text, status, headers, HTML)

    def _links(self, there: Mapping[str, str], path: str) -> str:
        links = (f'<{self._url(f"{path}/{name}")}>; rel="alternate"; type="{m}"' for m, name in there.items())
        return ", ".join(links)

    def _url(self, path: str) -> str:
        return f"{self._prefix}/{quote(path)}"


def _packs(request: Request, media: str, size: int) -> bool:
    """Whether an answer goes out compressed: text of some length, whole, to somebody who can read that."""
    wanted = {part.partition(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")}
    return media in COMPRESSED and _SHORTEST <= size <= _LONGEST and "gzip" in wanted and "range" not in request.headers


def _accept(request: Request) -> str | None:
    return ",".join(request.headers.getlist("accept")) or None


def _stamps(stat: os.stat_result, suffix: str) -> dict[str, str]:
    return {
        "ETag": f'"{stat.st_mtime_ns:x}-{stat.st_size:x}{suffix}"',
        "Last-Modified": formatdate(stat.st_mtime, usegmt=True),
    }


def _unchanged(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the client has it; If-None-Match goes before If-Modified-Since (RFC 9110, section 13.2.2)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return headers["ETag"] in [tag.strip().removeprefix("W/") for tag in known.split(",")] or known == "*"
    since = request.headers.get("if-modified-since", "")
    with contextlib.suppress(ValueError, TypeError):
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    return False


async def _script(request: Request) -> Response:
    return Response(SCRIPT, headers=_COMMON, media_type="text/javascript")


def _lifespan(changes: Changes | None, pool: Pool | None) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as going:
            if changes is not None:
                await going.enter_async_context(changes.watching())
            if pool is not None:
                await going.enter_async_context(pool.running())
            yield

    return lifespan
