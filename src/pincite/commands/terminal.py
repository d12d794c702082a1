"""What commands and the terminal have to do with each other: errors, progress, options that several have."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from pincite.errors import PinciteError

_MOST_PROBLEMS = 50
F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def told(stopped: str = "the last build is as it was") -> Iterator[None]:
    """Turn an error for people into its message and exit code; `stopped` is what holds after an interruption."""
    try:
        yield
    except PinciteError as error:
        clear()
        for problem in error.problems[:_MOST_PROBLEMS]:
            click.echo(str(problem), err=True)
        if len(error.problems) > _MOST_PROBLEMS:
            click.echo(f"... and {len(error.problems) - _MOST_PROBLEMS} more problems", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        clear()
        click.echo(f"Stopped; {stopped}.", err=True)
        sys.exit(130)


def project_option(command: F) -> F:
    """Give a command the option --project."""
    option = click.option(
        "--project", "root", default=".", show_default="this folder", type=click.Path(path_type=Path),
        help="The publication's folder, with its pincite.toml.",
    )  # fmt: skip
    return option(command)


def endpoint_options(command: F) -> F:
    """Give a command the options --endpoint and --graph."""
    graph = click.option(
        "--graph", "graphs", multiple=True, metavar="IRI", help="With --endpoint: ask these of its named graphs."
    )
    endpoint = click.option(
        "--endpoint", metavar="URL", help="Ask a SPARQL endpoint that holds the dump, instead of this folder."
    )
    return endpoint(graph(command))


def reporter(quiet: bool) -> Callable[[str], None]:
    """Return what tells people how far a build is: a line that is written over on a terminal, else nothing."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None

    def report(stage: str) -> None:
        sys.stderr.write(f"\r\x1b[K{stage} ...")
        sys.stderr.flush()

    return report


def clear() -> None:
    """Take the line of progress away, if there is a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
