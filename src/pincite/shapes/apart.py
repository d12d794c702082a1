"""Validation in a process of its own: it runs beside the rest of a build, and its memory is not the build's."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from types import TracebackType

from pincite.errors import PinciteError, UsageError, usage_error
from pincite.shapes.engine import validate_ntriples
from pincite.shapes.finding import Finding
from pincite.shapes.rules import Shapes

Job = tuple[bytes, Shapes]


class Apart:
    """A validation under way; leaving the `with` block ends it.

    `jobs` are graphs as N-Triples, each with the rules that it must keep.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        # A file, not a pipe: the child reads it when it has started, and nobody waits.
        with tempfile.TemporaryFile() as data:
            pickle.dump(list(jobs), data, pickle.HIGHEST_PROTOCOL)
            data.seek(0)
            command = [sys.executable, "-m", __name__]
            self._child = subprocess.Popen(command, stdin=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._said: tuple[bytes, bytes] | None = None

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
        answer, words = self._said
        if self._child.returncode != 0:
            reason = (words.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
            raise usage_error("shapes/", f"the validation stopped: {reason}", "Free some memory, and build again.")
        found: list[Finding] | UsageError = pickle.loads(answer)  # noqa: S301  # written by our own child
        if isinstance(found, list):
            return found
        raise found


def main() -> None:
    """Read jobs from standard input, write their findings (or the error) to standard output."""
    jobs: list[Job] = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by our own parent
    found: list[Finding] | PinciteError
    try:
        found = [finding for data, shapes in jobs for finding in validate_ntriples(data, shapes)]
    except PinciteError as error:
        found = error
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    main()
