"""Whether a build is of what lies in the publication's folder now: then it need not be made again.

A build records the key of all that it is made from in `inputs.json` of its reports, as the last of its files: the
content folders, the settings, the engine and the packages that are installed. One in which anything is newer than that
record was touched since.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

import pincite
from pincite.keys import Key, packages
from pincite.parsed import FOLDER
from pincite.project import INPUTS
from pincite.workspace import BUILD, REPORTS, settle

__all__ = ["RECORD", "Current", "current", "inputs", "key_of", "record"]

RECORD = "inputs.json"
_KEY, _FIGURES, _REMARKS = "key", "figures", "remarks"
_MODULES, _INSTALLED = "node_modules", ".package-lock.json"


class Current(Struct, frozen=True):
    """A build that is of what lies there: its folder, its figures for people, how many remarks the shapes had."""

    out: Path
    figures: dict[str, int]
    remarks: int


def current(root: Path, out: Path | None = None) -> Current | None:
    """Return the build of a publication in `out` (default: its folder `build`) if it need not be made again.

    Clears away what a killed build left. Raises UsageError while another build is writing there.
    """
    target = (out or root / BUILD).resolve()
    file = target / REPORTS / RECORD
    if not file.is_file():
        return None
    settle(target)
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(file.read_bytes())
        if known[_KEY] == key_of(root.resolve()) and not _touched(target, file.stat().st_mtime_ns):
            return Current(target, dict(known[_FIGURES]), int(known[_REMARKS]))
    return None


def key_of(root: Path) -> str:
    """Return the key of all that a publication's build is made from. Raises OSError for a file that cannot be read."""
    engine = Path(pincite.__file__).parent
    versions = f"{pincite.__version__} {sys.version} {zlib.ZLIB_RUNTIME_VERSION} {' '.join(packages())}"
    key = Key(versions, (path for path in _below(engine) if path.is_file()))
    for path in inputs(root):
        content = path.read_bytes() if path.is_file() else b""
        key.add(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return key.text


def record(reports: Path, key: str, figures: dict[str, int], remarks: int) -> None:
    """Write the record of a build whose other files are all there; `key` is from before anything was read."""
    content = {_KEY: key, _FIGURES: figures, _REMARKS: remarks}
    (reports / RECORD).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def inputs(root: Path) -> Iterator[Path]:
    """Yield the files and folders that a publication is made from; of its packages, the list of those installed."""
    for name in sorted(INPUTS):
        path = root / name
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from _below(path)


def _below(folder: Path) -> Iterator[Path]:
    for inner, folders, names in os.walk(folder, followlinks=True):
        yield Path(inner)
        if _MODULES in folders and (installed := Path(inner, _MODULES, _INSTALLED)).is_file():
            yield installed
        folders[:] = sorted(name for name in folders if name not in (FOLDER, _MODULES))
        yield from (Path(inner, name) for name in sorted(names))


def _touched(folder: Path, since: int) -> bool:
    """Tell whether a file of a folder was written, or one added or removed, after a time in nanoseconds."""
    if folder.stat().st_mtime_ns > since:
        return True
    with os.scandir(folder) as entries:
        return any(
            _touched(Path(entry.path), since)
            if entry.is_dir(follow_symlinks=False)
            else entry.stat(follow_symlinks=False).st_mtime_ns > since
            for entry in entries
        )
