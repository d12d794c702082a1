"""`pincite build` and `pincite check`."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.browse import command as browse
from pincite.browse.command import from_options
from pincite.commands.terminal import clear, endpoint_options, project_option, reporter, told
from pincite.current import current
from pincite.project import reads_long
from pincite.wording import counted
from pincite.workspace import REPORTS

if TYPE_CHECKING:
    from pincite.shapes.apart import Apart

_STAGES = ("seeds", "mappings", "graph", "rules", "shapes", "queries", "dump", "site")


def _absolute(source: str) -> str:
    """Return a path that is there as one that leads there from anywhere; anything else as it is."""
    return str(Path(source).resolve()) if Path(source).exists() else source


@click.command()
@click.argument("root", default=".", type=click.Path(path_type=Path), metavar="[PROJECT]")
@click.option("--out", type=click.Path(path_type=Path), help="Where to put the build (default: PROJECT/build).")
@click.option(
    "--until", type=click.Choice(_STAGES), default=_STAGES[-1], help="Stop after this stage and write nothing."
)
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that write the site (default: one a core when it is large)."
)
@click.option("--anew", is_flag=True, help="Build even if nothing has changed since the last build.")
@click.option("--since", metavar="OLD", help="Tell on the site what changed since this build, dump or git revision.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@from_options
@click.pass_obj
def build(
    kept: list[object] | None,
    /,
    root: Path,
    out: Path | None,
    until: str,
    jobs: int | None,
    anew: bool,
    since: str | None,
    quiet: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    """Build the graph, the dump and the site; or, with --from, a site of any RDF.

    If anything is wrong, nothing is written and the last build stays as it is; likewise if nothing has changed.

    \b
    Example:
      pincite build . --out build
      pincite build --from vocabulary.ttl --out site --language en,de
    """
    with told():
        if browse.wanted(root, until, since, given):
            for line in browse.run(out, jobs, reporter(quiet), given):
                if not quiet:
                    clear()
                    click.echo(line)
            return
        if until == _STAGES[-1] and not anew and not since and (found := current(root, out)):
            if not quiet:
                _tell(found.out, found.figures, found.remarks, "nothing has changed since the last build")
            return
    if kept is not None:
        # The process ends with its build: to look for garbage in it is as vain as to take it apart.
        gc.disable()
    with told(), _validation(root, whole=until == _STAGES[-1]) as validation:
        from pincite.building import build as run  # noqa: PLC0415  # keeps `pincite --help` fast

        built = run(root, out, until, reporter(quiet), jobs, since and _absolute(since), validation)
    if kept is not None:
        kept.append(built)
    if not quiet:
        clear()
        took = f"{sum(built.seconds.values()):.1f} s, {built.peak_mb:.0f} MB"
        _tell(built.out if built.written else None, built.figures, len(built.warnings), took)


def _validation(root: Path, *, whole: bool) -> AbstractContextManager[Apart | None]:
    """Return the process that will validate a whole build: it loads its engine while this one loads the builder."""
    if not whole or not reads_long(root):
        return nullcontext()
    from pincite.shapes.apart import Apart  # noqa: PLC0415  # as above

    return Apart(at_once=True)


def _tell(out: Path | None, figures: Mapping[str, int], remarks: int, how: str) -> None:
    """Say what a build has, and where it is; `out` is its folder if there is one."""
    if remarks and out:
        report = out / REPORTS / "validation.html"
        click.echo(f"{remarks} remarks of the shapes, none that fails the build: {report}", err=True)
    listed = ", ".join(f"{number:,} {counted(number, name)}" for name, number in figures.items())
    click.echo(f"{listed}; {how}")
    if out:
        click.echo(f"Site: {out / 'site' / 'index.html'}")
        click.echo(f"Dump: {out / 'dump' / 'graph.ttl'}")


@click.command()
@project_option
@click.option("--no-reasoner", is_flag=True, help="Leave out HermiT (it needs Java).")
@click.option("--reference", is_flag=True, help="Validate with pySHACL, the reference engine, too (some minutes).")
@endpoint_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
def check(
    root: Path, no_reasoner: bool, reference: bool, endpoint: str | None, graphs: tuple[str, ...], quiet: bool
) -> None:
    """Check quotations, facts, shapes, queries/checks, the site's links and, with HermiT, the ontology.

    With --endpoint, check instead that a store holds this graph, and run queries/checks there.

    \b
    Example:
      pincite check
      pincite check --endpoint http://localhost:3030/lights/sparql
    """
    from pincite import checking  # noqa: PLC0415

    report = reporter(quiet)
    with told():
        if endpoint is None:
            lines = checking.check(root, reasoner=not no_reasoner, reference=reference, report=report)
        else:
            lines = checking.check_endpoint(root, endpoint, graphs, report)
        for line in lines:
            if not quiet:
                clear()
                click.echo(line)
