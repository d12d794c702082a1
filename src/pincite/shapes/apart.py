"""Validation in a process of its own: it runs beside the rest of a build, and its memory is not the build's.

What the last build has found for the same graph and rules is found again without one.
"""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType

from pincite.errors import PinciteError, usage_error
from pincite.graph.terms import Triple
from pincite.shapes.finding import Finding
from pincite.shapes.recall import Key, numbered, recall
from pincite.shapes.rules import Shapes

Job = tuple[Iterable[Triple], Shapes]
# Lines written at once.
_LINES = 2000


class Apart:
    """A validation under way; leaving the `with` block ends it.

    `jobs` are graphs, each with the rules that it must keep; `folder` is made to hand them over, and is gone with the
    findings. `last` is the file in which the last build has recorded its own; nothing is begun when they are the same.
    """

    def __init__(self, jobs: Sequence[Job], folder: Path, last: Path | None = None) -> None:
        folder.mkdir()
        self._folder = folder
        known = Key()
        given = [_written(number, job, folder, known) for number, job in enumerate(jobs)]
        self.key = known.text
        self._found: list[Finding] | PinciteError | None = recall(last, self.key) if last else None
        self._child = self._begin(given) if self._found is None else None

    @property
    def begun(self) -> bool:
        """Whether there is a process; without, the findings are those of the last build."""
        return self._child is not None

    def _begin(self, given: Sequence[tuple[Path, Shapes]]) -> subprocess.Popen[bytes]:
        (self._folder / "jobs").write_bytes(pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
        command = [sys.executable, "-m", __name__, str(self._folder / "jobs")]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child and self._child.poll() is None:
            self._child.kill()
            self._child.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def findings(self) -> list[Finding]:
        """Wait for the findings, those of one job after the other; asked again, it gives the same.

        Raises UsageError when a rule cannot be run, or when the process has died.
        """
        if self._found is None:
            self._found = self._told()
        if isinstance(self._found, PinciteError):
            raise self._found
        return self._found

    def _told(self) -> list[Finding] | PinciteError:
        assert self._child is not None  # noqa: S101  # begun, or there are findings
        answer, words = self._child.communicate()
        if self._child.returncode != 0:
            reason = (words.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
            return usage_error("shapes/", f"the validation stopped: {reason}", "Free some memory, and build again.")
        told: list[Finding] | PinciteError = pickle.loads(answer)  # noqa: S301  # written by our own child
        return told


def _written(number: int, job: Job, folder: Path, known: Key) -> tuple[Path, Shapes]:
    """Write a graph for the process, and add it to the key with its rules."""
    triples, shapes = job
    path = folder / f"{number}.nt"
    with path.open("wb") as file:
        lines = (f"{s} {p} {o} .\n" for s, p, o in numbered(triples))
        while part := "".join(islice(lines, _LINES)).encode():
            known.add(part)
            file.write(part)
    known.add(repr((shapes.rules, [*numbered(shapes.triples)])).encode())
    return path, shapes


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
