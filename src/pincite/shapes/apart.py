"""Validation in a process of its own: it runs beside the rest of a build, and its memory is not the build's.

Where the graph takes its time, it begins before, so that its engine is there when the graph is. What the last build has
found for the same graph and rules is found again without it.
"""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from pincite.errors import PinciteError, usage_error
from pincite.graph.terms import lines
from pincite.shapes.finding import Finding
from pincite.shapes.recall import key_of, numbered, recall
from pincite.shapes.rules import Shapes

__all__ = ["Apart", "Job"]

Job: TypeAlias = tuple[Sequence[bytes], Shapes]
"""A graph as parts of N-Triples, and the rules that it must keep."""


class Apart:
    """A process that validates what it is given, once; leaving the `with` block ends it.

    It begins `at_once`, or when there is something to do.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._child: subprocess.Popen[bytes] | None = self._begin() if at_once else None
        self._folder: Path | None = None
        self._found: list[Finding] | PinciteError | None = None
        self.key = ""

    def give(self, jobs: Sequence[Job], folder: Path, last: Path | None = None) -> None:
        """Give it graphs with their rules; to be done before their findings are asked for.

        `folder` is made to hand them over, and is gone with the findings. `last` is the file in which the last
        build has recorded its findings; the process has nothing to do when they are of the same jobs.
        """
        # The key is made first only where there is something to find: else it is made while the process works.
        if last and last.is_file():
            self.key = _key(jobs)
            self._found = recall(last, self.key)
        if self._found is None:
            folder.mkdir()
            self._folder = folder
            self._child = self._child or self._begin()
            self._hand_over([_written(number, job, folder) for number, job in enumerate(jobs)], folder / "jobs")
        self.key = self.key or _key(jobs)

    @property
    def begun(self) -> bool:
        """Whether the process has something to do; else the findings are those of the last build."""
        return self._folder is not None

    def _begin(self) -> subprocess.Popen[bytes]:
        command, pipe = [sys.executable, "-m", __name__], subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)

    def _hand_over(self, given: Sequence[tuple[Path, Shapes]], file: Path) -> None:
        file.write_bytes(pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
        assert self._child is not None  # noqa: S101  # begun
        assert self._child.stdin is not None  # noqa: S101  # a pipe was asked for
        # When it has died, its own last words tell more.
        with suppress(BrokenPipeError):
            pickle.dump(file, self._child.stdin)
            self._child.stdin.flush()

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child and self._child.poll() is None:
            self._child.kill()
            self._child.communicate()
        self._clear()

    def _clear(self) -> None:
        if self._folder:
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
        self._clear()
        if self._child.returncode != 0:
            reason = (words.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
            return usage_error("shapes/", f"the validation stopped: {reason}", "Free some memory, and build again.")
        told: list[Finding] | PinciteError = pickle.loads(answer)  # noqa: S301  # written by our own child
        return told


def _key(jobs: Sequence[Job]) -> str:
    """Return the key of jobs."""
    known = key_of()
    for parts, shapes in jobs:
        for part in parts:
            known.add(part)
        known.add(repr(shapes.rules).encode() + lines(numbered(shapes.triples)))
    return known.text


def _written(number: int, job: Job, folder: Path) -> tuple[Path, Shapes]:
    parts, shapes = job
    path = folder / f"{number}.nt"
    with path.open("wb") as file:
        file.writelines(parts)
    return path, shapes


def main() -> None:
    """Read the path of a file of jobs, write their findings (or the error) to standard output."""
    # Only this process needs the engine.
    from pincite.shapes.engine import validate_ntriples  # noqa: PLC0415

    try:
        file: Path = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own parent's, as is the file
    except EOFError:  # it has ended before there was anything to do
        return
    jobs: list[tuple[Path, Shapes]] = pickle.loads(file.read_bytes())  # noqa: S301
    found: list[Finding] | PinciteError
    try:
        found = [finding for data, shapes in jobs for finding in validate_ntriples(data, shapes)]
    except PinciteError as error:
        found = error
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    main()
