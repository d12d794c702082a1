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
from pincite.comparing.command import diff
from pincite.errors import PinciteError, usage_error
from pincite.starting.command import new

_MOST_PROBLEMS = 50
_STAGES = ("seeds", "mappings", "graph", "rules", "shapes", "queries", "dump", "site")
F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def _told(stopped: str = "the last build is as it was") -> Iterator[None]:
    """Turn an error for people into its message and exit code; `stopped` is what holds after an interruption."""
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
        click.echo(f"Stopped; {stopped}.", err=True)
        sys.exit(130)


def _project_option(command: F) -> F:
    option = click.option(
        "--project", "root", default=".", show_default="this folder", type=click.Path(path_type=Path),
        help="The publication's folder, with its pincite.toml.",
    )  # fmt: skip
    return option(command)


def _endpoint_options(command: F) -> F:
    graph = click.option(
        "--graph", "graphs", multiple=True, metavar="IRI", help="With --endpoint: ask these of its named graphs."
    )
    endpoint = click.option(
        "--endpoint", metavar="URL", help="Ask a SPARQL endpoint that holds the dump, instead of this folder."
    )
    return endpoint(graph(command))


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


class _Commands(click.Group):
    """Commands whose errors are told, those of other modules too."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command."""
        with _told():
            return super().invoke(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    with _told():
        if browse.wanted(root, until, since, given):
            for line in browse.run(out, jobs, _reporter(quiet), given):
                if not quiet:
                    _clear()
                    click.echo(line)
            return
    from pincite.building import build as run  # noqa: PLC0415  # keeps `pincite --help` fast
    from pincite.site.text import counted  # noqa: PLC0415

    with _told():
        built = run(root, out, until, _reporter(quiet), jobs, since and _absolute(since))
    if quiet:
        return
    _clear()
    if built.warnings and built.written:
        report = built.out / "reports" / "validation.html"
        click.echo(f"{len(built.warnings)} remarks of the shapes, none that fails the build: {report}", err=True)
    figures = ", ".join(f"{number:,} {counted(number, name)}" for name, number in built.figures.items())
    click.echo(f"{figures}; {sum(built.seconds.values()):.1f} s, {built.peak_mb:.0f} MB")
    if built.written:
        click.echo(f"Site: {built.out / 'site' / 'index.html'}")
        click.echo(f"Dump: {built.out / 'dump' / 'graph.ttl'}")


@main.command()
@_project_option
@click.option("--no-reasoner", is_flag=True, help="Leave out HermiT (it needs Java).")
@click.option("--reference", is_flag=True, help="Validate with pySHACL, the reference engine, too (some minutes).")
@_endpoint_options
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

    report = _reporter(quiet)
    with _told():
        if endpoint is None:
            lines = checking.check(root, reasoner=not no_reasoner, reference=reference, report=report)
        else:
            lines = checking.check_endpoint(root, endpoint, graphs, report)
        for line in lines:
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
@_endpoint_options
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List the questions by topic; with a word, those that have it; with a name, that one.",
)
@_project_option
def ask(
    name: str | None,
    given: tuple[str, ...],
    form: str,
    sources: bool,
    endpoint: str | None,
    graphs: tuple[str, ...],
    listing: bool,
    root: Path,
) -> None:
    """Ask a question of queries/questions/ by its name or id.

    \b
    Example:
      pincite ask --list lease
      pincite ask --list as-of
      pincite ask keepers --sources --project tests/example
      pincite ask as-of -p date=2015-06-01 --format csv
      pincite ask keepers --endpoint http://localhost:3030/lights/sparql
    """
    from pincite import asking  # noqa: PLC0415

    with _told():
        if listing or name is None:
            click.echo(asking.listing(root, name), nl=False)
            return
        parameters = dict(_pair(text) for text in given)
        width = _width()
        click.echo(asking.answer(root, name, parameters, form, sources, endpoint, width, graphs), nl=False)


