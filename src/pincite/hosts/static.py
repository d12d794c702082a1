"""Files for hosts that only serve files: Netlify and GitHub Pages. Neither looks at the Accept header."""

from __future__ import annotations

from pincite.hosts.negotiation import FORMS
from pincite.hosts.published import KEEP, KEEP_ASSETS, Published
from pincite.media import MEDIA_TYPES, NAMED, charset

GITHUB_PAGES = """\
GitHub Pages serves the site folder as it is; it needs the file .nojekyll, which is there already, or it would leave
out .well-known. It cannot look at the Accept header and sets no headers of ours: an entity's address leads (301) to
its page for everybody, and the data are found by the links in the page's head. By its documentation it allows other
sites to read everything, and it knows the media types of .ttl, .nt and .jsonld. A redirector in front of it
(w3id/.htaccess) does negotiate.
"""


def netlify_headers(about: Published) -> str:
    """Return Netlify's `_headers`, which lies in the site folder."""
    path = about.path
    lines = [
        f"{path}*",
        "  Access-Control-Allow-Origin: *",
        "  Access-Control-Expose-Headers: ETag, Link, Location",
        f"  Cache-Control: {KEEP}",
        "  X-Content-Type-Options: nosniff",
        f"{path}assets/*",
        f"  Cache-Control: {KEEP_ASSETS}",
        path,
        f"  Link: {about.home_links()}",
    ]
    for end, kind in sorted(MEDIA_TYPES.items()):
        lines += [f"{path}*{end}", f"  Content-Type: {charset(kind)}"]
    for name, kind in sorted(NAMED.items()):
        folder = ".well-known/" if name == "void" else ""
        lines += [f"{path}{folder}{name}", f"  Content-Type: {charset(kind)}"]
    return "\n".join(lines) + "\n"


def netlify_redirects(about: Published) -> str:
    """Return Netlify's `_redirects`, which lies in the site folder."""
    data = ", ".join(kind for _, kind in FORMS[1:])
    return f"""\
# Netlify serves files and cannot look at the Accept header without an edge function: an entity's address gives its page
# to everybody. Who wants data ({data})
# follows the links in the page's head, or asks a redirector in front that does negotiate (w3id/.htaccess).
/.well-known/void  {about.path}dump/void.ttl  302
{about.path}*  {about.path}404.html  404
"""
