"""Configuration of Caddy (2.6 or later)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pincite.hosts.negotiation import FORMS, FULL, NONE, ranges
from pincite.hosts.published import KEEP, KEEP_ASSETS, PART, TERM_FORMS, TERMS, Published
from pincite.media import COMPRESSED, MEDIA_TYPES, NAMED, charset

_HEAD = """\
# Caddy: a Caddyfile. Change the address and `root`; the built site lies in `root` below the path of its address, here
# ROOT{path}. An entity's address answers 303 with the form that Accept likes best, by its q-values.
"""


def caddyfile(about: Published) -> str:
    """Return the file."""
    lines = [
        _HEAD.format(path=about.path),
        f"{about.host} {{",
        *(f"\t{line}" for line in _site(about)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _site(about: Published) -> Iterator[str]:
    path = re.escape(about.path)
    yield "root * /var/www/html"
    yield "encode {"
    yield "\tgzip"
    yield "\tmatch {"
    yield from (f"\t\theader Content-Type {kind}*" for kind in sorted(COMPRESSED))
    yield "\t}"
    yield "}"
    for end, media in FORMS:
        yield from _quality(end, media)
    yield from _headers(about)
    yield from (
        "@options method OPTIONS",
        "handle @options {",
        "\theader Access-Control-Allow-Origin *",
        '\theader Access-Control-Allow-Methods "GET, HEAD"',
        "\theader Access-Control-Allow-Headers *",
        "\trespond 204",
        "}",
        "@write not method GET HEAD OPTIONS",
        "handle @write {",
        "\trespond 405",
        "}",
        r"@hidden path_regexp ^(?:.*/)?\.(?:[^w]|w[^e]).*$",
        "handle @hidden {",
        "\terror 404",
        "}",
        "handle /.well-known/void {",
        f"\trewrite * {about.path}.well-known/void",
        "\tfile_server",
        "}",
    )
    yield from _choice("thing", f"^{path}id/{PART}/{PART}$", about, FORMS)
    yield from _choice("terms", f"^{path}(?:{'|'.join(TERMS)})$", about, TERM_FORMS)
    yield from (
        "handle {",
        "\tfile_server",
        "}",
        "handle_errors {",
        f"\trewrite * {about.path}404.html",
        "\tfile_server",
        "}",
    )


def _quality(end: str, media: str) -> Iterator[str]:
    yield f"map {{http.request.header.Accept}} {{q_{end}}} {{"
    yield rf"	`~^\s*$` {FULL}"
    for one in ranges(media):
        yield f"\t`~(?i){one.full}` {FULL}"
        yield f'\t`~(?i){one.part}` "${{1}}"'
    yield f"\tdefault {NONE}"
    yield "}"


def _choice(name: str, pattern: str, about: Published, forms: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f"@{name} {{"
    yield f"\tpath_regexp {pattern}"
    yield "\tfile {path}/index.ttl"
    yield "}"
    yield f"handle @{name} {{"
    yield "\theader Vary Accept"
    yield "\theader Access-Control-Allow-Origin *"
    if name == "thing":
        links = about.thing_links("{http.regexp.who.1}", "{http.regexp.who.2}")
        yield f"\t@who path_regexp who ^{re.escape(about.path)}id/({PART})/({PART})$"
        yield f"\theader @who Link `{links}`"
    ends = [end for end, _ in forms]
    for at, end in enumerate(ends):
        wins = [f"double({{q_{end}}}) > double({{q_{other}}})" for other in ends[:at]]
        wins += [f"double({{q_{end}}}) >= double({{q_{other}}})" for other in ends[at + 1 :]]
        yield f"\t@{name}_{end} expression `{' && '.join([*wins, f'double({{q_{end}}}) > 0.0'])}`"
        yield f"\tredir @{name}_{end} {{path}}/index.{end} 303"
    yield "\trespond 406"
    yield "}"


def _headers(about: Published) -> Iterator[str]:
    path, data = re.escape(about.path), "|".join(end for end, _ in FORMS[1:])
    yield f'header Cache-Control "{KEEP}"'
    yield f'header {about.path}assets/* Cache-Control "{KEEP_ASSETS}"'
    yield "header X-Content-Type-Options nosniff"
    yield 'header Access-Control-Expose-Headers "ETag, Link, Location"'
    yield r"@data not path_regexp (?:\.html|/)$"
    yield "header @data Access-Control-Allow-Origin *"
    yield "header @data Access-Control-Allow-Headers *"
    for end, kind in sorted(MEDIA_TYPES.items()):
        yield f"@type_{end[1:]} path *{end}"
        yield f'header @type_{end[1:]} Content-Type "{charset(kind)}"'
    # Caddy puts the longest path first, and the last that matches holds; an expression comes behind all paths.
    for number, (name, kind) in enumerate(sorted(NAMED.items())):
        yield f"@named{number} path_regexp /{re.escape(name)}$"
        yield f'header @named{number} Content-Type "{charset(kind)}"'
    yield f"@home path {about.path} {about.path}index.html"
    yield f"header @home Link `{about.home_links()}`"
    page = about.page_links("{http.regexp.page.1}", "{http.regexp.page.2}")
    yield f"@page path_regexp page ^{path}id/({PART})/({PART})/(?:index\\.html)?$"
    yield f"header @page Link `{page}`"
    described = about.data_links("{http.regexp.data.1}", "{http.regexp.data.2}")
    yield f"@described path_regexp data ^{path}id/({PART})/({PART})/index\\.(?:{data})$"
    yield f"header @described Link `{described}`"
