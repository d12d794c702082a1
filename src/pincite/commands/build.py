"""`pincite build` and `pincite check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pincite.browse import command as browse
from pincite.browse.command import from_options
from pincite.commands.terminal import clear, endpoint_options, project_option, reporter, told

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
@click.option("--since", metavar="OLD", help="Tell on the site what changed since this build, dump or git revision.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@from_options
def build(
    root: Path,
    out: Path | None,
    until: str,
    jobs: int | None,
    since: str | None,
    quiet: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    """Build the graph, the dump and the site; or, with --from, a site of any RDF.

    If anything is wrong, nothing is written and the last build stays as it is.

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
    from pincite.building import build as run  # noqa: PLC0415  # keeps `pincite --help` fast

    with told():
        built = run(root, out, until, reporter(quiet), jobs, since and _absolute(since))
    if quiet:
        return
    from pincite.site.text import counted  # noqa: PLC0415  # as everything of the site, of no use to a failed build

    clear()
    if built.warnings and built.written:
        report = built.out / "reports" / "validation.html"
        click.echo(f"{len(built.warnings)} remarks of the shapes, none that fails the build: {report}", err=True)
    figures = ", ".join(f"{number:,} {counted(number, name)}" for name, number in built.figures.items())
    click.echo(f"{figures}; {sum(built.seconds.values()):.1f} s, {built.peak_mb:.0f} MB")
    if built.written:
        click.echo(f"Site: {built.out / 'site' / 'index.html'}")
        click.echo(f"Dump: {built.out / 'dump' / 'graph.ttl'}")


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
