"""Validation in a process of its own: it runs beside the rest of a build, and its memory is not the build's."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from pincite.errors import PinciteError, UsageError, usage_error
from pincite.graph.terms import Triple
from pincite.shapes.finding import Finding
from pincite.shapes.rules import Shapes

Job = tuple[Iterable[Triple], Shapes]


class Apart:
    """A validation under way; leaving the `with` block ends it.

    `jobs` are graphs, each with the rules that it must keep; `folder` is made to hand them over, and is gone with the
    findings.
    """

    def __init__(self, jobs: Sequence[Job], folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._said: tuple[bytes, bytes] | None = None
        given = [(_written(triples, folder / f"{number}.nt"), shapes) for number, (triples, shapes) in enumerate(jobs)]
        (folder / "jobs").write_bytes(pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
        command = [sys.executable, "-m", __name__, str(folder / "jobs")]
        self._child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child.poll() is None:
            self._child.kill()
        if self._said is None:
            self._child.communicate()

    def findings(self) -> list[Finding]:
        """Wait for the findings, those of one job after the other; asked again, it gives the same.

        Raises UsageError when a rule cannot be run, or when the process has died.
        """
        if self._said is None:
            self._said = self._child.communicate()
            shutil.rmtree(self._folder)
        answer, words = self._said
        if self._child.returncode != 0:
            reason = (words.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
            raise usage_error("shapes/", f"the validation stopped: {reason}", "Free some memory, and build again.")
        found: list[Finding] | UsageError = pickle.loads(answer)  # noqa: S301  # written by our own child
        if isinstance(found, list):
            return found
        raise found


def _written(triples: Iterable[Triple], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{s} {p} {o} .\n" for s, p, o in triples)
    return path


def main() -> None:
    """Read jobs from the file named, write their findings (or the error) to standard output."""
    # Only this process needs the engine.
    from pincite.shapes.engine import validate_ntriples  # noqa: PLC0415

    jobs: list[tuple[Path, Shapes]] = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301  # our own parent's
    found: list[Finding] | PinciteError
    try:
        found = [finding for data, shapes in jobs for finding in validate_ntriples(data, shapes)]
    except PinciteError as error:
        found = error
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    main()
