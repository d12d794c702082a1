"""What `pincite build --from` takes and says; light to import, since every command imports it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pincite.errors import usage_error

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--from", "sources", multiple=True, metavar="FILE|FOLDER|ENDPOINT",
        help="Make a site of any RDF instead, with no publication: files, folders, addresses of SPARQL endpoints.",
    ),
    click.option(
        "--language", "languages", metavar="LIST", help="With --from: languages of labels, best first (default: en)."
    ),
    click.option("--title", help="With --from: the site's title (default: what the data call themselves)."),
    click.option("--base", metavar="IRI", help="With --from: what relative IRIs are resolved against."),
    click.option(
        "--templates", type=click.Path(path_type=Path), metavar="FOLDER",
        help="With --from: templates of your own, by class (docs/any-rdf.md).",
    ),
)  # fmt: skip


def from_options(command: F) -> F:
    """Give a command the options of `--from`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def run(out: Path | None, jobs: int | None, report: Callable[[str], None], given: dict[str, Any]) -> list[str]:
    """Build a site of any RDF; return what to tell, a line each: the last to a reader, those before as remarks."""
    from pincite.browse.build import Options, build_from  # noqa: PLC0415  # keeps `pincite --help` fast

    if out is None:
        raise usage_error("--from", "needs a folder to write to", "Add --out FOLDER.")
    languages = tuple(part.strip() for part in (given["languages"] or "en").split(",") if part.strip())
    options = Options(languages, given["title"], given["base"], given["templates"], jobs)
    built = build_from(given["sources"], out, options, report)
    figures = ", ".join(f"{number:,} {name}" for name, number in built.figures.items())
    lines = [f"{figures}; {sum(built.seconds.values()):.1f} s, {built.peak_mb:.0f} MB"]
    if built.remarks.count:
        lines.append(
            f"{built.remarks.count:,} remarks on what could not be shown: {built.out / 'reports' / 'remarks.json'}"
        )
    return [*lines, f"Site: {built.out / 'site' / 'index.html'}", f"Dump: {built.out / 'dump' / 'graph.ttl'}"]


def wanted(root: Path, until: str, since: str | None, given: dict[str, Any]) -> bool:
    """Whether a site of any RDF is wanted. Raises UsageError for options that do not go together."""
    if given["sources"]:
        if root != Path() or until != "site" or since is not None:
            what = "takes neither a publication nor --until nor --since"
            raise usage_error("--from", what, "Leave that out, or --from.")
        return True
    for name, option in (
        ("languages", "--language"),
        ("title", "--title"),
        ("base", "--base"),
        ("templates", "--templates"),
    ):
        if given[name] is not None:
            raise usage_error(option, "is for --from only", "Add --from, or leave it out.")
    return False
