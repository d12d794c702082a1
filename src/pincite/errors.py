"""Errors for people: one form, `place: what is wrong. What to do.`, and the two exit codes.

The only base class is `PinciteError`; `ContentError` ends a command with 1 (the content is wrong),
`UsageError` with 2 (wrong usage or a broken file).
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """Where something stands: a file as the user names it, and a line (1-based) when known.

    >>> str(Place("mappings/facts/a.yaml", 12))
    'mappings/facts/a.yaml:12'
    """

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Problem(Struct, frozen=True):
    """One thing that is wrong: place, what is wrong, what to do.

    >>> str(Problem(Place("a.yaml", 3), "unknown entity 'x/y'", "Add it to mappings/entities."))
    "a.yaml:3: unknown entity 'x/y'. Add it to mappings/entities."
    """

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what.rstrip('.')}. {self.remedy}".rstrip()


class PinciteError(Exception):
    """Something is wrong; `problems` says what, each with place and remedy."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        given = (problems,) if isinstance(problems, Problem) else problems
        # A fact makes several statements, and each finds the same fault.
        self.problems = tuple(dict.fromkeys(given))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[PinciteError], tuple[tuple[Problem, ...]]]:
        """Let an error cross from one process to another with its problems."""
        return type(self), (self.problems,)


class ContentError(PinciteError):
    """The content is wrong: a quotation, a fact, a shape, a query's answer."""

    exit_code = 1


class UsageError(PinciteError):
    """Wrong usage, or a file that cannot be read as what it is."""

    exit_code = 2


def content_error(place: Place | str, what: str, remedy: str) -> ContentError:
    """Return a `ContentError` with one problem."""
    return ContentError(Problem(_place(place), what, remedy))


def usage_error(place: Place | str, what: str, remedy: str) -> UsageError:
    """Return a `UsageError` with one problem."""
    return UsageError(Problem(_place(place), what, remedy))


def _place(place: Place | str) -> Place:
    return Place(place) if isinstance(place, str) else place
