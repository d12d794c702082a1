"""What is to be loaded, and what of a store it replaces."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pincite.stores.digest import Digest
from pincite.stores.parts import Batch

_LEAST_S, _TRIPLES_A_SECOND = 60, 1000


class Plan(Struct, frozen=True):
    """The batches to load; whether they replace what is there; `gone` are named graphs to be dropped."""

    batches: tuple[Batch, ...]
    replaces: bool = False
    gone: tuple[str, ...] = ()

    @property
    def triples(self) -> int:
        """How many triples are sent."""
        return sum(part.triples for batch in self.batches for part in batch.parts)


def patience(triples: int) -> float:
    """Return the seconds that a store may take over so many triples: a slow one on a busy machine needs a tenth."""
    return _LEAST_S + triples / _TRIPLES_A_SECOND


def is_right(rows: Sequence[dict[str, str]], digest: Digest) -> bool:
    """Return whether the answer to a digest query is this digest."""
    try:
        return bool(rows) and digest == Digest(*(int(rows[0][name]) for name in ("triples", "first", "second")))
    except (KeyError, ValueError):
        return False
