"""Configuration of Apache httpd (2.4): for the folder of the site, and for a redirector such as w3id.org."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pincite.hosts.negotiation import FORMS, FULL, GREATER, NONE, NOTHING, ranges
from pincite.hosts.published import KEEP, KEEP_ASSETS, PART, TERM_FORMS, TERMS, Published
from pincite.media import COMPRESSED, MEDIA_TYPES, NAMED, charset

_THING = f"id/{PART}/{PART}"
_TERM = "|".join(TERMS)
_BEST = "%{ENV:PINCITE_BEST}"
_HEAD = """\
# Apache httpd 2.4: copy this file as .htaccess into the folder of the built site, which is published at {path}
# (AllowOverride All), or put it into a <Directory> block. It needs mod_rewrite, mod_headers, mod_mime, mod_dir and
# mod_setenvif; with mod_deflate and mod_filter it compresses. An entity's address answers 303 with the form that Accept
# likes best, by its q-values.
"""
_W3ID = """\
# w3id.org: the file .htaccess of the folder {path} there. It leads from the lasting addresses to where the site is
# published, {site_url} (the setting `site_url` of pincite.toml). An entity's address answers 303 with
# the form that Accept likes best, by its q-values.
"""


def htaccess(about: Published) -> str:
    """Return the file for the site's own folder."""
    lines = [
        _HEAD.format(path=about.path),
        "Options -Indexes -MultiViews",
        "DirectoryIndex index.html",
        f"ErrorDocument 404 {about.path}404.html",
        "FileETag MTime Size",
        *_types(),
        *_links(about),
        *_headers(about),
        "",
        "RewriteEngine On",
        f"RewriteBase {about.path}",
        "# An entity's address names a folder without a slash at its end, which is left to mod_dir otherwise.",
        "RewriteOptions AllowNoSlash",
        "RewriteCond %{REQUEST_METHOD} =OPTIONS",
        "RewriteRule ^ - [R=204,END]",
        "RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$",
        "RewriteRule ^ - [R=405,END]",
        r"RewriteRule (^|/)\.(?!well-known/) - [R=404,END]",
        f"RewriteRule !^(?:{_THING}|{_TERM})$ - [END]",
        "RewriteCond %{REQUEST_FILENAME}/index.ttl !-f",
        "RewriteRule ^ - [END]",
        *_choice(about.path),
    ]
    return "\n".join(lines) + "\n"


def w3id(about: Published) -> str:
    """Return the file for the folder of a redirector."""
    base = re.sub(r"^https?://[^/]+", "", about.base)
    lines = [
        _W3ID.format(path=base, site_url=about.site_url),
        'Header always set Access-Control-Allow-Origin "*"',
        f'Header always merge Vary Accept "expr=%{{REQUEST_URI}} =~ m#^{base}(?:{_THING}|{_TERM})$#"',
        "Options -MultiViews",
        "RewriteEngine On",
        f"RewriteBase {base}",
        f"RewriteRule !^(?:{_THING}|{_TERM})$ - [S=1]",
        "RewriteRule ^ - [E=PINCITE:1]",
        "RewriteCond %{ENV:PINCITE} !=1",
        f"RewriteRule ^(.*)$ {about.site_url}$1 [R=302,END,NE]",
        *_choice(about.site_url),
    ]
    return "\n".join(lines) + "\n"


