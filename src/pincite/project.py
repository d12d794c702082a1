"""A publication's folder: `pincite.toml`, the content folders, and what is in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from pincite.errors import Place, Problem, UsageError, usage_error
from pincite.files import read_text
from pincite.graph.terms import Prefixes
from pincite.parsed import FOLDER

SETTINGS = "pincite.toml"
PREFIXES = "ontology/prefixes.ttl"
CHANGELOG = "CHANGELOG.md"
INPUTS = ("seeds", "mappings", "ontology", "shapes", "queries", "site_templates", SETTINGS, CHANGELOG)
"""The files and folders that a publication is made from."""
# Bytes of facts and entities that are read in a tenth of a second.
_MUCH = 200_000
_REQUIRED = {"title": str, "description": str, "creator": str, "version": str, "licence": str, "recorded": str}
_OPTIONAL = {
    "publish_full_text": bool,
    "require_decided": bool,
    "featured_questions": list,
    "site_note": str,
    "standard_site": bool,
    "rights": str,
    "site_url": str,
    "previous_version": str,
    "since": str,
    "sparql": dict,
    "sparql_endpoint": str,
}
# What people call in TOML what Python calls so.
_KINDS = {str: "text in quotes", bool: "true or false", list: "a list in brackets", dict: "a table of its own"}
# What [sparql] may hold, and between which numbers: the limits of a query in `pincite serve`.
_SPARQL = {"seconds": (0.1, 3600), "places": (1, 256), "answer_mb": (1, 2000), "memory_mb": (16, 1_000_000)}
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"]+/(?:[^\s?#<>\"]*/)?")
_ENDPOINT = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+/[^\s#<>\"{}|\\^`]*")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


class Project(Struct, frozen=True):
    """One publication. `settings` holds `pincite.toml` (checked); folders are named as in docs/facts.md."""

    root: Path
    prefixes: Prefixes
    settings: dict[str, Any]

    @classmethod
    def open(cls, root: Path) -> Project:
        """Open a publication's folder.

        Raises UsageError when there is no `pincite.toml`, a setting is missing, unknown or of the wrong type, or the
        prefix table cannot be read.
        """
        settings = _settings(root / SETTINGS)
        prefixes = Prefixes.parse(read_text(root / PREFIXES, PREFIXES), PREFIXES)
        return cls(root.resolve(), prefixes, settings)

    @property
    def base(self) -> str:
        """The base IRI, ending in a slash."""
        return self.prefixes.base

    @property
    def title(self) -> str:
        """The publication's title."""
        return str(self.settings["title"])

    @property
    def licence(self) -> str:
        """The IRI of the data's licence."""
        return str(self.settings["licence"])

    @property
    def site_url(self) -> str:
        """The address at which the pages are published, ending in a slash; the base IRI when nothing else is set."""
        return str(self.settings.get("site_url", self.base))

    @property
    def version(self) -> str:
        """The version of the data."""
        return str(self.settings["version"])

    def setting(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """Return an optional setting."""
        return self.settings.get(name, default)

    def folder(self, name: str) -> Path:
        """Return a content folder. Raises UsageError when it is missing."""
        path = self.root / name
        if not path.is_dir():
            raise usage_error(f"{name}/", "the folder is missing", f"Make the folder {name}/ and put its files there.")
        return path

    def files(self, folder: str, *patterns: str, beside: tuple[str, ...] = ()) -> list[Path]:
        """Return a folder's files by path, for example `files("shapes", "*.ttl")`; those of its folders, too.

        Raises UsageError when there is none, or another file that nobody would read: nothing found is never a pass.
        `beside` names files and folders that others read; notes (`*.md`), hidden files and editors' copies may lie
        there too.
        """
        listed = list(_listed(self.folder(folder), beside))
        found = sorted(path for path in listed if any(path.match(pattern) for pattern in patterns))
        wanted = " or ".join(patterns)
        if stray := sorted(set(listed) - set(found)):
            raise usage_error(self.name(stray[0]), "nothing reads this file", f"Name it {wanted}, or move it away.")
        if not found:
            raise usage_error(
                f"{folder}/", f"holds no {wanted} file", "Add one; an empty folder is never a silent pass."
            )
        return found

    def name(self, path: Path) -> str:
        """Return a path as people know it: relative to the publication when it is inside."""
        try:
            return path.absolute().relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def reads_long(root: Path) -> bool:
    """Tell whether reading a publication takes longer than it takes a process to begin."""
    files = (path for path in (root / "mappings").rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) > _MUCH


def _listed(folder: Path, beside: tuple[str, ...] = ()) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in beside or _ignored(path.name):
            continue
        if path.is_dir():
            yield from _listed(path)
        else:
            yield path


def _ignored(name: str) -> bool:
    return name == FOLDER or name.startswith((".", "#")) or name.endswith(("~", ".md"))


def _settings(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise usage_error(
            str(path), "no publication here", f"Run pincite in a folder with a {SETTINGS}, or name that folder."
        )
    try:
        settings = tomllib.loads(read_text(path, SETTINGS))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = Place(SETTINGS, int(line[1]) if line else None)
        raise usage_error(place, f"not TOML: {error}", "Mend the file there.") from error
    problems = [
        Problem(Place(SETTINGS), f"setting '{name}' is missing or not {_KINDS[type_]}", f'Write {name} = "...".')
        for name, type_ in _REQUIRED.items()
        if not isinstance(settings.get(name), type_)
    ]
    problems += [
        Problem(Place(SETTINGS), f"unknown setting '{name}'", f"Known: {', '.join(sorted(_REQUIRED | _OPTIONAL))}.")
        for name in settings
        if name not in _REQUIRED | _OPTIONAL
    ]
    problems += [
        Problem(Place(SETTINGS), f"setting '{name}' is not {_KINDS[type_]}", "Mend its value.")
        for name, type_ in _OPTIONAL.items()
        if name in settings and not isinstance(settings[name], type_)
    ]
    problems += _addresses(settings)
    problems += _endpoint(settings)
    if problems:
        raise UsageError(problems)
    return settings


def _addresses(settings: dict[str, Any]) -> Iterator[Problem]:
    site_url, previous = settings.get("site_url"), settings.get("previous_version")
    if isinstance(site_url, str) and not _ADDRESS.fullmatch(site_url):
        remedy = 'Write it whole, with a slash at the end: "https://example.org/publication/".'
        yield Problem(Place(SETTINGS), "setting 'site_url' is no address of a folder", remedy)
    if isinstance(previous, str) and not _IRI.fullmatch(previous):
        remedy = "Write the IRI of the data set's version before this one, or leave it out."
        yield Problem(Place(SETTINGS), "setting 'previous_version' is no IRI", remedy)


def _endpoint(settings: dict[str, Any]) -> Iterator[Problem]:
    address, given = settings.get("sparql_endpoint"), settings.get("sparql")
    if isinstance(address, str) and not _ENDPOINT.fullmatch(address):
        remedy = 'Write it whole: "https://example.org/publication/sparql".'
        yield Problem(Place(SETTINGS), "setting 'sparql_endpoint' is no address", remedy)
    for name, value in given.items() if isinstance(given, dict) else ():
        place, (least, most) = Place(SETTINGS), _SPARQL.get(name, (0, 0))
        if name not in _SPARQL:
            yield Problem(place, f"unknown setting '{name}' in [sparql]", f"Known: {', '.join(sorted(_SPARQL))}.")
        elif isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            yield Problem(place, f"setting '{name}' in [sparql] is no number from {least} to {most}", "Mend its value.")
        elif isinstance(value, float) and name != "seconds":
            yield Problem(place, f"setting '{name}' in [sparql] is no whole number", "Mend its value.")
