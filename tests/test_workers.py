"""Work shared out: everything is done once, the first fault in order is told, a dead worker is not a pass."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from pincite.errors import UsageError, usage_error
from pincite.workers import cores, run, shares

# The tests' own process has threads, in which case nothing is forked: each of these runs in a fresh one.
PROLOGUE = """
import os, signal, sys, time
from functools import partial
from pathlib import Path
from pincite.errors import PinciteError, usage_error
from pincite.workers import Beside, run
out = Path(sys.argv[1])
def write(number):
    (out / f"{number}-{os.getpid()}").write_text("x")
def fail(number):
    raise usage_error("here", f"task {number} failed", "Mend it.")
"""


def python(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    script = PROLOGUE + textwrap.dedent(text)
    return subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
def test_every_task_is_done_once(tmp_path: Path, jobs: int) -> None:
    done = python(f"run([partial(write, number) for number in range(5)], {jobs})", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    names = [path.name.split("-") for path in tmp_path.iterdir()]
    assert sorted(number for number, _ in names) == ["0", "1", "2", "3", "4"]
    assert len({process for _, process in names}) <= min(jobs, 5)


def test_more_tasks_than_a_pipe_holds_are_done_once_each(tmp_path: Path) -> None:
    done = python(
        """
        def count(number):
            with (out / str(os.getpid())).open("a") as file:
                file.write(f"{number}\\n")
        run([partial(count, number) for number in range(4321)], 3)
        """,
        tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for path in tmp_path.iterdir() for line in path.read_text().splitlines()]
    assert sorted(map(int, lines)) == list(range(4321))


@pytest.mark.parametrize("jobs", [2, 3])
def test_who_is_done_takes_the_next(tmp_path: Path, jobs: int) -> None:
    # The first task ends when all others are done: by the other processes alone.
    done = python(
        f"""
        def wait():
            while len(list(out.iterdir())) < 9:
                time.sleep(0.01)
        run([wait, *[partial(write, number) for number in range(9)]], {jobs})
        """,
        tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len({path.name.split("-")[1] for path in tmp_path.iterdir()}) <= jobs - 1


def test_helpers_stand_back_for_what_cannot_be_shared_out(tmp_path: Path) -> None:
    # Each of two tasks ends when both have begun: one is this process's, the other a helper's.
    done = python(
        """
        def nice():
            (out / str(os.getpid())).write_text(str(os.nice(0)))
            while len(list(out.iterdir())) < 2:
                time.sleep(0.01)
        before = os.nice(0)
        run([nice, nice], 2)
        with Beside(lambda: os.nice(0), 2) as beside:
            print((out / str(os.getpid())).read_text() == str(before), os.nice(0) == before, beside.result() == before)
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("True True True\n", "")
    mine, helper = sorted(int(path.read_text()) for path in tmp_path.iterdir())
    assert helper > mine


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_first_fault_in_order_is_told(tmp_path: Path, jobs: int) -> None:
    tasks = "[partial(write, 0), partial(write, 1), partial(fail, 2), partial(fail, 3), partial(fail, 4)]"
    done = python(
        f"""
        try:
            run({tasks}, {jobs})
        except PinciteError as error:
            print(error, error.exit_code)
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("here: task 2 failed. Mend it. 2\n", "")


def test_a_worker_that_dies_is_told(tmp_path: Path) -> None:
    done = python(
        """
        here = os.getpid()
        def die():
            if os.getpid() != here:
                (out / "taken").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            while not (out / "taken").exists():
                time.sleep(0.01)
        try:
            run([die, die], 2)
        except PinciteError as error:
            print(error)
        """,
        tmp_path,
    )
    assert done.stdout == "build: a worker ended with -9. Free some memory, or build with --jobs 1.\n"


def test_an_interruption_ends_the_others(tmp_path: Path) -> None:
    done = python(
        """
        here = os.getpid()
        def work():
            if os.getpid() != here:
                (out / "begun").write_text(str(os.getpid()))
                time.sleep(60)
            while not (out / "begun").exists():
                time.sleep(0.01)
            raise KeyboardInterrupt
        try:
            run([work, work], 2)
        except KeyboardInterrupt:
            other = int((out / "begun").read_text())
            try:
                os.kill(other, 0)
            except ProcessLookupError:
                print("ended")
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("ended\n", "")


def test_a_process_with_threads_does_not_fork() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    # What a fork did would not be seen here.
    done: list[int] = []
    try:
        run([lambda: done.append(1), lambda: done.append(2)], 2)
    finally:
        end.set()
        thread.join()
    assert done == [1, 2]


def test_a_fault_here_is_told() -> None:
    def fail() -> None:
        raise usage_error("here", "it failed", "Mend it.")

    with pytest.raises(UsageError, match="it failed"):
        run([fail], 1)


@pytest.mark.parametrize(("jobs", "where"), [(1, "here"), (2, "elsewhere")])
def test_what_runs_beside_gives_its_result(tmp_path: Path, jobs: int, where: str) -> None:
    done = python(
        f"""
        with Beside(os.getpid, {jobs}) as other:
            process = other.result()
            assert other.result() == process
        print("here" if process == os.getpid() else "elsewhere")
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == (f"{where}\n", "")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_beside_is_raised_for_whoever_waits(tmp_path: Path, jobs: int) -> None:
    done = python(
        f"""
        step = "begun"
        try:
            with Beside(partial(fail, 7), {jobs}) as other:
                step = "awaited"
                other.result()
        except PinciteError as error:
            print(step, error)
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("awaited here: task 7 failed. Mend it.\n", "")


def test_without_a_process_it_is_done_once_for_whoever_waits(tmp_path: Path) -> None:
    done = python(
        """
        with Beside(partial(write, 1), 1) as other:
            assert not list(out.iterdir())
            other.result()
            other.result()
        print(len(list(out.iterdir())))
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_what_dies_beside_is_told(tmp_path: Path) -> None:
    done = python(
        """
        def die():
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            with Beside(die, 2) as other:
                other.result()
        except PinciteError as error:
            print(error)
        """,
        tmp_path,
    )
    assert done.stdout == "build: a worker ended with -9. Free some memory, or build with --jobs 1.\n"


def test_nobody_works_beside_when_the_block_is_left(tmp_path: Path) -> None:
    done = python(
        """
        def long():
            (out / "begun").write_text(str(os.getpid()))
            time.sleep(60)
        with Beside(long, 2):
            while not (out / "begun").exists() or not (out / "begun").read_text():
                time.sleep(0.01)
        try:
            os.kill(int((out / "begun").read_text()), 0)
        except ProcessLookupError:
            print("ended")
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("ended\n", "")


def test_shares_keep_the_order() -> None:
    assert [number for share in shares(range(1234)) for number in share] == list(range(1234))
    assert shares([]) == []
    assert cores() >= 1
