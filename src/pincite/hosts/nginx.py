"""Configuration of nginx (1.22 or later)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pincite.hosts.negotiation import FORMS, FULL, GREATER, NONE, NOTHING, ranges
from pincite.hosts.published import KEEP, KEEP_ASSETS, PART, TERMS, TEXTS, Published
from pincite.media import COMPRESSED, HTML, MEDIA_TYPES

_HEAD = """\
# nginx: include this file in the http block. Change `listen`, `server_name` and `root`; the built site lies in `root`
# below the path of its address, here ROOT{path}. An entity's address answers 303 with the form that Accept likes best.
"""


def nginx(about: Published) -> str:
    """Return the file."""
    lines = [
        _HEAD.format(path=about.path),
        *_qualities(),
        *_winners(),
        *_map("$uri", "$pincite_link", _links(about)),
        *_map("$uri", "$pincite_cors", [("default", '"*"'), (r'"~(\.html|/)$"', '""')]),
        *_map("$request_method", "$pincite_methods", [("default", '""'), ("OPTIONS", '"GET, HEAD"')]),
        *_map("$uri", "$pincite_vary", [("default", '""'), (_thing(about, "t"), "Accept"), (_terms(about), "Accept")]),
        *_map(
            "$uri",
            "$pincite_keep",
            [("default", f'"{KEEP}"'), (f'"~^{re.escape(about.path)}assets/"', f'"{KEEP_ASSETS}"')],
        ),
        *_server(about),
    ]
    return "\n".join(lines) + "\n"


def _map(source: str, target: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    return [f"map {source} {target} {{", *(f"    {key} {value};" for key, value in rows), "}"]


def _qualities() -> Iterable[str]:
    for end, media in FORMS:
        rows = [("default", NONE), ('""', FULL)]
        for number, one in enumerate(ranges(media)):
            name = f"pincite_{end}{number}"
            # A group without a name would be set anew by the next expression.
            rows += [(f'"~*{one.full}"', FULL), (f'"~*{one.part.replace("(0", f"(?<{name}>0")}"', f"${name}")]
        yield from _map("$http_accept", f"$pincite_q_{end}", rows)


def _winners() -> Iterable[str]:
    """Yield the comparison of each form with the best before it; `$pincite_best_x` is quality, space, name."""
    first = FORMS[0][0]
    best = f'"$pincite_q_{first} {first}"'
    for end, _ in FORMS[1:]:
        # The best one's name stands behind its quality, and the next quality behind that.
        pattern = GREATER.replace(" \\1", r" [a-z]+ \1")
        source = best[:-1] + f' $pincite_q_{end}"'
        rows = [("default", best), (f'"~{pattern}"', f'"$pincite_q_{end} {end}"')]
        yield from _map(source, f"$pincite_best_{end}", rows)
        best = f'"$pincite_best_{end}"'
    for name, last in (("thing", FORMS[-1][0]), ("terms", FORMS[1][0])):
        found = f"pincite_{name}_form"
        rows = [("default", '""'), (f'"~{NOTHING[:-1]} "', '""'), (f'"~ (?<{found}>[a-z]+)$"', f"${found}")]
        yield from _map(f"$pincite_best_{last}", f"$pincite_{name}", rows)


def _thing(about: Published, name: str, tail: str = "") -> str:
    return f'"~^{re.escape(about.path)}id/(?<{name}k>{PART})/(?<{name}s>{PART}){tail}$"'


def _terms(about: Published) -> str:
    return f'"~^{re.escape(about.path)}({"|".join(TERMS)})$"'


def _links(about: Published) -> list[tuple[str, str]]:
    data = "|".join(end for end, _ in FORMS[1:])
    return [
        ("default", '""'),
        (about.path, f"'{about.home_links()}'"),
        (f"{about.path}index.html", f"'{about.home_links()}'"),
        (_thing(about, "a"), f"'{about.thing_links('$ak', '$as')}'"),
        (_thing(about, "p", r"/(?:index\.html)?"), f"'{about.page_links('$pk', '$ps')}'"),
        (_thing(about, "d", rf"/index\.(?:{data})"), f"'{about.data_links('$dk', '$ds')}'"),
    ]


def _server(about: Published) -> list[str]:
    types = sorted({(kind, end[1:]) for end, kind in MEDIA_TYPES.items()})
    path = about.path
    return [
        f"""\
server {{
    listen 80;
    server_name {about.host};
    root /var/www/html;

    index index.html;
    absolute_redirect off;
    error_page 404 {path}404.html;
    etag on;
    gzip on;
    gzip_vary on;
    gzip_min_length 1000;
    gzip_types {" ".join(sorted(COMPRESSED - {HTML}))};
    charset utf-8;
    charset_types {" ".join(TEXTS)};
    default_type application/octet-stream;
    types {{""",
        *(f"        {kind} {end};" for kind, end in types),
        f"""\
    }}
    add_header Link $pincite_link always;
    add_header Access-Control-Allow-Origin $pincite_cors always;
    add_header Access-Control-Allow-Methods $pincite_methods always;
    add_header Access-Control-Allow-Headers $pincite_cors always;
    add_header Access-Control-Expose-Headers "ETag, Link, Location";
    add_header Cache-Control $pincite_keep;
    add_header Vary $pincite_vary always;
    add_header X-Content-Type-Options nosniff always;

    if ($request_method = OPTIONS) {{ return 204; }}
    if ($request_method !~ ^(GET|HEAD)$) {{ return 405; }}

    location ~ /\\.(?!well-known/) {{ return 404; }}
    location = {path}.well-known/void {{ types {{ }} default_type text/turtle; }}
{_at_root(path)}    location = {path}feed.xml {{ types {{ application/atom+xml xml; }} }}
    location ~ /linkset\\.json$ {{ types {{ application/linkset+json json; }} }}

    location ~ ^{re.escape(path)}(?<pincite_page>{"|".join(TERMS)})$ {{
        if (!-f $request_filename/index.ttl) {{ return 404; }}
        if ($pincite_terms = "") {{ return 406; }}
        return 303 {path}$pincite_page/index.$pincite_terms;
    }}
    location ~ ^{re.escape(path)}id/(?<pincite_id>{PART}/{PART})$ {{
        if (!-f $request_filename/index.ttl) {{ return 404; }}
        if ($pincite_thing = "") {{ return 406; }}
        return 303 {path}id/$pincite_id/index.$pincite_thing;
    }}
}}""",
    ]


def _at_root(path: str) -> str:
    """Return the line for a site below a path, whose host is asked for the description at its own root."""
    if path == "/":
        return ""
    described = f"try_files {path}.well-known/void =404;"
    return f"    location = /.well-known/void {{ types {{ }} default_type text/turtle; {described} }}\n"