def _choice(target: str) -> Iterator[str]:
    """Yield the rules that choose among the forms and lead to the best below `target`."""
    for end, media in FORMS:
        name = f"PINCITE_{end.upper()}"
        yield f"RewriteRule ^ - [E={name}:{NONE}]"
        # From the least specific to the most, so that the last that is there holds.
        for one in reversed(ranges(media)):
            yield f'RewriteCond %{{HTTP:Accept}} "{one.part}" [NC]'
            yield f"RewriteRule ^ - [E={name}:%1]"
            yield f'RewriteCond %{{HTTP:Accept}} "{one.full}" [NC]'
            yield f"RewriteRule ^ - [E={name}:{FULL}]"
        yield r'RewriteCond %{HTTP:Accept} "^\s*$"'
        yield f"RewriteRule ^ - [E={name}:{FULL}]"
    first = FORMS[0][0]
    yield f"RewriteRule ^ - [E=PINCITE_BEST:{first},E=PINCITE_Q:%{{ENV:PINCITE_{first.upper()}}}]"
    for end, _ in FORMS[1:]:
        name = f"%{{ENV:PINCITE_{end.upper()}}}"
        yield f'RewriteCond "%{{ENV:PINCITE_Q}} {name}" "{GREATER}"'
        # What terms are made of has fewer forms than an entity.
        only = "^" if end in dict(TERM_FORMS) else "^id/"
        yield f"RewriteRule {only} - [E=PINCITE_BEST:{end},E=PINCITE_Q:{name}]"
    yield f'RewriteCond %{{ENV:PINCITE_Q}} "{NOTHING}"'
    yield "RewriteRule ^ - [R=406,END]"
    yield f"RewriteRule ^(.+)$ {target}$1/index.{_BEST} [R=303,END,NE]"


def _types() -> Iterator[str]:
    for end, kind in sorted(MEDIA_TYPES.items()):
        yield f'AddType "{charset(kind)}" {end}'
    # An ending that stands for a compression would hide the type before it.
    yield "RemoveEncoding .gz"
    for name, kind in sorted(NAMED.items()):
        yield f'<Files "{name}">\n    ForceType "{charset(kind)}"\n</Files>'


def _links(about: Published) -> Iterator[str]:
    path, data = re.escape(about.path), "|".join(end for end, _ in FORMS[1:])
    kind, slug = "%{PINCITE_KIND}e", "%{PINCITE_SLUG}e"
    rows: Sequence[tuple[str, str, str]] = (
        (f"^{path}(?:index\\.html)?$", "HOME", about.home_links()),
        (f"^{path}id/({PART})/({PART})$", "THING", about.thing_links(kind, slug)),
        (f"^{path}id/({PART})/({PART})/(?:index\\.html)?$", "PAGE", about.page_links(kind, slug)),
        (f"^{path}id/({PART})/({PART})/index\\.(?:{data})$", "DATA", about.data_links(kind, slug)),
    )
    for pattern, name, value in rows:
        groups = " PINCITE_KIND=$1 PINCITE_SLUG=$2" if "({" in pattern or "(" + PART in pattern else ""
        yield f'SetEnvIf Request_URI "{pattern}" PINCITE_{name}{groups}'
        quoted = value.replace('"', '\\"')
        always = "always " if name == "THING" else ""
        yield f'Header {always}set Link "{quoted}" env=PINCITE_{name}'


def _headers(about: Published) -> Iterator[str]:
    path = about.path
    data = r"%{REQUEST_URI} !~ m#(?:\.html|/)$#"
    yield f'Header always set Access-Control-Allow-Origin "*" "expr={data}"'
    yield f'Header always set Access-Control-Allow-Headers "*" "expr={data}"'
    yield 'Header always set Access-Control-Allow-Methods "GET, HEAD" "expr=%{REQUEST_METHOD} == \'OPTIONS\'"'
    yield 'Header always set Access-Control-Allow-Origin "*" "expr=%{REQUEST_METHOD} == \'OPTIONS\'"'
    yield 'Header set Access-Control-Expose-Headers "ETag, Link, Location"'
    yield f'Header always merge Vary Accept "expr=%{{REQUEST_URI}} =~ m#^{path}(?:{_THING}|{_TERM})$#"'
    yield f'Header set Cache-Control "{KEEP}"'
    yield f'Header set Cache-Control "{KEEP_ASSETS}" "expr=%{{REQUEST_URI}} =~ m#^{path}assets/#"'
    yield 'Header always set X-Content-Type-Options "nosniff"'
    yield "<IfModule mod_deflate.c>"
    yield f"    AddOutputFilterByType DEFLATE {' '.join(sorted(COMPRESSED))}"
    # mod_deflate marks the tag of what it compresses, and would not know it again.
    yield '    RequestHeader edit* If-None-Match "-gzip\\"" "\\""'
    yield "</IfModule>"
