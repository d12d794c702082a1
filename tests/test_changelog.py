"""CHANGELOG.md as pages and the feed read it."""

from __future__ import annotations

from pathlib import Path

from pincite.changelog import parse_changelog

ROOT = Path(__file__).parents[1]
TEXT = """# Changelog

- not in a part

## Software

Words that nobody asked for.

### 1.1.0 (2026-11-22)

- `pincite serve` knows
  more.
* Less.

### 1.0.0 - 2026-01-02
- First.

## Data

### cards: 2.0
- Cards.

### notes: 1.0
- Notes.

### notes: 0.9
- Before.

## Empty
"""


def test_parts_releases_and_items() -> None:
    software, data = parse_changelog(TEXT)
    assert (software.name, data.name) == ("Software", "Data")
    assert [(one.version, one.date) for one in software.releases] == [
        ("1.1.0 (2026-11-22)", "2026-11-22"),
        ("1.0.0 - 2026-01-02", "2026-01-02"),
    ]
    assert software.releases[0].items == ("`pincite serve` knows more.", "Less.")
    assert [one.version for one in software.latest] == ["1.1.0 (2026-11-22)"]
    assert [one.version for one in data.latest] == ["cards: 2.0", "notes: 1.0"]


def test_nothing_gives_nothing() -> None:
    assert parse_changelog("") == ()
    assert parse_changelog("# Changelog\n## Part\nno release\n") == ()


def test_our_own_is_read_whole() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    items = [item for part in parse_changelog(text) for release in part.releases for item in release.items]
    assert len(items) == sum(line.startswith("- ") for line in text.splitlines())
