"""`pincite serve`: the built site and its endpoint, rebuilt when the publication's files change."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from msgspec.structs import replace

from pincite.building import build
from pincite.current import current
from pincite.errors import UsageError
from pincite.evaluation.jobs import Limits, Source
from pincite.evaluation.pool import Pool, possible
from pincite.graph.terms import Prefixes
from pincite.project import INPUTS, Project
from pincite.serve import Changes, run
from pincite.serve.live import to_stderr
from pincite.workspace import BUILD


def serve(
    root: Path,
    host: str,
    port: int,
    *,
    base_path: str = "/",
    reload: bool,
    sparql: bool = True,
    limits: Mapping[str, float] | None = None,
) -> None:
    """Serve until interrupted; build first when there is no site yet. Raises PinciteError.

    With `reload` a site that is not of what the files are now is served until another is built.

    With `sparql` the site is an endpoint, too, if the system has what that needs; `limits` go before those in
    `pincite.toml`.
    """
    project = Project.open(root)
    site = project.root / BUILD / "site"
    if not (site / "index.html").is_file():
        to_stderr("No site here yet. Building ...")
        rebuild(project.root)
    watched = [path for name in INPUTS if (path := project.root / name).exists()]
    changes = Changes(watched, lambda: rebuild(project.root), current=lambda: _current(project)) if reload else None
    pool = _pool(project, site, limits or {}) if sparql else None
    run(site, base_path=base_path, host=host, port=port, changes=changes, pool=pool)


def _current(project: Project) -> bool:
    """Tell whether the site need not be built: nothing has changed, it tells what has, or somebody is building it."""
    try:
        return bool(project.setting("since")) or current(project.root) is not None
    except UsageError:
        return True


def rebuild(root: Path) -> None:
    """Build in a process of its own, which may use all cores, and whose memory is free afterwards.

    Raises what the build raises, and BrokenProcessPool when its process dies.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        other.submit(_build, root).result()


def _build(root: Path) -> None:
    # What a build holds stays with its process.
    build(root)


def _pool(project: Project, site: Path, given: Mapping[str, float]) -> Pool | None:
    if not possible():
        to_stderr("No SPARQL endpoint: it needs a system with fork, such as Linux. The console in the pages works.")
        return None

    def prefixes() -> Prefixes:
        return Project.open(project.root).prefixes

    limits = replace(Limits(), **project.setting("sparql", {}) | dict(given))
    return Pool(Source(site / "dump", prefixes), limits, to_stderr)
