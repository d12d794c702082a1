"""Configuration of web servers and hosts for a built site: addresses of things that lead to pages or data, and headers.

    write_hosts(build / "hosts", Published(base, site_url, licence))

What each can do is in docs/hosting.md; a test asks the servers the same questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pincite.hosts.apache import htaccess, w3id
from pincite.hosts.caddy import caddyfile
from pincite.hosts.nginx import nginx
from pincite.hosts.published import Published
from pincite.hosts.static import GITHUB_PAGES, netlify_headers, netlify_redirects

__all__ = ["Published", "host_files", "write_hosts"]


def host_files(about: Published) -> Mapping[str, str]:
    """Return the text of each file by its path."""
    return {
        "apache/.htaccess": htaccess(about),
        "caddy/Caddyfile": caddyfile(about),
        "github-pages/.nojekyll": "",
        "github-pages/README.txt": GITHUB_PAGES,
        "netlify/_headers": netlify_headers(about),
        "netlify/_redirects": netlify_redirects(about),
        "nginx/site.conf": nginx(about),
        "w3id/.htaccess": w3id(about),
    }


def write_hosts(out: Path, about: Published) -> None:
    """Write all files below the folder `out`. Raises OSError when one cannot be written."""
    for name, text in host_files(about).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
