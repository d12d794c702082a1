"""The `pincite` command. Exit codes: 0 fine, 1 the content is wrong, 2 wrong usage or a broken file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from pincite import __version__
from pincite.browse import command as browse
from pincite.browse.command import from_options
from pincite.errors import PinciteError, usage_error

_MOST_PROBLEMS = 50
_STAGES = ("seeds", "mappings", "graph", "rules", "shapes", "queries", "dump", "site")
F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error for people into its message and exit code."""
    try:
        yield
    except PinciteError as error:
        _clear()
        for problem in error.problems[:_MOST_PROBLEMS]:
            click.echo(str(problem), err=True)
        if len(error.problems) > _MOST_PROBLEMS:
            click.echo(f"... and {len(error.problems) - _MOST_PROBLEMS} more problems", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _clear()
        click.echo("Stopped; the last build is as it was.", err=True)
        sys.exit(130)


def _project_option(command: F) -> F:
    option = click.option(
        "--project", "root", default=".", show_default="this folder", type=click.Path(path_type=Path),
        help="The publication's folder, with its pincite.toml.",
    )  # fmt: skip
    return option(command)


def _reporter(quiet: bool) -> Callable[[str], None]:
    """Return what tells people how far a build is: a line that is written over on a terminal, else nothing."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None

    def report(stage: str) -> None:
        sys.stderr.write(f"\r\x1b[K{stage} ...")
        sys.stderr.flush()

    return report


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="pincite")
def main() -> None:
    """Turn documents into linked data in which every triple is pinned to the sentence that says it.

    \b
    Example:
      pincite build && pincite ask as-of -p date=2015-06-01
    """


@main.command()
@click.argument("root", default=".", type=click.Path(path_type=Path), metavar="[PROJECT]")
@click.option("--out", type=click.Path(path_type=Path), help="Where to put the build (default: PROJECT/build).")
@click.option(
    "--until", type=click.Choice(_STAGES), default=_STAGES[-1], help="Stop after this stage and write nothing."
)
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that write the site (default: one a core when it is large)."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@from_options
def build(root: Path, out: Path | None, until: str, jobs: int | None, quiet: bool, **given: Any) -> None:  # noqa: ANN401
    """Build the graph, the dump and the site; or, with --from, a site of any RDF.

    If anything is wrong, nothing is written and the last build stays as it is.

    \b
    Example:
      pincite build . --out build
      pincite build --from vocabulary.ttl --out site --language en,de
    """
    with _told():
        if browse.wanted(root, until, given):
            for line in browse.run(out, jobs, _reporter(quiet), given):
                if not quiet:
                    _clear()
                    click.echo(line)
            return
    from pincite.building import build as run  # noqa: PLC0415  # keeps `pincite --help` fast

    with _told():
        built = run(root, out, until, _reporter(quiet), jobs)
    if quiet:
        return
    _clear()
    if built.warnings and built.written:
        report = built.out / "reports" / "validation.html"
        click.echo(f"{len(built.warnings)} remarks of the shapes, none that fails the build: {report}", err=True)
    figures = ", ".join(f"{number:,} {name}" for name, number in built.figures.items())
    click.echo(f"{figures}; {sum(built.seconds.values()):.1f} s, {built.peak_mb:.0f} MB")
    if built.written:
        click.echo(f"Site: {built.out / 'site' / 'index.html'}")
        click.echo(f"Dump: {built.out / 'dump' / 'graph.ttl'}")


@main.command()
@_project_option
@click.option("--no-reasoner", is_flag=True, help="Leave out HermiT (it needs Java).")
@click.option("--reference", is_flag=True, help="Validate with pySHACL, the reference engine, too (some minutes).")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
def check(root: Path, no_reasoner: bool, reference: bool, quiet: bool) -> None:
    """Check quotations, facts, shapes, queries/checks, the site's links and, with HermiT, the ontology.

    \b
    Example:
      pincite check
    """
    from pincite.checking import check as run  # noqa: PLC0415

    with _told():
        for line in run(root, reasoner=not no_reasoner, reference=reference, report=_reporter(quiet)):
            if not quiet:
                _clear()
                click.echo(line)


@main.command()
@click.argument("name", required=False)
@click.option(
    "-p", "--param", "given", multiple=True, metavar="KEY=VALUE", help="A parameter; an entity by id or any name."
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--sources", is_flag=True, help="Print the sentences that each row rests on.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint that holds the dump, instead of this folder.")
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List the questions by topic; with a word, those that have it; with a name, that one.",
)
@_project_option
def ask(
    name: str | None, given: tuple[str, ...], form: str, sources: bool, endpoint: str | None, listing: bool, root: Path
) -> None:
    """Ask a question of queries/questions/ by its name or id.

    \b
    Example:
      pincite ask --list lease
      pincite ask --list as-of
      pincite ask keepers --sources --project tests/example
      pincite ask as-of -p date=2015-06-01 --format csv
    """
    from pincite import asking  # noqa: PLC0415

    with _told():
        if listing or name is None:
            click.echo(asking.listing(root, name), nl=False)
            return
        parameters = dict(_pair(text) for text in given)
        width = _width()
        click.echo(asking.answer(root, name, parameters, form, sources, endpoint, width), nl=False)


def _width() -> int:
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size((100, 24)).columns


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise usage_error(f"-p {text}", "not KEY=VALUE", "Write for example -p date=2015-06-01.")
    return key, value


@main.command()
@click.argument("subject")
@click.argument("property_", required=False, metavar="[PROPERTY]")
@click.argument("value", required=False, metavar="[OBJECT]")
@_project_option
def explain(subject: str, property_: str | None, value: str | None, root: Path) -> None:
    """Explain why the graph says something, down to the sentences.

    SUBJECT, PROPERTY and OBJECT are ids, prefixed names, labels or other names.

    \b
    Example:
      pincite explain "Ada Holm" li:keeps --project tests/example
    """
    from pincite import asking  # noqa: PLC0415

    with _told():
        click.echo(asking.explanation(root, subject, property_, value), nl=False)


@main.command()
@click.argument("document", required=False)
@_project_option
def coverage(document: str | None, root: Path) -> None:
    """Show which sentences carry facts, which do not and why, and which are undecided.

    \b
    Example:
      pincite coverage
      pincite coverage notice-to-mariners --project tests/example
    """
    from pincite import asking  # noqa: PLC0415

    with _told():
        click.echo(asking.coverage(root, document), nl=False)


@main.command()
@click.argument("root", default=".", type=click.Path(path_type=Path), metavar="[PROJECT]")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--no-reload", is_flag=True, help="Do not watch the files and rebuild.")
def serve(root: Path, port: int, host: str, no_reload: bool) -> None:
    """Serve the built site with content negotiation, and rebuild it when a file changes.

    \b
    Example:
      pincite serve --port 8000
    """
    from pincite.serving import serve as run  # noqa: PLC0415

    with _told():
        run(root, host, port, reload=not no_reload)


if __name__ == "__main__":
    main()
