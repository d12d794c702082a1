"""Writing a new publication: all of it or nothing, and never over anything."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pincite.errors import usage_error
from pincite.site.sources import STANDARD
from pincite.starting.given import Given
from pincite.starting.model import files

# A repository that was made first is no content.
_NOTHING = frozenset([".git"])


def start(target: Path, given: Given, *, templates: bool = False) -> tuple[str, ...]:
    """Write a new publication into `target`, which is made when it is missing; return the files' paths below it.

    With `templates` the standard site's templates and queries are written, too, as the publication's own. Raises
    UsageError when the folder holds something, or cannot be written; then nothing is left behind.
    """
    made = dict(sorted([*files(given), *(_standard() if templates else ())]))
    with _explained(target), ExitStack() as undone:
        _check(target)
        for folder in reversed([one for one in (target, *target.parents) if not one.exists()]):
            folder.mkdir()
            undone.callback(shutil.rmtree, folder, ignore_errors=True)
        stage = Path(tempfile.mkdtemp(prefix=".new-", dir=target))
        undone.callback(shutil.rmtree, stage, ignore_errors=True)
        for name, content in made.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _check(target, beside=stage)
        for one in sorted(stage.iterdir()):
            moved = target / one.name
            undone.callback(_remove, moved)
            one.rename(moved)
        stage.rmdir()
        undone.pop_all()
    return tuple(made)


def _standard() -> Iterator[tuple[str, bytes]]:
    for path in STANDARD.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(STANDARD).as_posix(), path.read_bytes()


def _check(target: Path, beside: Path | None = None) -> None:
    if target.exists() and not target.is_dir():
        raise usage_error(str(target), "is a file", "Name a folder that is empty or not there yet.")
    held = sorted(one.name for one in target.iterdir() if one != beside) if target.exists() else []
    if found := [name for name in held if name not in _NOTHING]:
        what = f"is not empty: it holds {', '.join(found[:3])}{' and more' if len(found) > 3 else ''}"
        raise usage_error(str(target), what, "Name a folder that is empty or not there yet.")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise usage_error(str(target), what, "Nothing was left there; mend the rights or make room.") from error
