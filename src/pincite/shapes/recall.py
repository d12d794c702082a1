"""What the last build found, for a build of the same graph with the same rules: that is not validated again.

The findings stand in `validation.json` of a build's reports, under a key made of everything that they follow from: the
graph, the rules, the engine's version and the code that asks it. A build that fails leaves none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import asdict

from pincite import __version__
from pincite.graph.terms import Triple
from pincite.keys import Key, packages
from pincite.shapes.finding import Finding, Severity

__all__ = ["RECORD", "key_of", "numbered", "recall", "record"]

RECORD = "validation.json"

_ENGINE = "pyshifty"
_KEY, _FINDINGS = "key", "findings"


def key_of() -> Key:
    """Return the key to which graphs and rules are added; the engine's version and the code that asks it are in it."""
    return Key(f"{__version__} {' '.join(packages(_ENGINE))}", Path(__file__).parent.glob("*.py"))


def numbered(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples with their blank nodes named by the order in which they come; read again, they have other names.

    >>> list(numbered([("_:x7", "<p>", '"1"'), ("<s>", "<p>", "_:x7")]))
    [('_:b0', '<p>', '"1"'), ('<s>', '<p>', '_:b0')]
    """
    names: dict[str, str] = {}
    for s, p, o in triples:
        yield (
            names.setdefault(s, f"_:b{len(names)}") if s[0] == "_" else s,
            p,
            names.setdefault(o, f"_:b{len(names)}") if o[0] == "_" else o,
        )


def recall(file: Path, key: str) -> list[Finding] | None:
    """Return the findings that a file has under a key; None when it has others, or cannot be read."""
    try:
        kept = json.loads(file.read_bytes())
        if kept[_KEY] != key:
            return None
        return [Finding(**{**one, "severity": Severity(one["severity"])}) for one in kept[_FINDINGS]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def record(file: Path, key: str, findings: Sequence[Finding]) -> None:
    """Write findings with their key."""
    content = {_KEY: key, _FINDINGS: [asdict(one) for one in findings]}
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
