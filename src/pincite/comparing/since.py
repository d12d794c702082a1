"""What changed since another version, for a build: what the site shows, and reports for people and programs."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from pincite.comparing.forms import Compared, as_json, as_markdown
from pincite.comparing.run import compared
from pincite.comparing.sources import open_graph
from pincite.comparing.told import CHANGED, GONE, Entry, sections
from pincite.pipeline import Made
from pincite.site.inputs import Altered, AlteredPart, Since

__all__ = ["REPORTS", "changes_since"]

REPORTS = ("changes.json", "changes.md")
_DCAT_VERSION = ox.NamedNode("http://www.w3.org/ns/dcat#version")
_SAY_NOTHING = ("graph.ttl", "graph.nt.gz", "statements.ttl", "dump", "build")
_HOW = {GONE: "withdrawn", CHANGED: "changed"}


def changes_since(made: Made, source: str) -> tuple[Since, dict[str, str]]:
    """Return what changed from `source` to the graph that was made, and the reports by name.

    `source` is what `open_graph` takes, a path relative to the publication's folder. It is told by its version, else by
    its name, which are the same on every machine. Raises PinciteError when it cannot be read.
    """
    root, now = made.project.root, f"version {made.project.version}"
    path = root / source
    old = open_graph(str(path) if path.exists() else source, root)
    version = f"version {_version(path)}" if path.exists() else now
    name = version if version not in (now, "version ") else _name(Path(source))
    found = compared((old, made.graph), (name, now), root)
    return Since(name, _parts(found)), {"changes.json": as_json(found), "changes.md": as_markdown(found)}


def _version(path: Path) -> str:
    """Return the version of a build or dump, as its description beside it has it; "" without one."""
    for folder in (path, path / "dump", path.parent):
        if (folder / "void.ttl").is_file():
            described = ox.parse(path=folder / "void.ttl", format=ox.RdfFormat.TURTLE)
            return min((str(one.object.value) for one in described if one.predicate == _DCAT_VERSION), default="")
    return ""


def _name(path: Path) -> str:
    """Return the part of a path that tells something."""
    return next((part for part in reversed(path.parts) if part not in _SAY_NOTHING), path.name)


def _parts(found: Compared) -> tuple[AlteredPart, ...]:
    listed = sections(found.difference, found.old, found.new, found.questions)
    return tuple(AlteredPart(one.title, one.summary, tuple(map(_altered, one.entries))) for one in listed)


def _altered(entry: Entry) -> Altered:
    return Altered(_HOW.get(entry.sign, "added"), entry.head, entry.lines, entry.iri)
