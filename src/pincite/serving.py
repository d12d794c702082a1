"""`pincite serve`: the built site, rebuilt when the publication's files change."""

from __future__ import annotations

from pathlib import Path

from pincite.building import build
from pincite.project import PREFIXES, SETTINGS, Project
from pincite.serve import Changes, run

_WATCHED = ("seeds", "mappings", "ontology", "shapes", "queries", "site_templates", SETTINGS)


def serve(root: Path, host: str, port: int, *, reload: bool) -> None:
    """Serve until interrupted; build first when there is no site yet. Raises PinciteError."""
    project = Project.open(root)
    site = project.root / "build" / "site"
    if not (site / "index.html").is_file():
        build(project.root)
    watched = [path for name in (*_WATCHED, PREFIXES) if (path := project.root / name).exists()]
    changes = Changes(watched, lambda: build(project.root)) if reload else None
    run(site, host=host, port=port, changes=changes)
