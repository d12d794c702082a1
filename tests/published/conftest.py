"""The first publication, built whole, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.building import build
from pincite.site.compiling import QuickEnvironment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; the dump is in its folder `dump`."""
    out = tmp_path_factory.mktemp("published") / "build"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuickEnvironment, "exact", _needless)
        build(ROOT, out)
    return out / "site"


def _needless(*_: object) -> None:
    raise AssertionError('a template has `thing.name` for an item of a mapping; `thing["name"]` takes half the time')


@pytest.fixture(scope="session")
def entity_pages(site: Path) -> list[Path]:
    """The pages of entities."""
    found = sorted(site.glob("id/*/*/index.html"))
    assert len(found) > 1000
    return found
