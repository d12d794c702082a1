"""`pincite serve`."""

from __future__ import annotations

from pathlib import Path

import click

from pincite.commands.terminal import told


@click.command()
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
    with told():
        run(root, host, port, base_path=base_path, reload=not no_reload, sparql=not no_sparql, limits=given)
