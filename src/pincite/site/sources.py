"""What a site is made from: the publication's own templates and queries, and the standard ones below them."""

from __future__ import annotations

from pathlib import Path

from pincite.graph.queries import Query, read_queries
from pincite.project import Project
from pincite.site.layers import Standard

__all__ = ["FOLDER", "QUERIES", "STANDARD", "sources"]

FOLDER = "site_templates"
QUERIES = "queries/pages"
STANDARD = Path(__file__).parent / "standard"
"""The standard site: `site_templates/` and `queries/pages/`, as in a publication."""


def sources(project: Project) -> tuple[Path, dict[str, Query], Standard]:
    """Return the templates folder, the page queries by name, and what lies below them.

    Of two queries of one name the publication's own is taken; what it does not have comes from the standard ones. With
    `standard_site` the templates do, too, and both folders may be missing. Raises UsageError for a folder that must be
    there and a broken query, ContentError for a fault in a query.
    """
    whole = bool(project.setting("standard_site", default=False))
    folder = project.root / FOLDER if whole else project.folder(FOLDER)
    files = project.files(QUERIES, "*.rq") if not whole or (project.root / QUERIES).is_dir() else []
    own = read_queries(files, project.name, project.prefixes)
    spare = sorted(path for path in (STANDARD / QUERIES).glob("*.rq") if path.stem not in own)
    below = read_queries(spare, lambda path: f"{QUERIES}/{path.name}", project.prefixes)
    return folder, below | own, Standard(STANDARD / FOLDER if whole else None, frozenset(below))
