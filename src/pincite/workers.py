"""Work shared out among processes: forked, so that each begins with all that its parent has, and nothing is copied."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pincite.errors import usage_error

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
Task = Callable[[], object]
# Things a task: few enough for processes to share them evenly.
_SHARE = 50
_Failure = tuple[int, BaseException] | None


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shares(things: Iterable[T]) -> list[list[T]]:
    """Return things in order in lists of some, each enough for a task.

    >>> [len(share) for share in shares(range(120))]
    [50, 50, 20]
    """
    listed = list(things)
    return [listed[start : start + _SHARE] for start in range(0, len(listed), _SHARE)]


def in_turn(tasks: Iterable[Task]) -> None:
    """Do tasks one after the other."""
    for task in tasks:
        task()


def run(tasks: Sequence[Task], jobs: int) -> None:
    """Do the tasks, which write files, in at most `jobs` processes; this one is the first of them.

    What fails is what would have failed without the others: the error of the first task in order that raises one is
    raised here. With one job, where there is no safe fork (Windows, macOS), or while this process has other threads,
    whose locks a fork would take along, everything is done here. Raises UsageError when a process dies.
    """
    jobs = min(jobs, len(tasks)) if _may_fork() else 1
    others = [_start(tasks, first, jobs) for first in range(1, jobs)]
    try:
        failures = [_work(tasks, 0, jobs), *[other.failure() for other in others]]
    finally:
        for other in others:
            other.end()
    if found := [failure for failure in failures if failure]:
        raise min(found, key=lambda failure: failure[0])[1]


def _may_fork() -> bool:
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _work(tasks: Sequence[Task], first: int, step: int) -> _Failure:
    for number in range(first, len(tasks), step):
        try:
            tasks[number]()
        except Exception as error:  # it goes to whoever waits for the tasks
            return number, error
    return None


@dataclass(frozen=True)
class _Other:
    """Another process at work."""

    process: ForkProcess
    answer: Connection

    def failure(self) -> _Failure:
        try:
            told: _Failure = self.answer.recv()
        except EOFError:
            self.process.join()
            what = f"a worker ended with {self.process.exitcode}"
            raise usage_error("build", what, "Free some memory, or build with --jobs 1.") from None
        return told

    def end(self) -> None:
        # It has told all it has to tell, or nobody wants to hear it any more.
        self.process.kill()
        self.process.join()
        self.answer.close()


def _start(tasks: Sequence[Task], first: int, step: int) -> _Other:
    context = multiprocessing.get_context("fork")
    answer, told = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(tasks, first, step, told), daemon=True)
    process.start()
    told.close()
    return _Other(process, answer)


def _tell(tasks: Sequence[Task], first: int, step: int, told: Connection) -> None:
    # An interrupted build ends its workers; a killed one has nobody left to tell.
    with suppress(KeyboardInterrupt, BrokenPipeError):
        told.send(_work(tasks, first, step))
