"""`pincite new`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", help="What the publication is called (default: made from the folder's name).")
@click.option("--base", metavar="IRI", help="The base IRI of all addresses, ending in a slash.")
@click.option("--prefix", help="The prefix of your own terms.", show_default="ex")
@click.option("--creator", help="Who publishes it.", show_default="The authors")
@click.option("--templates", is_flag=True, help="Write the standard pages and their queries, too, to change them.")
def new(
    target: Path, title: str | None, base: str | None, prefix: str | None, creator: str | None, templates: bool
) -> None:
    """Write a publication to start from into DIR, which must be empty or not there yet.

    It has one small document, and builds and passes its tests at once; its README tells the next steps.

    \b
    Example:
      pincite new letters --title "Letters about bridges" --base https://example.org/letters/ --prefix br
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from pincite.starting.given import given  # noqa: PLC0415  # keeps `pincite --help` fast
    from pincite.starting.write import start  # noqa: PLC0415

    day = datetime.now(tz=UTC).date()
    files = start(target, given(target, title, base, prefix, creator, day), templates=templates)
    click.echo(f"{len(files)} files in {target}. See {target / 'README.md'}, and go on with:")
    click.echo(f"  cd {_quoted(target)} && pincite build && pincite serve")


def _quoted(path: Path) -> str:
    import shlex  # noqa: PLC0415

    return shlex.quote(str(path))
