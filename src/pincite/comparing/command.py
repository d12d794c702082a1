"""`pincite diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_FORMS = ("text", "markdown", "json")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True)
@click.option("--brief", is_flag=True, help="Tell the numbers only.")
@click.option("--no-questions", is_flag=True, help="Do not ask the questions of both.")
@click.option("--exit-code", is_flag=True, help="End with 1 when there is a difference.")
@click.option(
    "--project", "root", default=".", show_default="this folder", type=click.Path(path_type=Path),
    help="The publication whose questions are asked, and whose git revisions OLD and NEW may be.",
)  # fmt: skip
def diff(old: str, new: str, form: str, brief: bool, no_questions: bool, exit_code: bool, root: Path) -> None:
    """Tell what changed from OLD to NEW, in facts rather than lines.

    Each is a build's folder, its dump or a file of it (graph.ttl, graph.nt.gz, statements.ttl), a publication's folder,
    or a git revision of the publication here.

    \b
    Example:
      pincite diff last-release/dump build
      pincite diff HEAD . --format markdown
    """
    from pincite.comparing.run import differ  # noqa: PLC0415  # keeps `pincite --help` fast

    same, told = differ(old, new, root, form, brief=brief, asked=not no_questions)
    click.echo(told, nl=False)
    if exit_code and not same:
        sys.exit(1)
