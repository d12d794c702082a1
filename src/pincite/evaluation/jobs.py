"""What goes to a worker and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from pincite.graph.terms import Prefixes

GRAPH, GRAPHS = "graph.nt.gz", "graph.trig"


class Limits(Struct, frozen=True):
    """What one query may take, and how many may run at once.

    `seconds` of evaluation and writing; `places` for queries at once; `answer_mb`, the longest answer before it is
    compressed; `memory_mb`, what a query may take beside the graph.
    """

    seconds: float = 30.0
    places: int = 16
    answer_mb: int = 32
    memory_mb: int = 512


class Source(Struct, frozen=True):
    """Where the graph is: the folder of the dump, and what gives the prefixes that hold in every query."""

    dump: Path
    prefixes: Callable[[], Prefixes]

    def stamp(self) -> tuple[int, ...] | None:
        """Return what changes whenever the dump does; None while there is none."""
        try:
            stat = (self.dump / GRAPH).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino


class Job(Struct, frozen=True):
    """One query. `form` names how the answer is written (see `writing.py`).

    The dataset is `default` and `named`, IRIs of graphs; when both are None, the whole: the flat graph, with all named
    ones beside it.
    """

    query: str
    form: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    packed: bool = False


class Answer(Struct, frozen=True):
    """An answer, written; `packed` when it is compressed by gzip."""

    body: bytes
    packed: bool = False


class Loaded(Struct, frozen=True):
    """A graph that is there to be asked: its triples, its named graphs, and a digest of both and of the prefixes."""

    triples: int
    graphs: tuple[str, ...]
    digest: str
    seconds: float
    prefixes: Prefixes


class NotAnsweredError(Exception):
    """A query that has no answer. `kind` tells why, the message what to do.

    `malformed`: not a query. `refused`: asks for what is not offered here. `long`: the answer is too long. `time`,
    `memory`: it took too much. `busy`, `loading`: not now. `failed`: the engine gave up.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
