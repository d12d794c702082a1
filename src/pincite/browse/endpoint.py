"""Reads a SPARQL endpoint in pages, through SPARQLWrapper."""

from __future__ import annotations

from collections.abc import Callable

from pincite.browse.reading import Data
from pincite.browse.remarks import Remarks


def read_endpoint(address: str, data: Data, remarks: Remarks, tell: Callable[[str], None]) -> None:
    """Read all triples."""
    raise NotImplementedError