def _absolute(source: str) -> str:
    """Return a path that is there as one that leads there from anywhere; anything else as it is."""
    return str(Path(source).resolve()) if Path(source).exists() else source


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
@_endpoint_options
@_project_option
def explain(
    subject: str, property_: str | None, value: str | None, endpoint: str | None, graphs: tuple[str, ...], root: Path
) -> None:
    """Explain why the graph says something, down to the sentences.

    SUBJECT, PROPERTY and OBJECT are ids, prefixed names, labels or other names.

    \b
    Example:
      pincite explain "Ada Holm" li:keeps --project tests/example
    """
    from pincite import asking  # noqa: PLC0415

    with _told():
        click.echo(asking.explanation(root, subject, property_, value, endpoint, graphs), nl=False)


@main.command()
@click.argument("endpoint")
@click.option(
    "--store",
    type=click.Choice(["auto", "fuseki", "rdf4j", "graphdb", "oxigraph", "sparql"]),
    default="auto",
    show_default=True,
    help="The kind of store; sparql is any that takes updates.",
)
@click.option("--graph", metavar="IRI", help="Load into this named graph instead of the default graph.")
@click.option("--per-document", is_flag=True, help="Give each document a named graph of its own, as in graph.trig.")
@click.option("--replace", is_flag=True, help="Replace what the target holds.")
@click.option(
    "--file", "files", multiple=True, type=click.Path(path_type=Path), help="Load RDF files instead of the dump."
)
@click.option("--batch", default=100_000, show_default=True, type=click.IntRange(1), help="Triples in a request.")
@click.option("--timeout", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Seconds to wait.")
@click.option("--retries", default=5, show_default=True, type=click.IntRange(0), help="Tries after the first.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@_project_option
def load(
    endpoint: str,
    graph: str | None,
    per_document: bool,
    replace: bool,
    files: tuple[Path, ...],
    root: Path,
    quiet: bool,
    **how: Any,  # noqa: ANN401  # the fields of How
) -> None:
    """Load the built dump into a store, all of it or nothing.

    ENDPOINT is the address of a dataset or repository. A login is taken from PINCITE_USER and PINCITE_PASSWORD, from
    PINCITE_TOKEN, or from the system's keyring. A load that was broken off goes on when it is run again.

    \b
    Example:
      pincite load http://localhost:3030/lights --replace
      pincite load http://localhost:7200/repositories/lights --per-document
      pincite load http://localhost:7878 --file more.ttl --graph https://example.org/more
    """
    from pincite.loading import How, into_store  # noqa: PLC0415

    with _told("what the store shows is as it was; run the same again to go on"):
        line = into_store(endpoint, root, files, (graph, per_document), replace, How(**how), _reporter(quiet))
    if not quiet:
        _clear()
        click.echo(line)


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
@click.option("--base-path", default="/", show_default=True, help="The path below which everything is.")
@click.option("--no-reload", is_flag=True, help="Do not watch the files and rebuild.")
@click.option("--no-sparql", is_flag=True, help="Serve the pages only.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), help="For one query; then it is stopped (default: 30).")
@click.option("--places", type=click.IntRange(1, 256), help="For queries at once (default: 16).")
@click.option("--answer-mb", type=click.IntRange(1, 2000), help="The longest answer (default: 32).")
@click.option("--memory-mb", type=click.IntRange(16), help="For one query, beside the graph (default: 512).")
def serve(
    root: Path, port: int, host: str, base_path: str, no_reload: bool, no_sparql: bool, **limits: float | None
) -> None:
    """Serve the built site with content negotiation, and rebuild it when a file changes.

    Below the same address, /sparql is a SPARQL 1.1 endpoint over the built graph. It only reads; what a query may take
    stands in pincite.toml under [sparql], or is given here.

    \b
    Example:
      pincite serve --port 8000
      pincite serve tests/example --port 0 --seconds 10 --places 4
      pincite ask keepers --project tests/example --endpoint http://127.0.0.1:8000/sparql
    """
    from pincite.serving import serve as run  # noqa: PLC0415

    given = {name: value for name, value in limits.items() if value is not None}
    with _told():
        run(root, host, port, base_path=base_path, reload=not no_reload, sparql=not no_sparql, limits=given)


main.add_command(diff)
main.add_command(new)


if __name__ == "__main__":
    main()
