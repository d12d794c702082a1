"""`pincite ask`, `pincite explain` and `pincite coverage`."""

from __future__ import annotations

from pathlib import Path

import click

from pincite.commands.terminal import endpoint_options, project_option, told
from pincite.errors import usage_error


@click.command()
@click.argument("name", required=False)
@click.option(
    "-p", "--param", "given", multiple=True, metavar="KEY=VALUE", help="A parameter; an entity by id or any name."
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--sources", is_flag=True, help="Print the sentences that each row rests on.")
@endpoint_options
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List the questions by topic; with a word, those that have it; with a name, that one.",
)
@project_option
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

    with told():
        if listing or name is None:
            click.echo(asking.listing(root, name), nl=False)
            return
        parameters = dict(_pair(text) for text in given)
        width = _width()
        click.echo(asking.answer(root, name, parameters, form, sources, endpoint, width, graphs), nl=False)


def _width() -> int:
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size((100, 24)).columns


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise usage_error(f"-p {text}", "not KEY=VALUE", "Write for example -p date=2015-06-01.")
    return key, value


@click.command()
@click.argument("subject")
@click.argument("property_", required=False, metavar="[PROPERTY]")
@click.argument("value", required=False, metavar="[OBJECT]")
@endpoint_options
@project_option
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

    with told():
        click.echo(asking.explanation(root, subject, property_, value, endpoint, graphs), nl=False)


@click.command()
@click.argument("document", required=False)
@project_option
def coverage(document: str | None, root: Path) -> None:
    """Show which sentences carry facts, which do not and why, and which are undecided.

    \b
    Example:
      pincite coverage
      pincite coverage notice-to-mariners --project tests/example
    """
    from pincite import asking  # noqa: PLC0415

    with told():
        click.echo(asking.coverage(root, document), nl=False)
