"""Work shared out among processes: forked, so that each begins with all that its parent has, and nothing is copied."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from pincite.errors import usage_error

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
Task = Callable[[], object]
# Things a task, where it does not say so itself: few enough for processes to share them evenly.
_SHARE = 50
_QUEUED = 1000
# How much nicer than this process one is that helps it: it has a third of its share where there are too few cores.
_BEHIND = 5
_NUMBER = "L"
_Failure = tuple[int, BaseException] | None
_Outcome = tuple[T | None, BaseException | None]


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def peak_mb() -> float:
    """Return this process's peak resident memory in MB; 0 where the system does not tell (Windows)."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def shares(things: Iterable[T], size: int = _SHARE) -> list[list[T]]:
    """Return things in order in lists of so many, each enough for a task.

    >>> [len(share) for share in shares(range(120))]
    [50, 50, 20]
    """
    listed = list(things)
    return [listed[start : start + size] for start in range(0, len(listed), size)]


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
    if jobs < 2:
        in_turn(tasks)
        return
    with _Queue.of(tasks) as queue:
        others = [_Other.begun(queue.help) for _ in range(1, jobs)]
        try:
            failures = [queue.work(), *[other.told() for other in others]]
        finally:
            for other in others:
                other.end()
    if found := [failure for failure in failures if failure]:
        raise min(found, key=lambda failure: failure[0])[1]


class _Queue(Struct, frozen=True):
    """Tasks that several processes take one after the other, as each is done with what it had.

    Their numbers lie in a pipe, from which each is read once; a process that dies takes none along but its own. They
    are read in order, and a process goes on to its first fault: whatever comes before the first of all is done.
    """

    tasks: Sequence[Task]
    step: int
    numbers: int

    @classmethod
    @contextmanager
    def of(cls, tasks: Sequence[Task]) -> Iterator[_Queue]:
        # Few enough numbers for the smallest pipe there is; each stands for so many tasks.
        step = len(tasks) // _QUEUED + 1
        numbers, end = os.pipe()
        try:
            os.write(end, array(_NUMBER, range(0, len(tasks), step)).tobytes())
            os.close(end)
            yield cls(tasks, step, numbers)
        finally:
            os.close(numbers)

    def help(self) -> _Failure:
        """Do tasks beside others: what is one long task, and no queue, comes before them, or it would end last."""
        os.nice(_BEHIND)
        return self.work()

    def work(self) -> _Failure:
        """Do tasks until none is left or one fails; return that one's number and what it raised."""
        size = array(_NUMBER).itemsize
        while taken := os.read(self.numbers, size):
            first = array(_NUMBER, taken)[0]
            for number in range(first, min(first + self.step, len(self.tasks))):
                try:
                    self.tasks[number]()
                except Exception as error:  # it goes to whoever waits for the tasks
                    return number, error
        return None


class Beside(Generic[T]):
    """A task under way in a process of its own, while this one goes on; leaving the `with` block ends it.

    With one job, or where `run` would do everything here, it is done when somebody waits for its result.
    """

    def __init__(self, task: Callable[[], T], jobs: int) -> None:
        self._other = _Other.begun(partial(_outcome, task)) if jobs > 1 and _may_fork() else None
        self._task = task
        self._made: _Outcome[T] | None = None

    def __enter__(self) -> Beside[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._other:
            self._other.end()

    def result(self) -> T:
        """Wait for what the task returns, or raise what it raised; asked again, it gives the same.

        Raises UsageError when its process has died.
        """
        if self._made is None:
            self._made = self._other.told() if self._other else _outcome(self._task)
        made, error = self._made
        if error:
            raise error
        return made  # type: ignore[return-value]  # None only where T has it


def _may_fork() -> bool:
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _outcome(task: Callable[[], T]) -> _Outcome[T]:
    try:
        return task(), None
    except Exception as error:  # it goes to whoever waits for the task
        return None, error


class _Other(Struct, Generic[T], frozen=True):
    """Another process at work."""

    process: ForkProcess
    answer: Connection

    @classmethod
    def begun(cls, work: Callable[[], T]) -> _Other[T]:
        context = multiprocessing.get_context("fork")
        answer, told = context.Pipe(duplex=False)
        process = context.Process(target=_tell, args=(work, told), daemon=True)
        process.start()
        told.close()
        return cls(process, answer)

    def told(self) -> T:
        try:
            told: T = self.answer.recv()
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


def _tell(work: Callable[[], object], told: Connection) -> None:
    # An interrupted build ends its workers; a killed one has nobody left to tell.
    with suppress(KeyboardInterrupt, BrokenPipeError):
        told.send(work())
