"""The files of the last build, for a build of the same graph: they are linked, and not written again.

What they follow from is in a key, which stands in `dump.json` of a build's reports with what is known of the files.
When somebody has touched one since, or it cannot be linked, all are written again.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path
from typing import Any

import pyoxigraph
from msgspec import Struct, to_builtins

import pincite
from pincite.dump.entities import NAMES
from pincite.dump.void import File, Media
from pincite.keys import Key
from pincite.workspace import REPORTS

__all__ = ["RECORD", "Kept", "keep", "key_of", "take"]

RECORD = "dump.json"
_DUMP = "dump"
_ENTITIES = "site/id"


def key_of() -> Key:
    """Return the key to which what the files follow from is added; the engine's code and what writes are in it."""
    versions = f"{pincite.__version__} {zlib.ZLIB_RUNTIME_VERSION} {pyoxigraph.__version__}"
    return Key(versions, Path(pincite.__file__).parent.rglob("*.py"))


class Kept(Struct, frozen=True):
    """What a build has written: the dump's files, their key, and what all files look like, those of entities too."""

    files: tuple[File, ...]
    key: str
    looks: str

    def record(self, reports: Path) -> None:
        """Write it into the folder of a build's reports, for the next build."""
        content = json.dumps(to_builtins(self), ensure_ascii=False, indent=2)
        (reports / RECORD).write_text(content + "\n", encoding="utf-8")


def keep(out: Path, key: str, files: Sequence[File]) -> Kept:
    """Return what there is to record of the files below a build's folder."""
    return Kept(tuple(files), key, _looks(out))


def take(last: Path, out: Path, key: str) -> Kept | None:
    """Link the files of the last build, whose folder is `last`, below `out`, and return what is known of them.

    None, and nothing done, when they follow from something else, are not as they were written, or cannot be linked.
    """
    file = last / REPORTS / RECORD
    kept = _recorded(file)
    if kept is None or kept.key != key:
        return None
    made: list[str] = []
    try:
        if _looks(last, file.stat().st_mtime_ns) != kept.looks:
            return None
        for name, entry in _files(last):
            target = f"{out}/{name}"
            try:
                os.link(entry.path, target)
            except FileNotFoundError:
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                os.link(entry.path, target)
            made.append(target)
    except OSError:
        for target in made:
            Path(target).unlink()
        return None
    return kept


def _recorded(file: Path) -> Kept | None:
    try:
        known = json.loads(file.read_bytes())
        return Kept(tuple(map(_file, known["files"])), str(known["key"]), str(known["looks"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file(known: dict[str, Any]) -> File:
    return File(**{**known, "media": Media(**known["media"])})


def _looks(folder: Path, recorded: float = inf) -> str:
    """Return a digest of the files' names and sizes; "" when one has changed since the time they were recorded."""
    known = hashlib.sha256()
    for name, entry in _files(folder):
        about = entry.stat()
        if about.st_mtime_ns > recorded:
            return ""
        known.update(f"{name} {about.st_size}\n".encode())
    return known.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all files in order, each with its path relative to the folder."""
    for one in _listed(f"{folder}/{_DUMP}"):
        yield f"{_DUMP}/{one.name}", one
    for kind in _listed(f"{folder}/{_ENTITIES}"):
        for entity in _listed(kind.path):
            # An index of the kind lies beside the entities' folders.
            for one in _listed(entity.path) if entity.is_dir() else ():
                if one.name in NAMES:
                    yield f"{_ENTITIES}/{kind.name}/{entity.name}/{one.name}", one


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)
