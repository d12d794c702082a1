"""The `pincite` command. Exit codes: 0 fine, 1 the content is wrong, 2 wrong usage or a broken file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import click

from pincite import __version__
from pincite.commands.build import build, check
from pincite.commands.load import load
from pincite.commands.questions import ask, coverage, explain
from pincite.commands.serve import serve
from pincite.commands.terminal import told
from pincite.comparing.command import diff
from pincite.starting.command import new


class _Commands(click.Group):
    """Commands whose errors are told, those of other modules too."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command."""
        with told():
            return super().invoke(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="pincite")
def main() -> None:
    """Turn documents into linked data in which every triple is pinned to the sentence that says it.

    \b
    Example:
      pincite build && pincite ask as-of -p date=2015-06-01
    """


for _command in (build, check, ask, explain, coverage, diff, load, serve, new):
    main.add_command(_command)


def run() -> None:
    """Run the command as a process of its own, which ends at once when it is done.

    To give back a graph value by value, as Python does at its end, takes a tenth of the time it took to make it; so
    commands keep what they have made in a list, the context's object.
    """
    kept: list[object] = []
    try:
        main(obj=kept)
    except SystemExit as end:
        with suppress(OSError):  # Python says what could not be written
            sys.stdout.flush()
            sys.stderr.flush()
            if isinstance(end.code, int):
                os._exit(end.code)
        raise


if __name__ == "__main__":
    run()
