"""What the tests of the facts share: the publication's graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.pipeline import Made, Timings, make_graph
from pincite.project import Project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def made() -> Made:
    """One graph for all tests."""
    return make_graph(Project.open(ROOT), Timings())
