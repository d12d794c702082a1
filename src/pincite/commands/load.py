"""`pincite load`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pincite.commands.terminal import clear, project_option, reporter, told


@click.command()
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
@project_option
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

    with told("what the store shows is as it was; run the same again to go on"):
        line = into_store(endpoint, root, files, (graph, per_document), replace, How(**how), reporter(quiet))
    if not quiet:
        clear()
        click.echo(line)
